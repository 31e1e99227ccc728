"""Reviewing an answer: what was found is accepted or rejected, others are masked, some is left out for a reason."""

import hashlib
import io
import json
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from asiakasrekisteri.domain.errors import InvalidInputError, NotFoundError
from asiakasrekisteri.domain.extract import Extract
from asiakasrekisteri.domain.permissions import Permission, Role
from asiakasrekisteri.domain.review import State, Verdict
from asiakasrekisteri.domain.telling import Certainty
from asiakasrekisteri.domain.thirdparties import MASK, Span
from asiakasrekisteri.store.models import Firm, Request
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.files import open_file, store_file
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing
from asiakasrekisteri.usecases.interactions.card import open_interaction
from asiakasrekisteri.usecases.interactions.mails import add_email
from asiakasrekisteri.usecases.interactions.people import ParticipantEdit
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import add_person, open_person, save_person
from asiakasrekisteri.usecases.privacy.answer import approve_review, make_answer
from asiakasrekisteri.usecases.privacy.answers.decisions import accepted
from asiakasrekisteri.usecases.privacy.answers.reviewing import (
    ItemDecision,
    Review,
    ReviewItem,
    accept_found,
    decide_item,
    gather_request,
    review_request,
)
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.extract import ExtractOrder, collect_extract, render_extract
from asiakasrekisteri.usecases.privacy.requests.answering import Delivery, approve_answer, deliver_answer
from asiakasrekisteri.usecases.privacy.requests.deciding import Decision, decide_request
from asiakasrekisteri.usecases.privacy.requests.reading import open_request
from tests import offices
from tests.reading import pdf_text
from tests.usecases.test_searching import hanna, note

NUMBER = "TP-2026-0001"


def ask(work: Work, person: int) -> int:
    """Store a request as it is after identity was shown."""
    from_source(work, "customer")
    row = Request(number=NUMBER, requester_name="Hanna Kettunen", person_id=person, received_on=work.today)
    row.target_on = row.last_day_on = work.today
    row.signed, row.fee_eur = False, Decimal(0)
    row.identity_method, row.identity_checked_on = "address", work.today
    work.session.add(row)
    work.session.flush()
    return row.id


def requested(gate: Gate, person: int) -> int:
    case: UseCase[[int], int] = UseCase("ask", Permission.PERSON_WRITE, nothing, writes=True, body=ask)
    return gate.call(case, person)


def item(review: Review, entity: str, row: int) -> ReviewItem:
    return next(one for one in review.items if one.unit[:2] == (entity, row))


def extract_of(gate: Gate, person: int, **order: Any) -> Extract:
    return gate.call(collect_extract, person, ExtractOrder(NUMBER, **order)).extract


def said(extract: Extract) -> str:
    return json.dumps(extract.as_json(), ensure_ascii=False)


def test_what_is_found_waits_until_it_is_accepted_and_stays_with_the_request(gate: Gate) -> None:
    person = hanna(gate)
    sure, other = note(gate, "Soita 040 555 0177, Hanna odottaa."), note(gate, "Kettusen lasku palautui.")
    request = requested(gate, person)
    assert gate.call(gather_request, request) == 2
    review = gate.call(review_request, request)
    assert item(review, "interaction", sure).certainty is Certainty.IDENTIFIER
    assert {item(review, "interaction", one).state for one in (sure, other)} == {State.OPEN}
    assert "Hanna odottaa" not in said(extract_of(gate, person))
    assert gate.call(accept_found, request, Certainty.IDENTIFIER) == 1
    reject = ItemDecision(Verdict.EXCLUDE, "not_hers")
    gate.call(decide_item, request, ("interaction", other, ""), reject)
    gate.call(gather_request, request)
    counts = gate.call(review_request, request).counts()
    assert (counts.open, counts.left_out) == (0, 1)
    extract = extract_of(gate, person)
    assert "Hanna odottaa" in said(extract)
    assert "palautui" not in said(extract)
    assert extract.left_out == ()
    accepted_rows: UseCase[[int], list[int]] = UseCase(
        "rows",
        Permission.PERSON_READ,
        nothing,
        writes=False,
        body=lambda work, one: [r.id for r in accepted(work, [one])],
    )
    assert gate.call(accepted_rows, person) == [sure]


def test_the_review_tells_in_which_language_its_reasons_are_read(gate: Gate) -> None:
    person = hanna(gate)
    request = requested(gate, person)
    assert gate.call(review_request, request).language == "fi"
    page = gate.call(open_person, person)
    gate.call(save_person, person, page.record.version, {"language": "sv"}, ())
    assert gate.call(review_request, request).language == "sv"


def test_others_in_what_is_accepted_at_once_are_masked_however_sure_they_are(gate: Gate) -> None:
    person = hanna(gate)
    gate.call(add_person, {"last_name": "Laukkanen", "first_names": "Iida"})
    talk = note(gate, "hanna@kettunen.example käyttää tiliä, kertoi Iida Laukkanen.")
    request = requested(gate, person)
    gate.call(gather_request, request)
    assert item(gate.call(review_request, request), "interaction", talk).unsure == 1
    assert "Laukkanen" not in said(extract_of(gate, person, draft=True))
    gate.call(accept_found, request, Certainty.IDENTIFIER)
    assert f"tiliä, kertoi {MASK}." in said(extract_of(gate, person))


def test_a_name_nobody_is_sure_of_waits_and_is_masked_or_kept_as_decided(gate: Gate) -> None:
    person = hanna(gate)
    gate.call(add_person, {"last_name": "Hirvonen", "first_names": "Jukka"})
    page = gate.call(open_person, person)
    gate.call(save_person, person, page.record.version, {"note": "Jukka Toivola hoitaa laskut."}, ())
    request = requested(gate, person)
    unit = ("person", person, "note")
    found = next(i for i in gate.call(review_request, request).items if i.unit == unit)
    assert (found.state, found.unsure, found.masked) == (State.OPEN, 1, 0)
    line = found.lines[0]
    plain = said(gate.call(collect_extract, person).extract)
    assert "Toivola" in plain, "an extract without a request masks only what is surely another's"
    assert "Toivola" not in said(extract_of(gate, person))
    kept = gate.call(decide_item, request, unit, ItemDecision(Verdict.INCLUDE))
    assert kept.state is State.INCLUDED
    masks = {line.key: (Span(0, len("Jukka Toivola")),)}
    hidden = gate.call(decide_item, request, unit, ItemDecision(Verdict.REDACT, spans=masks))
    assert hidden.state is State.MASKED
    assert f"{MASK} hoitaa laskut." in said(extract_of(gate, person))
    page = gate.call(open_person, person)
    gate.call(save_person, person, page.record.version, {"note": "Toinen teksti: Jukka Toivola."}, ())
    again = next(i for i in gate.call(review_request, request).items if i.unit == unit)
    assert again.unsure == 1, "places chosen in another text are not put on this one"
    with pytest.raises(InvalidInputError):
        gate.call(decide_item, request, unit, ItemDecision(Verdict.REDACT, spans={line.key: (Span(0, 900),)}))


@pytest.mark.parametrize(("ground", "reason"), [("", "syy"), ("secret", ""), ("arvaus", "syy")])
def test_what_is_hers_is_left_out_only_with_ground_and_reasons(gate: Gate, ground: str, reason: str) -> None:
    person = hanna(gate)
    request = requested(gate, person)
    unit = next(i.unit for i in gate.call(review_request, request).items)
    with pytest.raises(InvalidInputError):
        gate.call(decide_item, request, unit, ItemDecision(Verdict.EXCLUDE, ground, reason))


def test_the_person_is_told_what_was_left_out_and_why(gate: Gate) -> None:
    person = hanna(gate)
    talk = note(gate, "Hinnoittelumme perusteet", (ParticipantEdit(person_id=person),))
    request = requested(gate, person)
    gate.call(decide_item, request, ("interaction", talk, ""), ItemDecision(Verdict.EXCLUDE, "secret", "Hinnoittelu"))
    extract = extract_of(gate, person)
    assert [(one.count, one.why.endswith("Hinnoittelu")) for one in extract.left_out] == [(1, True)]
    out = io.BytesIO()
    render_extract(extract, out)
    text = pdf_text(out.getvalue())
    assert "Mitä otteesta on jätetty pois" in text
    assert "perusteet" not in text.replace("Peruste", "")


def test_the_identity_code_is_whole_only_for_a_reason_that_the_log_keeps(gate: Gate) -> None:
    code = {"identity_code": "010190-999W", "identity_ground": "law"}
    person = gate.call(add_person, {"last_name": "Aalto", "first_names": "Aino", **code}).id
    requested(gate, person)
    assert "010190-999W" not in said(extract_of(gate, person))
    whole = extract_of(gate, person, identity_reason="Pyysi kokonaan")
    assert "010190-999W" in said(whole)
    log = gate.call(show_log, person)
    assert any("reveal" in row.action and row.purpose == "Pyysi kokonaan" for row in log)


def mail() -> bytes:
    made = EmailMessage()
    made["From"], made["To"] = "Hanna Kettunen <hanna@kettunen.example>", "tuki@toinen.example"
    made["Cc"], made["Subject"] = "Väinö Äijälä <vaino@aijala.example>", "Laskutusosoite"
    made["Date"], made["Message-ID"] = "Mon, 12 Oct 2026 09:41:00 +0300", "<1@kettunen.example>"
    made.set_content("Osoite muuttuu. Terveisin Hanna, myös Väinö Äijälä tietää.")
    return made.as_bytes()


def paper(words: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 700, words)
    canvas.drawString(100, 600, "Sopimus webhotellista ja ehdot")
    canvas.save()
    return out.getvalue()


@pytest.fixture
def annexed(gate: Gate) -> tuple[Gate, int]:
    """A person with a mail, a PDF of hers and a PDF in which somebody else is."""
    person = hanna(gate)
    gate.call(add_email, mail())
    store_file(gate, "person", person, io.BytesIO(paper("Tilaaja Hanna Kettunen")), "oma.pdf")
    store_file(gate, "person", person, io.BytesIO(paper("Tilaaja vaino@aijala.example")), "toisen.pdf")
    requested(gate, person)
    return gate, person


def test_mails_and_papers_go_as_annexes_without_the_others(annexed: tuple[Gate, int]) -> None:
    gate, person = annexed
    collected = gate.call(collect_extract, person, ExtractOrder(NUMBER))
    kinds = {annex.name: annex.kind for annex in collected.extract.annexes}
    assert sorted(kinds.values()) == ["pages", "text", "text"]
    out = io.BytesIO()
    render_extract(collected.extract, out, bound=collected.bound)
    text = pdf_text(out.getvalue())
    assert "Osoite muuttuu" in text
    assert "Tilaaja Hanna Kettunen" in text
    assert "Liite 2, sivu 1 (1)" in text
    streams = b"".join(everything_in(out.getvalue()))
    for gone in ("aijala.example", "Äijälä"):
        assert gone not in text
        assert gone.encode() not in out.getvalue()
        assert gone.encode() not in streams


def everything_in(content: bytes) -> Iterator[bytes]:
    """Yield every stream of a PDF, unpacked."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                yield thing.read_bytes()


def test_an_extract_follows_a_request_of_the_same_person_only(gate: Gate) -> None:
    person = hanna(gate)
    other = gate.call(add_person, {"last_name": "Aalto"}).id
    requested(gate, person)
    letter = extract_of(gate, person).letter
    assert letter is not None
    assert letter.reference == NUMBER
    with pytest.raises(NotFoundError):
        extract_of(gate, other)


@pytest.mark.slow
def test_an_answer_is_kept_exactly_as_it_left_with_a_manifest_of_its_files(
    annexed: tuple[Gate, int], tmp_path: Path
) -> None:
    gate, person = annexed
    folder = tmp_path / "vastaus"
    made = gate.call(make_answer, person, ExtractOrder(NUMBER), folder)
    assert made.request_id is not None
    card = gate.call(open_request, made.request_id)
    kept = {file.name: b"".join(open_file(gate, file.id)[1]) for file in card.files}
    assert kept[f"Rekisteriote {NUMBER}.pdf"] == made.pdf == (folder / "rekisteriote.pdf").read_bytes()
    assert card.record["sha256"] == hashlib.sha256(made.pdf).hexdigest()
    assert card.record["pages"] == made.pages
    told = json.loads((folder / "luettelo.json").read_text())
    assert json.loads(kept[f"Rekisteriote {NUMBER}, luettelo.json"]) == told
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files - {"luettelo.json"} == {one["name"] for one in told["files"]}
    for one in told["files"]:
        content = (folder / one["name"]).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (one["sha256"], one["bytes"])
        assert "Äijälä".encode() not in content
        assert b"aijala.example" not in content
    again = gate.call(make_answer, person, ExtractOrder(NUMBER))
    assert len(again.data["annexes"]) == len(told["annexes"]), "what was sent is no annex of what is sent again"


def test_nothing_leaves_while_an_item_waits(gate: Gate) -> None:
    person = hanna(gate)
    note(gate, "Soita 040 555 0177")
    request = requested(gate, person)
    gate.call(gather_request, request)
    with pytest.raises(InvalidInputError):
        gate.call(make_answer, person, ExtractOrder(NUMBER))
    with pytest.raises(InvalidInputError):
        gate.call(approve_review, request, gate.call(open_request, request).record.version)
    draft = gate.call(make_answer, person, ExtractOrder(NUMBER, draft=True))
    assert draft.pages >= 2
    assert gate.call(open_request, request).files == ()


@pytest.mark.slow
def test_where_the_office_wants_two_pairs_of_eyes_another_user_approves(office: Office, desk: Desk) -> None:
    gate = desk.gate
    person = hanna(gate)
    request = requested(gate, person)
    two: UseCase[[], None] = UseCase("two", Permission.SETTINGS_WRITE, nothing, writes=True, body=four_eyes)
    gate.call(two)
    gate.call(gather_request, request)
    gate.call(approve_review, request, gate.call(open_request, request).record.version)
    gate.call(make_answer, person, ExtractOrder(NUMBER))
    version = gate.call(open_request, request).record.version
    gate.call(decide_request, request, version, Decision("granted"))
    version = gate.call(open_request, request).record.version
    with pytest.raises(InvalidInputError) as refused:
        gate.call(deliver_answer, request, version, Delivery("letter"))
    assert refused.value.errors[0].field == "approved_by"
    with closing(offices.colleague(office, desk, Role.CUSTOMER_SERVICE)) as other:
        other.gate.call(approve_answer, request, version)
    version = gate.call(open_request, request).record.version
    gate.call(deliver_answer, request, version, Delivery("letter", address="Kuja 1\n00100 HELSINKI"))
    assert gate.call(open_request, request).record["approved_by"] == "Kalle Kollega"


def four_eyes(work: Work) -> None:
    """Turn the setting on."""
    from_source(work, "staff")
    work.session.execute(select(Firm)).scalar_one().four_eyes = True


def test_erasure_takes_her_out_of_what_was_accepted_as_hers(desk: Desk) -> None:
    gate = desk.gate
    person = hanna(gate)
    party = (ParticipantEdit("mentioned", written="Hanna-Mari Kettunen"),)
    talk = note(gate, "Hanna-Mari Kettuselle hyvitys, soita 040 555 0177.", party)
    other = note(gate, "Hanna-Mari Kettusen naapuri kävi.")
    request = requested(gate, person)
    gate.call(gather_request, request)
    gate.call(decide_item, request, ("interaction", talk, ""), ItemDecision(Verdict.REDACT))
    gate.call(decide_item, request, ("interaction", other, ""), ItemDecision(Verdict.EXCLUDE, "not_hers"))
    gate.call(erase_person, person)
    told = gate.call(open_interaction, talk)
    assert told.record.text("body") == "(poistettu) (poistettu) hyvitys, soita (poistettu)."
    assert [one.name for one in told.participants] == ["(poistettu) (poistettu)"]
    assert "Kettusen naapuri" in gate.call(open_interaction, other).record.text("body")
