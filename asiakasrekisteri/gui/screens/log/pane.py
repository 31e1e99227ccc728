"""The card beside the log: what an entry changed, who did it and why, and its place in the chain."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.formats import clock_time
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.listpane.pane import RestingPane
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import Button, column, label, line, row, scrolled, selectable
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.facts import Fact, Facts
from asiakasrekisteri.gui.widgets.states import Skeleton
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.log_pages import LogCard, TouchedRow, open_log_entry

_PAGES = frozenset({"customer", "person", "invoice", "interaction"})


class LogPane(RestingPane):
    """The right pane of the log.

    Args:
        context: the desk.
        has_page: tells whether the window has a page for an entity.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Lokimerkintä"), _("Valitse merkintä luettelosta, niin sen sisältö näkyy tässä."))

    def fetch(self, gate: Gate, row_id: int) -> LogCard:
        """See RestingPane."""
        return gate.call(open_log_entry, row_id)

    def skeleton(self) -> Sequence[QWidget]:
        """See RestingPane."""
        return Card(_("Muutokset"), Skeleton(3)), Card(_("Tekijä"), Skeleton(4))

    def view(self, found: LogCard) -> QWidget:
        """See RestingPane."""
        entry = found.row
        head = column(
            label(_("Merkintä {n}").format(n=number_words(entry.id)), "h2"),
            label(f"{entry.words} · {clock_time(entry.at)}", "muted", wrap=True),
            gap=2,
        )
        parts: list[QWidget] = [head, *_touched(found), self._actor(found), _chain(found)]
        target = next((one.address for one in found.touched if one.address.partition("/")[0] in _PAGES), "")
        if target:
            go = Button(_("Avaa kohde"), "external-link", pressed=lambda: self._context.go(target))
            parts.append(row(go, None))
        made = column(*parts, None, gap=12)
        made.setContentsMargins(20, 16, 16, 16)
        return scrolled(made, _("Lokimerkintä"))

    def _actor(self, found: LogCard) -> Card:
        facts = (
            Fact(label=_("Käyttäjä"), value=found.row.user),
            Fact(label=_("Rooli"), value=found.role),
            Fact(label=_("Tarkoitus"), value=found.row.purpose or "–"),
        )
        return Card(_("Tekijä"), Facts(facts, self._context.today()))


def _touched(found: LogCard) -> list[QWidget]:
    changed = [one for one in found.touched if one.changes]
    rest = [one for one in found.touched if not one.changes]
    cards: list[QWidget] = [_changes(one) for one in changed]
    if rest:
        lines = [_line(one) for one in rest]
        left = found.count - len(found.touched)
        if left > 0:
            more = ngettext("ja {n} muu", "ja {n} muuta", left).format(n=number_words(left))
            lines.append(label(more, "muted"))
        cards.append(Card(_("Kohteet"), *lines, gap=6))
    return cards


def _line(one: TouchedRow) -> QWidget:
    words = f"{one.action}: {one.name}"
    if one.fields:
        words += f" ({', '.join(one.fields)})"
    return label(words, "body", wrap=True)


def _changes(one: TouchedRow) -> Card:
    card = Card(_("Muutokset"), label(one.name, "muted", wrap=True), gap=8)
    for place, change in enumerate(one.changes):
        if place:
            card.add(line())
        card.add(label(change.label, "small"))
        if change.before:
            card.add(_side("minus", "err", change.before, "muted"))
        if change.after:
            card.add(_side("plus", "ok", change.after, "strong"))
    return card


def _side(icon: str, tone: str, words: str, style: str) -> QWidget:
    said = label(words, "strong" if style == "strong" else "muted", wrap=True)
    made = row(Icon(icon, 14, tone), said, gap=8)
    layout = made.layout()
    assert layout is not None
    layout.setStretch(1, 1)  # type: ignore[attr-defined]
    return made


def _chain(found: LogCard) -> Card:
    parts: list[QWidget] = []
    for words, digest in ((_("Tiiviste"), found.hash), (_("Edellinen"), found.before)):
        if digest:
            parts += [label(words, "small"), selectable(label(short_hash(digest), "chip"))]
    return Card(_("Eheys"), *parts, gap=4)


def short_hash(digest: str) -> str:
    """Return a hash as people compare it: c08e 77d1 5b42 … 19fa."""
    return f"{digest[:4]} {digest[4:8]} {digest[8:12]} … {digest[-4:]}"
