"""What in a text tells of a person, how sure it is, and what of a text is other people's."""

import re

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.telling import Certainty, Clue, Known, certainty, snippet, whole_name
from asiakasrekisteri.domain.thirdparties import MASK, Circle, Span, Why, masked, proposed, valid

HANNA = Known(
    first_names=("Hanna-Mari", "Hanna"),
    surnames=("Kettunen", "Laitinen"),
    emails=("hanna-mari@kettunen-pihtipudas.example",),
    phones=("+358405550177",),
    user_names=("hkettu",),
    domains=("kettunen-pihtipudas.example",),
    numbers=("10421",),
    codes=("010190-999W",),
)
VAINO = Known(first_names=("Väinö",), surnames=("Äijälä",))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Kettunen", "Kettusen"),
        ("Kettunen", "kettuselle"),
        ("Kettunen", "Kettusia"),
        ("Kettunen", "KETTUNEN"),
        ("Lahti", "Lahden"),
        ("Mäki", "Mäen"),
        ("Koski", "Koskella"),
        ("Koski", "Kosken"),
        ("Äijälä", "Äijälältä"),
        ("Aho", "Ahon"),
        ("Berg", "Bergs"),
        ("Järvi", "Järvellekin"),
    ],
)
def test_a_name_is_known_bent(name: str, written: str) -> None:
    assert re.search(whole_name(name), f"Terveisiä {written}.", re.IGNORECASE)


@pytest.mark.parametrize(
    ("name", "written"), [("Aho", "Kahonen"), ("Aino", "ainoastaan"), ("Lahti", "Lahtinen"), ("Koski", "Koskinen")]
)
def test_another_word_is_not_the_name(name: str, written: str) -> None:
    assert not re.search(whole_name(name), f"Se on {written}.", re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "clue", "sure"),
    [
        ("Soita 040-555 0177 huomenna", Clue.PHONE, Certainty.IDENTIFIER),
        ("Soita +358 (0)40 5550177", Clue.PHONE, Certainty.IDENTIFIER),
        ("hanna-mari@kettunen-pihtipudas.example kysyi", Clue.EMAIL, Certainty.IDENTIFIER),
        ("tunnus 010190-999W", Clue.IDENTITY_CODE, Certainty.IDENTIFIER),
        ("Hanna Kettusen laskut, asiakas 10421", Clue.FULL_NAME, Certainty.NAME_AND_IDENTIFIER),
        ("Kettunen, Hanna-Mari soitti", Clue.FULL_NAME, Certainty.FULL_NAME),
        ("H. Kettunen soitti", Clue.FULL_NAME, Certainty.FULL_NAME),
        ("Hanna Maria Laitisen vanha tili", Clue.FULL_NAME, Certainty.FULL_NAME),
        ("asiakas 10421", Clue.CUSTOMER_NUMBER, Certainty.IDENTIFIER_OF_MANY),
        ("sivu www.kettunen-pihtipudas.example on alhaalla", Clue.DOMAIN, Certainty.IDENTIFIER_OF_MANY),
        ("käyttäjä hkettu", Clue.USER_NAME, Certainty.IDENTIFIER_OF_MANY),
        ("Kettuselle lasku", Clue.SURNAME, Certainty.SURNAME),
    ],
)
def test_a_trace_and_how_sure_it_is(text: str, clue: Clue, sure: Certainty) -> None:
    found = HANNA.traces(text)
    assert clue in {trace.clue for trace in found}
    assert certainty(found) is sure


@pytest.mark.parametrize(
    "text", ["Ei mitään", "Kettula", "viite 110421", "0405550178", "toinen@pihtipudas.example", ""]
)
def test_nothing_of_hers(text: str) -> None:
    assert certainty(HANNA.traces(text)) is None


def test_a_name_far_from_the_number_is_confirmed_by_nothing() -> None:
    far = "Hanna Kettunen" + " x" * 400 + " 10421"
    assert certainty(HANNA.traces(far)) is Certainty.FULL_NAME


def test_a_snippet_shows_the_place_on_one_line() -> None:
    text = "alku " * 40 + "\nsoitti Hanna Kettunen\n" + "loppu " * 40
    shown = snippet(text, HANNA.traces(text))
    assert "Hanna Kettunen" in shown
    assert "\n" not in shown
    assert len(shown) < 150


def looks_like(first: str, last: str) -> bool:
    return first in {"Jukka", "Hanna"} and last[0].isupper()


CIRCLE = Circle(HANNA, (VAINO,), ("tuki@kaamosverkko.example", "+35816555900"), looks_like)


@pytest.mark.parametrize(
    ("text", "expected", "whys"),
    [
        ("Väinö Äijälälle tieto", f"{MASK} tieto", [Why.NAME]),
        ("Äijälän lasku", f"{MASK} lasku", [Why.NAME]),
        ("vaino@toinen.example tai 040 555 0199", f"{MASK} tai {MASK}", [Why.EMAIL, Why.PHONE]),
        ("tunnus 131052-308T", f"tunnus {MASK}", [Why.IDENTITY_CODE]),
        ("oma 010190-999W", f"oma {MASK}", [Why.IDENTITY_CODE]),
        ("Jukka Hirvonen soitti", f"{MASK} soitti", [Why.UNSURE]),
        ("Jukka Hanna Hirvonen soitti", f"{MASK} soitti", [Why.UNSURE]),
        ("Jukka Hirvonen ja Jukka Laukkanen", f"{MASK} ja {MASK}", [Why.UNSURE, Why.UNSURE]),
        ("Hanna Kettunen, 0405550177, hanna-mari@kettunen-pihtipudas.example", None, []),
        ("tuki@kaamosverkko.example, 016 555 900", None, []),
        ("Pvm 1.2.2026, viite 1234 5678, lasku 100234", None, []),
        ("Kirkkotie 8 A 3\n44800 PIHTIPUDAS", None, []),
        ("soita +358 40 555 0199!", f"soita {MASK}!", [Why.PHONE]),
    ],
)
def test_what_is_another_persons(text: str, expected: str | None, whys: list[Why]) -> None:
    spans = proposed(text, CIRCLE)
    assert masked(text, spans) == (text if expected is None else expected)
    assert [span.why for span in spans] == whys


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 59), st.integers(1, 8)), max_size=5))
def test_what_is_masked_is_gone_and_the_rest_stays(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(start, min(start + length, len(text))) for start, length in places if start < len(text)]
    shown = masked(text, spans)
    hidden = {place for span in spans for place in range(span.start, span.end)}
    assert shown.replace(MASK, "") == "".join(c for place, c in enumerate(text) if place not in hidden).replace(
        MASK, ""
    )


def test_spans_must_lie_in_the_text() -> None:
    assert valid([Span(0, 3), Span(3, 5)], 5)
    assert not valid([Span(0, 3), Span(2, 5)], 5)
    assert not valid([Span(0, 6)], 5)
    assert not valid([Span(2, 2)], 5)


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at(text: str) -> None:
    spans = proposed(text, CIRCLE)
    assert valid(spans, len(text))
