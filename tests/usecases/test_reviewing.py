"""The yearly review: a checklist told by the store, answered, and minutes that stay as they were approved."""

import datetime as dt
import hashlib
from dataclasses import replace

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from asiakasrekisteri.domain.description import Protection, RecipientStatement
from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.yearly_review import ReviewAnswer, ReviewLine
from asiakasrekisteri.store.models import ReviewMinutes
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.papers import PAPERS
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.description import read_description, save_description
from asiakasrekisteri.usecases.privacy.drafting import check_draft
from asiakasrekisteri.usecases.privacy.registers import add_register
from asiakasrekisteri.usecases.privacy.reviewing import (
    ReviewForm,
    finish_review,
    made_reviews,
    review_due,
    review_minutes,
    review_sheet,
)
from tests.reading import pdf_text
from tests.reviewed import review

TODAY = dt.date(2026, 11, 22)
HETU = {"last_name": "Aalto", "first_names": "Aino", "identity_code": "010190-900P", "identity_ground": "credit"}


def lines(gate: Gate) -> dict[str, ReviewLine]:
    return {one.code: one for one in gate.call(review_sheet).lines}


def answers(gate: Gate, **tasks: str) -> list[ReviewAnswer]:
    made = []
    for code in lines(gate):
        note = tasks.get(code, "")
        made.append(ReviewAnswer(code, "task" if note else "ok", note))
    return made


def test_every_line_is_told_by_what_the_store_holds(gate: Gate) -> None:
    found = lines(gate)
    assert found["category:contact"].told.startswith("0 tietoa")
    assert found["category:contact"].wanting == 1
    assert found["users"].told == "1 voimassa oleva tunnus: Paula Pääkäyttäjä."
    assert found["processors"].wanting == 0
    own = gate.call(read_description).description
    books = RecipientStatement("processor", "Tilitoimisto Esimerkki Oy", "kirjanpito", country="FI")
    outdated = Protection("paper", "Säilytetään henkilötietolain (523/1999) mukaan.")
    gate.call(save_description, replace(own, recipients=(books,), protections=(*own.protections, outdated)))
    gate.call(add_person, {"last_name": "Virtanen", "first_names": "Aada"}, source="call")
    found = lines(gate)
    assert "Tilitoimisto Esimerkki Oy" in found["processors"].told
    assert (found["processors"].wanting, found["processors"].place) == (1, "descriptions/recipients")
    assert "Puhelu" in found["sources"].told
    assert found["outdated"].wanting >= 1
    assert found["category:identification"].told.startswith("1 tieto.")


def test_papers_and_identity_codes_that_should_be_gone_are_counted(gate: Gate) -> None:
    person = gate.call(add_person, HETU).id
    paper = {"kind": "contract", "what": "Sopimus", "place": "Kaappi", "keep_until": dt.date(2025, 1, 1)}
    gate.call(PAPERS.add, paper, {"person_id": person})
    found = lines(gate)
    assert found["papers"].wanting == 2
    assert found["identity_codes"].told.startswith("Henkilötunnuksia: 1. Peruste puuttuu: 0.")
    assert found["identity_codes"].wanting == 1


@pytest.mark.slow
def test_minutes_tell_everything_and_are_kept_as_they_were(gate: Gate) -> None:
    given = answers(gate, users="Suljetaan Laurin tunnus")
    form = ReviewForm("Paula Pääkäyttäjä", "Lasse Laskuttaja", ("Tilataan silppuri",))
    made = gate.call(finish_review, given, form)
    pdf = gate.call(review_minutes, made.id)
    assert hashlib.sha256(pdf).hexdigest() == made.sha256
    text = " ".join(pdf_text(pdf).split())
    for words in ("PÖYTÄKIRJA", "22.11.2026", "Paula Pääkäyttäjä", "Lasse Laskuttaja", "Suljetaan Laurin tunnus"):
        assert words in text
    assert "Tilataan silppuri" in text
    assert "Seuraava 22.11.2027" in text
    assert "22.11.2027" in text
    assert made.findings.endswith("2 toimenpidettä.")
    assert [one.sha256 for one in gate.call(made_reviews)] == [made.sha256]
    for change in (delete(ReviewMinutes), update(ReviewMinutes).values(sha256="")):
        with pytest.raises(DatabaseError, match="is kept"), gate.store.vault.engine.begin() as connection:
            connection.execute(change)


def test_an_unanswered_line_and_a_task_without_words_keep_it_from_being_approved(gate: Gate) -> None:
    given = answers(gate)[1:]
    given[0] = replace(given[0], answer="task")
    with pytest.raises(InvalidInputError) as refused:
        gate.call(finish_review, given, ReviewForm(" ", next_on=TODAY))
    fields = [one.field for one in refused.value.errors]
    assert fields[0].startswith("category:")
    assert {"next_review_on", "reviewer", given[0].code} <= set(fields)
    assert gate.call(made_reviews) == ()


@pytest.mark.slow
def test_a_review_is_due_when_there_is_none_or_the_last_is_over_a_year_old(gate: Gate) -> None:
    assert [one.last_on for one in gate.call(review_due)] == [None]
    review(gate, dt.date(2025, 11, 21))
    assert [one.due_on for one in gate.call(review_due)] == [dt.date(2026, 11, 21)]
    review(gate, dt.date(2025, 11, 22))
    assert gate.call(review_due) == ()
    gate.call(add_register, "Kameravalvonta")
    assert [one.register_name for one in gate.call(review_due)] == ["Kameravalvonta"]


@pytest.mark.slow
def test_what_a_review_left_to_be_done_belies_the_promise_of_named_persons(gate: Gate) -> None:
    own = gate.call(read_description).description
    promise = Protection("organisational", "Rekisteriä käyttävät vain nimetyt henkilöt.")
    own = replace(own, protections=(*own.protections, promise))
    rules = {one.finding.rule for one in gate.call(check_draft, own)}
    assert "promise-named-persons" not in rules
    gate.call(finish_review, answers(gate, users="Suljetaan Laurin tunnus"), ReviewForm("Paula Pääkäyttäjä"))
    found = {one.finding.rule: one.finding.text for one in gate.call(check_draft, own)}
    assert "Suljetaan Laurin tunnus" in found["promise-named-persons"]
    gate.call(finish_review, answers(gate), ReviewForm("Paula Pääkäyttäjä"))
    assert "promise-named-persons" not in {one.finding.rule for one in gate.call(check_draft, own)}
