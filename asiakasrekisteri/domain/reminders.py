"""Reminding of a claim: whether it may be reminded of, what it may cost, and when it is time-barred (LAW §7.12).

The fees and waits of laki saatavien perinnästä 513/1999 are dated data and come as an argument. The limitation of debts
is that of laki velan vanhentumisesta 728/2003.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from asiakasrekisteri.domain.formats import day as written, euros
from asiakasrekisteri.domain.money import NOTHING
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.texts import N_, _

_LIMITATION_MONTHS = 36
"""Laki velan vanhentumisesta 4 §."""


class Debtor(StrEnum):
    """Whose debt it is: the law guards a consumer, and a private person who owes a public body, more than others."""

    CONSUMER = "consumer"
    OTHER = "other"


class Hindrance(StrEnum):
    """What stops the creditor's own reminding altogether."""

    DISPUTED = "disputed"
    STOPPED = "stopped"
    RESTRICTED = "restricted"
    DECEASED = "deceased"
    BANKRUPT = "bankrupt"


HINDRANCES = {
    Hindrance.DISPUTED: N_("Asiakas on kiistänyt saatavan. Selvitä kiista ennen kuin muistutat (perintälaki 4 b §)."),
    Hindrance.STOPPED: N_(
        "Asiakas on pyytänyt keskeyttämään perinnän. Vie saatava tuomioistuimeen (perintälaki 4 c §)."
    ),
    Hindrance.RESTRICTED: N_("Asiakkaan tietojen käsittelyä on rajoitettu. Ratkaise rajoitus ennen kuin muistutat."),
    Hindrance.DECEASED: N_("Asiakas on kuollut. Ilmoita saatava kuolinpesälle."),
    Hindrance.BANKRUPT: N_("Asiakas on konkurssissa. Ilmoita saatava pesänhoitajalle."),
}
"""What to do instead of reminding (Finnish message ids)."""


@dataclass(frozen=True, slots=True)
class TotalCap:
    """The most that all costs of collecting may be, in euros, for a principal up to `up_to` (None: any)."""

    up_to: Decimal | None
    most: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRule:
    """The law of the creditor's own written reminders from a day on, until a later rule of the same debtors begins.

    Attributes:
        debtor: whose debts it covers.
        since: its first day.
        most: the highest fee of one reminder, in euros.
        days_before_due: how long before the due day the invoice must have been sent.
        days_since_due: how long ago the due day must have been.
        days_between: how long ago the reminder before must have been sent.
        totals: the caps of all costs, from the smallest principal up.
    """

    debtor: Debtor
    since: dt.date
    most: Decimal
    days_before_due: int
    days_since_due: int
    days_between: int
    totals: tuple[TotalCap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What is known of an unpaid invoice when a reminder is thought of.

    Attributes:
        debtor: whose debt it is.
        principal: what is open of it, in euros.
        sent_on: the day the invoice was sent; None when nobody knows.
        due_on: its due day.
        reminded_on: the days of the reminders so far, whether they cost or not.
        costs_charged: what has been asked for collecting so far, in euros.
        interruptions: the days on which its limitation was interrupted (728/2003, 10–11 §).
        hindrances: what stops reminding.
    """

    debtor: Debtor
    principal: Decimal
    sent_on: dt.date | None
    due_on: dt.date
    reminded_on: tuple[dt.date, ...] = ()
    costs_charged: Decimal = NOTHING
    interruptions: tuple[dt.date, ...] = ()
    hindrances: frozenset[Hindrance] = frozenset()


@dataclass(frozen=True, slots=True)
class FeeDecision:
    """Whether today's reminder may cost.

    Attributes:
        max_fee: the most it may cost, in euros; 0.00 when nothing.
        allowed: a fee may be asked.
        reason: a Finnish sentence for the user: why, or what to do instead.
        may_remind: a reminder may be sent, if need be without a fee.
        allowed_from: the first day on which a fee may be asked, when waiting is all it takes.
    """

    max_fee: Decimal
    allowed: bool
    reason: str
    may_remind: bool = True
    allowed_from: dt.date | None = None


def fee_rules_of(rows: Iterable[Mapping[str, Any]]) -> tuple[FeeRule, ...]:
    """Return the rules of the table `fee` of `resources/vocabulary/reminders.toml`."""
    return tuple(
        FeeRule(
            debtor=Debtor(row["debtor"]),
            since=row["since"],
            most=Decimal(row["most"]),
            days_before_due=row["days_before_due"],
            days_since_due=row["days_since_due"],
            days_between=row["days_between"],
            totals=tuple(
                TotalCap(Decimal(cap["up_to"]) if "up_to" in cap else None, Decimal(cap["most"]))
                for cap in row["total"]
            ),
        )
        for row in rows
    )


def fee_rule_on(rules: Iterable[FeeRule], debtor: Debtor, day: dt.date) -> FeeRule | None:
    """Return the rule that is in force on the day, or None when the table does not reach it."""
    begun = (rule for rule in rules if rule.debtor == debtor and rule.since <= day)
    return max(begun, key=lambda rule: rule.since, default=None)


def why_not_remind(claim: Claim, today: dt.date) -> str | None:
    """Return a Finnish sentence that tells why the claim may not be reminded of today, or None when it may."""
    if claim.principal <= 0:
        return _("Laskusta ei ole mitään avoinna. Muistutusta ei lähetetä.")
    for hindrance in Hindrance:
        if hindrance in claim.hindrances:
            return _(HINDRANCES[hindrance])
    if time_barred(claim.due_on, claim.interruptions, today):
        return _("Saatavan vanhentumisaika päättyi {day}, eikä sitä saa enää periä. Kirjaa luottotappio.").format(
            day=written(limitation_ends(claim.due_on, claim.interruptions))
        )
    if today <= claim.due_on:
        return _("Lasku erääntyy {day}. Muistuta vasta eräpäivän jälkeen.").format(day=written(claim.due_on))
    return None


def may_charge_fee(claim: Claim, rules: Iterable[FeeRule], today: dt.date) -> FeeDecision:
    """Tell whether a reminder that is sent today may cost, and at most how much.

    Args:
        claim: the unpaid invoice.
        rules: the dated fees and waits.
        today: the Finnish day on which the reminder is sent.
    """
    hindered = why_not_remind(claim, today)
    if hindered:
        return FeeDecision(NOTHING, allowed=False, reason=hindered, may_remind=False)
    rule = fee_rule_on(rules, claim.debtor, today)
    if rule is None:
        return _free(_("Muistutusmaksun enimmäismäärää ei tiedetä tälle päivälle. Lähetä muistutus ilman maksua."))
    return _decided(claim, rule, today)


def limitation_ends(due_on: dt.date, interruptions: Iterable[dt.date] = ()) -> dt.date:
    """Return the last day before a debt is time-barred: three years of its due day or of the last interruption.

    An interruption that comes when the debt is already time-barred does not bring it back. The longer times of court
    judgments (728/2003, 13 §) are not counted: such a debt is in collection.
    """
    ends = add_months(due_on, _LIMITATION_MONTHS)
    for day in sorted(interruptions):
        if day <= ends:
            ends = max(ends, add_months(day, _LIMITATION_MONTHS))
    return ends


def time_barred(due_on: dt.date, interruptions: Iterable[dt.date], today: dt.date) -> bool:
    """Tell whether the debt may no longer be collected (laki velan vanhentumisesta 4 §, perintälaki 4 §)."""
    return today > limitation_ends(due_on, interruptions)


def _decided(claim: Claim, rule: FeeRule, today: dt.date) -> FeeDecision:
    """Decide of the fee of a reminder that may be sent."""
    unmet = _unmet_for_good(claim, rule)
    if unmet:
        return _free(unmet)
    first = _first_day(claim, rule)
    if today < first:
        return _free(
            _("Muistutuksesta saa veloittaa aikaisintaan {day}. Lähetä muistutus ilman maksua tai odota.").format(
                day=written(first)
            ),
            first,
        )
    most = min(rule.most, _total_cap(rule, claim.principal) - claim.costs_charged)
    if most <= 0:
        return _free(_("Perintäkulujen enimmäismäärä on jo täynnä. Lähetä muistutus ilman maksua."))
    return FeeDecision(most, allowed=True, reason=_("Maksua saa veloittaa enintään {sum}.").format(sum=euros(most)))


def _unmet_for_good(claim: Claim, rule: FeeRule) -> str | None:
    """Return why a fee can never be asked, however long one waits: the invoice was not sent in time."""
    if not rule.days_before_due:
        return None
    if claim.sent_on is None:
        return _("Laskun lähetyspäivää ei tiedetä. Kirjaa päivä tai lähetä muistutus ilman maksua.")
    if (claim.due_on - claim.sent_on).days < rule.days_before_due:
        return _("Lasku lähetettiin alle {days} pv ennen eräpäivää. Lähetä muistutus ilman maksua.").format(
            days=rule.days_before_due
        )
    return None


def _first_day(claim: Claim, rule: FeeRule) -> dt.date:
    """Return the first day on which the waits are over."""
    since_due = claim.due_on + dt.timedelta(days=rule.days_since_due)
    if not claim.reminded_on:
        return since_due
    return max(since_due, max(claim.reminded_on) + dt.timedelta(days=rule.days_between))


def _total_cap(rule: FeeRule, principal: Decimal) -> Decimal:
    """Return the cap of all costs for the principal; nothing when no cap reaches it."""
    return next((cap.most for cap in rule.totals if cap.up_to is None or principal <= cap.up_to), NOTHING)


def _free(reason: str, allowed_from: dt.date | None = None) -> FeeDecision:
    """Return the decision that the reminder may be sent but may not cost."""
    return FeeDecision(NOTHING, allowed=False, reason=reason, allowed_from=allowed_from)
