"""Publishing a description: its versions are kept for ever as they were, with their documents, and can be compared."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import insert, select

from asiakasrekisteri.domain.description import Approval, CategoryContent, Description
from asiakasrekisteri.domain.errors import FieldError, InvalidInputError, NotFoundError, StoreDamagedError
from asiakasrekisteri.domain.findings import Finding
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.texts import LANGUAGES, _, ngettext
from asiakasrekisteri.domain.wordchanges import SectionChange, compare_sections, section_texts
from asiakasrekisteri.domain.words import readable
from asiakasrekisteri.domain.yearly_review import REVIEW_MONTHS
from asiakasrekisteri.reports.blocks import Missing
from asiakasrekisteri.reports.register_documents import DocumentKind, document_blocks, register_document
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import DescriptionDocument, DescriptionVersion, Register
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.checking import law_of
from asiakasrekisteri.usecases.privacy.describing import digest, latest_version, own_description, published_content
from asiakasrekisteri.usecases.privacy.description import printed
from asiakasrekisteri.usecases.privacy.registers import register_of
from asiakasrekisteri.usecases.privacy.truthfulness import contradictions_of
from asiakasrekisteri.usecases.records import got

KEPT_KINDS: tuple[DocumentKind, ...] = ("notice", "record", "traditional")
"""Documents kept with a version. The processor's record is not: it tells of customers, who may be erased."""


@dataclass(frozen=True, slots=True)
class Version:
    """A published version.

    Attributes:
        id, number: which.
        register_id, register_name: of which register, and what that was called then.
        published_on, approver, next_review_on: when, by whom, and when it is looked at next.
        sha256: of its content.
        findings: what was known to be wanting when it was published.
        documents: kind, language and SHA-256 of each document kept with it.
    """

    id: int
    number: int
    register_id: int
    register_name: str
    published_on: dt.date
    approver: str
    next_review_on: dt.date
    sha256: str
    findings: tuple[Finding, ...]
    documents: tuple[tuple[str, str, str], ...]


@use_case(Permission.DESCRIPTION_WRITE, discloses=nothing)
def publish_description(
    work: Work,
    approver: str,
    next_review_on: dt.date | None = None,
    register_id: int | None = None,
) -> Version:
    """Publish a register's working text as its next version; what the law finds besides only warns, and is kept.

    Args:
        work: the unit of work.
        approver: who approves it, by name.
        next_review_on: when it is looked at next, a year from today unless it is said.
        register_id: which register; the first one in use unless it is said.

    Raises:
        InvalidInputError: the approver or something that the law asks for is missing, the review is not in the
            future, the text contradicts the store, or it is the version in force already.
    """
    from_source(work, "staff")
    register = register_of(work, register_id)
    approval = _approval(work, approver, next_review_on)
    own = own_description(work, register)
    found = contradictions_of(work, register, own)
    _require_true(found)
    content = published_content(work, register)
    number = _next_number(work, register, digest(content))
    made = list(_documents(work, register, str(number), approval))
    version = DescriptionVersion(
        number=number,
        published_on=work.today,
        approver=approval.approver,
        next_review_on=dt.date.fromisoformat(approval.next_review_on),
        register_id=register.id,
        register_name=register.name,
        content=content,
        findings=[one.as_json() for one in (*found, *law_of(own, work.today))],
        sha256=digest(content),
        published_at=work.now,
    )
    return _kept(work, version, made)


@use_case(Permission.DESCRIPTION_READ, discloses=nothing, writes=False)
def list_versions(work: Work, register_id: int | None = None) -> tuple[Version, ...]:
    """Return the published versions of a register, the latest first."""
    register = register_of(work, register_id)
    rows = select(DescriptionVersion).where(DescriptionVersion.register_id == register.id)
    return tuple(_version(work, row) for row in work.session.scalars(rows.order_by(DescriptionVersion.number.desc())))


@use_case(Permission.DESCRIPTION_READ, discloses=nothing, writes=False)
def read_version(work: Work, version_id: int) -> tuple[Description, tuple[CategoryContent, ...]]:
    """Return the exact words and contents of a published version.

    Raises:
        StoreDamagedError: they are not those that were published.
    """
    version = got(work, DescriptionVersion, version_id)
    if digest(version.content) != version.sha256:
        raise StoreDamagedError(_("Julkaistu versio on vahingoittunut. Palauta varmuuskopio."))
    held = tuple(CategoryContent(**{**one, "fields": tuple(one["fields"])}) for one in version.content["contents"])
    return Description.from_json(version.content["description"]), held


@use_case(Permission.DESCRIPTION_READ, discloses=nothing)
def version_document(work: Work, version_id: int, kind: DocumentKind = "notice", language: str = "fi") -> bytes:
    """Return a document of a published version as it was printed then; it is logged as a print.

    Raises:
        NotFoundError: no such document was kept.
        StoreDamagedError: it is not the one that was kept.
    """
    row = work.session.execute(
        select(DescriptionDocument.data, DescriptionDocument.sha256).where(
            DescriptionDocument.version_id == version_id,
            DescriptionDocument.kind == kind,
            DescriptionDocument.language == language,
        )
    ).first()
    if row is None:
        raise NotFoundError(_("Versiolla ei ole tällaista asiakirjaa."))
    if hashlib.sha256(row.data).hexdigest() != row.sha256:
        raise StoreDamagedError(_("Julkaistu asiakirja on vahingoittunut. Palauta varmuuskopio."))
    work.log("print", "register", got(work, DescriptionVersion, version_id).register_id)
    return bytes(row.data)


@use_case(Permission.DESCRIPTION_READ, discloses=nothing, writes=False)
def compare_versions(
    work: Work, before: int, after: int | None = None, register_id: int | None = None
) -> tuple[SectionChange, ...]:
    """Return what changed from one version to another, word by word.

    Args:
        work: the unit of work.
        before: number of the earlier version.
        after: number of the later one; the working text unless it is said.
        register_id: which register; the first one in use unless it is said.

    Raises:
        NotFoundError: there is no version of the number.
    """
    register = register_of(work, register_id)
    later = published_content(work, register) if after is None else _numbered(work, register, after).content
    earlier = _numbered(work, register, before).content
    return compare_sections(*(_texts(content) for content in (earlier, later)))


def _texts(content: dict[str, object]) -> dict[str, str]:
    own: dict[str, object] = content["description"]  # type: ignore[assignment]
    held: list[dict[str, object]] = content["contents"]  # type: ignore[assignment]
    return section_texts(Description.from_json(own), tuple(held))


def _numbered(work: Work, register: Register, number: int) -> DescriptionVersion:
    version = work.session.scalar(
        select(DescriptionVersion).where(
            DescriptionVersion.register_id == register.id, DescriptionVersion.number == number
        )
    )
    if version is None:
        raise NotFoundError(_("Versiota {number} ei ole.").format(number=number))
    return version


def _next_number(work: Work, register: Register, checksum: str) -> int:
    """Return the number of the next version; the one in force is not published again."""
    latest = latest_version(work, register.id)
    if latest is None:
        return 1
    if checksum == digest(latest.content):
        message = _("Seloste on jo julkaistu tällaisena versiona {number}.").format(number=latest.number)
        raise InvalidInputError([FieldError("description", message)])
    return latest.number + 1


def _approval(work: Work, approver: str, next_review_on: dt.date | None) -> Approval:
    name, review_on = " ".join(readable(approver).split()), next_review_on or add_months(work.today, REVIEW_MONTHS)
    if not name:
        raise InvalidInputError([FieldError("approver", _("Kirjoita hyväksyjän nimi."))])
    if review_on <= work.today:
        raise InvalidInputError([FieldError("next_review_on", _("Seuraavan tarkistuksen päivä on tulevaisuudessa."))])
    return Approval(name, work.today.isoformat(), review_on.isoformat())


def _kept(work: Work, version: DescriptionVersion, made: list[dict[str, object]]) -> Version:
    """Store a version with its documents."""
    work.session.add(version)
    work.session.flush()
    rows = [{"version_id": version.id, **row} for row in made]
    work.session.execute(insert(DescriptionDocument), rows, execution_options={AUDITED: True})
    work.changed.add(("register", version.register_id))
    return _version(work, version)


def _require_true(found: tuple[Finding, ...]) -> None:
    stopping = [one for one in found if one.stops]
    if stopping:
        lead = ngettext(
            "Selostetta ei voi julkaista: {n} kohta on ristiriidassa rekisterin tai lain kanssa.",
            "Selostetta ei voi julkaista: {n} kohtaa on ristiriidassa rekisterin tai lain kanssa.",
            len(stopping),
        ).format(n=len(stopping))
        told = (f"{one.text} {one.suggestion}".strip() for one in stopping)
        raise InvalidInputError(
            [
                FieldError("description", lead),
                *(FieldError(one.section, text) for one, text in zip(stopping, told, strict=True)),
            ]
        )


def _documents(work: Work, register: Register, number: str, approval: Approval) -> Iterator[dict[str, object]]:
    """Yield the documents of a version that are whole, in Finnish and in the languages it is translated to."""
    translated = {one.language for one in own_description(work, register).translations}
    for language in LANGUAGES:
        if language != "fi" and language not in translated:
            continue
        doc = replace(
            printed(work, register, language), version=number, approval=approval, draft=False, printed_on=work.today
        )
        for kind in KEPT_KINDS:
            gaps = [block for block in document_blocks(doc, kind) if isinstance(block, Missing)]
            if gaps and kind == "notice":
                raise InvalidInputError([FieldError("description", f"{gap.lead} {gap.text}") for gap in gaps])
            if not gaps:
                data = register_document(doc, kind)
                yield {"kind": kind, "language": language, "sha256": hashlib.sha256(data).hexdigest(), "data": data}


def _version(work: Work, row: DescriptionVersion) -> Version:
    kept = select(DescriptionDocument.kind, DescriptionDocument.language, DescriptionDocument.sha256)
    documents = work.session.execute(
        kept.where(DescriptionDocument.version_id == row.id).order_by(DescriptionDocument.id)
    )
    return Version(
        row.id,
        row.number,
        row.register_id,
        row.register_name,
        row.published_on,
        row.approver,
        row.next_review_on,
        row.sha256,
        tuple(Finding(**one) for one in row.findings),
        tuple((kind, language, digest_) for kind, language, digest_ in documents),
    )
