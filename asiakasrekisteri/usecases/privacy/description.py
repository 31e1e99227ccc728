"""The register's description: kept in the store as structured data, its contents told by the catalogue."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from sqlalchemy import select

from asiakasrekisteri.domain.categories import CATEGORY_CONTENTS, CATEGORY_TITLES
from asiakasrekisteri.domain.description import (
    CategoryContent,
    Controller,
    Description,
    PrintedDescription,
    RetentionStatement,
    SourceStatement,
)
from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.fields import DataCategory
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.phones import show_phone
from asiakasrekisteri.domain.retention import Rule
from asiakasrekisteri.domain.texts import _, speaking
from asiakasrekisteri.reports import register_documents
from asiakasrekisteri.reports.legal import legal_texts
from asiakasrekisteri.store.models import Change, Firm, Register, Source, entities
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.collecting import rules
from asiakasrekisteri.usecases.privacy.keeping import keeping

DocumentKind = Literal["notice", "traditional"]
DOCUMENT_KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)


@dataclass(frozen=True, slots=True)
class RegisterDocument:
    """A description as it stands.

    Attributes:
        id, version: of its row, for the optimistic lock.
        description: the firm's own words.
        sources: those of the description, and those that data has really come from.
        contents: what the catalogue has a place for.
        bases: legal bases in words, by code.
    """

    id: int
    version: int
    description: Description
    sources: tuple[SourceStatement, ...]
    contents: tuple[CategoryContent, ...]
    bases: Mapping[str, str]


@use_case(Permission.DESCRIPTION_READ, discloses=nothing, writes=False)
def read_description(work: Work) -> RegisterDocument:
    """Return the register's description as the firm has written it, the controller filled in from the firm's data."""
    register = _register(work)
    own = _description(work, register)
    sources = own.sources + _sources_in_use(work, own)
    texts = legal_texts()
    bases = {p.basis: texts.basis(p.basis) for p in own.purposes if p.basis}
    return RegisterDocument(register.id, register.version, own, sources, tuple(contents(work)), bases)


@use_case(Permission.DESCRIPTION_WRITE, discloses=nothing)
def save_description(work: Work, description: Description) -> None:
    """Store the description's own words; the controller's data stay the firm's."""
    from_source(work, "staff")
    register = _register(work)
    content = description.as_json()
    del content["controller"]
    register.name = description.register_name or register.name
    register.content = content
    register.drafted_on = dt.date.fromisoformat(description.dated) if description.dated else work.today


@use_case(Permission.DESCRIPTION_READ, discloses=nothing)
def describe(work: Work) -> PrintedDescription:
    """Return what the register documents are printed from; the print is logged."""
    register = _register(work)
    own = _description(work, register)
    work.log("print", "register", register.id)
    with speaking("fi"):
        kept = own.retention or tuple(
            RetentionStatement(category, keeping(rule, None)[1]) for category, rule in rules(work).items()
        )
        held = tuple(contents(work))
    return PrintedDescription(
        description=replace(own, sources=own.sources + _sources_in_use(work, own), retention=kept),
        contents=held,
        version="",
        printed_on=work.today,
        supervisor=legal_texts().lines("supervisor.lines"),
        draft=False,
    )


def render(document: PrintedDescription, kind: DocumentKind) -> bytes:
    """Return a register document as PDF: the privacy notice (Art. 13–14) or the traditional 1–9 division."""
    if kind == "traditional":
        return register_documents.traditional(document)
    return register_documents.notice(document)


def contents(work: Work) -> list[CategoryContent]:
    """Return the data categories and fields that the catalogue has a place for: the description cannot lie."""
    labels: dict[DataCategory, dict[str, None]] = {}
    for entity in entities():
        for field in entity.spec():
            if field.subject is not None and field.category in CATEGORY_TITLES:
                labels.setdefault(field.category, {})[_(field.label)] = None
    for category, said in CATEGORY_CONTENTS.items():
        labels[category] = dict.fromkeys(map(_, said))
    known = rules(work)
    return [
        CategoryContent(category.value, _(title), tuple(labels[category]), *_kept(known.get(category.value)))
        for category, title in CATEGORY_TITLES.items()
        if category in labels
    ]


def _kept(rule: Rule | None) -> tuple[str, str]:
    return ("", "") if rule is None else (keeping(rule, None)[1], rule.basis)


def _register(work: Work) -> Register:
    register = work.session.scalar(select(Register).order_by(Register.id).limit(1))
    if register is None:
        raise NotFoundError(_("Rekisterillä ei ole vielä selostetta. Luo se ensin."))
    return register


def _description(work: Work, register: Register) -> Description:
    own = Description.from_json(register.content)
    return replace(own, controller=controller(work), register_name=register.name, dated=register.drafted_on.isoformat())


def controller(work: Work) -> Controller:
    """Return the firm as the documents name it."""
    firm = work.session.scalar(select(Firm).limit(1))
    if firm is None:
        raise NotFoundError(_("Yrityksen tiedot puuttuvat. Täydennä ne asetuksissa."))
    return Controller(
        name=firm.name if not firm.trade_name else f"{firm.name} ({firm.trade_name})",
        business_id=firm.business_id or "",
        address=firm_address(firm),
        phone=show_phone(firm.phone or ""),
        email=firm.email or "",
    )


def firm_address(firm: Firm) -> str:
    """Return the firm's address on one line."""
    return ", ".join(p for p in (firm.street or "", f"{firm.postcode or ''} {firm.town or ''}".strip()) if p)


def _sources_in_use(work: Work, own: Description) -> tuple[SourceStatement, ...]:
    """Return the sources that data has really come from and that the text does not name yet."""
    said = {s.name.casefold() for s in own.sources}
    used = select(Change.source_id).distinct()
    rows = work.session.scalars(select(Source).where(Source.id.in_(used)).order_by(Source.id))
    return tuple(SourceStatement(s.kind, s.name, s.what or "") for s in rows if s.name.casefold() not in said)
