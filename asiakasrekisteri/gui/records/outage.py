"""The page of an outage: what was told of it, and what the authority must be told by when."""

import datetime as dt
from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asiakasrekisteri.domain.formats import clock_time
from asiakasrekisteri.domain.outages import CLOCK_LABELS, Report
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.records.look import Look, Shown, Telling
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, label, line, row, two_lines
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.marks import Pill, Tone
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.outages.cases import OutageReports, mark_reported, reports_of
from asiakasrekisteri.usecases.outages.notices import follow_up
from asiakasrekisteri.usecases.outages.results import KIND_LABELS, SentNotice, notices_of

_HOUR = 3600
_SOON_HOURS = 6


def _notices(context: Context, shown: Shown) -> QWidget:
    """Return the notices of the outage."""
    card = Card(_("Tiedotteet"))
    place = QVBoxLayout()
    place.setSpacing(10)
    card.body.addLayout(place)

    def show(found: Sequence[SentNotice]) -> None:
        clear(place)
        for number, notice in enumerate(found):
            if number:
                place.addWidget(line())
            place.addWidget(_notice(context, notice))
        if not found:
            place.addWidget(label(_("Häiriöstä ei ole tiedotettu."), "muted", wrap=True))

    def fetch() -> None:
        context.ask(card, lambda gate: gate.call(notices_of, shown.record.id), show)

    context.bus.watch(card, ("outage_notice",), lambda _changes: fetch())
    fetch()
    return card


def _notice(context: Context, notice: SentNotice) -> QWidget:
    kind = _(KIND_LABELS[notice.kind])
    if notice.begun_at is None:
        words, marks = _("Luonnos"), [Pill(_("Luonnos"), "neutral")]
    else:
        words = " · ".join(part for part in (clock_time(notice.begun_at), notice.by) if part)
        told = ngettext("{n} saaja", "{n} saajaa", notice.told).format(n=number_words(notice.told))
        marks = [Pill(told, "ok")]
        if notice.untold:
            left = ngettext("{n} ei mennyt", "{n} ei mennyt", notice.untold).format(n=number_words(notice.untold))
            marks.append(Pill(left, "warn"))
    go = Button(_("Avaa"), size="s", pressed=lambda: context.go(f"notice/{notice.id}"))
    go.setAccessibleName(_("Avaa {what}").format(what=kind))
    return row(two_lines(kind[:1].upper() + kind[1:], words), None, *marks, go)


def _reports(context: Context, shown: Shown) -> QWidget:
    """Return what the authority must be told, or why nothing."""
    card = Card(_("Ilmoitukset Traficomille"))
    place = QVBoxLayout()
    place.setSpacing(10)
    card.body.addLayout(place)
    may = context.may(Permission.OUTAGE_WRITE)

    def show(found: OutageReports) -> None:
        clear(place)
        for number, report in enumerate(found.reports):
            if number:
                place.addWidget(line())
            place.addWidget(_report(report, found.now, partial(mark, report) if may else None))
        if not found.reports:
            place.addWidget(label(_why_none(found), "muted", wrap=True))

    def mark(report: Report) -> None:
        def done(number: int) -> None:
            def back() -> None:
                context.ask(card, lambda gate: _undo(gate, number), lambda _none: None)

            context.messages.done(_("Ilmoitus merkittiin tehdyksi."), back)

        context.ask(card, lambda gate: gate.call(mark_reported, shown.record.id, report.clock), done)

    context.ask(card, lambda gate: gate.call(reports_of, shown.record.id), show)
    return card


def _undo(gate: Gate, number: int) -> None:
    gate.call(undo, number)


def _why_none(found: OutageReports) -> str:
    if not found.bound:
        return _("Asetusten mukaan yritys ei ole teleyritys eikä ylläpidä nimipalvelua muille: ilmoitusta ei tarvita.")
    return _("Häiriötä ei ole merkitty merkittäväksi. Merkittävästä ilmoitetaan: muokkaa häiriön tietoja.")


def _report(report: Report, now: dt.datetime, mark: object) -> QWidget:
    words = _(CLOCK_LABELS[report.clock])
    if report.done is not None:
        return row(two_lines(words, clock_time(report.done)), None, Pill(_("Tehty"), "ok"))
    by = _("viipymättä") if report.due is None else _("viimeistään {at}").format(at=clock_time(report.due))
    parts: list[QWidget] = [Pill(*_left(report, now))]
    if callable(mark):
        button = Button(_("Merkitse tehdyksi"), "check", size="s", pressed=mark)
        button.setAccessibleName(_("Merkitse tehdyksi: {what}").format(what=words))
        parts.append(button)
    return column(two_lines(words, by), row(*parts, None), gap=6)


def _left(report: Report, now: dt.datetime) -> tuple[str, Tone]:
    """Return how long there is left, and how urgent that is."""
    if report.due is None:
        return _("Tekemättä"), "err"
    hours = int((report.due - now).total_seconds() // _HOUR)
    if hours < 0:
        return _("Myöhässä"), "err"
    if hours < 2 * 24:
        tone: Tone = "warn" if hours > _SOON_HOURS else "err"
        return ngettext("{n} tunti jäljellä", "{n} tuntia jäljellä", hours).format(n=hours), tone
    return ngettext("{n} päivä jäljellä", "{n} päivää jäljellä", hours // 24).format(n=hours // 24), "info"


def _acts(page: Telling, shown: Shown) -> Sequence[QWidget]:
    """Return the buttons that tell more of the outage."""
    context, over = page.context, shown.record["ended_at"] is not None

    def begin(kind: str) -> None:
        def go(notice_id: int) -> None:
            context.go(f"notice/{notice_id}")

        context.ask(context, lambda gate: gate.call(follow_up, shown.record.id, kind), go)

    more = Button(_("Jatkotiedote"), "megaphone", pressed=lambda: begin("update"))
    end = Button(_("Kerro, että häiriö on ohi"), "check", "primary", pressed=lambda: begin("ended"))
    return (end,) if over else (more, end)


OUTAGE_LOOK = Look(asides=(_notices, _reports), acts=_acts)
"""What the page of an outage has of its own."""
