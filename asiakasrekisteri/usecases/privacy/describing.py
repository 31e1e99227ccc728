"""What a register's documents are made of: the firm's own words, the firm, the catalogue's contents, the version."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import select

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.description import (
    Approval,
    CategoryContent,
    Controller,
    Description,
    SourceStatement,
    Translation,
)
from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.fields import DataCategory
from asiakasrekisteri.domain.phones import show_phone
from asiakasrekisteri.domain.retention import Rule
from asiakasrekisteri.domain.sources import names_source
from asiakasrekisteri.domain.texts import _, language_in_use, speaking
from asiakasrekisteri.reports.legal import legal_texts
from asiakasrekisteri.store.models import (
    Change,
    DescriptionVersion,
    Firm,
    Register,
    RegistryFact,
    Source,
    StoreMark,
    entities,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.collecting import rules
from asiakasrekisteri.usecases.privacy.keeping import keeping
from asiakasrekisteri.usecases.shipped import shipped

_SUPERVISOR = "supervisor.{language}"
_USED = "used_sources"


def own_description(work: Work, register: Register) -> Description:
    """Return what the firm has written of a register, the controller filled in from the firm's data."""
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


def used_sources(work: Work) -> tuple[Source, ...]:
    """Return the sources that data of customers and persons has really come from, looked up once in a call."""
    known: dict[str, tuple[Source, ...]] = work.session.info
    if _USED not in known:
        personal = [entity.__tablename__ for entity in entities() if entity.__subject__ is not None]
        changed = select(Change.source_id).where(Change.entity.in_(personal)).distinct()
        facts = select(RegistryFact.obtained_from_id).distinct()
        rows = select(Source).where(Source.id.in_(changed) | Source.id.in_(facts)).order_by(Source.id)
        known[_USED] = tuple(work.session.scalars(rows))
    return known[_USED]


def untold_sources(work: Work, own: Description) -> tuple[SourceStatement, ...]:
    """Return the sources in use that the text does not name yet, in Finnish as they are stored."""
    untold = (s for s in used_sources(work) if not names_source(own, s.code, s.name, s.kind))
    return tuple(SourceStatement(s.kind, s.name, s.what or "") for s in untold)


def source_translations(work: Work, language: str) -> tuple[Translation, ...]:
    """Return the names and contents of the sources that the program came with, in another language."""
    with speaking(language):
        words = [part for row in work.session.execute(select(Source.name, Source.what)) for part in row if part]
        return tuple(Translation(language, word, _(word)) for word in words if _(word) != word)


def contents(work: Work, covers: Collection[str] = ()) -> list[CategoryContent]:
    """Return what the catalogue has a place for, category by category, in the language in use.

    Every field is told of by a phrase of the legal texts, or by its own label where none speaks for it: the documents
    leave nothing out that the register can hold.

    Args:
        work: the unit of work.
        covers: codes of the categories that are asked for; empty for all.
    """
    known, words = rules(work), legal_texts(language_in_use()).words("contents")
    return [
        CategoryContent(category.value, _(title), tuple(told), *_kept(known.get(category.value)))
        for category, title in CATEGORY_TITLES.items()
        if (not covers or category.value in covers) and (told := list(_told(category, words)))
    ]


def _told(category: DataCategory, words: Mapping[str, str]) -> Iterator[str]:
    """Yield the phrases of a category whose fields exist, then the labels of fields that no phrase speaks for."""
    labels = dict(_labels()[category])
    for phrase, fields in shipped("legal", "contents.toml").get(category.value, {}).items():
        if not fields or any(field in labels for field in fields):
            yield words[phrase]
        for field in fields:
            labels.pop(field, None)
    yield from dict.fromkeys(map(_, labels.values()))


@cache
def _labels() -> Mapping[DataCategory, Mapping[str, str]]:
    found: dict[DataCategory, dict[str, str]] = {category: {} for category in CATEGORY_TITLES}
    for entity in entities():
        for field in entity.spec():
            if field.subject is not None and field.category in found:
                found[field.category][f"{entity.__tablename__}.{field.name}"] = field.label
    return found


def _kept(rule: Rule | None) -> tuple[str, str, str, str]:
    """Return how long, on what legal basis, for what purpose, and why so long."""
    if rule is None:
        return "", "", "", ""
    return keeping(replace(rule, reason=""), None)[1].strip(), rule.basis, rule.purpose, rule.reason


def supervisor(work: Work, language: str) -> tuple[str, ...]:
    """Return the supervisor's contact details as the office has set them, otherwise as they came with the program."""
    own = work.session.get(StoreMark, _SUPERVISOR.format(language=language))
    return tuple(own.value.splitlines()) if own is not None else legal_texts(language).lines("supervisor.lines")


def set_supervisor_lines(work: Work, language: str, lines: tuple[str, ...]) -> None:
    """Keep the office's own contact details of the supervisor; none goes back to those of the program."""
    name = _SUPERVISOR.format(language=language)
    own = work.session.get(StoreMark, name)
    text = "\n".join(line for line in map(str.strip, lines) if line)
    if own is not None and not text:
        work.session.delete(own)
    elif own is not None:
        own.value = text
    elif text:
        work.session.add(StoreMark(name=name, value=text))


@dataclass(frozen=True, slots=True)
class Standing:
    """How the working text stands to what was published.

    Attributes:
        number: of the version in force, or of the one that the draft will be.
        in_force: whether the working text is word for word the version in force.
        approval: of the version in force, if the working text is that.
        latest: the version in force, or None.
    """

    number: int
    in_force: bool
    approval: Approval
    latest: DescriptionVersion | None


def standing(work: Work, register: Register) -> Standing:
    """Compare the working text, the contents and the supervisor with the latest published version."""
    latest = latest_version(work, register.id)
    if latest is None:
        return Standing(1, in_force=False, approval=Approval(), latest=None)
    if digest(published_content(work, register)) != digest(latest.content):
        return Standing(latest.number + 1, in_force=False, approval=Approval(), latest=latest)
    return Standing(latest.number, in_force=True, approval=approval_of(latest), latest=latest)


def latest_version(work: Work, register_id: int) -> DescriptionVersion | None:
    """Return the version of a register that is in force; None before the first is published."""
    versions = select(DescriptionVersion).where(DescriptionVersion.register_id == register_id)
    return work.session.scalar(versions.order_by(DescriptionVersion.number.desc()).limit(1))


def approval_of(version: DescriptionVersion) -> Approval:
    """Return who approved a version and when."""
    return Approval(version.approver, version.published_on.isoformat(), version.next_review_on.isoformat())


def published_content(work: Work, register: Register) -> dict[str, Any]:
    """Return everything a published version consists of: own words, contents of the catalogue, supervisor."""
    with speaking("fi"):
        own = own_description(work, register)
        own = replace(own, sources=own.sources + untold_sources(work, own))
        held = [asdict(one) for one in contents(work, own.covers)]
    return {"description": own.as_json(), "contents": held, "supervisor": list(supervisor(work, "fi"))}


def digest(content: Any) -> str:
    """Return the SHA-256 of plain data in one canonical form."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=list)
    return hashlib.sha256(text.encode()).hexdigest()
