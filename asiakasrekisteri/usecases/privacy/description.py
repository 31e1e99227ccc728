"""The register's description: kept in the store as structured data, its contents told by the catalogue."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select

from asiakasrekisteri.domain.description import (
    CategoryContent,
    Description,
    PrintedDescription,
    ReviewNote,
    SourceStatement,
)
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.phones import normalise_phone, phones_are_international, show_phone
from asiakasrekisteri.domain.texts import LANGUAGES, _, speaking
from asiakasrekisteri.reports.legal import legal_texts
from asiakasrekisteri.reports.register_documents import (
    DOCUMENT_KINDS,
    DocumentKind,
    register_document,
    register_page,
)
from asiakasrekisteri.store.models import Register, Review
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.firm import phones_on_paper
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.describing import (
    contents,
    own_description,
    set_supervisor_lines,
    source_translations,
    standing,
    supervisor,
    untold_sources,
)
from asiakasrekisteri.usecases.privacy.registers import free_name, register_of
from asiakasrekisteri.usecases.privacy.truthfulness import contradictions_of

__all__ = ["DOCUMENT_KINDS", "DocumentKind"]
PUBLIC_KINDS: tuple[DocumentKind, ...] = ("notice", "traditional")
"""Those that may stand on the firm's site."""


@dataclass(frozen=True, slots=True)
class RegisterDocument:
    """A description as it stands.

    Attributes:
        id, version: of its row, for the optimistic lock.
        description: the firm's own words.
        sources: those of the description, and those that data has really come from.
        contents: what the catalogue has a place for.
        bases: legal bases in words, by code.
        number: of the version in force, or of the one that the draft will be.
        in_force: whether the working text is word for word the version in force.
        supervisor: the supervisor's contact details as they are printed.
    """

    id: int
    version: int
    description: Description
    sources: tuple[SourceStatement, ...]
    contents: tuple[CategoryContent, ...]
    bases: Mapping[str, str]
    number: int = 1
    in_force: bool = False
    supervisor: tuple[str, ...] = ()


@use_case(Permission.DESCRIPTION_READ, discloses=nothing, writes=False)
def read_description(work: Work, register_id: int | None = None) -> RegisterDocument:
    """Return a register's description as the firm has written it, the controller filled in from the firm's data.

    Args:
        work: the unit of work.
        register_id: which register; the first one in use unless it is said.
    """
    register = register_of(work, register_id)
    own = own_description(work, register)
    texts, stands = legal_texts(), standing(work, register)
    return RegisterDocument(
        register.id,
        register.version,
        own,
        own.sources + untold_sources(work, own),
        tuple(contents(work, own.covers)),
        {p.basis: texts.basis(p.basis) for p in own.purposes if p.basis},
        stands.number,
        stands.in_force,
        supervisor(work, "fi"),
    )


@use_case(Permission.DESCRIPTION_WRITE, discloses=nothing)
def save_description(work: Work, description: Description, register_id: int | None = None) -> None:
    """Store the description's own words as a draft; the controller's data stay the firm's.

    Raises:
        InvalidInputError: another register in use has the name.
    """
    from_source(work, "staff")
    register = register_of(work, register_id)
    content = description.as_json()
    del content["controller"]
    if description.register_name and description.register_name != register.name:
        register.name = free_name(work, description.register_name, register.id)
    register.content = content
    register.drafted_on = dt.date.fromisoformat(description.dated) if description.dated else work.today


@use_case(Permission.DESCRIPTION_READ, discloses=nothing, writes=False)
def supervisor_now(work: Work) -> Mapping[str, tuple[str, ...]]:
    """Return the lines of the supervisor's contact details in each language, as they are printed."""
    return {language: supervisor(work, language) for language in LANGUAGES}


@use_case(Permission.SETTINGS_WRITE, discloses=nothing)
def set_supervisor(work: Work, lines: tuple[str, ...], language: str = "fi") -> None:
    """Keep the office's own contact details of the supervisor in a language; no lines bring back the shipped ones."""
    from_source(work, "staff")
    set_supervisor_lines(work, language, lines)
    work.log("settings")


@use_case(Permission.DESCRIPTION_READ, discloses=nothing)
def describe(work: Work, register_id: int | None = None, language: str = "fi") -> PrintedDescription:
    """Return what a register's documents are printed from, in fi, sv or en; the print is logged.

    What has not been published, or what the store has come to belie since, is a draft.
    """
    return to_paper(work, register_of(work, register_id), language)


@use_case(Permission.DESCRIPTION_READ, discloses=nothing, writes=False)
def preview_description(
    work: Work, description: Description, register_id: int | None = None, language: str = "fi"
) -> PrintedDescription:
    """Return what the documents of a text that is being written would be printed from; nothing is stored or logged.

    Words that are those of the version in force, and still true, make the very document that a print does.
    """
    register = register_of(work, register_id)
    own = own_description(work, register)
    if replace(description, controller=own.controller) == own:
        return _as_it_stands(work, register, language)
    return replace(printed(work, register, language, description), draft=True)


def to_paper(work: Work, register: Register, language: str) -> PrintedDescription:
    """Log a print and return what it is made of: a draft unless it is the version in force and still true."""
    work.log("print", "register", register.id)
    return _as_it_stands(work, register, language)


def _as_it_stands(work: Work, register: Register, language: str) -> PrintedDescription:
    document = printed(work, register, language)
    if document.draft:
        return document
    untrue = any(one.stops for one in contradictions_of(work, register, own_description(work, register)))
    return replace(document, draft=untrue)


def printed(work: Work, register: Register, language: str, written: Description | None = None) -> PrintedDescription:
    """Return what a register's documents are printed from; `written` in place of the stored words."""
    assert language in LANGUAGES, language
    own, stands = own_description(work, register), standing(work, register)
    if written is not None:
        own = replace(written, controller=own.controller)
    words = () if language == "fi" else source_translations(work, language)
    with speaking(language):
        held = tuple(contents(work, own.covers))
    own = _phones_written(work, own)
    return PrintedDescription(
        description=replace(
            own, sources=own.sources + untold_sources(work, own), translations=own.translations + words
        ),
        contents=held,
        version=str(stands.number),
        printed_on=work.today,
        supervisor=supervisor(work, language),
        draft=not stands.in_force,
        language=language,
        approval=stands.approval,
        reviews=reviews_of(work, register.id),
    )


def _phones_written(work: Work, own: Description) -> Description:
    """Return a description with the phone numbers as the firm has them printed; by default as it has typed them."""
    with phones_on_paper(work):
        if not phones_are_international():
            return own

        def written(phone: str) -> str:
            return show_phone(str(normalise_phone(phone) or ""))

        return replace(
            own,
            controller=replace(own.controller, phone=written(own.controller.phone)),
            contact=replace(own.contact, phone=written(own.contact.phone)),
            officer=replace(own.officer, phone=written(own.officer.phone)),
            joint=replace(own.joint, phone=written(own.joint.phone)),
        )


def reviews_of(work: Work, register_id: int) -> tuple[ReviewNote, ...]:
    """Return the reviews of a register, the latest first."""
    rows = work.session.scalars(
        select(Review).where(Review.register_id == register_id).order_by(Review.reviewed_on.desc(), Review.id.desc())
    )
    return tuple(ReviewNote(row.reviewed_on.isoformat(), row.reviewer, row.findings or "") for row in rows)


def render(document: PrintedDescription, kind: DocumentKind) -> bytes:
    """Return a register document as PDF: the notice, the record, the processor's record or the traditional 1–9."""
    return register_document(document, kind)


def render_page(document: PrintedDescription, kind: DocumentKind = "notice", *, disguised: bool = False) -> str:
    """Return a register document as a web page for the firm's site, without scripts.

    Args:
        document: what is printed.
        kind: which document.
        disguised: whether e-mail addresses are written in words, hidden from those who gather them (R-08).
    """
    return register_page(document, kind, disguised=disguised)


def kind_title(kind: DocumentKind) -> str:
    """Return what a kind of document is called in the language in use."""
    return {
        "notice": _("Tietosuojaseloste"),
        "record": _("Seloste käsittelytoimista"),
        "processor": _("Käsittelijän seloste"),
        "traditional": _("Rekisteriseloste"),
    }[kind]
