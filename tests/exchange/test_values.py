"""Words in cells: kinds, statuses, languages, dates and sums."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.exchange.values import convert, date_order, guess_kind, kind_of_name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Rantakylän Leipomo Oy", "company"),
        ("Oy Esimerkki Ab", "company"),
        ("Esimerkki Oyj", "company"),
        ("Tmi Maija Mallikas", "sole_trader"),
        ("T:mi Mallikas", "sole_trader"),
        ("Kuvitelman Pesäpallo ry", "association"),
        ("Esimerkin Martat r.y.", "association"),
        ("Esimerkkilän kaupunki", "public"),
        ("Kuvitelman kunta", "public"),
        ("Esimerkkiseurakunta", "public"),
        ("Suomen Kaupunki Oy", "company"),
        ("As Oy Kuvitelma", "company"),
        ("Esimerkkisäätiö", "company"),
        ("Maija Mallikas", ""),
        ("Oy", ""),
        ("", ""),
    ],
)
def test_the_form_in_a_name_tells_the_kind(name: str, kind: str) -> None:
    assert kind_of_name(name) == kind


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"name": "Esimerkki", "business_id": "1234567-1"}, "company"),
        ({"name": "Esimerkki", "association_number": "12"}, "association"),
        ({"last_name": "Mallikas"}, "private"),
        ({"first_names": "Otto"}, "private"),
        ({"person_name": "Maija Mallikas"}, "private"),
        ({"name": "Esimerkki"}, ""),
        ({"name": "Esimerkki", "last_name": "Mallikas"}, ""),
        ({}, ""),
    ],
)
def test_the_kind_is_guessed_from_the_rest_of_the_row(values: dict[str, str], kind: str) -> None:
    assert guess_kind(values) == kind


@pytest.mark.parametrize(
    ("target", "word", "code"),
    [
        ("kind", "Oy", "company"),
        ("kind", "Ry", "association"),
        ("kind", "Tmi", "sole_trader"),
        ("kind", "Yksityinen", "private"),
        ("kind", "Kunta", "public"),
        ("status", "Aktiivinen", "active"),
        ("status", "1", "active"),
        ("status", "0", "ended"),
        ("status", "Irtisanottu", "terminated"),
        ("status", "Closed", "ended"),
        ("status", "Suspended", "terminated"),
        ("language", "FIN", "fi"),
        ("language", "SWE", "sv"),
        ("language", "english", "en"),
        ("language", "Suomi", "fi"),
    ],
)
def test_words_become_codes(target: str, word: str, code: str) -> None:
    assert convert({target: word}).values == {target: code}


def test_an_unknown_kind_rejects_and_an_unknown_language_only_warns() -> None:
    result = convert({"name": "X Oy", "kind": "kissa", "language": "savo", "note": "muu"})
    assert result.values == {"name": "X Oy", "note": "muu"}
    assert [p.field for p in result.problems] == ["kind"]
    assert [w.field for w in result.warnings] == ["language"]


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("1.1.2015", "", dt.date(2015, 1, 1)),
        ("01.10.2013", "", dt.date(2013, 10, 1)),
        ("2015-01-01", "", dt.date(2015, 1, 1)),
        ("2024-11-21 01:49:24", "", dt.date(2024, 11, 21)),
        ("2024-11-21T01:49:24", "", dt.date(2024, 11, 21)),
        ("20150101", "", dt.date(2015, 1, 1)),
        ("1/10/2013", "dmy", dt.date(2013, 10, 1)),
        ("1/10/2013", "mdy", dt.date(2013, 1, 10)),
        ("31/12/2013", "", dt.date(2013, 12, 31)),
        ("12/31/2013", "", dt.date(2013, 12, 31)),
        ("5/5/2015", "", dt.date(2015, 5, 5)),
        ("1. 1. 2015", "", dt.date(2015, 1, 1)),
        ("Mar 8, 2025", "", dt.date(2025, 3, 8)),
        ("8. marraskuuta 2025", "", dt.date(2025, 11, 8)),
        ("08-Oct-2025 10:11", "", dt.date(2025, 10, 8)),
        ("8 maj 2025", "", dt.date(2025, 5, 8)),
    ],
)
def test_dates(text: str, order: str, day: dt.date) -> None:
    assert convert({"since": text}, order).values == {"since": day}


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["12/1/2020", "3/14/2019 10:00"], "mdy"),
        (["12/1/2020", "31/12/2019"], "dmy"),
        (["3/14/2019", "31/12/2019"], ""),
        (["12/1/2020", "2019-12-31", ""], ""),
    ],
)
def test_a_column_tells_the_order_of_its_dates(cells: list[str], order: str) -> None:
    assert date_order(cells) == order


@pytest.mark.parametrize("text", ["1/10/2013", "31.2.2015", "1.1.15", "1.1.0015", "eilen", "13/13/2013"])
def test_dates_that_are_none_or_could_be_two_reject_the_row(text: str) -> None:
    fault = convert({"since": text}).problems[0]
    assert fault.field == "since"
    assert "päiv" in fault.message


def test_the_empty_dates_of_programs_are_no_dates() -> None:
    assert convert({"until": "0000-00-00"}).values == {}


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_every_day_comes_back_in_every_form(day: dt.date) -> None:
    for text in (f"{day.day}.{day.month}.{day.year}", f"{day:%d.%m.%Y}", day.isoformat(), f"{day:%Y%m%d}"):
        assert convert({"since": text}).values == {"since": day}
    for text, order in ((f"{day:%d/%m/%Y}", "dmy"), (f"{day:%m/%d/%Y}", "mdy")):
        assert convert({"since": text}, order).values == {"since": day}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,50 €", "1234.50"),
        ("1\u00a0234\u202f567,5", "1234567.5"),
        ("1.234.567", "1234567"),
        ("1,2 milj. €", "1200000"),
        ("1200000", "1200000"),
        ("1,234,567.89", "1234567.89"),
        ("1.234,56", "1234.56"),
        ("1234.5", "1234.5"),
        ("500 t€", "500000"),
        ("-5,00", "-5"),
    ],
)
def test_sums(text: str, value: str) -> None:
    assert convert({"turnover": text}).values["turnover"] == Decimal(value)


@given(
    st.dictionaries(
        st.sampled_from(["kind", "status", "language", "since", "until", "turnover", "name"]), st.text(min_size=1)
    )
)
def test_any_row_is_converted_or_its_faults_are_told(values: dict[str, str]) -> None:
    result = convert(values)
    told = {e.field for e in (*result.problems, *result.warnings)}
    assert not told & set(result.values) - {"kind"}
    assert all(e.message for e in (*result.problems, *result.warnings))
