"""The right column: who gets it and on what ground, who is left out and why; of what was sent, what came of it."""

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from asiakasrekisteri.domain.marketing import GROUND_WORDS, Ground
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.marketing.words import option_words
from asiakasrekisteri.gui.seen import Rows, SeenLog
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values, number_words
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable, TwoLineTable
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import clear, label, line, row
from asiakasrekisteri.gui.widgets.choices import Segmented
from asiakasrekisteri.usecases.privacy.marketing.campaigns import RECEIVED, SentTo
from asiakasrekisteri.usecases.privacy.marketing.choosing import Chosen, Recipient

IN, OUT = "in", "out"
_ICONS = {
    "consent": "check",
    "sale": "package",
    "organisation": "building-2",
    "duties": "users",
    "not_prohibited": "check",
    "prohibited": "megaphone-off",
    "suppressed": "ban",
    "withdrawn": "megaphone-off",
    "restricted": "lock",
    "sent": "check",
    "drafted": "mail",
    "bounced": "triangle-alert",
    "refused": "triangle-alert",
    "untried": "clock",
}
_TONES = {"sent": "ok", "drafted": "info", "bounced": "err", "refused": "err", "failed": "warn", "uncertain": "warn"}


class _Held:
    """Rows that were fetched all at once; their ids are their places."""

    def __init__(self) -> None:
        self.rows: list[Mapping[str, object]] = []

    def fetch(self, ids: Sequence[int]) -> Sequence[Mapping[str, object]]:
        return [self.rows[place - 1] for place in ids if place <= len(self.rows)]


def _name(values: Values) -> Cell:
    return Cell(text=str(values["name"]), sub=str(values["sub"]), kind="strong")


def _why(values: Values) -> Cell:
    return Cell(text=str(values["why"]), icon=str(values["icon"]))


def _result(values: Values) -> Cell:
    return Cell(text=str(values["result"]), kind="pill", tone=str(values["tone"]))


_CHOSEN = (
    Column(name="name", label=N_("Saaja"), width=180, sortable=False, render=_name),
    Column(name="why", label=N_("Peruste"), width=215, sortable=False, render=_why),
)
_SENT = (
    Column(name="name", label=N_("Saaja"), width=245, sortable=False, render=_name),
    Column(name="result", label=N_("Tulos"), width=140, sortable=False, render=_result),
    Column(name="why", label=N_("Peruste"), width=220, sortable=False, shown=False, render=_why),
    Column(name="code", label=N_("Peruutuskoodi"), width=150, sortable=False, shown=False),
)


class PeopleColumn(QFrame):
    """Recipients, with the reason of each.

    Args:
        context: the desk.
    """

    picked = Signal(object)
    """The user wants to see what a recipient gets."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self._context = context
        self._chosen = Chosen((), ())
        self._shown: tuple[Recipient | SentTo, ...] = ()
        self.title, self.count = label(_("Saajat"), "h3"), label("", "muted")
        self.which = Segmented(_("Saajat"), ((IN, _("Saavat")), (OUT, _("Jäävät pois"))), small=True)
        self._segments = row(self.which, None, margins=(16, 0, 16, 10))
        self._held, self._sent = _Held(), _Held()
        self.model = PagedModel(_CHOSEN, self._held, context.runner, context.messages.failed, self)
        self.sent_model = PagedModel(_SENT, self._sent, context.runner, context.messages.failed, self)
        self.table = TwoLineTable(self.model, _("Saajat"), context.preferences, "newsletter_people")
        self.sent_table = TwoLineTable(
            self.sent_model, _("Kenelle lähetettiin"), context.preferences, "newsletter_sent"
        )
        self._summary, self.tables = QVBoxLayout(), QStackedWidget()
        self._build()
        self._seen = SeenLog(self, context, self._in_sight)
        self.which.changed.connect(lambda _code: self._list())
        self.table.current_changed.connect(self._pick)
        for model in (self.model, self.sent_model):
            model.page_shown.connect(lambda _ids: self._seen.moved())

    def _build(self) -> None:
        for table in (self.table, self.sent_table):
            self.tables.addWidget(table)
            table.opened.connect(self._open)
        place = QFrame()
        place.setProperty("area", "plain")
        inner = QVBoxLayout(place)
        inner.setContentsMargins(16, 4, 16, 10)
        inner.addLayout(self._summary)
        self._summary.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = row(self.title, None, self.count, margins=(16, 14, 16, 4))
        for part in (head, place, self._segments, line(strong=True)):
            layout.addWidget(part)
        layout.addWidget(self.tables, 1)

    def show_chosen(self, chosen: Chosen) -> None:
        """Show who would get it, and who is left out."""
        self._chosen = chosen
        count = len(chosen.included)
        self.title.setText(_("Saajat"))
        self.count.setText(ngettext("{n} saaja", "{n} saajaa", count).format(n=number_words(count)))
        self.which.set_words(IN, _("Saavat {n}").format(n=number_words(count)))
        self.which.set_words(OUT, _("Jäävät pois {n}").format(n=number_words(len(chosen.left_out))))
        self._segments.show()
        self._summarise(
            [(one.ground, one.words) for one in chosen.included], [(one.ground, one.words) for one in chosen.left_out]
        )
        self.tables.setCurrentWidget(self.table)
        self._list()

    def show_sent(self, sent: Sequence[SentTo]) -> None:
        """Show to whom it went and what came of it."""
        self._shown = tuple(sent)
        self._sent.rows = [_sent_row(one) for one in sent]
        self.title.setText(_("Kenelle lähetettiin"))
        self.count.setText(ngettext("{n} saaja", "{n} saajaa", len(sent)).format(n=number_words(len(sent))))
        self._segments.hide()
        results = [(one.result, option_words(RECEIVED, "result", one.result)) for one in sent]
        refused = [("withdrawn", _("Peruuttivat viestit")) for one in sent if one.unsubscribed_at is not None]
        self._summarise(results, refused)
        self.tables.setCurrentWidget(self.sent_table)
        self.sent_model.show(range(1, len(sent) + 1))

    def current(self) -> Recipient | None:
        """Return the recipient one stands on."""
        place = self.table.current_id()
        found = self._shown[place - 1] if place is not None and place <= len(self._shown) else None
        return found if isinstance(found, Recipient) else None

    def _list(self) -> None:
        out = self.which.chosen() == OUT
        shown = self._chosen.left_out if out else self._chosen.included
        self._shown = shown
        self._held.rows = [_chosen_row(one) for one in shown]
        self.model.show(range(1, len(self._shown) + 1))

    def _summarise(self, *groups: Sequence[tuple[str, str]]) -> None:
        """Show each reason with how many it holds for, those that allow before those that hinder."""
        clear(self._summary)
        for group in groups:
            for (code, words), count in Counter(group).most_common():
                tone = "warn" if code in {"prohibited", "suppressed", "withdrawn"} else "muted"
                sentence = label(f"{number_words(count)} · {words[:1].upper()}{words[1:]}", "smalltext", wrap=True)
                icon = Icon(_ICONS.get(code, "minus"), 16, tone)
                self._summary.addWidget(row(icon, sentence, gap=8))

    def _pick(self, _place: int) -> None:
        one = self.current()
        if one is not None and one.address:
            self.picked.emit(one)

    def _open(self, place: int) -> None:
        if place <= len(self._shown):
            one = self._shown[place - 1]
            address = (
                f"person/{one.person_id}/suostumukset" if one.person_id is not None else f"customer/{one.customer_id}"
            )
            self._context.go(address)

    def _in_sight(self) -> Rows:
        table = self.tables.currentWidget()
        if not isinstance(table, RecordTable) or not table.isVisible():
            return []
        first, last = max(0, table.rowAt(0)), table.rowAt(table.viewport().height() - 1)
        there = self._shown[first : (last + 1) if last >= 0 else None]
        return [
            ("person", one.person_id) if one.person_id is not None else ("customer", one.customer_id or 0)
            for one in there
        ]


def _chosen_row(one: Recipient) -> Mapping[str, object]:
    sub = one.customer if one.person_id is not None else ""
    words = one.words[:1].upper() + one.words[1:].split(" (")[0]  # the section of the law stands in the summary
    return {"name": one.name, "sub": sub, "why": words, "icon": _ICONS.get(one.ground, "minus")}


def _sent_row(one: SentTo) -> Mapping[str, object]:
    refused = one.unsubscribed_at is not None
    ground = _(GROUND_WORDS[Ground(one.ground)])
    return {
        "name": one.name,
        "sub": one.address,
        "result": _("Peruutti") if refused else option_words(RECEIVED, "result", one.result),
        "tone": "warn" if refused else _TONES.get(one.result, "neutral"),
        "why": ground[:1].upper() + ground[1:],
        "icon": _ICONS.get(one.ground, "minus"),
        "code": one.code,
    }
