"""The answer to an access request: the extract made as it leaves, on paper and as a folder, before it is delivered."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.requests.answer import AnswerBody
from asiakasrekisteri.gui.requests.letterpane import made_words
from asiakasrekisteri.gui.requests.steps import RequestHost
from asiakasrekisteri.gui.widgets.basics import Button, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.choices import Switch
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.answer import MadeAnswer, make_answer
from asiakasrekisteri.usecases.privacy.extract import ExtractOrder

AskFolder = Callable[[QWidget], str]


def ask_folder(parent: QWidget) -> str:
    """Show the system's dialog for a folder; "" when cancelled."""
    return QFileDialog.getExistingDirectory(parent, _("Mihin kansioon vastaus kirjoitetaan?"))


class ExtractCard(Card):
    """What makes the extract: the henkilötunnus whole for a reason only, recordings and files into a folder.

    Args:
        host: the page.
        folder: asks the folder; replaced by tests.
    """

    def __init__(self, host: RequestHost, folder: AskFolder = ask_folder) -> None:
        self._host, self._ask_folder = host, folder
        self.whole = Switch(_("Tulosta henkilötunnus kokonaan"))
        self.reason = QLineEdit()
        self._reason = Field(_("Miksi henkilötunnus tarvitaan"), self.reason, _("Kirjataan käyttölokiin."))
        self._reason.hide()
        self.whole.toggled.connect(self._reason.setVisible)
        again = bool(host.shown().record["sha256"])  # then what waits is its delivery
        words = _("Tee uudelleen") if again else _("Tee rekisteriote")
        self.make = Button(words, "file-text", "plain" if again else "primary", pressed=lambda: self._make(None))
        self.into_folder = Button(_("Tee kansioon…"), "download", pressed=self.choose_folder)
        self.into_folder.setToolTip(_("Ote, sen tiedot JSON-muodossa, liitteet, nauhoitteet ja luettelo"))
        may = host.context.may(Permission.EXTRACT_PRINT)
        for button in (self.make, self.into_folder):
            button.setEnabled(may)
        text = _(
            "Otteessa on, mitä tarkistuksessa päätettiin. Siitä jää pyynnölle täsmälleen sama jäljennös, luettelo ja"
            " tarkistussumma. Nauhoitteet ja muut tiedostot kirjoitetaan kansioon."
        )
        super().__init__(
            _("Rekisteriote"),
            label(text, "muted", wrap=True),
            self.whole,
            self._reason,
            row(None, self.into_folder, self.make),
        )

    def choose_folder(self) -> None:
        """Ask where, and write everything into a new folder there; its name tells of nobody."""
        path = self._ask_folder(self)
        if path:
            number = self._host.shown().line.number
            self._make(Path(path) / _("vastaus-{number}").format(number=number))

    def _make(self, folder: Path | None) -> None:
        card, reason = self._host.shown(), " ".join(self.reason.text().split())
        if self.whole.isChecked() and not reason:
            self._reason.show_problem(_("Kirjoita, miksi henkilötunnus tulostetaan kokonaan."))
            self.reason.setFocus()
            return
        person = card.line.person_id
        if person is None:
            return
        order = ExtractOrder(card.line.number, reason if self.whole.isChecked() else "")
        context = self._host.context
        job = context.jobs.begin(_("Tehdään rekisteriotetta"), lambda: task.cancel())  # noqa: PLW0108 - not there yet

        def done(made: MadeAnswer) -> None:
            job.end()
            pages = ngettext("{n} sivu", "{n} sivua", made.pages).format(n=made.pages)
            if folder is None:
                words = _("Rekisteriote tehtiin: {pages}.").format(pages=pages)
                context.messages.done(made_words(words, addressed=made.addressed))
            else:
                words = _("Rekisteriote tehtiin kansioon {name}. Kansio on salaamaton.")
                context.messages.done(words.format(name=folder.name))
            self._host.reload()

        def failed(error: Exception) -> None:
            job.end()
            context.messages.failed(error)

        def work(gate: Gate) -> MadeAnswer:
            return gate.call(make_answer, person, order, folder)

        task = context.ask(
            self, work, done, failed=failed, step=lambda _done, _total, said: job.tell(said or job.words)
        )


class AccessAnswerBody(AnswerBody):
    """The step of the answer of an access request: first the extract is made, then it is delivered."""

    def _cards(self) -> list[QWidget]:
        cards = super()._cards()
        line = self._host.shown().line
        if line.decision in {"granted", "partly"} and line.closed_on is None:
            made = ExtractCard(self._host)
            cards.insert(1, made)
            self.first = None if self._host.shown().record["sha256"] else made.make
        return cards
