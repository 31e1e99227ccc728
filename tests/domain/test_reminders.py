"""Reminders: the fees and waits of LAW §7.12 to the day, what stops reminding, and the limitation of debts."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.reminders import (
    HINDRANCES,
    Claim,
    Debtor,
    FeeDecision,
    Hindrance,
    fee_rule_on,
    fee_rules_of,
    limitation_ends,
    may_charge_fee,
    time_barred,
    why_not_remind,
)
from asiakasrekisteri.exchange.vocabulary import vocabulary

RULES = fee_rules_of(vocabulary("reminders")["fee"])
D = Decimal
NOTHING = D("0.00")
DUE = dt.date(2026, 10, 15)
CONSUMER = Claim(debtor=Debtor.CONSUMER, principal=D("150.00"), sent_on=dt.date(2026, 10, 1), due_on=DUE)
BUSINESS = replace(CONSUMER, debtor=Debtor.OTHER, sent_on=None)

days = st.dates(dt.date(2014, 1, 1), dt.date(2027, 12, 31))
claims = st.builds(
    Claim,
    debtor=st.sampled_from(Debtor),
    principal=st.decimals(0, 20000, places=2),
    sent_on=st.none() | days,
    due_on=days,
    reminded_on=st.lists(days, max_size=3).map(tuple),
    costs_charged=st.decimals(0, 700, places=2),
    interruptions=st.lists(days, max_size=3).map(tuple),
    hindrances=st.frozensets(st.sampled_from(Hindrance), max_size=1),
)


def after(days_: int) -> dt.date:
    return DUE + dt.timedelta(days=days_)


def test_the_first_reminder_of_a_consumer_may_cost_after_fourteen_days() -> None:
    early = may_charge_fee(CONSUMER, RULES, after(13))
    assert early == FeeDecision(
        NOTHING,
        allowed=False,
        reason="Muistutuksesta saa veloittaa aikaisintaan 29.10.2026. Lähetä muistutus ilman maksua tai odota.",
        allowed_from=after(14),
    )
    assert may_charge_fee(CONSUMER, RULES, after(14)) == FeeDecision(
        D("5.00"), allowed=True, reason="Maksua saa veloittaa enintään 5,00\xa0€."
    )


@pytest.mark.parametrize(("sent", "allowed"), [(14, True), (13, False), (0, False), (-1, False)])
def test_a_consumers_invoice_must_have_been_sent_in_time(sent: int, allowed: bool) -> None:
    claim = replace(CONSUMER, sent_on=after(-sent))
    found = may_charge_fee(claim, RULES, after(60))
    assert found.allowed is allowed
    assert found.may_remind
    assert found.allowed_from is None


def test_an_invoice_of_unknown_sending_gives_no_fee() -> None:
    found = may_charge_fee(replace(CONSUMER, sent_on=None), RULES, after(60))
    assert not found.allowed
    assert "lähetyspäivää ei tiedetä" in found.reason


@pytest.mark.parametrize(
    ("claim", "since_last", "allowed"),
    [(CONSUMER, 13, False), (CONSUMER, 14, True), (BUSINESS, 9, False), (BUSINESS, 10, True)],
)
def test_the_next_reminder_waits_for_the_one_before(claim: Claim, since_last: int, allowed: bool) -> None:
    again = replace(claim, reminded_on=(after(30), after(16)), costs_charged=D(5))
    found = may_charge_fee(again, RULES, after(30 + since_last))
    assert found.allowed is allowed
    assert found.allowed_from == (None if allowed else after(30 + since_last + 1))


def test_a_free_reminder_before_fourteen_days_does_not_shorten_the_wait() -> None:
    again = replace(CONSUMER, reminded_on=(dt.date(2026, 9, 1),))
    assert not may_charge_fee(again, RULES, after(13)).allowed
    assert may_charge_fee(again, RULES, after(14)).allowed


def test_a_business_may_be_charged_the_day_after_the_due_day() -> None:
    assert may_charge_fee(BUSINESS, RULES, after(1)).max_fee == D("12.00")
    assert not may_charge_fee(BUSINESS, RULES, DUE).may_remind


@pytest.mark.parametrize(
    ("debtor", "principal", "cap"),
    [
        (Debtor.CONSUMER, "100.00", "60"),
        (Debtor.CONSUMER, "100.01", "120"),
        (Debtor.CONSUMER, "1000.00", "120"),
        (Debtor.CONSUMER, "1000.01", "210"),
        (Debtor.OTHER, "500.00", "250"),
        (Debtor.OTHER, "2500.00", "470"),
        (Debtor.OTHER, "10000.00", "550"),
        (Debtor.OTHER, "10000.01", "620"),
    ],
)
def test_all_costs_together_have_a_cap(debtor: Debtor, principal: str, cap: str) -> None:
    claim = replace(CONSUMER, debtor=debtor, principal=D(principal))
    assert may_charge_fee(replace(claim, costs_charged=D(cap)), RULES, after(30)).max_fee == NOTHING
    assert may_charge_fee(replace(claim, costs_charged=D(cap) - 2), RULES, after(30)).max_fee == 2
    rule = fee_rule_on(RULES, debtor, after(30))
    assert rule is not None
    assert may_charge_fee(claim, RULES, after(30)).max_fee == rule.most


@pytest.mark.parametrize("hindrance", Hindrance)
def test_a_hindrance_stops_the_reminder_and_says_what_to_do(hindrance: Hindrance) -> None:
    found = may_charge_fee(replace(CONSUMER, hindrances=frozenset({hindrance})), RULES, after(60))
    assert found == FeeDecision(NOTHING, allowed=False, reason=HINDRANCES[hindrance], may_remind=False)


def test_what_is_paid_or_not_yet_due_is_not_reminded_of() -> None:
    assert why_not_remind(replace(CONSUMER, principal=NOTHING), after(60))
    assert why_not_remind(CONSUMER, DUE) == "Lasku erääntyy 15.10.2026. Muistuta vasta eräpäivän jälkeen."
    assert why_not_remind(CONSUMER, after(1)) is None


def test_a_time_barred_claim_is_not_reminded_of() -> None:
    assert why_not_remind(CONSUMER, dt.date(2029, 10, 15)) is None
    assert why_not_remind(CONSUMER, dt.date(2029, 10, 16)) == (
        "Saatavan vanhentumisaika päättyi 15.10.2029, eikä sitä saa enää periä. Kirjaa luottotappio."
    )
    reminded = replace(CONSUMER, interruptions=(dt.date(2028, 1, 10),))
    assert why_not_remind(reminded, dt.date(2029, 10, 16)) is None


def test_a_day_before_the_law_has_no_known_fee() -> None:
    claim = replace(BUSINESS, due_on=dt.date(2022, 4, 1))
    assert may_charge_fee(claim, RULES, dt.date(2022, 4, 30)).reason == (
        "Muistutusmaksun enimmäismäärää ei tiedetä tälle päivälle. Lähetä muistutus ilman maksua."
    )
    assert may_charge_fee(claim, RULES, dt.date(2022, 5, 1)).max_fee == D("12.00")


def test_a_later_rule_takes_the_place_of_the_one_before() -> None:
    rule = fee_rule_on(RULES, Debtor.CONSUMER, after(0))
    assert rule is not None
    raised = (replace(rule, since=after(20), most=D("6.00")), *RULES)
    assert may_charge_fee(CONSUMER, raised, after(19)).max_fee == D("5.00")
    assert may_charge_fee(CONSUMER, raised, after(20)).max_fee == D("6.00")


@given(claims, days)
def test_no_decision_contradicts_itself(claim: Claim, today: dt.date) -> None:
    found = may_charge_fee(claim, RULES, today)
    rule = fee_rule_on(RULES, claim.debtor, today)
    assert found.allowed == (found.max_fee > 0)
    assert found.reason.endswith((".", ")."))
    assert found.may_remind == (why_not_remind(claim, today) is None)
    if found.allowed:
        assert rule is not None
        assert found.may_remind
        assert found.max_fee <= rule.most
        assert all((today - day).days >= rule.days_between for day in claim.reminded_on)
        assert not claim.hindrances


@given(claims, days)
def test_the_promised_day_keeps_its_promise(claim: Claim, today: dt.date) -> None:
    waits = may_charge_fee(claim, RULES, today).allowed_from
    if waits is not None:
        assert waits > today
        later = may_charge_fee(claim, RULES, waits)
        assert later.allowed_from is None
        assert later.allowed or not later.may_remind or later.reason.startswith("Perintäkulujen")
        assert not may_charge_fee(claim, RULES, waits - dt.timedelta(days=1)).allowed


# -- limitation -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "interruptions", "ends"),
    [
        (dt.date(2023, 1, 31), (), dt.date(2026, 1, 31)),
        (dt.date(2024, 2, 29), (), dt.date(2027, 2, 28)),
        (dt.date(2023, 1, 31), (dt.date(2025, 6, 1),), dt.date(2028, 6, 1)),
        (dt.date(2023, 1, 31), (dt.date(2026, 1, 31),), dt.date(2029, 1, 31)),
        (dt.date(2023, 1, 31), (dt.date(2026, 2, 1),), dt.date(2026, 1, 31)),
        (dt.date(2020, 1, 31), (dt.date(2025, 6, 1), dt.date(2022, 6, 1)), dt.date(2028, 6, 1)),
        (dt.date(2020, 1, 31), (dt.date(2025, 6, 2), dt.date(2022, 6, 1)), dt.date(2025, 6, 1)),
        (dt.date(2023, 1, 31), (dt.date(2022, 12, 1),), dt.date(2026, 1, 31)),
    ],
)
def test_three_years_of_the_due_day_or_the_last_interruption(
    due: dt.date, interruptions: tuple[dt.date, ...], ends: dt.date
) -> None:
    assert limitation_ends(due, interruptions) == ends
    assert not time_barred(due, interruptions, ends)
    assert time_barred(due, interruptions, ends + dt.timedelta(days=1))


@given(days, st.lists(days, max_size=6), days)
def test_an_interruption_never_shortens_and_never_revives(
    due: dt.date, interruptions: list[dt.date], more: dt.date
) -> None:
    ends = limitation_ends(due, interruptions)
    assert ends >= limitation_ends(due)
    assert limitation_ends(due, reversed(interruptions)) == ends
    longer = limitation_ends(due, [*interruptions, more])
    assert longer >= ends
    if more > ends and all(day <= ends for day in interruptions):
        assert longer == ends
