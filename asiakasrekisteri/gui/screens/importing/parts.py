"""Parts of the import's page: what it can read, how far it is, and where the data come from."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.basics import Button, column, label, row, scrolled
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.usecases.importing.formats import format_label, formats
from asiakasrekisteri.usecases.importing.labels import known_columns
from asiakasrekisteri.usecases.sources import SourceRow

DEFAULT_SOURCE = "import"
_WIDTH = 760


class SourceChoice(Choice):
    """The sources there are; a name of one's own becomes a new source."""

    def __init__(self) -> None:
        super().__init__(())
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(_("Lähteeksi merkitään"))
        self.setToolTip(_("Valitse lähde tai kirjoita uuden nimi. Lähde merkitään jokaiseen tuotuun tietoon."))
        self.setMinimumWidth(px(200))

    def show_sources(self, sources: Sequence[SourceRow]) -> None:
        """Offer these; what was typed or chosen stays."""
        said = self.said() or DEFAULT_SOURCE
        self.clear()
        for source in sources:
            self.addItem(source.name, source.code)
        self.choose(said)
        if not self.code():
            self.setEditText(said)

    def said(self) -> str:
        """Return the code of the source, or the name of a new one."""
        return self.code() or self.currentText().strip()


def start_view(choose: Callable[[], object], earlier: QWidget) -> tuple[QWidget, Button]:
    """Return what the page shows before there is a file, with the earlier imports, and its button."""
    button = Button(_("Valitse tiedosto…"), "file-input", "primary", pressed=choose)
    words = column(
        label(_("Valitse tiedosto tai pudota se tälle sivulle"), "h3", wrap=True),
        label(
            _("Ensin tehdään koeajo, joka ei muuta mitään. Vasta sitten päätät, tuodaanko rivit."), "muted", wrap=True
        ),
        gap=2,
    )
    words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    known = (column(label(g, "strong"), label(", ".join(names), wrap=True), gap=2) for g, names in known_columns())
    rules = column(*(label(text, wrap=True) for text in _rules()), gap=8)
    cards = (
        Card("", row(words, button, gap=14)),
        earlier,
        Card(_("Mitä voi tuoda"), label(", ".join(_(one.label) for one in formats()), wrap=True)),
        Card(_("Hyvä tietää"), rules),
        Card(_("Sarakkeet, jotka tunnistetaan"), label(_hint(), "muted", wrap=True), *known),
    )
    middle = column(*cards, gap=12)
    place = QFrame()
    place.setProperty("area", "plain")
    place.setMaximumWidth(px(_WIDTH + 40))
    layout = QVBoxLayout(place)
    layout.setContentsMargins(20, 20, 20, 20)
    layout.addWidget(middle)
    layout.addStretch(1)
    return scrolled(place, _("Tuonnin aloitus")), button


def _hint() -> str:
    return _(
        "Ensimmäisellä rivillä on sarakkeiden nimet suomeksi, ruotsiksi tai englanniksi. Järjestys ja merkistö ovat"
        " vapaat. Tuntematonta saraketta ei tuoda, ja se kerrotaan koeajossa."
    )


def _rules() -> tuple[str, ...]:
    return (
        _("Tyhjä solu ei koskaan poista eikä muuta rekisterissä olevaa tietoa."),
        _(
            "Sama asiakas tunnistetaan asiakasnumerosta, Y-tunnuksesta, yhdistyksen rekisterinumerosta tai nimestä"
            " sähköpostin kanssa. Löytynyt asiakas päivittyy, muut lisätään."
        ),
        _("Rivi, jota ei voi ottaa, hylätään ja syy kerrotaan. Se ei estä muita rivejä."),
        _("Salasanoja, turvakysymyksiä ja korttitietoja ei tuoda koskaan."),
    )


class FormatChoice(Choice):
    """How the file is read: as it was recognised, or as the user says."""

    def __init__(self) -> None:
        super().__init__((("", _("Muoto sisällöstä")), *((one.name, _(one.label)) for one in formats())))
        self.setAccessibleName(_("Tiedoston muoto"))
        self.setToolTip(_("Ohjelma tunnistaa muodon sisällöstä. Valitse muu, jos se erehtyi."))
        self.setMaximumWidth(px(300))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def show_recognised(self, name: str) -> None:
        """Say which format was recognised."""
        self.setItemText(0, _("Muoto: {format}").format(format=format_label(name)) if name else _("Muoto sisällöstä"))


class WorkingView(QFrame):
    """How far the work is, with a button that stops it."""

    def __init__(self, stop: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.title = label("", "h2", wrap=True)
        self.text = label("", "muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(px(8))
        self.cancel = Button(_("Keskeytä"), "x", pressed=stop)
        self.cancel.setToolTip(_("Keskeytä (Esc). Mitään ei jää kesken."))
        middle = column(self.title, self.text, self.bar, row(None, self.cancel), gap=12)
        middle.setFixedWidth(px(420))
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(middle, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def begin(self, title: str, *, can_stop: bool = True) -> None:
        """Show that work has begun."""
        self.title.setText(title)
        self.text.setText(_("Luetaan tiedostoa…") if can_stop else "")
        self.bar.setAccessibleName(title)
        self.bar.setRange(0, 0)
        self.cancel.setVisible(can_stop)
        self.cancel.setEnabled(True)
        announce(self, title)

    def step(self, done: int, total: int, _text: str) -> None:
        """Show how far the work is."""
        if total > 0:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            self.text.setText(_("{done} / {total} riviä").format(done=number_words(done), total=number_words(total)))

    def stopping(self) -> None:
        """Show that the wish has been heard."""
        self.text.setText(_("Keskeytetään…"))
        self.cancel.setEnabled(False)
