"""Whom the law wants told of a fault, as a table; the words of a notice; and the clocks of the authority."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.outage_words import (
    Facts,
    Language,
    details,
    filled,
    missing_facts,
    unknown_places,
    written,
)
from asiakasrekisteri.domain.outages import (
    Candidate,
    Channel,
    Clock,
    Left,
    Part,
    reports_due,
    whom_to_tell,
)

START = dt.datetime(2026, 11, 22, 19, 5, tzinfo=dt.UTC)
FI = Language(
    labels={
        "estimate": "Kesto", "measures": "Suojautuminen", "costs": "Kustannukset", "more_info": "Lisätietoja",
        "measures_taken": "Toimenpiteet", "effects": "Vaikutukset",
    },
    nothing="ei ole",
    at="{day} klo {time}",
)  # fmt: skip


def who(part: Part, person: int | None = None, customer: int = 1, **other: Any) -> Candidate:
    """Return a candidate that can be reached by e-mail unless it is said otherwise."""
    key = person if person is not None else 100 + customer
    said = {"emails": (f"p{key}@muu.example",), **other}
    name = f"Henkilö {key}"
    return Candidate(
        part=part, customer_id=customer, customer=f"Asiakas {customer}", person_id=person, name=name, **said
    )


T, A, D, C = Part.TECHNICAL, Part.ADMIN, Part.DECISION, Part.CUSTOMER
UNREACHED: dict[str, Any] = {"emails": ()}


@pytest.mark.parametrize(
    ("candidates", "told", "left", "stood_in"),
    [
        pytest.param([who(T, 1), who(A, 2), who(D, 3), who(C)], {1}, {}, 0, id="technical alone"),
        pytest.param([who(T, 1), who(T, 2)], {1, 2}, {}, 0, id="every technical contact"),
        pytest.param([who(A, 2), who(D, 3), who(C)], {2}, {}, 1, id="administration where no technical"),
        pytest.param([who(D, 3), who(C)], {3}, {}, 1, id="who decides where neither"),
        pytest.param([who(C)], {None}, {}, 1, id="the customer itself last"),
        pytest.param(
            [who(T, 1, restricted=True), who(A, 2), who(C)], {2}, {1: Left.RESTRICTED}, 1, id="restricted: the next"
        ),
        pytest.param([who(T, 1, **UNREACHED), who(D, 3)], {3}, {1: Left.UNREACHABLE}, 1, id="unreachable: the next"),
        pytest.param(
            [who(T, 1), who(Part.END_USER, 4), who(Part.MAINTAINER, 5)], {1, 4, 5}, {}, 0, id="users and maintainers"
        ),
        pytest.param([who(T, 1), who(T, 1, customer=2)], {1}, {}, 0, id="one message for two customers"),
        pytest.param(
            [who(T, 1), who(T, 2, customer=2, emails=("P1@muu.example",))],
            {1},
            {2: Left.SAME_ADDRESS},
            0,
            id="one message for one address",
        ),
        pytest.param([who(C, **UNREACHED)], set(), {None: Left.UNREACHABLE}, 0, id="nobody"),
    ],
)
def test_who_is_told(
    candidates: list[Candidate], told: set[int | None], left: dict[int | None, Left], stood_in: int
) -> None:
    telling = whom_to_tell(candidates)
    assert {one.who.person_id for one in telling.told} == told
    assert {one.who.person_id: one.why for one in telling.left} == left
    assert telling.stood_in == stood_in
    assert bool(telling.untold) == (not told)


def test_a_restricted_person_is_told_when_she_is_chosen() -> None:
    candidates = [who(T, 1, restricted=True), who(A, 2)]
    assert [one.who.person_id for one in whom_to_tell(candidates, chosen={1}).told] == [1]


@pytest.mark.parametrize(
    ("reach", "channel", "address"),
    [
        ({"emails": ("a@muu.example",)}, Channel.EMAIL, "a@muu.example"),
        ({"emails": ("a@poikki.example", "b@muu.example")}, Channel.SPARE, "b@muu.example"),
        ({"emails": ("a@mail.poikki.example",), "phone": "+358405550100"}, Channel.PHONE, "+358405550100"),
        ({"emails": ("a@eipoikki.example",), "phone": "+358405550100"}, Channel.EMAIL, "a@eipoikki.example"),
        ({"emails": ("a@poikki.example",), "has_address": True}, Channel.LETTER, ""),
        ({"emails": ("a@poikki.example",)}, Channel.EMAIL, "a@poikki.example"),
        ({"emails": (), "has_address": True}, Channel.LETTER, ""),
    ],
)
def test_an_address_that_works_is_taken_first(reach: dict[str, Any], channel: Channel, address: str) -> None:
    (told,) = whom_to_tell([who(T, 1, **reach)], down={"poikki.example"}).told
    assert (told.channel, told.address) == (channel, address)


def test_services_and_customers_of_one_person_come_together() -> None:
    candidates = [who(T, 1, 1, services=("A", "B")), who(Part.END_USER, 1, 2, services=("B", "C")), who(T, 9, 2)]
    told = whom_to_tell(candidates).told[0]
    assert (told.customers, told.services) == ((1, 2), ("A", "B", "C"))
    assert told.who.part is Part.TECHNICAL


_candidates = st.lists(
    st.builds(
        who,
        st.sampled_from(list(Part)),
        st.integers(1, 6),
        st.integers(1, 4),
        emails=st.lists(st.sampled_from([f"{n}@a.example" for n in range(4)]), max_size=2).map(tuple),
        phone=st.sampled_from(["", "+358405550100"]),
        restricted=st.booleans(),
    ),
    max_size=20,
)


@given(_candidates)
def test_nobody_twice_and_nobody_restricted(candidates: list[Candidate]) -> None:
    telling = whom_to_tell(candidates)
    persons = [one.who.person_id for one in telling.told]
    addresses = [one.address.casefold() for one in telling.told if "@" in one.address]
    assert len(persons) == len(set(persons))
    assert len(addresses) == len(set(addresses))
    assert not any(one.who.restricted for one in telling.told)
    assert telling.customers == len({one.customer_id for one in candidates})
    reached = {c for one in telling.told for c in one.customers}
    assert set(telling.untold) == {one.customer_id for one in candidates} - reached
    assert not {one.who.person_id for one in telling.left} & set(persons)


def test_the_four_things_are_demanded_and_nothing_is_something() -> None:
    said = {"estimate": "2 h", "measures": "ei ole", "costs": " ", "more_info": None}
    assert [e.field for e in missing_facts(said)] == ["costs", "more_info"]
    assert [e.field for e in missing_facts(said, after=True)] == ["measures_taken", "effects"]


def test_a_notice_says_what_the_law_demands_even_where_its_text_does_not() -> None:
    facts = Facts(
        title="web-03",
        started=START,
        said={"estimate": "klo 23.30", "measures": "Ei ole.", "costs": "-", "more_info": "040 555 0100"},
        firm="Kaamosverkko Oy",
    )
    block = details(facts, FI)
    assert block.splitlines() == [
        "Kesto: klo 23.30", "Suojautuminen: ei ole", "Kustannukset: ei ole", "Lisätietoja: 040 555 0100",
    ]  # fmt: skip
    plain = written("Hei {etunimi},\n{mika} {alkoi}: {palvelut}", facts, FI, greeting="", services=("A", "B"))
    assert plain == f"Hei,\nweb-03 22.11.2026 klo 21.05: A, B\n\n{block}"
    placed = written("{tiedot}\n{yritys}", facts, FI, greeting="Aino", services=())
    assert placed == f"{block}\nKaamosverkko Oy"
    assert filled("Häiriö: {mika}", facts, FI, greeting="", services=()) == "Häiriö: web-03"
    assert unknown_places("{etunimi} {sukunimi}") == ["sukunimi"]


def test_a_name_with_braces_is_not_filled_again() -> None:
    facts = Facts(title="{etunimi}", started=START, firm="K")
    assert filled("{mika} {yritys}", facts, FI, greeting="Aino", services=()) == "{etunimi} K"


@pytest.mark.parametrize(
    ("telecom", "dns", "significant", "clocks"),
    [
        (False, False, True, []),
        (True, True, False, []),
        (True, False, True, [Clock.TELECOM]),
        (False, True, True, [Clock.FIRST, Clock.SECOND, Clock.FINAL]),
        (True, True, True, [Clock.TELECOM, Clock.FIRST, Clock.SECOND, Clock.FINAL]),
    ],
)
def test_what_is_reported(*, telecom: bool, dns: bool, significant: bool, clocks: list[Clock]) -> None:
    reports = reports_due(START, {}, telecom=telecom, dns=dns, significant=significant)
    assert [report.clock for report in reports] == clocks


def test_the_clocks_run_from_the_detection_and_the_last_from_the_second_report() -> None:
    hours = dt.timedelta(hours=1)
    _first, second, final = reports_due(START, {}, telecom=False, dns=True, significant=True)
    assert (_first.due, second.due, final.due) == (
        START + 24 * hours, START + 72 * hours, START + 72 * hours + dt.timedelta(days=30),
    )  # fmt: skip
    early = reports_due(START, {Clock.SECOND: START + 30 * hours}, telecom=False, dns=True, significant=True)
    assert early[2].due == START + 30 * hours + dt.timedelta(days=30)
