"""Letters about a request: made in the person's language, looked at before they go, kept exactly as they went."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from asiakasrekisteri.domain.formats import written_day
from asiakasrekisteri.domain.letters import RequestLetter
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.requests import NEEDS_AUTHORITY, OVERRIDING
from asiakasrekisteri.domain.texts import N_, _, speaking
from asiakasrekisteri.domain.typography import start_upper
from asiakasrekisteri.reports.legal import LegalTexts, legal_texts
from asiakasrekisteri.reports.request_letter import request_letter_pdf
from asiakasrekisteri.store.models import Attachment, Person, Request
from asiakasrekisteri.store.models.attachment import SENT
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.attachments import attach
from asiakasrekisteri.usecases.customers import full_name
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.privacy.describing import supervisor
from asiakasrekisteri.usecases.privacy.lettering import address_rows, letter_language, letter_to
from asiakasrekisteri.usecases.privacy.requests.rules import deadline_of, reckon, refused
from asiakasrekisteri.usecases.records import checked, got

FILE_NAMES = {
    "received": N_("Ilmoitus pyynnön saapumisesta {number}.pdf"),
    "more": N_("Lisätietopyyntö {number}.pdf"),
    "extension": N_("Ilmoitus määräajan jatkamisesta {number}.pdf"),
    "refusal": N_("Päätös {number}.pdf"),
    "forwarded": N_("Ilmoitus siirrosta {number}.pdf"),
    "nothing": N_("Vahvistus {number}.pdf"),
    "granted": N_("Vastaus {number}.pdf"),
    "lifting": N_("Ilmoitus rajoituksen poistamisesta {number}.pdf"),
}
"""The kinds of letters, and what each is called among the files of its request: the number and never a name."""
_WITH_REMEDIES = frozenset({"refusal", "forwarded", "nothing"})
"""Where nothing, or not everything, is done: how to complain and go to court is told (Art. 12(4))."""
_COPYING = frozenset({"access", "portability"})
"""Rights that give something; of the others something is done."""


@dataclass(frozen=True, slots=True)
class MadeLetter:
    """A letter as it will be, or was, printed.

    `request_id` and `person_id` tell whose it is, `addressed` whether it has more in its window than a name, `language`
    in which it is.
    """

    request_id: int
    person_id: int | None
    pdf: bytes
    pages: int
    name: str
    addressed: bool
    language: str = "fi"


def _seen(made: MadeLetter) -> Sequence[Seen]:
    return (Seen("request", made.request_id, made.person_id),)


@use_case(Permission.REQUEST_WRITE, discloses=_seen)
def preview_letter(work: Work, request_id: int, kind: str, said: Mapping[str, object] | None = None) -> MadeLetter:
    """Return a letter as it would be if these values were stored; nothing is stored.

    Args:
        work: the unit of work.
        request_id: the request.
        kind: of `FILE_NAMES`.
        said: values of the request's fields that are not stored yet: the reason of an extension, a decision.
    """
    row = got(work, Request, request_id)
    with work.session.no_autoflush:
        for name, value in checked(row.spec(), said or {}, partial=True).items():
            setattr(row, name, value)
        if row.ground == OVERRIDING:
            row.weighed_on, row.weighed_by = work.today, work.actor.name
        if kind == "extension":
            row.extended_on = work.today
            reckon(row)
        made = _made(work, row, kind)
        work.session.expire(row)
    return made


@use_case(Permission.REQUEST_WRITE, discloses=nothing)
def send_letter(work: Work, request_id: int, version: int, kind: str) -> MadeLetter:
    """Make a letter that changes nothing else ("received", "granted"), keep it with its request, and return it."""
    from_source(work, "staff")
    row = got(work, Request, request_id, version)
    if kind == "granted" and row.decision != "granted":
        raise refused("decision", _("Vahvistus lähetetään, kun pyyntö on päätetty toteuttaa."))
    if kind not in {"received", "granted"}:
        raise refused("kind", _("Tämä kirje syntyy päätöksen mukana."))
    return send(work, row, kind)


def send(work: Work, row: Request, kind: str, extra: Sequence[str] = ()) -> MadeLetter:
    """Make a letter and keep it with the request, with its hash; within a use case whose origin is stated.

    Args:
        work: the unit of work.
        row: the request, with what the letter tells already in it.
        kind: of `FILE_NAMES`.
        extra: paragraphs of a confirmation: what was rectified or erased, what is kept and why.
    """
    made = _made(work, row, kind, extra)
    work.session.flush()
    kept = keep_sent(work, row, made.name, made.pdf)
    if kind in _WITH_REMEDIES or (kind == "granted" and not _has_copy(row)):
        row.sha256, row.pages, row.printed_by = kept.sha256, made.pages, work.actor.name
        row.approved_by = None
    return made


def _has_copy(row: Request) -> bool:
    """Tell whether an extract or a file was made: that is the answer, and a confirmation does not replace it."""
    return row.kind in _COPYING and row.sha256 is not None


def keep_sent(work: Work, row: Request, name: str, pdf: bytes) -> Attachment:
    """Keep with the request exactly what is sent, and log that it was made."""
    kept = attach(work, Request.__tablename__, row.id, name, pdf, SENT)
    work.log("letter", Request.__tablename__, row.id, person_id=row.person_id)
    return kept


def _made(work: Work, row: Request, kind: str, extra: Sequence[str] = ()) -> MadeLetter:
    person = work.session.get(Person, row.person_id) if row.person_id is not None else None
    language = letter_language(person)
    with speaking(language):
        said = _composed(work, row, kind, person, extra)
        pdf, pages = request_letter_pdf(said)
    name = _(FILE_NAMES[kind]).format(number=row.number)
    return MadeLetter(row.id, row.person_id, pdf, pages, name, len(said.letter.recipient) > 1, language)


def recipient_of(work: Work, row: Request, person: Person | None) -> tuple[str, ...]:
    """Return the rows of the window: the requester at the address she gave, otherwise the person's own on file."""
    given = tuple(line.strip() for line in (row.address_used or "").splitlines() if line.strip())
    own = person is not None and row.requester in {"self", "contact"}
    if own and person is not None:
        on_file = address_rows(work, person)
        return (on_file[0], *given) if given else on_file
    return (row.requester_name, *given)


def acts_for_another(row: Request) -> bool:
    """Tell whether the letter goes to somebody who acts for the person, and must say whose data it speaks of."""
    return row.requester in NEEDS_AUTHORITY


def _composed(work: Work, row: Request, kind: str, person: Person | None, extra: Sequence[str]) -> RequestLetter:
    language = letter_language(person)
    texts = legal_texts(language)
    values = _values(work, row, texts)
    about = texts.data["letters"][kind]
    behalf = (texts("letters.on_behalf", person=full_name(person)),) if person and acts_for_another(row) else ()
    head = [texts("letters.asked", **values), *behalf, *_body(row, kind, texts, values), *extra]
    told = kind in _WITH_REMEDIES
    return RequestLetter(
        letter=letter_to(work, recipient_of(work, row, person), row.number, language, requested_on=row.received_on),
        kind=about["kind"],
        title=about["title_access"] if kind == "refusal" and row.kind == "access" else about["title"],
        paragraphs=tuple(head),
        facts=tuple((label, start_upper(value)) for label, value in _facts(row, kind, texts) if value),
        after=tuple(line.format(**values) for line in about.get("after", ())),
        remedies=tuple(_remedies(row, kind, texts)) if told else (),
        supervisor=supervisor(work, language) if told else (),
    )


def _values(work: Work, row: Request, texts: LegalTexts) -> dict[str, str]:
    return {
        "received": written_day(row.received_on),
        "kind": texts.words("letters.kinds")[row.kind],
        "number": row.number,
        "last_day": written_day(deadline_of(row).last_day),
        "until": written_day(row.extended_until) if row.extended_until is not None else "",
        "controller": row.forwarded_to or "",
        "date": written_day(row.forwarded_on or row.decision_on or work.today),
    }


def _body(row: Request, kind: str, texts: LegalTexts, values: Mapping[str, str]) -> Iterator[str]:
    about = texts.data["letters"][kind]
    yield from (line.format(**values) for line in about.get("body", ()))
    if kind == "received":
        free = texts.words("letters.free")
        yield free.get(row.kind, free["other"])
    elif kind == "refusal":
        yield about["partly" if row.decision == "partly" else "refused"]
    elif kind == "granted":
        yield from about[row.kind].format(**values).splitlines()


def _facts(row: Request, kind: str, texts: LegalTexts) -> Iterator[tuple[str, str]]:
    if kind == "more":
        yield texts("letters.more_needed"), row.asked_for or ""
    elif kind == "extension":
        yield texts("letters.reason"), row.extension_reason or ""
    elif kind == "nothing":
        yield texts("letters.searched"), row.reasoning or ""
    elif kind == "refusal":
        yield texts("letters.ground"), texts.words("letters.grounds").get(row.ground or "", "")
        yield from _weighing(row, texts)
        yield texts("letters.reasoning"), row.reasoning or ""
        yield texts("letters.given" if row.kind in _COPYING else "letters.given_done"), row.given_anyway or ""


def _weighing(row: Request, texts: LegalTexts) -> Iterator[tuple[str, str]]:
    """Yield why an objection does not stop the processing: whose interest, which, why it overrides, who decided."""
    if row.ground != OVERRIDING:
        return
    yield texts("letters.weighed_whose"), texts.words("letters.interests").get(row.weighed_whose or "", "")
    yield texts("letters.weighed_interest"), row.weighed_interest or ""
    yield texts("letters.weighed_reason"), row.weighed_reason or ""
    if row.weighed_on is not None:
        weighed = texts("letters.weighed_by", date=written_day(row.weighed_on), name=row.weighed_by or "")
        yield texts("letters.weighed"), weighed


def _remedies(row: Request, kind: str, texts: LegalTexts) -> Iterator[str]:
    yield texts("letters.court")
    if kind == "refusal" and row.kind == "access":
        yield texts("letters.ombudsman")
