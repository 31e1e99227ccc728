"""How values are written for people."""

import datetime as dt

import pytest

from asiakasrekisteri.domain.formats import with_unit, written_day, written_time
from asiakasrekisteri.domain.texts import speaking

DAY = dt.date(2026, 11, 6)


@pytest.mark.parametrize(
    ("label", "value", "expected"),
    [
        ("Irtisanomisaika kuukausina", "1", ("Irtisanomisaika", "1\xa0kk")),
        ("Notice period in months", "1", ("Notice period", "1\xa0month")),
        ("Notice period in months", "3", ("Notice period", "3\xa0months")),
        ("Uppsägningstid i månader", "1", ("Uppsägningstid", "1\xa0mån.")),
        ("Kesto minuutteina", "22", ("Kesto", "22\xa0min")),
        ("Huomautus", "1", ("Huomautus", "1")),
    ],
)
def test_a_number_has_the_unit_that_its_label_says(label: str, value: str, expected: tuple[str, str]) -> None:
    assert with_unit(label, value) == expected


@pytest.mark.parametrize(
    ("language", "day", "time"),
    [
        ("fi", "6.11.2026", "6.11.2026 klo 9.41"),
        ("sv", "6.11.2026", "6.11.2026 kl. 9.41"),
        ("en", "6 November 2026", "6 November 2026 at 9.41"),
    ],
)
def test_a_letter_tells_a_day_as_its_reader_writes_it(language: str, day: str, time: str) -> None:
    at = dt.datetime(2026, 11, 6, 7, 41, tzinfo=dt.UTC)
    with speaking(language):
        assert written_day(DAY).replace("\xa0", " ") == day
        assert written_time(at).replace("\xa0", " ") == time
    assert written_day(DAY, language).replace("\xa0", " ") == day
