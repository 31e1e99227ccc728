"""Which rows are proposed as one person, and which are left alone."""

import dataclasses
import itertools
import random

import pytest
from hypothesis import given, settings, strategies as st

from asiakasrekisteri.domain.progress import SILENT
from asiakasrekisteri.domain.similar import Known, Likeness, candidate_keys, common_values, likeness
from asiakasrekisteri.domain.similar_names import one_slip
from asiakasrekisteri.domain.similar_pairs import similar_pairs
from asiakasrekisteri.domain.texts import speaking

MOBILE, SWITCHBOARD = "+358401234567", "+358102345678"


def known(row: int, name: str, **more: object) -> Known:
    """A person from "Kettunen, Hanna-Mari"."""
    last, _comma, first = name.partition(", ")
    return Known(row, first, last, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Kettunen, Hanna-Mari", "Kettunen, Hanna-Mari", "sama nimi"),
        ("Kettunen, Hanna-Mari", "KETTUNEN, HANNA MARI", "sama nimi"),
        ("Kettunen, Hanna-Mari", "Kettunen, Hannamari", "samankaltainen nimi"),
        ("Kettunen, Hanna-Mari", "Kettunen, H.", "samankaltainen nimi"),
        ("Kettunen, Hanna-Mari", "Kettunen, H-M", "samankaltainen nimi"),
        ("Kettunen, Hanna-Mari", "Kettunen, Hanna", "samankaltainen nimi"),
        ("Kettunen, Hanna-Mari", "Kettunen, Mari", "samankaltainen nimi"),
        ("Kettunen, Hanna", "Hanna, Kettunen", "samankaltainen nimi"),
        ("Kettunen, Hanna", "Kettunne, Hanna", "samankaltainen nimi"),
        ("Kettunen, Hanna", "Ketunen, Hanna", "samankaltainen nimi"),
        ("Kettunen, Kristiina", "Kettunen, Kristina", "samankaltainen nimi"),
        ("Mäkelä, Åke", "Makela, Ake", "samankaltainen nimi"),
        ("Kettunen, Hanna", "Aho-Kettunen, Hanna", "samankaltainen nimi"),
        ("Kettunen, Matti", "Kettunen, Matias", "samankaltainen nimi"),
        ("Kettunen, Sanna", "Kettunen, Susanna", "samankaltainen nimi"),
        ("Kettunen, Hanna M.", "Kettunen, Hanna Maria", "samankaltainen nimi"),
    ],
)
def test_names_that_may_be_one_persons(one: str, other: str, reason: str) -> None:
    found = likeness(known(1, one), known(2, other))
    assert found is not None
    assert found.reasons == (reason,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kettunen, Hanna", "Kettunen, Ville"),
        ("Kettunen, Hanna", "Virtanen, Hanna"),
        ("Kettunen, Hanna", "Kettunen"),
        ("Kettunen", "Kettunen"),
        ("Virtanen, Jari", "Virtanen, Jani"),
        ("Laine, Matti", "Paine, Matti"),
        ("von Esimerkki, Anna", "von Toinen, Anna"),
        ("Kettunen, Hanna", "Ketunen, H."),
        ("Kettunen, Kristiina", "Ketunen, Kristina"),
        ("Kettunen, Hanna Mari", "Kettunen, Hanna Liisa"),
        ("Kettunen, Matti Olavi", "Kettunen, Matias Juhani"),
        ("Kettunen, Anna", "Kettunen, Anne"),
        ("", ""),
        (", Hanna", ", Hanna"),
    ],
)
def test_names_that_are_not_enough(one: str, other: str) -> None:
    assert likeness(known(1, one), known(2, other)) is None


def test_a_former_name_is_told() -> None:
    one = known(1, "Kettunen, Hanna", former_names="o.s. Virtanen")
    assert likeness(one, known(2, "Virtanen, Hanna")) == Likeness(58, ("entinen nimi täsmää",))
    assert likeness(one, known(2, "Virtanen, Ville")) is None


def test_shared_mobile_and_address_strengthen_a_likeness() -> None:
    one = known(1, "Kettunen, H.", phones=(MOBILE,), emails=("hanna@kettunen.example",))
    other = known(2, "Kettunen, Hanna", phones=(MOBILE,), emails=("Hanna@kettunen.example",))
    assert likeness(one, other) == Likeness(99, ("samankaltainen nimi", "sama sähköpostiosoite", "sama puhelinnumero"))


def test_a_new_surname_is_seen_by_a_mobile() -> None:
    one, other = known(1, "Kettunen, Hanna", phones=(MOBILE,)), known(2, "Virtanen, Hanna", phones=(MOBILE,))
    assert likeness(one, other) == Likeness(55, ("sama puhelinnumero", "sama etunimi"))


def test_a_couple_with_one_telephone_or_mailbox_is_two_people() -> None:
    one, other = "Kettunen, Hanna", "Kettunen, Ville"
    assert likeness(known(1, one, phones=(MOBILE,)), known(2, other, phones=(MOBILE,))) is None
    both = ("koti@kettunen.example",)
    assert likeness(known(1, one, emails=both), known(2, other, emails=both)) is None


@pytest.mark.parametrize(
    "address", ["info@x.example", "laskutus+2026@x.example", "tuki2@x.example", "IT-tuki@x.example"]
)
def test_a_duty_s_mailbox_is_no_evidence_alone(address: str) -> None:
    assert likeness(known(1, "", emails=(address,)), known(2, "", emails=(address,))) is None
    assert likeness(known(1, "A, Hanna", emails=(address,)), known(2, "B, Hanna", emails=(address,))) is None


def test_a_persons_own_mailbox_is_evidence_alone() -> None:
    both = ("hanna@kettunen.example",)
    assert likeness(known(1, "", emails=both), known(2, "", emails=both)) == Likeness(50, ("sama sähköpostiosoite",))


def test_a_switchboard_is_no_evidence_alone() -> None:
    one, other = known(1, "Aho, Hanna", phones=(SWITCHBOARD,)), known(2, "Virta, Hanna", phones=(SWITCHBOARD,))
    assert likeness(one, other) is None


def test_what_many_hold_is_next_to_no_evidence() -> None:
    staff = [known(n, f"Aho{n}, Hanna", phones=(MOBILE,), usernames=("hanna",)) for n in range(6)]
    assert likeness(staff[0], staff[1]) is not None
    common = common_values(staff)
    assert common == {f"p:{MOBILE}", "u:hanna"}
    assert likeness(staff[0], staff[1], common) is None
    assert not candidate_keys(staff[0], common) & candidate_keys(staff[1], common)
    assert common_values(staff[:5]) == frozenset()


def test_user_ids_of_people_and_of_duties() -> None:
    one, other = known(1, "Aho, Hanna", usernames=("hkettune",)), known(2, "Virta, Hanna", usernames=("HKettune",))
    assert likeness(one, other) == Likeness(65, ("sama käyttäjätunnus", "sama etunimi"))
    one, other = known(1, "Aho, Hanna", usernames=("admin",)), known(2, "Virta, Hanna", usernames=("admin",))
    assert likeness(one, other) is None


def test_reasons_are_told_in_the_language_in_use() -> None:
    with speaking("fi"):
        assert likeness(known(1, "Aho, Aino"), known(2, "Aho, Aino")) == Likeness(62, ("sama nimi",))


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("kettunen", "kettunen", False), ("kettunen", "ketunen", True), ("kettunen", "kettunem", True),
        ("kettunen", "kettunne", True), ("kettunen", "ektunen", False), ("", "a", True), ("", "", False),
        ("ab", "ba", True), ("abc", "cba", False), ("abcd", "ab", False),
    ],
)  # fmt: skip
def test_one_slip_of_the_keys(one: str, other: str, slip: bool) -> None:
    assert one_slip(one, other) == one_slip(other, one) == slip


FIRST = (
    "Hanna",
    "Hanna-Mari",
    "H.",
    "Hanna Mari Kristiina",
    "Kristiina",
    "Kristina",
    "Sanna",
    "Susanna",
    "Ville",
    "V",
    "",
)
LAST = (
    "Kettunen",
    "Ketunen",
    "Kettunne",
    "Kttunen",
    "Virtanen",
    "Aho-Virtanen",
    "Aho",
    "von Aho",
    "Hanna",
    "Mäkelä",
    "Makela",
    "",
)
VALUES = ("a", "info", "hanna", "tuki2")
PERSONS = st.builds(
    Known,
    id=st.integers(0, 3),
    first_names=st.sampled_from(FIRST) | st.text(max_size=12),
    last_name=st.sampled_from(LAST) | st.text(max_size=12),
    former_names=st.sampled_from(("", "", "Virtanen", "o.s. Aho, Hanna")),
    phones=st.lists(st.sampled_from((MOBILE, SWITCHBOARD, "+46701234567")), max_size=2).map(tuple),
    emails=st.lists(st.sampled_from(VALUES).map("{}@x.example".format), max_size=2).map(tuple),
    usernames=st.lists(st.sampled_from(VALUES), max_size=2).map(tuple),
)


@pytest.mark.slow
@given(PERSONS, PERSONS)
@settings(max_examples=600)
def test_the_order_does_not_matter_and_scores_stay_in_bounds(one: Known, other: Known) -> None:
    found = likeness(one, other)
    mirrored = likeness(other, one)
    assert (found and (found.score, set(found.reasons))) == (mirrored and (mirrored.score, set(mirrored.reasons)))
    assert found is None or 50 <= found.score <= (100 if one.id == other.id else 99)
    assert found is None or one.id == other.id or found.reasons


@given(PERSONS)
def test_a_person_is_wholly_like_herself(person: Known) -> None:
    found = likeness(person, person)
    assert found is not None
    assert found.score == 100


@pytest.mark.slow
@given(PERSONS, PERSONS)
@settings(max_examples=600)
def test_who_are_alike_share_a_key(one: Known, other: Known) -> None:
    if one.id != other.id and likeness(one, other):
        assert candidate_keys(one) & candidate_keys(other)


@given(st.lists(PERSONS, max_size=12))
def test_all_pairs_are_found_by_groups_and_each_once(persons: list[Known]) -> None:
    rows = [dataclasses.replace(person, id=n) for n, person in enumerate(persons)]
    common = common_values(rows)
    every = {(a.id, b.id) for a, b in itertools.combinations(rows, 2) if likeness(a, b, common)}
    found = [(a.id, b.id) for a, b, _likeness in similar_pairs(rows, SILENT)]
    assert sorted(found) == sorted(every)


@given(st.text("abcdehiknst", min_size=5, max_size=11), st.randoms(use_true_random=False))
@settings(max_examples=600)
def test_a_slip_anywhere_in_the_surname_is_found_by_the_keys(surname: str, dice: random.Random) -> None:
    at = dice.randrange(1, len(surname))
    spoilt = dice.choice((
        surname[:at] + "x" + surname[at:],
        surname[:at] + "x" + surname[at + 1 :],
        surname[:at] + surname[at + 1 :],
        surname[:at] + surname[at + 1 : at + 2] + surname[at] + surname[at + 2 :],
    ))  # fmt: skip
    one, other = known(1, f"{surname}, Hanna-Mari"), known(2, f"{spoilt}, Mari")
    if likeness(one, other):
        assert candidate_keys(one) & candidate_keys(other)
    elif len(spoilt) >= 5:
        assert spoilt[0] != surname[0]


@given(st.sampled_from(FIRST), st.sampled_from(FIRST), st.sampled_from(LAST), st.sampled_from(LAST))
def test_half_a_name_is_never_enough(first: str, other_first: str, last: str, other_last: str) -> None:
    assert likeness(Known(1, first, ""), Known(2, other_first, "")) is None
    assert likeness(Known(1, "", last), Known(2, "", other_last)) is None
    assert likeness(Known(1, first, last), Known(2, "", other_last)) is None
