"""What is asked before something is destroyed for good: how many, typed by hand; and how papers were destroyed."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from asiakasrekisteri.domain.media import CUSTOMER_LEVEL, LEVELS, PAPER
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.dialogs.destruction import DestructionDialog
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.choices import Choice, Switch
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.papers import record_papers_destroyed
from asiakasrekisteri.usecases.privacy.holdback import NEEDED, REASONS
from asiakasrekisteri.usecases.retention.duelist import DueGroup, DueList
from asiakasrekisteri.usecases.retention.records import Protocol

_WIDTH = 600
_MOST = 9


class DestroyDialog(Dialog):
    """Asks whether what is due is to be destroyed; the number is typed first.

    Args:
        parent: the window.
        due: what is due.
        count: how many things are chosen.
        confirmed: given the witness once the user has typed the number and pressed the button.
    """

    def __init__(self, parent: QWidget, due: DueList, count: int, confirmed: Callable[[str], object]) -> None:
        title = ngettext("Hävitetäänkö {n} tieto?", "Hävitetäänkö {n} tietoa?", count).format(n=number_words(count))
        super().__init__(parent, title, width=_WIDTH)
        self._count, self._confirmed = count, confirmed
        self.witness, self.typed = QLineEdit(), QLineEdit()
        self.add(_warning(), row(_going(due.groups), _staying(due.groups), gap=12))
        self.sure = Switch(_("Tietokoneen päivä on oikea"))
        self.sure.setChecked(not due.doubt)
        if due.doubt:
            self.add(Banner("warn", due.doubt), self.sure)
        self.add(Field(_("Todistaja"), self.witness, _("Merkitään pöytäkirjaan."), optional=True))
        hint = _("Kirjoita luku: {n}").format(n=count)
        self.add(Field(_("Vahvista kirjoittamalla hävitettävien määrä"), self.typed, hint))
        self.button(_("Peru"))
        self.destroy_it = self.button(_("Hävitä pysyvästi"), self._confirm, "danger")
        self.destroy_it.show_icon("trash-2", "danger_fg")
        self.destroy_it.setEnabled(False)
        self.typed.textChanged.connect(lambda _text: self._weigh())
        self.sure.toggled.connect(lambda _on: self._weigh())
        self.typed.returnPressed.connect(self._confirm)
        self.focus_first(self.typed)

    def _weigh(self) -> None:
        typed = "".join(self.typed.text().split()) == str(self._count)
        self.destroy_it.setEnabled(typed and self.sure.isChecked())

    def _confirm(self) -> None:
        if self.destroy_it.isEnabled():
            self.accept()
            self._confirmed(self.witness.text().strip())


def _warning() -> QWidget:
    words = label(
        _(
            "Hävitystä ei voi perua. Henkilötunnukset hävitetään ensin. Varmuuskopioissa tiedot ovat, kunnes kopiot"
            " vanhenevat."
        ),
        "muted",
        wrap=True,
    )
    words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return row(Icon("triangle-alert", 24, "err"), words, gap=14)


def _going(groups: Sequence[DueGroup]) -> QWidget:
    shown = [group for group in groups if group.free]
    lines = [_line("minus", "err", group.title, group.free) for group in shown[:_MOST]]
    if rest := shown[_MOST:]:
        lines.append(_line("minus", "err", _("Muut"), sum(group.free for group in rest)))
    return _half(Card(_("Hävitetään"), *lines, None, gap=4))


def _staying(groups: Sequence[DueGroup]) -> QWidget:
    counts: dict[str, int] = {}
    for group in groups:
        for code, number in group.held.items():
            counts[code] = counts.get(code, 0) + number
    needed = counts.pop(NEEDED, 0)
    lines = [_line("lock", "muted", _(REASONS[code]), number) for code, number in counts.items()]
    if needed:
        lines.append(_line("lock", "muted", _(REASONS[NEEDED]), needed))
        lines.append(label(_("Lähtee samalla, jos se, mihin tieto kuuluu, hävitetään nyt."), "small", wrap=True))
    by_hand = sum(group.count for group in groups if group.by_hand)
    if by_hand:
        lines.append(_line("archive", "muted", _("Hävitetään käsin"), by_hand))
    law = label(_("Asiakasnumero jää, ettei sitä anneta uudelleen. Lokiin jää tunniste."), "small", wrap=True)
    return _half(Card(_("Jää"), *lines, law, None, gap=4))


def _line(icon: str, role: str, words: str, count: int) -> QWidget:
    text = label(words, wrap=True)
    text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return row(Icon(icon, 14, role), text, label(number_words(count), "muted"), gap=8)


def _half(card: QWidget) -> QWidget:
    card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return card


class PapersDialog(DestructionDialog):
    """Asks how papers were destroyed: day, level, by whom, who saw it.

    Args:
        parent: the window.
        context: the desk.
        ids: of the papers ("paper_record") and of the financial periods whose books are gone ("financial_period").
        done: given the record of the destruction.
    """

    def __init__(
        self, parent: QWidget, context: Context, ids: Mapping[str, Sequence[int]], done: Callable[[Protocol], object]
    ) -> None:
        papers, books = ids.get("paper_record", ()), ids.get("financial_period", ())
        words = ngettext("Miten {n} paperi hävitettiin?", "Miten {n} paperia hävitettiin?", len(papers))
        title = words.format(n=number_words(len(papers))) if papers else _("Miten kirjanpito hävitettiin?")
        captions = {
            "destroyed_on": _("Hävitetty"),
            "contractor": _("Hävittäjäyritys"),
            "certificate": _("Hävitystodistuksen numero"),
            "by": _("Hävityksen teki"),
            "witness": _("Todistaja"),
        }
        super().__init__(parent, context, title, captions, done, _WIDTH)
        self._papers, self._books = tuple(papers), tuple(books)
        levels = [(option.code, _(option.label)) for option in LEVELS if option.code.startswith(f"{PAPER}-")]
        self.level = Choice(levels)
        self.level.choose(CUSTOMER_LEVEL)
        hint = _("Asiakkaiden tiedoille P-4, henkilötunnuksia sisältäville luetteloille P-5 (ISO/IEC 21964).")
        self.fields["level"] = Field(_("Turvaluokka"), self.level, hint)
        if books:
            told = ngettext(
                "Mukana on {n} tilikauden kirjanpito. Sitä ei ole tässä ohjelmassa: hävitä se kirjanpito-ohjelmasta.",
                "Mukana on {n} tilikauden kirjanpito. Sitä ei ole tässä ohjelmassa: hävitä se kirjanpito-ohjelmasta.",
                len(books),
            )
            self.add(label(told.format(n=number_words(len(books))), "muted", wrap=True))
        self.add(row(self.fields["destroyed_on"], self.fields["by"], gap=12), self.fields["level"])
        self.add(row(self.fields["contractor"], self.fields["certificate"], gap=12), self.fields["witness"])
        self.button(_("Peru"))
        self.store = self.button(_("Kirjaa hävitys"), self._store, "primary", default=True)
        self.focus_first(self.lines["destroyed_on"])

    def values(self) -> Mapping[str, object]:
        """Return what is typed, by the fields of a destruction."""
        return self.typed() | {"level": self.level.code()}

    def _store(self) -> None:
        papers, values, books = self._papers, self.values(), self._books
        self.record(lambda gate: gate.call(record_papers_destroyed, papers, values, books), "level")
