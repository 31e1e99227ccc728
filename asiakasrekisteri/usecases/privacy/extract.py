"""One person's extract (GDPR Art. 15), collected by the catalogue: no note, detail or former value is forgotten."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import BinaryIO

from sqlalchemy import select

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.extract import Annex, Extract, ExtractItem, ExtractSection, ExtractView, LeftOut
from asiakasrekisteri.domain.fields import DataCategory
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.marketing import is_marketing
from asiakasrekisteri.domain.permissions import Permission, Role
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.domain.retention import Rule
from asiakasrekisteri.domain.review import LEFT_OUT_BY
from asiakasrekisteri.domain.texts import _, speaking
from asiakasrekisteri.domain.thirdparties import masked
from asiakasrekisteri.reports import extract as extract_report
from asiakasrekisteri.reports.binding import bind_pages
from asiakasrekisteri.reports.legal import LegalTexts, legal_texts
from asiakasrekisteri.reports.own_words import OwnWords
from asiakasrekisteri.reports.text import plain
from asiakasrekisteri.store.identity import open_identity
from asiakasrekisteri.store.models import Disclosure, Entity, LogEntry, LogItem, Person, Register, Request
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import full_name
from asiakasrekisteri.usecases.firm import phones_on_paper
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.log_words import purpose_words
from asiakasrekisteri.usecases.privacy.answers.annexes import AnnexOrder, annexes, bound_pages, recordings
from asiakasrekisteri.usecases.privacy.answers.decisions import decisions_of, is_left_out, is_told_of
from asiakasrekisteri.usecases.privacy.answers.items import Gathered, Piece, gathered
from asiakasrekisteri.usecases.privacy.describing import controller, supervisor
from asiakasrekisteri.usecases.privacy.disclosures import disclosures_about, recipients_of
from asiakasrekisteri.usecases.privacy.given_to import recipients_told, transfers_told
from asiakasrekisteri.usecases.privacy.holdings import Unit
from asiakasrekisteri.usecases.privacy.keeper import Keeper
from asiakasrekisteri.usecases.privacy.keeping import Keeping
from asiakasrekisteri.usecases.privacy.lettering import address_rows, letter_language, letter_to
from asiakasrekisteri.usecases.privacy.requests.letters import acts_for_another, recipient_of
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.sameness import same_persons


@dataclass(frozen=True, slots=True)
class CollectedExtract:
    """An extract, whose it is, which request it answers, and the PDFs that are bound to it, by number of annex."""

    person_id: int
    extract: Extract
    request_id: int | None = None
    bound: Mapping[int, bytes] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class ExtractOrder:
    """How an extract is made.

    Attributes:
        request: number of the request it answers: its decisions are followed; "" for what is held, as proposed.
        identity_reason: why the henkilötunnus is printed whole (tietosuojalaki 29 §); "" leaves it masked.
        annexes: whether mails, documents and recordings go with it.
        draft: only to be looked at in the window while it is reviewed: no extract is made, so none is logged.
    """

    request: str = ""
    identity_reason: str = ""
    annexes: bool = True
    draft: bool = False


PLAIN_ORDER = ExtractOrder()


def _seen(result: CollectedExtract) -> Sequence[Seen]:
    return (Seen("person", result.person_id, result.person_id),)


@use_case(Permission.EXTRACT_PRINT, discloses=_seen)
def collect_extract(work: Work, person_id: int, order: ExtractOrder = PLAIN_ORDER) -> CollectedExtract:
    """Collect everything held about one person, ready to print; the making of the extract is logged.

    Raises:
        NotFoundError: there is no such person, or no such request of hers.
    """
    return collected(work, person_id, order)


def collected(work: Work, person_id: int, order: ExtractOrder) -> CollectedExtract:
    """Collect an extract within a use case that tells whose data it shows."""
    person = got(work, Person, person_id)
    request = _request(work, person, order.request)
    if not order.draft:
        work.log("extract", "person", person_id, person_id=person_id)
    if order.identity_reason.strip():
        work.purpose = order.identity_reason.strip()
        work.log("reveal", "person", person_id, person_id=person_id)
    with speaking(letter_language(person)), phones_on_paper(work):
        number = request.id if request is not None else None
        decisions = decisions_of(work, number)
        names = (
            None if request is None else _nothing_inside
        )  # as the review saw it: names of which only the look is known
        everything = gathered(work, person_id, decisions, request_id=number, inside=names)
        annexed = AnnexOrder(everything.rows, decisions, everything.circle)
        extract = _extract(work, person, request, everything, order)
        if order.annexes:
            spoken = tuple(recordings(annexed))
            extract = replace(
                extract,
                annexes=(*annexes(work, annexed), *spoken),
                recordings=tuple(_recording_line(one) for one in spoken),
            )
        return CollectedExtract(person_id, extract, number, bound_pages(work, extract.annexes))


def _nothing_inside(_unit: Unit) -> bool:
    """Read no file for its lines: files go as annexes."""
    return False


def _recording_line(one: Annex) -> str:
    return _("Nauhoite {number}: {title}, tiedosto {name}").format(number=one.number, title=one.title, name=one.name)


def _request(work: Work, person: Person, number: str) -> Request | None:
    if not number:
        return None
    request = work.session.scalar(select(Request).where(Request.number == number))
    if request is None or request.person_id not in same_persons(work, person.id):
        raise NotFoundError(_("Henkilöllä ei ole pyyntöä {number}. Tarkista numero.").format(number=number))
    return request


def _extract(work: Work, person: Person, request: Request | None, everything: Gathered, order: ExtractOrder) -> Extract:
    texts = legal_texts(letter_language(person))
    firm = controller(work)
    register = work.session.scalar(select(Register).order_by(Register.id).limit(1))
    own = Description.from_json((register.content if register is not None else {}) or {})
    words = OwnWords(own.translations, letter_language(person), texts("notice.other_language"))
    bases = frozenset(one.basis for one in own.purposes if one.basis)
    given = disclosures_about(work, person.id)
    receivers = recipients_of(work, given)
    return Extract(
        person=full_name(person),
        represented=request is not None and acts_for_another(request),
        made_on=work.today,
        register_name=words.name(register.name) if register is not None else "",
        controller=firm.name,
        sections=tuple(_sections(work, person, everything, given, whole_code=bool(order.identity_reason.strip()))),
        views=tuple(_views(work, person.id)),
        recipients=recipients_told(receivers, own, words),
        transfers="\n".join(transfers_told(work, receivers, own, letter_language(person)))
        or _no_transfers(own, words, texts),
        rights=texts.rights_in_words(bases),
        objection=texts.objection(bases, marketing=any(is_marketing(one.code, one.text) for one in own.purposes)),
        supervisor=supervisor(work, letter_language(person)),
        automated_decisions=plain(words(own.automated)) or texts("extract.automated_none"),
        left_out=tuple(_left_out(everything.pieces)),
        letter=letter_to(
            work,
            address_rows(work, person) if request is None else recipient_of(work, request, person),
            request.number if request is not None else "",
            letter_language(person),
            requested_on=request.received_on if request is not None else None,
        ),
    )


def _no_transfers(own: Description, words: OwnWords, texts: LegalTexts) -> str:
    """Return what the firm itself says of transfers, or that there are none."""
    return plain(words(own.transfers.text)) or texts("notice.transfers_no")


def render_extract(
    extract: Extract, out: BinaryIO, progress: Progress = SILENT, bound: Mapping[int, bytes] | None = None
) -> None:
    """Write the extract as PDF, page by page, and after it the PDFs that are bound to it (by number of annex)."""
    if not bound:
        extract_report.extract_pdf(extract, out, progress)
        return
    own = BytesIO()
    extract_report.extract_pdf(extract, own, progress)
    bind_pages(own, bound, out, legal_texts(extract.letter.language if extract.letter else "fi"))


def _sections(
    work: Work, person: Person, everything: Gathered, given: Iterable[Disclosure], *, whole_code: bool
) -> Iterator[ExtractSection]:
    keeper = Keeper(work, person.id)
    receivers = _receivers(given)
    items: dict[DataCategory, list[ExtractItem]] = {}
    for piece in everything.pieces:
        if not is_left_out(piece.decided):
            line = piece.line
            rule = keeper.rule(line.row, line.category, line.field)
            kept = keeper.of(line.row, line.category, line.field)
            items.setdefault(line.category, []).append(_item(piece, rule, kept, receivers.get(line.category, ())))
            if whole_code and line.entity == Person.__tablename__ and line.field == "identity_code" and line.row:
                items[line.category][-1] = _whole_code(work, items[line.category][-1], line.row)
    for category, title in CATEGORY_TITLES.items():
        if category in items:
            yield ExtractSection(category.value, _(title), tuple(items[category]))


def _whole_code(work: Work, item: ExtractItem, row: Entity) -> ExtractItem:
    assert isinstance(row, Person)
    return replace(item, value=open_identity(work, row) or item.value)


def _left_out(pieces: Iterable[Piece]) -> Iterator[LeftOut]:
    """Yield what is not given although it is hers, with ground and reasons (Art. 12(4), tietosuojalaki 34 §)."""
    units = {piece.unit: piece for piece in pieces if is_told_of(piece.decided)}
    counted: dict[tuple[DataCategory, str, str], int] = {}
    for piece in units.values():
        place = (piece.line.category, piece.decided.ground, piece.decided.reason)
        counted[place] = counted.get(place, 0) + 1
    grounds = {option.code: option.label for option in LEFT_OUT_BY}
    for (category, ground, reason), count in counted.items():
        why = ". ".join(filter(None, (_(grounds[ground]), reason)))
        yield LeftOut(_(CATEGORY_TITLES[category]), count, why)


def _item(piece: Piece, rule: Rule, kept: Keeping, receivers: Sequence[str]) -> ExtractItem:
    line = piece.line
    return ExtractItem(
        label=line.label,
        value=masked(line.value, piece.spans),
        source=line.origin.source_label if line.origin else "",
        source_date=line.origin.date if line.origin else "",
        purpose=rule.purpose,
        basis=rule.basis,
        recipients=tuple(receivers),
        keep_until=kept[0],
        keep_reason=kept[1],
    )


def _receivers(given: Iterable[Disclosure]) -> dict[DataCategory, tuple[str, ...]]:
    """Return by data category the names of those who have got data of it."""
    found: dict[DataCategory, dict[str, None]] = {}
    for row in given:
        for category in row.categories:
            found.setdefault(DataCategory(category), {})[row.recipient.name] = None
    return {category: tuple(names) for category, names in found.items()}


def _views(work: Work, person_id: int) -> Iterable[ExtractView]:
    rows = work.session.execute(
        select(LogEntry.at, LogEntry.purpose, LogEntry.role)
        .join(LogItem, LogItem.log_id == LogEntry.id)
        .where(LogItem.person_id.in_(same_persons(work, person_id)), LogItem.action == "view")
        .group_by(LogEntry.id)
        .order_by(LogEntry.id)
    )
    roles = {role.value: _(role.label) for role in Role}
    for at, purpose, role in rows:
        yield ExtractView(at.astimezone(FINLAND).isoformat(timespec="minutes"), purpose_words(purpose), roles[role])
