"""Versions of a description: published only when true and whole, kept for ever as they were, compared word by word."""

import datetime as dt
import hashlib
import re
from dataclasses import replace

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError

from asiakasrekisteri.domain.description import (
    Description,
    Purpose,
    RecipientStatement,
    SourceStatement,
    Translation,
)
from asiakasrekisteri.domain.errors import InvalidInputError, NotFoundError, PermissionDeniedError
from asiakasrekisteri.domain.permissions import Permission, Role
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import DescriptionDocument, DescriptionVersion
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.papers import PAPERS
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.description import describe, read_description, render, save_description
from asiakasrekisteri.usecases.privacy.publishing import (
    compare_versions,
    list_versions,
    publish_description,
    read_version,
    version_document,
)
from asiakasrekisteri.usecases.privacy.reviewing import made_reviews
from tests import offices
from tests.reading import pdf_text
from tests.reviewed import TODAY, review

pytestmark = pytest.mark.slow

NEXT = dt.date(2027, 6, 1)
BOOKS = RecipientStatement("processor", "Tilitoimisto Esimerkki Oy", "kirjanpito", country="FI")


def written(gate: Gate, **change: object) -> Description:
    """Store the description with something changed, and return it."""
    own = replace(gate.call(read_description).description, **change)  # type: ignore[arg-type]
    gate.call(save_description, own)
    return own


@pytest.fixture
def whole(gate: Gate) -> Gate:
    """An office whose description has nothing to be completed."""
    written(gate, recipients=(BOOKS,))
    return gate


def test_a_version_holds_the_exact_words_and_the_documents_that_were_printed(whole: Gate) -> None:
    own = whole.call(read_description).description
    version = whole.call(publish_description, "Paula Pääkäyttäjä", NEXT)
    assert (version.number, version.approver, version.next_review_on) == (1, "Paula Pääkäyttäjä", NEXT)
    written(whole, recipients=(replace(BOOKS, task="kirjanpito ja palkat"),))
    kept, held = whole.call(read_version, version.id)
    assert replace(kept, dated=own.dated) == own
    assert any(one.code == "billing" for one in held)
    kinds = ("notice", "record", "traditional")
    assert [one[:2] for one in version.documents] == [(kind, said) for said in ("fi", "sv", "en") for kind in kinds]
    for kind, language, checksum in version.documents:
        pdf = whole.call(version_document, version.id, kind, language)  # type: ignore[arg-type]
        assert hashlib.sha256(pdf).hexdigest() == checksum
        text = " ".join(pdf_text(pdf).split())
        assert not {"LUONNOS", "UTKAST", "DRAFT"} & set(text.split())
        assert re.search(r"Versio\w? 1\b", text)
        assert "Paula Pääkäyttäjä" in text
        assert "1.6.2027" in text
        assert "palkat" not in text


def test_the_working_text_is_in_force_until_a_word_of_it_changes(whole: Gate) -> None:
    assert "LUONNOS" in pdf_text(render(whole.call(describe), "notice"))
    whole.call(publish_description, "Paula Pääkäyttäjä", NEXT)
    known = whole.call(read_description)
    assert (known.number, known.in_force) == (1, True)
    assert "LUONNOS" not in pdf_text(render(whole.call(describe), "notice"))
    with pytest.raises(InvalidInputError, match="jo julkaistu"):
        whole.call(publish_description, "Paula Pääkäyttäjä", NEXT)
    written(whole, purposes=(*known.description.purposes, Purpose(None, "uutiskirje", "consent")))
    assert (whole.call(read_description).number, whole.call(read_description).in_force) == (2, False)
    assert "LUONNOS" in pdf_text(render(whole.call(describe), "notice"))
    assert whole.call(publish_description, "Paula Pääkäyttäjä", NEXT).number == 2
    assert [one.number for one in whole.call(list_versions)] == [2, 1]


def test_a_source_that_comes_into_use_takes_the_words_out_of_force(whole: Gate) -> None:
    whole.call(publish_description, "Paula Pääkäyttäjä", NEXT)
    whole.call(add_person, {"last_name": "Aalto"}, source="fonecta")
    assert not whole.call(read_description).in_force
    text = pdf_text(render(whole.call(describe), "notice"))
    assert "LUONNOS" in text
    assert "Fonecta Oy" in text, "no print leaves out a source in use"


def test_a_published_text_that_the_store_belies_is_a_draft_again(whole: Gate) -> None:
    whole.call(publish_description, "Paula Pääkäyttäjä", NEXT)
    assert not whole.call(describe).draft
    paper = {"kind": "contract", "what": "Palvelusopimus", "place": "Hylly", "locked": False}
    person = whole.call(add_person, {"last_name": "Aalto"}).id
    whole.call(PAPERS.add, paper, {"person_id": person})
    assert whole.call(read_description).in_force
    assert whole.call(describe).draft, "its words promise a locked place"


def test_contradictions_stop_publishing_and_say_how_to_mend(whole: Gate) -> None:
    whole.call(add_person, {"last_name": "Aalto"}, source="fonecta")
    with pytest.raises(InvalidInputError, match="Lisää lähteisiin: Fonecta Oy") as refused:
        whole.call(publish_description, "Paula Pääkäyttäjä", NEXT)
    assert [error.field for error in refused.value.errors] == ["description", "sources"]
    assert whole.call(list_versions) == ()
    own = whole.call(read_description).description
    written(whole, sources=(*own.sources, SourceStatement("commercial", "Fonecta Oy", "päättäjätieto")))
    assert whole.call(publish_description, "Paula Pääkäyttäjä", NEXT).number == 1


def test_what_the_law_finds_besides_only_warns_and_is_kept(whole: Gate) -> None:
    own = whole.call(read_description).description
    odd = replace(own.protections[0], text="Aineisto tuhotaan DIN 32757 -standardin mukaan.")
    written(whole, protections=(*own.protections, odd))
    version = whole.call(publish_description, "Paula Pääkäyttäjä", NEXT)
    assert any("32757" in one.quote for one in version.findings)
    assert whole.call(list_versions)[0].findings == version.findings


@pytest.mark.parametrize(
    ("approver", "review", "message"),
    [
        (" ", NEXT, "hyväksyjän nimi"),
        ("Paula", dt.date(2026, 11, 22), "tulevaisuudessa"),
    ],
)
def test_an_approver_and_a_day_to_come_are_asked_for(whole: Gate, approver: str, review: dt.date, message: str) -> None:
    with pytest.raises(InvalidInputError, match=message):
        whole.call(publish_description, approver, review)


def test_what_is_to_be_completed_stops_publishing(gate: Gate) -> None:
    with pytest.raises(InvalidInputError, match="Täydennettävä: kenelle tietoja annetaan"):
        gate.call(publish_description, "Paula Pääkäyttäjä", NEXT)


def test_a_year_is_the_time_to_the_next_review_unless_it_is_said(whole: Gate) -> None:
    assert whole.call(publish_description, "Paula Pääkäyttäjä").next_review_on == dt.date(2027, 11, 22)


def test_a_translated_description_is_kept_in_its_languages(whole: Gate) -> None:
    own = whole.call(read_description).description
    more = tuple(Translation(language, "kirjanpito", said) for language, said in (("sv", "bokföring"), ("en", "books")))
    written(whole, translations=own.translations + more)
    version = whole.call(publish_description, "Paula Pääkäyttäjä", NEXT)
    assert {language for _kind, language, _sum in version.documents} == {"fi", "sv", "en"}
    swedish = pdf_text(whole.call(version_document, version.id, "notice", "sv"))
    assert "Dataskyddsbeskrivning" in swedish
    assert "Bokföring" in swedish
    assert "på finska" not in swedish
    with pytest.raises(NotFoundError):
        whole.call(version_document, version.id, "processor", "fi")


def test_versions_are_compared_word_by_word(whole: Gate) -> None:
    whole.call(publish_description, "Paula Pääkäyttäjä", NEXT)
    written(whole, recipients=(replace(BOOKS, task="kirjanpito ja palkat"),))
    whole.call(publish_description, "Paula Pääkäyttäjä", NEXT)
    changed = [one for one in whole.call(compare_versions, 1, 2) if one.changed]
    assert [one.section for one in changed] == ["recipients"]
    assert [(piece.kind, piece.text) for piece in changed[0].pieces if piece.kind != "same"] == [
        ("added", " ja palkat")
    ]
    assert not any(one.changed for one in whole.call(compare_versions, 2))
    written(whole, recipients=(BOOKS,))
    removed = [p.text for s in whole.call(compare_versions, 2) for p in s.pieces if p.kind == "removed"]
    assert removed == [" ja palkat"]
    with pytest.raises(NotFoundError, match="Versiota 9"):
        whole.call(compare_versions, 9)


def _called(name: str, body: object) -> UseCase[[], None]:
    return UseCase(name, Permission.DESCRIPTION_WRITE, nothing, writes=True, body=body)  # type: ignore[arg-type]


def _altered(work: Work) -> None:
    from_source(work, "staff")
    work.session.scalars(select(DescriptionVersion)).one().approver = "Joku Muu"


def _removed(work: Work) -> None:
    from_source(work, "staff")
    work.session.delete(work.session.scalars(select(DescriptionVersion)).one())


def test_a_version_is_neither_altered_nor_removed(whole: Gate) -> None:
    version = whole.call(publish_description, "Paula Pääkäyttäjä", NEXT)
    for body in (_altered, _removed):
        with pytest.raises(DatabaseError, match="is kept"):
            whole.call(_called("tampering", body))
    for table in (DescriptionVersion, DescriptionDocument):
        for statement in (update(table).values(sha256="0" * 64), delete(table)):

            def past_the_trail(work: Work, statement: object = statement) -> None:
                work.session.execute(statement, execution_options={AUDITED: True, "synchronize_session": False})  # type: ignore[call-overload]

            with pytest.raises(DatabaseError, match="is kept"):
                whole.call(_called("tampering", past_the_trail))
    assert whole.call(list_versions) == (version,)


def test_a_colleague_reads_versions_and_publishes_none(office: Office, desk: Desk, whole: Gate) -> None:
    whole.call(publish_description, "Paula Pääkäyttäjä", NEXT)
    other = offices.colleague(office, desk, Role.CUSTOMER_SERVICE)
    assert len(other.gate.call(list_versions)) == 1
    with pytest.raises(PermissionDeniedError):
        other.gate.call(publish_description, "Kalle Kollega", NEXT)
    other.close()


def test_reviews_are_told_in_the_record_of_processing(gate: Gate) -> None:
    for day in (dt.date(2026, 3, 1), TODAY):
        review(gate, day)
    assert [(one.on, one.next_on) for one in gate.call(made_reviews)] == [
        (TODAY, dt.date(2027, 11, 22)),
        (dt.date(2026, 3, 1), dt.date(2027, 3, 1)),
    ]
    text = " ".join(pdf_text(render(gate.call(describe), "record")).split())
    assert "kaikki kunnossa." in text
