"""The page "log": the chain's state, filters, entries page by page, an entry's card, a person's own log, export."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from asiakasrekisteri.domain.errors import AppError
from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.formats import FINLAND, clock_time, day
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.dialogs.fields import FieldsDialog, Question, asked
from asiakasrekisteri.gui.documents import Documents, Paper
from asiakasrekisteri.gui.forms.ranges import RangeChip
from asiakasrekisteri.gui.listpane.page import ListPanePage, Parts, Shape
from asiakasrekisteri.gui.screens.log.pane import LogPane, short_hash
from asiakasrekisteri.gui.screens.log.person import PersonLogDialog
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values as Row, number_words
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.widgets.basics import Button, clear, column
from asiakasrekisteri.gui.widgets.choices import FilterChip
from asiakasrekisteri.gui.widgets.notices import Banner, BannerTone
from asiakasrekisteri.gui.widgets.search import SearchField
from asiakasrekisteri.gui.widgets.states import EmptyState
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.lists import IdList
from asiakasrekisteri.usecases.log_pages import LogFilter, list_log, log_purposes, log_rows, log_users, open_log
from asiakasrekisteri.usecases.log_prints import chain_sheet, export_log, person_log, render_log_sheet
from asiakasrekisteri.usecases.log_words import log_targets
from asiakasrekisteri.usecases.logs import VerifiedLog, verify_log

LOG_PAGE = "log"
_AT_ONCE = 20_000
"""A chain of so many entries is verified when the page is opened; a longer one when it is asked."""
_ICONS = {
    "view": "eye",
    "update": "pencil",
    "create": "plus",
    "delete": "trash-2",
    "erase": "trash-2",
    "destroy": "trash-2",
    "reveal": "eye",
    "import": "file-input",
    "export": "download",
    "print": "printer",
    "save": "save",
    "extract": "id-card",
    "letter": "mail",
    "disclose": "share-2",
    "hand_over": "share-2",
    "sign_in": "key-round",
    "denied": "ban",
    "backup": "archive",
    "read_log": "history",
    "settings": "settings",
}
_TONES = {"reveal": "warn", "denied": "err", "erase": "warn", "destroy": "warn"}


def _number(values: Row) -> Cell:
    return Cell(text=number_words(int(str(values["id"]))), kind="muted")


def _time(values: Row) -> Cell:
    """Write the time by its seconds; of an earlier year, the day and the minute."""
    at, today = values["at"], values["today"]
    assert isinstance(at, dt.datetime)
    assert isinstance(today, dt.date)
    local = at.astimezone(FINLAND)
    if local.year != today.year:
        return Cell(text=f"{day(local.date())} {local.hour}.{local.minute:02}", kind="number")
    return Cell(text=f"{local.day}.{local.month}. {local.hour}.{local.minute:02}.{local.second:02}", kind="number")


def _action(values: Row) -> Cell:
    code = str(values["action"])
    return Cell(text=str(values["words"]), icon=_ICONS.get(code, "activity"), tone=_TONES.get(code, ""))


def _target(values: Row) -> Cell:
    return Cell(text=str(values["target"]), kind="strong")


COLUMNS = (
    Column(name="id", label=N_("Nro"), width=60, sortable=False, render=_number),
    Column(name="at", label=N_("Aika"), width=124, sortable=False, render=_time),
    Column(name="user", label=N_("Käyttäjä"), width=152, sortable=False, bends=True),
    Column(name="words", label=N_("Toiminto"), width=142, sortable=False, render=_action),
    Column(name="target", label=N_("Kohde"), width=220, sortable=False, render=_target),
    Column(name="purpose", label=N_("Tarkoitus"), kind=FieldKind.TEXT, width=116, sortable=False),
)


class _LogPages:
    """Fetches entries."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def fetch(self, ids: Sequence[int]) -> Sequence[Mapping[str, object]]:
        """See tables.model.Pages."""
        today = self._context.today()
        rows = {row.id: {**asdict(row), "today": today} for row in self._context.gate.call(log_rows, list(ids))}
        return [rows.get(i, {}) for i in ids]


class LogPage(ListPanePage):
    """The log.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        kinds = [
            ("view", _("Katselut")),
            ("change", _("Muutokset")),
            ("leave", _("Tulosteet ja luovutukset")),
            ("access", _("Kirjautumiset ja oikeudet")),
        ]
        self.kind = FilterChip(_("Toiminto"), kinds, changed=lambda _code: self.refresh())
        self.user = FilterChip(_("Käyttäjä"), (), changed=lambda _code: self.refresh())
        self.when = RangeChip(_("Aika"), _times(), context.today, "month", changed=lambda _code: self.refresh())
        self.target = FilterChip(_("Kohde"), log_targets(), changed=lambda _code: self.refresh())
        self.purpose = FilterChip(_("Tarkoitus"), (), changed=lambda _code: self.refresh())
        model = PagedModel(COLUMNS, _LogPages(context), context.runner, context.messages.failed)
        table = RecordTable(model, _("Käyttöloki"), context.preferences, "log")
        table.setSortingEnabled(False)  # the newest are always first
        shape = Shape(
            noun="log_entry",
            title=_("Käyttöloki"),
            split="split/log",
            pane=320,
            least_pane=300,
            alone_under=920,
            watched=(),
            bar_over_card=True,
        )
        search = SearchField(_("Hae lokista"), 300)
        parts = Parts(model=model, table=table, pane=LogPane(context), search=search, chips=self._chips_in_order())
        super().__init__(context, shape, parts)
        self.documents = Documents(context, self)
        self.pick: Callable[[QWidget], str] = _pick_file
        self._verified: VerifiedLog | None = None
        self._place_banner()
        self.person_button = Button(_("Ote henkilölle…"), "id-card", pressed=self.print_person)
        self.export_button = Button(_("Vie…"), "download", pressed=self.export)
        self.top.show_acts(self.person_button, self.export_button)
        table.opened.disconnect()
        table.opened.connect(self.pane.rest_on)
        context.ask(self, lambda gate: gate.call(log_users), self.user.offer)
        context.ask(self, lambda gate: gate.call(log_purposes), self._offer_purposes)
        self.refresh()

    def _chips_in_order(self) -> tuple[FilterChip, ...]:
        return (self.when, self.user, self.kind, self.target, self.purpose)

    def _offer_purposes(self, found: Sequence[str]) -> None:
        self.purpose.offer([(words, words) for words in found])

    def _place_banner(self) -> None:
        self._banner_place = column(margins=(0, 0, 0, 0))
        layout = self.layout()
        assert layout is not None
        layout.insertWidget(1, self._banner_place)  # type: ignore[attr-defined]
        self._say("info", _("Ketjua ei ole vielä tarkistettu"), _("Tarkistus käy läpi jokaisen merkinnän."))

    def open(self, argument: str) -> None:
        """Log that the log is read, and verify a short chain at once."""
        super().open(argument)

        def opened(count: int) -> None:
            if self._verified is None and count <= _AT_ONCE:
                self.verify()

        self._context.ask(self, lambda gate: gate.call(open_log), opened)

    def verify(self) -> None:
        """Walk the whole chain."""
        self._say("info", _("Tarkistetaan ketjua…"), "")

        def holds(found: VerifiedLog) -> None:
            self._verified = found
            count = number_words(found.entries - found.dropped)
            words = _("Kaikki {n} merkintää tarkistettu {time}. Viimeisin tiiviste {digest}.")
            said = words.format(n=count, time=clock_time(found.at), digest=short_hash(found.hash))
            if found.dropped:
                said += " " + _("Säilytysajan vuoksi poistettu merkinnät {n} asti.").format(
                    n=number_words(found.dropped)
                )
            if found.sealed:
                words = _("Pääkäyttäjän sinetti merkintään {n} asti.")
                said += " " + words.format(n=number_words(found.sealed))
            self._say("ok", _("Ketju ehjä"), said)

        def broken(error: Exception) -> None:
            self._verified = None
            if isinstance(error, AppError):
                self._say("err", _("Ketju ei ole ehjä"), str(error))
            else:
                self._context.messages.failed(error)

        self._context.ask(self, lambda gate: gate.call(verify_log), holds, failed=broken)

    def print_digest(self) -> None:
        """Print the hash of the last entry, to be kept outside the computer."""
        verified = self._verified
        if verified is not None:
            self.documents.made(
                lambda gate: gate.call(chain_sheet, verified),
                lambda sheet, _progress: render_log_sheet(sheet),
                Paper(_("Käyttölokin tiiviste"), "kayttolokin-tiiviste.pdf", "log_entry", verified.entries),
            )

    def print_person(self) -> None:
        """Print a person's own log."""
        PersonLogDialog(self.window(), self._context, self._print_person).open()

    def _print_person(self, person_id: int, purpose: str) -> None:
        self.documents.made(
            lambda gate: gate.call(person_log, person_id, purpose),
            lambda made, _progress: render_log_sheet(made.sheet),
            Paper(_("Lokiote henkilölle"), "lokiote.pdf", "person", person_id),
        )

    def export(self) -> None:
        """Write what is listed into a table, for a purpose that the log keeps."""
        kept = self._kept(self.search.text().strip())

        def done(count: int) -> None:
            words = ngettext("{n} merkintä vietiin.", "{n} merkintää vietiin.", count)
            self._context.messages.done(words.format(n=number_words(count)), None)

        path = self.pick(self)
        if not path:
            return
        question = Question(
            title=_("Viedäänkö luettelon merkinnät tiedostoon?"),
            act=_("Vie"),
            fields=(asked("purpose", _("Tarkoitus"), required=True, help_text=_("Kirjataan käyttölokiin.")),),
            note=_("Tiedostoa ei salata. Siinä on työntekijöiden nimiä ja henkilöiden tietojen käsittelyä."),
        )
        FieldsDialog(
            self.window(),
            self._context,
            question,
            lambda gate, values: gate.call(export_log, Path(path), kept, str(values["purpose"])),
            done,
        ).open()

    # -- see ListPanePage ---------------------------------------------------------------------------------------

    def listed_by(self, text: str) -> Callable[[Gate], IdList]:
        """See ListPanePage."""
        kept = self._kept(text)
        return lambda gate: gate.call(list_log, kept)

    def _kept(self, text: str) -> LogFilter:
        since, until = self.when.range()
        return LogFilter(
            text=text,
            kind=self.kind.code(),
            login=self.user.code(),
            entity=self.target.code(),
            purpose=self.purpose.code(),
            since=since,
            until=until,
        )

    def first_time(self) -> QWidget:
        """See ListPanePage."""
        return EmptyState("history", _("Lokissa ei ole merkintöjä"), "")

    def conditions(self) -> Sequence[str]:
        """See ListPanePage."""
        return [chip.text() for chip in self._chips_in_order() if chip.code()]

    def without(self, total: int) -> str:
        """See ListPanePage."""
        words = ngettext("Lokissa on {n} merkintä.", "Lokissa on {n} merkintää.", total)
        return words.format(n=number_words(total))

    def counted(self, shown: str, total: int, *, filtered: bool) -> str:
        """See ListPanePage."""
        note = _("Lokia ei voi muokata eikä tyhjentää")
        if filtered:
            return _("{shown} / {total} merkintää").format(shown=shown, total=number_words(total)) + f"    {note}"
        words = ngettext("{n} merkintä", "{n} merkintää", total).format(n=number_words(total))
        return f"{words}    {note}"

    def add(self) -> None:
        """Nothing is added to the log by hand."""

    def may_edit(self) -> bool:
        """Nobody edits the log."""
        return False

    def _in_sight(self) -> Sequence[tuple[str, int]]:
        """Return nothing: that the log was read is logged when the page is opened."""
        return ()

    def _say(self, tone: BannerTone, title: str, text: str) -> None:
        layout = self._banner_place.layout()
        assert layout is not None
        clear(layout)
        acts: tuple[QWidget, ...] = (Button(_("Tarkista nyt"), "refresh-cw", pressed=self.verify),)
        if tone == "ok":
            acts += (Button(_("Tulosta tiiviste"), "printer", pressed=self.print_digest),)
        shown = Banner(tone, title, text, acts, icon_name="shield-check" if tone == "ok" else "")
        layout.addWidget(shown)


def _times() -> list[tuple[str, str, int]]:
    """Return the usual stretches of time: code, words, days back."""
    return [
        ("day", _("tänään"), 0),
        ("week", _("viikko"), 7),
        ("month", _("kuukausi"), 31),
        ("year", _("vuosi"), 365),
    ]


def _pick_file(parent: QWidget) -> str:
    return QFileDialog.getSaveFileName(parent, _("Tallenna taulukko"), "kayttoloki.csv", "CSV (*.csv)")[0]
