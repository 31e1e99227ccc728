"""Luettelo ulos: the rows of a list into a file, for a purpose. Page "list_export", reached from the lists."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QLineEdit, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import AppError, CancelledError, InvalidInputError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Chosen, Context
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.handing import HandingFields
from asiakasrekisteri.gui.jobs import Job
from asiakasrekisteri.gui.navigation import PageSpec
from asiakasrekisteri.gui.screens.importing.carrying import Stoppable
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, label, row, scrolled
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.exporting.lists import ListExported, ListKind, ListOrder, export_list
from asiakasrekisteri.usecases.privacy.disclosure_lists import recipient_rows

LIST_PAGE = "list_export"
"""Address of the page; what goes out is `Context.chosen`."""
_WIDTH, _LONGEST = 760, 200
_KINDS = (
    (ListKind.CSV, N_("Taulukko (CSV)")),
    (ListKind.WORKBOOK, N_("Työkirja (XLSX)")),
    (ListKind.CARDS, N_("Käyntikortit (vCard)")),
    (ListKind.LABELS, N_("Osoitetarrat (PDF, 3 × 7 tarraa arkilla)")),
)
_ONLY_OF_PEOPLE = {ListKind.CARDS, ListKind.LABELS}
_PEOPLE = {"customer", "person"}
_FILTERS = {
    ListKind.CSV: "CSV (*.csv)",
    ListKind.WORKBOOK: "XLSX (*.xlsx)",
    ListKind.CARDS: "vCard (*.vcf)",
    ListKind.LABELS: "PDF (*.pdf)",
}


def list_page(context: Context) -> PageSpec:
    """Return the page, as the window is told of it."""
    return PageSpec(
        key=LIST_PAGE,
        title=N_("Vie luettelo"),
        icon="download",
        permission=Permission.REGISTER_EXPORT,
        factory=lambda: ListOutScreen(context),
        place="hidden",
        under="customers",
    )


def ask_file(parent: QWidget, name: str, kind: ListKind) -> str:
    """Show the system's save dialog; "" when cancelled."""
    return QFileDialog.getSaveFileName(parent, _("Tallenna luettelo"), name, _FILTERS[kind])[0]


class ListOutScreen(QFrame):
    """The page: what goes, in what form, why and to whom."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self._job: Job | None = None
        self._stop: Event | None = None
        self.pick: Callable[[QWidget, str, ListKind], str] = ask_file
        self.top = TopBar()
        self.top.back.connect(context.back)
        self.kind = Choice([(kind.value, _(words)) for kind, words in _KINDS])
        self.purpose = QLineEdit()
        self.purpose.setMaxLength(_LONGEST)
        self.purpose.setPlaceholderText(_("esimerkiksi joulukortit"))
        self.purpose.returnPressed.connect(self.begin)
        self.purpose_field = Field(_("Tarkoitus"), self.purpose, _("Kirjataan käyttölokiin ja jokaisen omaan lokiin."))
        self.to = HandingFields()
        self.button = Button(_("Valitse tiedosto ja vie…"), "download", "primary", pressed=self.begin)
        self._what = label("", "strong", wrap=True)
        self._notes = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        masked = _(
            "Salattuja tietoja, turvakiellon osoitteita ja rajoitettujen henkilöiden tietoja ei viedä."
            " Tiedostoa ei salata: hävitä se, kun sitä ei enää tarvita."
        )
        form = (self._what, Field(_("Muoto"), self.kind), self.purpose_field, self.to)
        card = Card(
            _("Mitä viedään ja mihin"), *form, label(masked, "muted", wrap=True), row(None, self.button), gap=14
        )
        middle = column(card, gap=12)
        middle.setMaximumWidth(px(_WIDTH))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addLayout(self._notes)
        layout.addWidget(scrolled(column(middle, None, margins=(20, 20, 20, 20)), _("Luettelon vienti")), 1)

    def open(self, argument: str) -> None:  # noqa: ARG002 - there is one page
        """Show what was chosen in the list."""
        chosen = self._context.chosen
        self._say(None)
        self._what.setText(_told(chosen) if chosen is not None else _("Valitse rivit ensin luettelosta."))
        self.button.setEnabled(chosen is not None and bool(chosen.ids))
        people = chosen is not None and chosen.noun in _PEOPLE
        kinds = [(kind.value, _(words)) for kind, words in _KINDS if people or kind not in _ONLY_OF_PEOPLE]
        self.kind.offer(kinds)
        title = chosen.title if chosen is not None else _("Luettelot")
        self.top.show_crumbs(((title, self._context.back),), _("Vie luettelo"))
        if self._context.may(Permission.DISCLOSURE_READ):
            self._context.ask(self, lambda gate: gate.call(recipient_rows), self.to.offer)

    def focus_start(self) -> None:
        """Begin at the form of the file."""
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Ask for the file and write it."""
        chosen, purpose = self._context.chosen, self.purpose.text().strip()
        if chosen is None or not chosen.ids or not self.button.isEnabled():
            return
        self.purpose_field.show_problem("" if purpose else _("Kirjoita, mihin tietoja tarvitaan."))
        if not purpose:
            self.purpose.setFocus()
            return
        kind = ListKind(self.kind.code())
        path = self.pick(self, f"{_('luettelo')}-{self._context.today().isoformat()}.{kind}", kind)
        if not path:
            return
        handing = self.to.handing(chosen.title, purpose)
        order = ListOrder(chosen.noun, chosen.ids, kind, Path(path), purpose, handing)
        stop = self._stop = Event()
        self._job = self._context.jobs.begin(_("Luetteloa viedään…"), stop.set)
        self.button.setEnabled(False)
        self._context.ask(
            self,
            lambda gate: gate.during(Stoppable(gate.progress, stop)).call(export_list, order),
            self._done,
            failed=self._failed,
        )

    def _done(self, made: ListExported) -> None:
        self._end()
        words = [
            ngettext("{n} rivi vietiin tiedostoon {name}.", "{n} riviä vietiin tiedostoon {name}.", made.rows).format(
                n=number_words(made.rows), name=made.file.name
            )
        ]
        if made.left_out:
            told = ngettext("{n} rajoitettu jäi pois.", "{n} rajoitettua jäi pois.", made.left_out)
            words.append(told.format(n=number_words(made.left_out)))
        if made.unreached:
            words.append(_("Ilman osoitetta: {n}.").format(n=number_words(made.unreached)))
        self._say(Banner("ok", " ".join(words)))

    def _failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, InvalidInputError):
            left = self.to.refuse(error.errors)
            self.purpose_field.show_problem(" ".join(fault.message for fault in left))
        elif isinstance(error, CancelledError):
            self._say(Banner("info", _("Vienti keskeytettiin. Tiedostoa ei jäänyt.")))
        elif isinstance(error, AppError):
            self._say(Banner("err", str(error), actions=(label(error.code, "muted"),)))
        else:
            self._context.messages.failed(error)

    def _end(self) -> None:
        self.button.setEnabled(True)
        job, self._job = self._job, None
        if job is not None:
            job.end()

    def _say(self, banner: Banner | None) -> None:
        clear(self._notes)
        self._notes.setContentsMargins(*((20, 12, 16, 0) if banner is not None else (0, 0, 0, 0)))
        if banner is not None:
            self._notes.addWidget(banner)


def _told(chosen: Chosen) -> str:
    words = ngettext("{title}: {n} rivi", "{title}: {n} riviä", len(chosen.ids))
    return words.format(title=chosen.title, n=number_words(len(chosen.ids)))
