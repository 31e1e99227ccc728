"""May something be marketed: every branch of LAW §6.1 as a table, and what must hold whatever the rest says."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.marketing import (
    ELECTRONIC,
    EVERY,
    GROUND_WORDS,
    GROUNDS,
    Channel,
    GivenConsent,
    GotAtSale,
    Ground,
    Prohibited,
    Target,
    TargetKind,
    Verdict,
    may_market,
)

DAY = dt.date(2026, 11, 22)
EARLIER, LATER = DAY - dt.timedelta(days=30), DAY + dt.timedelta(days=1)
NATURAL = Target(kind=TargetKind.NATURAL)
TRADER = Target(kind=TargetKind.SOLE_TRADER)
OFFICE = Target(kind=TargetKind.ORGANISATION)
WORKER = Target(kind=TargetKind.WORK_ADDRESS)
YES = GivenConsent("newsletter", "email", EARLIER)
ENDED = replace(YES, withdrawn=DAY)
SOLD = Target(
    kind=TargetKind.NATURAL,
    customer=True,
    own_products=True,
    sales=(GotAtSale("email", EARLIER, refusal_offered=True),),
)


def agreed(*consents: GivenConsent, kind: TargetKind = TargetKind.NATURAL) -> Target:
    return Target(kind=kind, consents=consents)


def barred(target: Target, channel: str, since: dt.date = EARLIER, lifted: dt.date | None = None) -> Target:
    return replace(target, prohibitions=(Prohibited(channel, since, lifted),))


TABLE = [
    # 1. what bars everything
    ("erased", replace(OFFICE, erased=True), Channel.LETTER, Ground.ERASED),
    ("restricted", replace(agreed(YES), restricted=True), Channel.EMAIL, Ground.RESTRICTED),
    ("prohibited, channel", barred(agreed(YES), "email"), Channel.EMAIL, Ground.PROHIBITED),
    ("prohibited, all", barred(agreed(YES), EVERY), Channel.EMAIL, Ground.PROHIBITED),
    ("prohibited, letter", barred(NATURAL, "letter"), Channel.LETTER, Ground.PROHIBITED),
    ("prohibited, phone", barred(NATURAL, EVERY), Channel.PHONE, Ground.PROHIBITED),
    ("prohibited from today", barred(agreed(YES), "email", DAY), Channel.EMAIL, Ground.PROHIBITED),
    ("prohibited from tomorrow", barred(agreed(YES), "email", LATER), Channel.EMAIL, Ground.CONSENT),
    ("lifted today", barred(agreed(YES), "email", EARLIER, DAY), Channel.EMAIL, Ground.CONSENT),
    ("lifted tomorrow", barred(agreed(YES), "email", EARLIER, LATER), Channel.EMAIL, Ground.PROHIBITED),
    ("another channel prohibited", barred(agreed(YES), "phone"), Channel.EMAIL, Ground.CONSENT),
    ("organisation prohibits", barred(OFFICE, "email"), Channel.EMAIL, Ground.PROHIBITED),
    ("suppressed", replace(SOLD, suppressed=frozenset({"email"})), Channel.EMAIL, Ground.SUPPRESSED),
    ("suppressed on all", replace(OFFICE, suppressed=frozenset({EVERY})), Channel.EMAIL, Ground.SUPPRESSED),
    ("suppressed elsewhere", replace(OFFICE, suppressed=frozenset({"sms"})), Channel.EMAIL, Ground.ORGANISATION),
    ("withdrawn, after a sale", replace(SOLD, consents=(ENDED,)), Channel.EMAIL, Ground.WITHDRAWN),
    ("withdrawn tomorrow", agreed(replace(YES, withdrawn=LATER)), Channel.EMAIL, Ground.CONSENT),
    ("withdrawn, given anew", agreed(ENDED, replace(YES, given=DAY)), Channel.EMAIL, Ground.CONSENT),
    (
        "withdrawn, job relevant",
        replace(agreed(ENDED, kind=TargetKind.WORK_ADDRESS), concerns_duties=True),
        Channel.EMAIL,
        Ground.WITHDRAWN,
    ),
    # 2. e-mail, text messages and automated calls: natural persons and sole traders
    ("natural, nothing", NATURAL, Channel.EMAIL, Ground.NO_CONSENT),
    ("natural, sms", NATURAL, Channel.SMS, Ground.NO_CONSENT),
    ("natural, automated", NATURAL, Channel.AUTOMATED, Ground.NO_CONSENT),
    ("sole trader, nothing", TRADER, Channel.EMAIL, Ground.NO_CONSENT),
    ("consent", agreed(YES), Channel.EMAIL, Ground.CONSENT),
    ("consent of a trader", agreed(YES, kind=TargetKind.SOLE_TRADER), Channel.EMAIL, Ground.CONSENT),
    ("consent from today", agreed(replace(YES, given=DAY)), Channel.EMAIL, Ground.CONSENT),
    ("consent from tomorrow", agreed(replace(YES, given=LATER)), Channel.EMAIL, Ground.NO_CONSENT),
    ("consent to another channel", agreed(YES), Channel.SMS, Ground.NO_CONSENT),
    ("to newsletters, campaign", replace(agreed(YES), kind_of_message="campaign"), Channel.EMAIL, Ground.NO_CONSENT),
    ("consent to everything", agreed(replace(YES, purpose="marketing")), Channel.EMAIL, Ground.CONSENT),
    ("soft opt-in", SOLD, Channel.EMAIL, Ground.SALE),
    ("soft opt-in of a trader", replace(SOLD, kind=TargetKind.SOLE_TRADER), Channel.EMAIL, Ground.SALE),
    ("soft opt-in, not a customer", replace(SOLD, customer=False), Channel.EMAIL, Ground.NOT_CUSTOMER),
    (
        "soft opt-in, no refusal offered",
        replace(SOLD, sales=(GotAtSale("email", EARLIER, refusal_offered=False),)),
        Channel.EMAIL,
        Ground.NO_REFUSAL_OFFERED,
    ),
    ("soft opt-in, other products", replace(SOLD, own_products=False), Channel.EMAIL, Ground.OTHER_PRODUCTS),
    ("soft opt-in, another channel", SOLD, Channel.SMS, Ground.NO_CONSENT),
    (
        "soft opt-in, a machine that calls",
        replace(SOLD, sales=(GotAtSale("automated", EARLIER, refusal_offered=True),)),
        Channel.AUTOMATED,
        Ground.NO_CONSENT,
    ),
    (
        "soft opt-in, sold tomorrow",
        replace(SOLD, sales=(GotAtSale("email", LATER, refusal_offered=True),)),
        Channel.EMAIL,
        Ground.NO_CONSENT,
    ),
    # organisations and people at work
    ("organisation, general address", OFFICE, Channel.EMAIL, Ground.ORGANISATION),
    ("work address, not of the job", WORKER, Channel.EMAIL, Ground.OTHER_DUTIES),
    ("work address, of the job", replace(WORKER, concerns_duties=True), Channel.EMAIL, Ground.DUTIES),
    ("work address, consent", agreed(YES, kind=TargetKind.WORK_ADDRESS), Channel.EMAIL, Ground.CONSENT),
    # 3. letters and live calls
    ("natural, letter", NATURAL, Channel.LETTER, Ground.NOT_PROHIBITED),
    ("natural, phone", NATURAL, Channel.PHONE, Ground.NOT_PROHIBITED),
    ("organisation, letter", OFFICE, Channel.LETTER, Ground.NOT_PROHIBITED),
    ("work address, phone", WORKER, Channel.PHONE, Ground.NOT_PROHIBITED),
    ("subscriptions to a consumer", replace(NATURAL, sells_subscriptions=True), Channel.PHONE, Ground.SUBSCRIPTION),
    ("subscriptions by letter", replace(NATURAL, sells_subscriptions=True), Channel.LETTER, Ground.NOT_PROHIBITED),
    ("subscriptions, organisation", replace(OFFICE, sells_subscriptions=True), Channel.PHONE, Ground.NOT_PROHIBITED),
    (
        "subscriptions, asked for",
        replace(TRADER, sells_subscriptions=True, asked_for_call=True),
        Channel.PHONE,
        Ground.REQUESTED,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("target", "channel", "ground"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_the_decision_table(target: Target, channel: Channel, ground: Ground) -> None:
    assert may_market(target, channel, DAY) == Verdict(ground in GROUNDS, ground)


def test_every_ground_stands_in_the_table_and_has_words() -> None:
    assert {row[3] for row in TABLE} == set(Ground) == set(GROUND_WORDS)
    assert may_market(NATURAL, Channel.EMAIL, DAY).words == "ei ole antanut suostumusta"


days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
maybe_days = st.none() | days
purposes, channels = st.sampled_from(["newsletter", "marketing"]), st.sampled_from([c.value for c in Channel])
targets = st.builds(
    Target,
    kind=st.sampled_from(TargetKind),
    kind_of_message=st.sampled_from(["newsletter", "campaign"]),
    customer=st.booleans(),
    consents=st.lists(st.builds(GivenConsent, purposes, channels, days, maybe_days), max_size=4).map(tuple),
    prohibitions=st.lists(st.builds(Prohibited, channels, days, maybe_days), max_size=3).map(tuple),
    sales=st.lists(st.builds(GotAtSale, channels, days, refusal_offered=st.booleans()), max_size=3).map(tuple),
    suppressed=st.frozensets(channels, max_size=2),
    restricted=st.booleans(),
    erased=st.booleans(),
    own_products=st.booleans(),
    concerns_duties=st.booleans(),
    sells_subscriptions=st.booleans(),
    asked_for_call=st.booleans(),
)


@given(targets, st.sampled_from(Channel), days, st.booleans())
def test_a_prohibition_always_wins(target: Target, channel: Channel, day: dt.date, whole: bool) -> None:
    bar = Prohibited(EVERY if whole else channel, day - dt.timedelta(days=1))
    assert not may_market(replace(target, prohibitions=(*target.prohibitions, bar)), channel, day).allowed


@given(targets, st.sampled_from(Channel), days)
def test_restriction_erasure_and_suppression_let_nothing_through(
    target: Target, channel: Channel, day: dt.date
) -> None:
    for worse in (
        replace(target, restricted=True),
        replace(target, erased=True),
        replace(target, suppressed=frozenset({channel.value})),
    ):
        assert not may_market(worse, channel, day).allowed


@given(targets, st.sampled_from(sorted(ELECTRONIC)), days)
def test_a_natural_person_gets_nothing_without_consent_or_sale(target: Target, channel: Channel, day: dt.date) -> None:
    bare = replace(target, kind=TargetKind.NATURAL, consents=(), sales=())
    assert not may_market(bare, channel, day).allowed


@given(targets, st.sampled_from(Channel), days)
def test_the_verdict_is_said_by_its_ground(target: Target, channel: Channel, day: dt.date) -> None:
    verdict = may_market(target, channel, day)
    assert verdict.allowed == (verdict.ground in GROUNDS)
    assert verdict.words
