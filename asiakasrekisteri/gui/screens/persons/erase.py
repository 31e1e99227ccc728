"""Erasing a person: what goes, what stays and why, the ground, and her name typed before the button wakes."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import Button, column, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.usecases.persons import PersonPage

GROUNDS = (
    ("asked", N_("Henkilön pyyntö (17 artikla)")),
    ("expired", N_("Säilytysaika on päättynyt")),
    ("needless", N_("Tietoja ei enää tarvita tarkoitukseensa")),
    ("mistake", N_("Tallennettu erehdyksessä")),
)
_WIDTH = 560


class EraseDialog(Dialog):
    """Asks whether a person is to be erased for good.

    Args:
        parent: the window.
        page: the person, as her page shows her.
        confirmed: given the ground as it is logged once the user has typed the name and pressed the button.
        list_asked: prints everything held before it goes; None where that is not possible.
    """

    def __init__(
        self,
        parent: QWidget,
        page: PersonPage,
        confirmed: Callable[[str], None],
        list_asked: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent, _("Hävitetäänkö {name}?").format(name=page.name), width=_WIDTH)
        self._name, self._confirmed = page.name, confirmed
        self.ground = Choice([(code, _(words)) for code, words in GROUNDS])
        self.typed = QLineEdit()
        hint = _("Nimi kirjoitetaan täsmälleen: {name}").format(name=page.name)
        warning = _(
            "Hävitystä ei voi perua. Varmuuskopioissa tiedot ovat, kunnes kopiot vanhenevat; palautuksen jälkeen"
            " hävitys tehdään uudelleen."
        )
        words = label(warning, "muted", wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        head = row(Icon("triangle-alert", 24, "err"), words, gap=14)
        self.add(head, row(_going(page), _staying(page), gap=12))
        self.add(Field(_("Peruste"), self.ground, _("Kirjataan käyttölokiin.")))
        self.add(Field(_("Vahvista kirjoittamalla henkilön nimi"), self.typed, hint))
        if list_asked is not None:
            self._buttons.insertWidget(0, Button(_("Tulosta luettelo"), "printer", "ghost", pressed=list_asked))
        cancel = self.button(_("Peru"), default=True)
        self.erase = self.button(_("Hävitä pysyvästi"), self._confirm, "danger")
        self.erase.show_icon("trash-2", "danger_fg")
        self.erase.setEnabled(False)
        self.typed.textChanged.connect(lambda text: self.erase.setEnabled(text.strip() == self._name))
        self.typed.returnPressed.connect(self._confirm)
        cancel.setDefault(False)
        self.focus_first(self.typed)

    def _confirm(self) -> None:
        if not self.erase.isEnabled():
            return
        ground = dict(GROUNDS)[self.ground.code()]
        self.accept()
        self._confirmed(ground)


def _going(page: PersonPage) -> QFrame:
    lines = [_line("minus", "err", holding.title, str(holding.count)) for holding in page.holdings]
    own = sum(1 for held in page.roles if held.role is None)
    if own:
        words = ngettext("Oman asiakkuuden tiedot", "Omien asiakkuuksien tiedot", own)
        lines.append(_line("minus", "err", words, str(own)))
    return _half(Card(_("Hävitetään heti"), *lines, None, gap=4))


def _staying(page: PersonPage) -> QFrame:
    lines: list[QWidget] = [_line("lock", "muted", _("Käyttöloki, ilman sisältöä"), str(page.views))]
    if any(held.role is None for held in page.roles):
        lines.append(_line("lock", "muted", _("Asiakasnumero, ettei sitä anneta uudelleen"), ""))
    why = _("Loki osoittaa, mitä on tehty. Siinä on vain kenttien nimiä (5 artiklan 2 kohta).")
    return _half(Card(_("Jää"), *lines, label(why, "small", wrap=True), None, gap=4))


def _line(icon: str, role: str, words: str, count: str) -> QFrame:
    text = label(words, wrap=True)
    text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return row(Icon(icon, 14, role), text, label(count, "muted"), gap=8)


def _half(card: QFrame) -> QFrame:
    card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    made = column(card)
    layout = made.layout()
    assert isinstance(layout, QVBoxLayout)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    layout.setAlignment(card, Qt.AlignmentFlag(0))
    return made
