"""Every statement that stands in a text is found in its list: of our own layouts at least 95 %, of the real ones all.

The share is printed (`pytest -s`). What the law finds in the real texts is counted against the measured hits.
"""

import datetime as dt
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from asiakasrekisteri.domain.description_check import apply, can_mend
from asiakasrekisteri.domain.description_places import LISTS, SURROUNDINGS
from asiakasrekisteri.exchange.description_text import read_placed_file
from asiakasrekisteri.usecases.privacy.checking import check_file, check_text
from tests.seeds.conftest import OWN, description_texts, shared_folder
from tests.seeds.expectations import expected_in, missed

LAYOUTS = Path(__file__).parent / "layouts"
REAL = Path(__file__).parent / "real"
DAY = dt.date(2026, 11, 25)
ENOUGH = 0.95
LAYOUT_TEXTS = sorted(path for path in LAYOUTS.iterdir() if path.suffix != ".toml")
REAL_TEXTS = [path for path in description_texts() if path.parent != OWN]
EVERY_TEXT = [*LAYOUT_TEXTS, *description_texts()]
HITS = {
    "register_description": (1, 0, 1, 2, 1),
    "personal_data_act": (0, 0, 1, 3, 0),
    "communications_privacy_act": (1, 1, 1, 0, 0),
    "ficora": (1, 1, 1, 0, 0),
    "din_32757": (1, 1, 0, 0, 0),
    "yhdistysnetti": (1, 1, 1, 0, 0),
    "open_ended": (2, 2, 3, 0, 0),
    "signed_request": (0, 0, 0, 1, 0),
    "channel": (0, 0, 0, 0, 1),
    "stale_date": (0, 0, 0, 0, 1),
}
"""Measured numbers of hits in the real texts (LAW §1.7)."""


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


@pytest.mark.parametrize("text", LAYOUT_TEXTS, ids=lambda path: path.stem)
def test_a_layout_never_seen_is_read(text: Path) -> None:
    wanted = text.with_suffix(".toml")
    lost = missed(read_placed_file(text), wanted)
    assert len(lost) <= (1 - ENOUGH) * len(expected_in(wanted)), lost


@pytest.mark.parametrize("text", REAL_TEXTS, ids=lambda path: path.stem[:3])
def test_every_statement_of_a_real_text_is_found(text: Path) -> None:
    checked = check_file(text, DAY)
    findings: dict[str, list[int]] = defaultdict(list)
    for one in checked.findings:
        findings[one.rule].append(one.start or 0)
    assert missed(checked.read, REAL / f"{text.stem[:3]}.toml", findings) == []


@pytest.mark.parametrize("text", REAL_TEXTS, ids=lambda path: path.stem[:3])
def test_the_law_finds_as_often_as_was_measured(text: Path) -> None:
    found = Counter(one.rule for one in check_file(text, DAY).findings)
    assert {rule: found[rule] for rule in HITS} == {rule: hits[int(text.stem[:3])] for rule, hits in HITS.items()}


def test_the_expectations_write_no_name_of_a_real_text() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in REAL.iterdir()).casefold()
    for text in REAL_TEXTS:
        said = read_placed_file(text).description
        own = [*said.controller.name.split(), *said.contact.name.split(), said.controller.business_id]
        assert [word for word in own if len(word) > 2 and word.casefold() in written] == []


@pytest.mark.parametrize("text", EVERY_TEXT, ids=lambda path: path.stem[:12])
class TestEveryText:
    def test_no_line_is_lost(self, text: Path) -> None:
        read = read_placed_file(text)
        assert [read.text[place.start : place.end] for place in read.unseen_lines()] == []

    def test_every_item_has_its_place(self, text: Path) -> None:
        read = read_placed_file(text)
        for name in LISTS:
            places = read.places.get(name, ())
            assert len(places) == len(getattr(read.description, name))
            assert all(0 <= place.start < place.end <= len(read.text) for place in places)

    def test_what_is_unplaced_stands_at_its_place(self, text: Path) -> None:
        read = read_placed_file(text)
        for words, place in zip(read.description.unplaced, read.places.get("unplaced", ()), strict=True):
            assert letters(words) in letters(read.text[place.start : place.end])

    def test_single_values_stand_at_their_places(self, text: Path) -> None:
        read = read_placed_file(text)
        for part in ("controller", "contact"):
            for name, value in read.description.as_json()[part].items():
                places = read.places.get(f"{part}.{name}", ())
                assert bool(places) == bool(value)
                there = letters("".join(read.text[p.start : p.end] for p in places))
                assert letters(value) in there or letters(value.replace("@", "at")) in there

    def test_surroundings_are_no_statements(self, text: Path) -> None:
        read = read_placed_file(text)
        assert read.places[SURROUNDINGS]

    @pytest.mark.slow
    def test_each_mending_takes_its_finding_away_and_nothing_else_of_the_text(self, text: Path) -> None:
        checked = check_file(text, DAY)
        before = Counter(one.rule for one in checked.findings)
        for one in filter(can_mend, checked.findings):
            mended = apply(one, checked.read.text)
            assert one.start is not None
            assert one.end is not None
            assert mended[: one.start] == checked.read.text[: one.start]
            assert mended[one.start + len(one.suggestion) :] == checked.read.text[one.end :]
            after = Counter(finding.rule for finding in check_text(mended, DAY).findings)
            assert after[one.rule] == before[one.rule] - 1, one.rule

    def test_findings_quote_the_text(self, text: Path) -> None:
        checked = check_file(text, DAY)
        assert checked.findings
        for one in checked.findings:
            assert one.quote == checked.read.text[one.start : one.end]
            assert one.text
            assert one.law
            assert not one.stops


def test_the_real_expectations_are_used_where_the_real_texts_are() -> None:
    assert len(REAL_TEXTS) == (len(list(REAL.iterdir())) if shared_folder() else 0)
