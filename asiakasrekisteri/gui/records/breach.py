"""The page of a breach: its clock, what must still be done, the reports to the supervisor, the persons and letters."""

import datetime as dt
from collections.abc import Sequence
from typing import cast

from PySide6.QtWidgets import QHBoxLayout, QWidget

from asiakasrekisteri.domain.breaches import PHASES, WAYS
from asiakasrekisteri.domain.fields import FieldKind, Option
from asiakasrekisteri.domain.formats import clock_time, day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.dialogs.fields import FieldsDialog, Question, Values, asked
from asiakasrekisteri.gui.documents import Documents, Paper
from asiakasrekisteri.gui.records.affected import AffectedDialog, ControllersDialog
from asiakasrekisteri.gui.records.kinds import RecordKind
from asiakasrekisteri.gui.records.look import Look, Shown, Telling
from asiakasrekisteri.gui.tables.columns import Column
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import Button, column, label, row
from asiakasrekisteri.gui.widgets.card import Card, table_card
from asiakasrekisteri.gui.widgets.facts import Fact, Facts
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.breaches.persons import (
    AffectedPersons,
    ControllerRow,
    affected_persons,
    breach_controllers,
    mark_told_of_breach,
    notice_letters,
)
from asiakasrekisteri.usecases.privacy.breaches.printing import breach_sheet, render_letters, render_sheet
from asiakasrekisteri.usecases.privacy.breaches.records import (
    BREACHES,
    BreachState,
    SentReport,
    close_breach,
    open_breach,
    reopen_breach,
    report_breach,
)

_MOST_ROWS = 8
_COLUMNS = (
    Column(name="name", label=N_("Henkilö"), width=190),
    Column(name="told_on", label=N_("Kerrottu"), kind=FieldKind.DATE, width=104),
    Column(name="how", label=N_("Miten"), width=130),
)


def _fetch(_kind: RecordKind, gate: Gate, breach_id: int) -> Shown:
    (record,) = gate.call(BREACHES.open, breach_id).records
    return Shown(record, (), gate.call(open_breach, breach_id))


def _state(shown: Shown) -> BreachState:
    return cast(BreachState, shown.more)


def _options(options: Sequence[Option]) -> list[tuple[str, str]]:
    return [(one.code, _(one.label)) for one in options]


# -- what must be done -------------------------------------------------------------------------------------------------


def _clock(context: Context, shown: Shown) -> QWidget:
    state = _state(shown)
    record = shown.record
    closed = record.values.get("closed_on")
    if isinstance(closed, dt.date):
        by = record.text("approved_by")
        return Banner("ok", _("Käsittely päätetty {day}, hyväksyjä {name}.").format(day=day(closed), name=by))
    pill = Pill(state.clock, "err" if state.late else "warn", "triangle-alert" if state.late else "")
    facts = [
        Fact(label=_("Tuli tietoon"), value=clock_time(cast(dt.datetime, record["aware_at"]))),
        Fact(label=_("Määräaika"), value=clock_time(state.deadline)),
    ]
    if state.reports:
        late = _(", myöhässä") if state.late else ""
        facts.append(Fact(label=_("Ilmoitettu"), value=clock_time(state.reports[0].sent_at) + late))
    card = Card(
        _("Mitä on vielä tehtävä"),
        Facts(tuple(facts), context.today(), label_width=96),
        actions=(pill,) if state.clock else (),
    )
    for duty in state.duties:
        sign = Icon("circle-alert" if duty.late else "chevron-right", 16, "err" if duty.late else "muted")
        words = column(label(duty.text, "body", wrap=True), label(duty.law, "small"), gap=0)
        made = row(sign, words, gap=8)
        cast(QHBoxLayout, made.layout()).setStretch(1, 1)
        card.add(made)
    if not state.duties:
        card.add(row(Icon("circle-check", 16, "ok"), label(_("Kaikki on tehty. Käsittelyn voi päättää."), wrap=True)))
    return card


# -- the supervisor ----------------------------------------------------------------------------------------------------


def _reports(context: Context, shown: Shown) -> QWidget | None:
    state = _state(shown)
    if shown.record.values.get("our_role") == "processor":
        return None
    add = Button(_("Kirjaa ilmoitus…"), "plus", size="s")
    card = Card(_("Ilmoitukset tietosuojavaltuutetulle"), actions=(add,))
    add.clicked.connect(lambda: _ask_report(card, context, shown))
    add.setEnabled(context.may(Permission.BREACH_WRITE))
    words = dict(_options(PHASES))
    for one in state.reports:
        head = _("{phase}, {time}").format(phase=words[one.phase].capitalize(), time=clock_time(one.sent_at))
        card.add(label(head, "strong"))
        said = " · ".join(filter(None, (one.sent_by, one.note)))
        if said:
            card.add(label(said, "muted", wrap=True))
    if not state.reports:
        card.add(label(_("Ilmoitusta ei ole vielä tehty."), "muted", wrap=True))
    return card


def _ask_report(card: QWidget, context: Context, shown: Shown) -> None:
    state, breach_id = _state(shown), shown.record.id
    phase = "first" if not state.reports else "further"
    fields = [
        asked("phase", _("Ilmoituksen laatu"), FieldKind.CHOICE, options=_options(PHASES), required=True),
        asked("sent_at", _("Milloin ilmoitus lähetettiin"), FieldKind.INSTANT, required=True),
        asked("case_number", _("Valvontaviranomaisen asianumero")),
        asked("note", _("Mitä ilmoituksessa kerrottiin"), FieldKind.NOTES),
    ]
    if not state.reports:
        fields.append(asked("delay_reason", _("Syy ilmoituksen viivästymiseen"), FieldKind.NOTES))

    def work(gate: Gate, values: Values) -> BreachState:
        said = {name: str(values.get(name) or "") for name in ("note", "case_number", "delay_reason")}
        sent = SentReport(phase=str(values["phase"]), sent_at=cast(dt.datetime, values["sent_at"]), **said)
        return gate.call(report_breach, breach_id, sent)

    question = Question(
        title=_("Kirjataanko ilmoitus tietosuojavaltuutetulle?"),
        act=_("Kirjaa ilmoitus"),
        fields=fields,
        note=_("Ilmoitus tehdään tietosuojavaltuutetun lomakkeella. Tulosta ensin lomakkeen tiedot."),
        start={"phase": phase},
    )

    def done(_state: BreachState) -> None:
        context.messages.done(_("Ilmoitus kirjattiin."), None)

    FieldsDialog(card.window(), context, question, work, done).open()


# -- the persons -------------------------------------------------------------------------------------------------------


def _persons(context: Context, shown: Shown) -> QWidget | None:
    if shown.record.values.get("our_role") == "processor":
        return None
    state, breach_id = _state(shown), shown.record.id
    choose = Button(_("Valitse…"), "users", size="s")
    letters = Button(_("Kirjeet…"), "printer", size="s")
    told = Button(_("Merkitse kerrotuksi…"), "check", size="s")
    title = _("Henkilöt, joita loukkaus koskee")
    table = LocalTable(context, _COLUMNS, title, "breach-persons", lambda row_id: f"person/{row_id}")
    card = table_card(title, table, actions=(choose,))
    layout = card.layout()
    assert layout is not None
    counts = label("", "muted", wrap=True)
    layout.addWidget(row(counts, margins=(12, 4, 12, 0)))
    layout.addWidget(row(None, letters, told, margins=(12, 4, 12, 4)))
    documents = Documents(context, card)
    may = context.may(Permission.BREACH_WRITE)
    left = state.affected - state.told
    for button, enabled in ((choose, may), (letters, may and left > 0), (told, may and left > 0)):
        button.setEnabled(enabled)
    choose.clicked.connect(lambda: AffectedDialog(card.window(), context, breach_id).open())
    told.clicked.connect(lambda: _ask_told(card, context, breach_id, left))
    letters.clicked.connect(
        lambda: documents.made(
            lambda gate: gate.call(notice_letters, breach_id).letters,
            render_letters,
            Paper(_("Ilmoitukset loukkauksesta"), "ilmoitukset-loukkauksesta.pdf", "breach", breach_id),
        )
    )

    def show(found: AffectedPersons) -> None:
        table.show_rows({one.id: {"name": one.name, "told_on": one.told_on, "how": one.how} for one in found.rows})
        table.setFixedHeight(table.tall(_MOST_ROWS))
        table.setVisible(bool(found.rows))
        counts.setText("\n".join(filter(None, (_persons_words(state), _unaddressed_words(found.unaddressed)))))

    context.ask(table, lambda gate: gate.call(affected_persons, breach_id), show)
    return card


def _controllers(context: Context, shown: Shown) -> QWidget | None:
    """Return the customers for whom the firm processed the data, where it is their processor."""
    if shown.record.values.get("our_role") != "processor":
        return None
    breach_id, may = shown.record.id, context.may(Permission.BREACH_WRITE)
    choose, told = Button(_("Valitse…"), "users", size="s"), Button(_("Merkitse ilmoitetuksi"), "check", size="s")
    title = _("Rekisterinpitäjät, joiden lukuun käsittelitte")
    table = LocalTable(context, _COLUMNS[:2], title, "breach-controllers", lambda row_id: f"customer/{row_id}")
    card = table_card(title, table, actions=(choose, told))
    known: dict[int, str] = {}
    waiting: list[int] = []
    choose.setEnabled(may)
    told.setEnabled(False)
    choose.clicked.connect(lambda: ControllersDialog(card.window(), context, breach_id, known).open())

    def mark(gate: Gate) -> int:
        return gate.call(mark_told_of_breach, breach_id, "email", context.today(), customers=waiting)

    told.clicked.connect(lambda: context.ask(card, mark, lambda _count: None))

    def show(rows: Sequence[ControllerRow]) -> None:
        known.update({one.id: one.name for one in rows})
        waiting.extend(one.id for one in rows if one.told_on is None)
        told.setEnabled(may and bool(waiting))
        table.show_rows({one.id: {"name": one.name, "told_on": one.told_on} for one in rows})
        table.setFixedHeight(table.tall(_MOST_ROWS))
        table.setVisible(bool(rows))

    context.ask(table, lambda gate: gate.call(breach_controllers, breach_id), show)
    return card


def _persons_words(state: BreachState) -> str:
    if not state.affected:
        return _("Henkilöitä ei ole valittu.")
    words = ngettext("{n} henkilö, kerrottu {told}", "{n} henkilöä, kerrottu {told}", state.affected)
    return words.format(n=state.affected, told=state.told)


def _unaddressed_words(count: int) -> str:
    """Return what is said of those whom a letter does not reach."""
    if not count:
        return ""
    words = ngettext(
        "{n} henkilöltä puuttuu postiosoite: kerro hänelle muulla tavalla kuin kirjeellä.",
        "{n} henkilöltä puuttuu postiosoite: kerro heille muulla tavalla kuin kirjeellä.",
        count,
    )
    return words.format(n=count)


def _ask_told(card: QWidget, context: Context, breach_id: int, left: int) -> None:
    fields = (
        asked("how", _("Miten kerrottiin"), FieldKind.CHOICE, options=_options(WAYS), required=True),
        asked("told_on", _("Milloin kerrottiin"), FieldKind.DATE, required=True),
    )

    def work(gate: Gate, values: Values) -> int:
        return gate.call(mark_told_of_breach, breach_id, str(values["how"]), cast(dt.date, values["told_on"]))

    def done(count: int) -> None:
        words = ngettext("{n} henkilö merkittiin kerrotuksi.", "{n} henkilöä merkittiin kerrotuiksi.", count)
        context.messages.done(words.format(n=count), None)

    title = ngettext("Onko {n} henkilölle kerrottu?", "Onko {n} henkilölle kerrottu?", left).format(n=left)
    start = {"told_on": context.today(), "how": "letter"}
    question = Question(title=title, act=_("Merkitse kerrotuksi"), fields=fields, start=start)
    FieldsDialog(card.window(), context, question, work, done).open()


# -- the buttons of the page -------------------------------------------------------------------------------------------


def _acts(page: Telling, shown: Shown) -> Sequence[QWidget]:
    context, breach_id = page.context, shown.record.id
    owner = cast(QWidget, page)
    documents = Documents(context, owner)
    paper = Paper(_("TSV-lomakkeen tiedot"), "tsv-lomakkeen-tiedot.pdf", "breach", breach_id)
    sheet = Button(_("TSV-lomakkeen tiedot"), "printer")
    sheet.clicked.connect(
        lambda: documents.made(
            lambda gate: gate.call(breach_sheet, breach_id), lambda found, _progress: render_sheet(found), paper
        )
    )
    if shown.record.values.get("closed_on") is None:
        end = Button(_("Päätä käsittely…"), "circle-check", pressed=lambda: _ask_close(owner, context, shown))
    else:
        end = Button(_("Avaa uudelleen"), "history", pressed=lambda: _reopen(owner, context, shown))
    return (sheet, end)


def _ask_close(owner: QWidget, context: Context, shown: Shown) -> None:
    record = shown.record
    fields = (
        asked("approved_by", _("Päättämisen hyväksyjä"), required=True),
        asked("lessons", _("Mitä opittiin"), FieldKind.NOTES),
    )

    def work(gate: Gate, values: Values) -> BreachState:
        lessons = str(values["lessons"] or "")
        return gate.call(close_breach, record.id, record.version, str(values["approved_by"]), lessons)

    question = Question(
        title=_("Päätetäänkö loukkauksen {number} käsittely?").format(number=record.text("number")),
        act=_("Päätä käsittely"),
        fields=fields,
        note=_("Loukkaus säilyy luettelossa, ja käsittelyn voi avata uudelleen."),
        start={"lessons": record.values.get("lessons"), "approved_by": context.gate.actor.name},
    )

    def done(_state: BreachState) -> None:
        context.messages.done(_("Loukkauksen käsittely päätettiin."), None)

    FieldsDialog(owner.window(), context, question, work, done).open()


def _reopen(owner: QWidget, context: Context, shown: Shown) -> None:
    record = shown.record

    def done(_state: BreachState) -> None:
        context.messages.done(_("Käsittely avattiin uudelleen."), None)

    context.ask(owner, lambda gate: gate.call(reopen_breach, record.id, record.version), done)


BREACH_LOOK = Look(fetch=_fetch, asides=(_clock, _reports, _controllers, _persons), acts=_acts)
"""What the page of a breach has of its own."""
