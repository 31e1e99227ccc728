"""Vienti: the whole register into a folder, in open formats. Page "export", reached from that of the import."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import AppError, CancelledError, InvalidInputError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.handing import HandingFields
from asiakasrekisteri.gui.jobs import Job
from asiakasrekisteri.gui.screens.importing.carrying import Stoppable
from asiakasrekisteri.gui.screens.importing.parts import WorkingView
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, label, row, scrolled
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.facts import Fact, Facts
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.exporting.office import Exported, export_office
from asiakasrekisteri.usecases.exporting.pseudonymous import Copied, export_pseudonymous
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.disclosure_lists import recipient_rows

EXPORT_PAGE = "export"
"""Address of the page where the whole register is taken out."""
_WIDTH, _LONGEST = 760, 200


def pick_folder(parent: QWidget) -> Path | None:
    """Ask in which folder the new one is made; None when the user gave up."""
    path = QFileDialog.getExistingDirectory(parent, _("Mihin kansioon rekisteri viedään?"))
    return Path(path) if path else None


def show_folder(folder: Path) -> None:
    """Show a folder in the system's own file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


class ExportForm(QFrame):
    """Asks the folder and the purpose; for what is masked otherwise, a reason of its own.

    Args:
        choose: asks for the folder.
        begin: begins the work.
    """

    def __init__(self, choose: Callable[[], object], begin: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.folder = QLineEdit()
        self.purpose, self.reason = QLineEdit(), QLineEdit()
        for typed in (self.purpose, self.reason):
            typed.setMaxLength(_LONGEST)
            typed.returnPressed.connect(begin)
        self.purpose.setPlaceholderText(_("esimerkiksi siirto toiseen ohjelmaan"))
        self.folder_field = Field(_("Uusi kansio"), self.folder, _("Kansio tehdään viennissä. Sitä ei salata."))
        self.purpose_field = Field(_("Tarkoitus"), self.purpose, _("Kirjataan käyttölokiin ja jokaisen omaan lokiin."))
        words = _("Vie myös salatut tiedot, turvakiellon osoitteet ja rajoitettujen henkilöiden tiedot")
        self.whole = QCheckBox(words)
        hint = _("Mihin juuri niitä tarvitaan. Ilman perustetta ne peitetään tai jätetään pois.")
        self.reason_field = Field(_("Peruste"), self.reason, hint)
        self.reason_field.hide()
        self.whole.toggled.connect(self._toggled)
        self.to = HandingFields()
        self.pseudonymous = _narrower(self._narrowed)
        self.choose_button = Button(_("Valitse kansio…"), "archive", pressed=choose)
        self.choose_button.setToolTip(_("Valitse kansio (Ctrl+O)"))
        self.begin_button = Button(_("Vie rekisteri"), "download", "primary", pressed=begin)
        where = row(self.folder_field, column(20, self.choose_button, None, gap=0), gap=8)
        asked = (where, self.purpose_field, self.pseudonymous, self.to, self.whole, self.reason_field)
        self._all, self._few = (column(*map(_line, told), gap=8) for told in (_contents(), _contents_of_copy()))
        self._few.hide()
        cards = (
            Card(_("Minne ja mihin"), *asked, row(None, self.begin_button), gap=14),
            Card(_("Mitä kansioon tulee"), self._all, self._few),
        )
        self._lay(column(*cards, gap=12))

    def _lay(self, middle: QWidget) -> None:
        middle.setMaximumWidth(px(_WIDTH))
        place = column(middle, None, margins=(20, 20, 20, 20))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(place, _("Viennin aloitus")))

    def why(self) -> str:
        """Return why what is masked otherwise is needed; "" when it is not."""
        return self.reason.text().strip() if self.whole.isChecked() else ""

    def check(self) -> bool:
        """Tell whether everything has been told; what has not is shown, and the first of it gets the focus."""
        wanted = [
            (self.folder_field, self.folder, _("Valitse kansio, johon rekisteri viedään.")),
            (self.purpose_field, self.purpose, _("Kirjoita, mihin tietoja tarvitaan.")),
        ]
        if self.whole.isChecked():
            wanted.append((self.reason_field, self.reason, _("Kirjoita, mihin juuri niitä tarvitaan.")))
        missing = [typed for _field, typed, _words in wanted if not typed.text().strip()]
        for field, typed, words in wanted:
            field.show_problem(words if typed in missing else "")
        if missing:
            missing[0].setFocus()
        return not missing

    def _narrowed(self, on: bool) -> None:
        """A copy under pseudonyms is never whole, and is not given to others."""
        self.whole.setChecked(self.whole.isChecked() and not on)
        for part, shown in ((self.to, not on), (self.whole, not on), (self._all, not on), (self._few, on)):
            part.setVisible(shown)

    def _toggled(self, on: bool) -> None:
        self.reason_field.setVisible(on)
        if on:
            self.reason.setFocus()


class ExportScreen(QFrame):
    """The page "export"."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self._stop: Event | None = None
        self._job: Job | None = None
        self.pick: Callable[[QWidget], Path | None] = pick_folder
        self.show_folder: Callable[[Path], object] = show_folder
        self.top = TopBar()
        self.top.back.connect(context.back)
        self.top.show_crumbs(((_("Tuonti ja vienti"), lambda: context.go("import")),), _("Vie koko rekisteri"))
        self.form = ExportForm(self.choose, self.begin)
        self.working = WorkingView(self.stop)
        self.result = QFrame()
        self.result.setProperty("area", "plain")
        QVBoxLayout(self.result).setContentsMargins(20, 20, 20, 20)
        self._notes = QVBoxLayout()
        self._notes.setContentsMargins(0, 0, 0, 0)
        self._body = QStackedWidget()
        for view in (self.form, self.working, self.result):
            self._body.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addLayout(self._notes)
        layout.addWidget(self._body, 1)
        choosing = QShortcut(QKeySequence("Ctrl+O"), self)
        choosing.setContext(Qt.ShortcutContext.WindowShortcut)
        choosing.activated.connect(self.choose)

    def open(self, argument: str) -> None:  # noqa: ARG002 - there is one page
        """Come to the page: what is running or has been done is still there."""
        if self._context.may(Permission.DISCLOSURE_READ):
            self._context.ask(self, lambda gate: gate.call(recipient_rows), self.form.to.offer)

    def focus_start(self) -> None:
        """Put the focus where work goes on."""
        here = self._body.currentWidget()
        if here is self.form:
            self.form.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif here is self.working:
            self.working.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def escape(self) -> None:
        """Stop what is running, or go back to the import."""
        if self._stop is not None:
            self.stop()
        else:
            self._context.go("import")

    def choose(self) -> None:
        """Ask in which folder the new one is made, and give it a name of its own."""
        folder = self.pick(self) if self._body.currentWidget() is self.form else None
        if folder is not None:
            name = f"asiakasrekisteri-{self._context.today().isoformat()}"
            self.form.folder.setText(str(folder / name))
            self.form.folder_field.show_problem("")
            self.form.purpose.setFocus()

    def begin(self) -> None:
        """Write the register out."""
        if self._stop is not None or not self.form.check():
            return
        out, purpose, reason = Path(self.form.folder.text().strip()), self.form.purpose.text(), self.form.why()
        few = self.form.pseudonymous.isChecked()
        handing = None if few else self.form.to.handing(_("koko rekisteri"), purpose)
        stop = self._stop = Event()
        clear(self._notes)
        self._notes.setContentsMargins(0, 0, 0, 0)
        self._job = self._context.jobs.begin(_("Rekisteriä viedään…"), self.stop)
        self.working.begin(_("Rekisteriä viedään"))
        self.working.text.setText(_("Kerätään tietoja…"))
        self._show(self.working)

        def work(gate: Gate) -> Exported | Copied | None:
            able = gate.during(Stoppable(gate.progress, stop))
            try:
                if few:
                    return able.call(export_pseudonymous, out, purpose)
                return able.call(export_office, out, purpose, reason, handing)
            except CancelledError:
                return None

        self._context.ask(self, work, self._come, failed=self._failed, step=self._step)

    def stop(self) -> None:
        """Ask the work to end; nothing of the folder is left."""
        if self._stop is not None and not self._stop.is_set():
            self._stop.set()
            self.working.stopping()

    def _step(self, done: int, total: int, text: str) -> None:
        if self._stop is None or self._stop.is_set():
            return
        self.working.step(done, total, text)
        if self._job is not None and total:
            self._job.tell(_("Rekisteriä viedään… {n}\xa0%").format(n=100 * done // total))

    def _end(self) -> None:
        self._stop = None
        job, self._job = self._job, None
        if job is not None:
            job.end()

    def _come(self, done: Exported | Copied | None) -> None:
        self._end()
        if done is None:
            self._say(Banner("info", _("Vienti keskeytettiin. Kansiota ei jäänyt.")))
            self._show(self.form)
            return
        layout = self.result.layout()
        assert isinstance(layout, QVBoxLayout)
        clear(layout)
        layout.addWidget(self._told(done))
        layout.addStretch(1)
        self._show(self.result)
        self._context.messages.done(_("Rekisteri vietiin."))

    def _failed(self, error: Exception) -> None:
        self._end()
        self._show(self.form)
        if isinstance(error, InvalidInputError):
            left = self.form.to.refuse(error.errors)
            self.form.purpose_field.show_problem(" ".join(fault.message for fault in left))
        elif isinstance(error, AppError):
            self._say(Banner("err", str(error), actions=(label(error.code, "muted"),)))
        else:
            self._context.messages.failed(error)

    def _told(self, done: Exported | Copied) -> Card:
        facts = _facts(done) if isinstance(done, Exported) else _facts_of_copy(done)
        self.open_button = Button(_("Avaa kansio"), "external-link", pressed=lambda: self.show_folder(done.folder))
        again = Button(_("Uusi vienti"), pressed=lambda: self._show(self.form))
        warn = label(_("Kansiota ei ole salattu. Hävitä se, kun sitä ei enää tarvita."), "muted", wrap=True)
        grid = Facts(tuple(facts), self._context.today(), label_width=120)
        card = Card(_("Rekisteri vietiin"), grid, warn, row(None, again, self.open_button))
        card.setMaximumWidth(px(_WIDTH))
        return card

    def _say(self, banner: Banner) -> None:
        clear(self._notes)
        self._notes.setContentsMargins(20, 12, 16, 12)
        self._notes.addWidget(banner)

    def _show(self, view: QWidget) -> None:
        self._body.setCurrentWidget(view)
        if view is self.result:
            self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.isVisible():
            self.focus_start()


def _facts(done: Exported) -> list[Fact]:
    count = sum(done.rows.values())
    lines = ngettext("{n} rivi", "{n} riviä", done.former)
    facts = [
        Fact(label=_("Kansio"), value=str(done.folder)),
        Fact(label=_("Tietueita"), value=number_words(count)),
        Fact(label=_("Historia"), value=lines.format(n=number_words(done.former))),
        Fact(label=_("Liitteitä"), value=number_words(done.files)),
    ]
    left = len(done.left_out)
    if left:
        words = ngettext(
            "{n} henkilö, jonka tietojen käsittely on rajoitettu (18 artikla)",
            "{n} henkilöä, joiden tietojen käsittely on rajoitettu (18 artikla)",
            left,
        )
        facts.append(Fact(label=_("Jätettiin pois"), value=words.format(n=number_words(left))))
    if done.closed_files:
        words = ngettext(
            "{n} nauhoite, johon roolilla ei ole avainta",
            "{n} nauhoitetta, joihin roolilla ei ole avainta",
            done.closed_files,
        )
        facts.append(Fact(label=_("Ilman ääntä"), value=words.format(n=number_words(done.closed_files))))
    return facts


def _facts_of_copy(done: Copied) -> list[Fact]:
    return [
        Fact(label=_("Kansio"), value=str(done.folder)),
        Fact(label=_("Tietueita"), value=number_words(done.rows)),
        Fact(label=_("Henkilöistä"), value=_("vain salanimet")),
    ]


def _narrower(narrowed: Callable[[bool], object]) -> QCheckBox:
    made = QCheckBox(_("Kehitystä ja testausta varten: henkilöistä vain salanimet"))
    made.setToolTip(
        _("Nimet, osoitteet, numerot ja tekstit korvataan keksityillä. Liitteitä, historiaa ja pyyntöjä ei viedä.")
    )
    made.toggled.connect(narrowed)
    return made


def _contents_of_copy() -> tuple[str, ...]:
    return (
        _("Asiakkaat, henkilöt, palvelut, tilaukset, laskut ja yhteydenotot: taulukot (CSV) ja data.json."),
        _("Nimet, yhteystiedot, tunnukset ja vapaat tekstit ovat keksittyjä; päivät, summat ja tilat ovat oikeita."),
        _("Ei henkilötunnuksia, salasanoja, liitteitä, historiaa, pyyntöjä eikä rajoitettujen henkilöiden tietoja."),
        _("Kopion voi tuoda uuteen, tyhjään toimistoon. Se on yhä henkilötietoa: hävitä se käytön jälkeen."),
    )


def _contents() -> tuple[str, ...]:
    return (
        _("Taulukko (CSV) jokaisesta tietolajista: asiakkaat, henkilöt, palvelut, laskut, yhteydenotot ja muut."),
        _("Historia (history.csv): aiemmat arvot sekä jokaisen tiedon lähde, päivä ja kirjaaja."),
        _("Samat tiedot häviöttömästi (data.json) ja kenttien selitykset (schema.json)."),
        _("Tietosuojaseloste (description.json) ja liitteet omina tiedostoinaan."),
        _("Kansio syntyy kokonaan tai ei lainkaan. Rekisteri ei muutu."),
    )


def _line(words: str) -> QWidget:
    return label(words, wrap=True)
