"""Erasing a person: what goes, what the law keeps, what is shared, the ground, and her name typed first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.formats import iso_day
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import Button, column, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.usecases.persons import PersonPage
from asiakasrekisteri.usecases.privacy.erasure import Erased, erase_person
from asiakasrekisteri.usecases.privacy.foreseeing import Foreseen, Foresight, foresee_erasure

GROUNDS = (
    ("asked", N_("Henkilön pyyntö (17 artikla)")),
    ("expired", N_("Säilytysaika on päättynyt")),
    ("needless", N_("Tietoja ei enää tarvita tarkoitukseensa")),
    ("mistake", N_("Tallennettu erehdyksessä")),
)
_WIDTH = 600
_MOST = 7


def ask_erasure(
    owner: QWidget,
    context: Context,
    page: PersonPage,
    list_asked: Callable[[], None] | None,
    erased: Callable[[str], object],
) -> None:
    """Tell what erasing a person would do, and erase her once her name has been typed.

    Args:
        owner: the page.
        context: the desk.
        page: the person.
        list_asked: prints everything held before it goes; None where that is not possible.
        erased: told in words what was done.
    """
    person = page.record.id

    def confirmed(ground: str) -> None:
        context.ask(
            owner,
            lambda gate: gate.for_purpose(ground).call(erase_person, person),
            lambda done: erased(erased_words(done)),
        )

    def come(found: Foresight) -> None:
        if owner.isVisible():  # the page was left or the register locked meanwhile
            dialog = EraseDialog(owner.window(), page, found, confirmed, list_asked)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    context.ask(owner, lambda gate: gate.call(foresee_erasure, person), come)


def erased_words(done: Erased) -> str:
    """Return in a line what was erased and what stayed."""
    parts = [ngettext("{n} tietue hävitettiin", "{n} tietuetta hävitettiin", done.removed + done.emptied)]
    numbers = [done.removed + done.emptied]
    if done.kept:
        parts.append(ngettext("{n} tosite jäi lain vuoksi", "{n} tositetta jäi lain vuoksi", done.kept))
        numbers.append(done.kept)
    if done.shared:
        parts.append(ngettext("{n} jäi muille ilman hänen nimeään", "{n} jäi muille ilman hänen nimeään", done.shared))
        numbers.append(done.shared)
    told = (words.format(n=number_words(n)) for words, n in zip(parts, numbers, strict=True))
    return _("Henkilön tiedot hävitettiin: {what}.").format(what=", ".join(told))


class EraseDialog(Dialog):
    """Asks whether a person is to be erased for good.

    Args:
        parent: the window.
        page: the person, as her page shows her.
        found: what erasing her would do.
        confirmed: given the ground as it is logged once the user has typed the name and pressed the button.
        list_asked: prints everything held before it goes; None where that is not possible.
    """

    def __init__(
        self,
        parent: QWidget,
        page: PersonPage,
        found: Foresight,
        confirmed: Callable[[str], None],
        list_asked: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent, _("Hävitetäänkö {name}?").format(name=page.name), width=_WIDTH)
        self._name, self._confirmed = page.name, confirmed
        self.ground = Choice([(code, _(words)) for code, words in GROUNDS])
        self.typed = QLineEdit()
        hint = _("Nimi kirjoitetaan täsmälleen: {name}").format(name=page.name)
        self.add(_warning(found), row(_going(found), _staying(found), gap=12))
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


def _warning(found: Foresight) -> QFrame:
    warning = _(
        "Hävitystä ei voi perua. Varmuuskopioissa tiedot ovat, kunnes kopiot vanhenevat; palautuksen jälkeen"
        " hävitys tehdään uudelleen."
    )
    if found.put_aside:
        aside = _("Rekisteri, joka siirrettiin sivuun varmuuskopiota palautettaessa, hävitetään samalla kokonaan.")
        warning = f"{warning} {aside}"
    if found.records > 1:
        joined = ngettext(
            "Samalla hävitetään {n} tietue, joka on yhdistetty samaksi henkilöksi.",
            "Samalla hävitetään {n} tietuetta, jotka on yhdistetty samaksi henkilöksi.",
            found.records - 1,
        )
        warning = f"{warning} {joined.format(n=found.records - 1)}"
    words = label(warning, "muted", wrap=True)
    words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return row(Icon("triangle-alert", 24, "err"), words, gap=14)


def _going(found: Foresight) -> QFrame:
    lines = _lines("minus", "err", found.going)
    if found.emptied:
        words = ngettext("Oman asiakkuuden tiedot", "Omien asiakkuuksien tiedot", found.emptied)
        lines.append(_line("minus", "err", words, found.emptied))
    return _half(Card(_("Hävitetään heti"), *lines, None, gap=4))


def _staying(found: Foresight) -> QFrame:
    lines: list[QWidget] = []
    for one in found.kept:
        until = iso_day(one.until)
        words = _("{what}, viimeinen {day}").format(what=one.title, day=until) if until else one.title
        lines.append(_line("lock", "muted", words, one.count))
    if found.kept:
        law = _("Kirjanpitolaki 2:10 §. Tositteet hävitetään, kun säilytysaika on päättynyt.")
        lines.append(label(law, "small", wrap=True))
    if found.shared:
        lines += _lines("users", "muted", found.shared)
        lines.append(label(_("Yhteiset jäävät muille; hänen nimensä poistetaan niistä."), "small", wrap=True))
    lines.append(_line("lock", "muted", _("Käyttöloki, ilman sisältöä"), found.log))
    if found.emptied:
        lines.append(_line("lock", "muted", _("Asiakasnumero, ettei sitä anneta uudelleen"), found.emptied))
    why = _("Loki osoittaa, mitä on tehty. Siinä on vain kenttien nimiä (5 artiklan 2 kohta).")
    title = _("Jää lain vuoksi") if found.kept else _("Jää")
    return _half(Card(title, *lines, label(why, "small", wrap=True), None, gap=4))


def _lines(icon: str, role: str, kinds: Sequence[Foreseen]) -> list[QWidget]:
    """Return a line for each kind; of very many the last stand on one line together."""
    shown = kinds if len(kinds) <= _MOST else kinds[: _MOST - 1]
    lines: list[QWidget] = [_line(icon, role, one.title, one.count) for one in shown]
    if rest := kinds[len(shown) :]:
        words = _("Muut: {what}").format(what=", ".join(one.title.lower() for one in rest))
        lines.append(_line(icon, role, words, sum(one.count for one in rest)))
    return lines


def _line(icon: str, role: str, words: str, count: int) -> QFrame:
    text = label(words, wrap=True)
    text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return row(Icon(icon, 14, role), text, label(number_words(count), "muted"), gap=8)


def _half(card: QFrame) -> QFrame:
    card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    made = column(card)
    layout = made.layout()
    assert isinstance(layout, QVBoxLayout)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    layout.setAlignment(card, Qt.AlignmentFlag(0))
    return made
