"""What the store holds, gathered for the comparison of a description with it."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import func, inspect, or_, select

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.eea import country_in, is_outside
from asiakasrekisteri.domain.fields import DataCategory, FieldKind
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.marketing import is_marketing
from asiakasrekisteri.domain.sources import names_source
from asiakasrekisteri.domain.truth import Facts, Place, UsedSource
from asiakasrekisteri.reports.legal import held_rights
from asiakasrekisteri.store.models import (
    Campaign,
    CreditCheck,
    DomainName,
    Entity,
    HostingAccount,
    Interaction,
    Invoice,
    PaperRecord,
    Person,
    Recording,
    Register,
    Review,
    Server,
    User,
    entities,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.backups import state_of
from asiakasrekisteri.usecases.privacy.collecting import rules
from asiakasrekisteri.usecases.privacy.describing import own_description, used_sources
from asiakasrekisteri.usecases.privacy.keeping import keeping
from asiakasrekisteri.usecases.privacy.receiving import known_recipients, known_transfers, other_grounds
from asiakasrekisteri.usecases.privacy.registers import register_of
from asiakasrekisteri.usecases.privacy.sourcing import customers_by_source
from asiakasrekisteri.usecases.shipped import shipped

_FUNCTIONS = (
    "asiakaspalvelu", "tuki", "toimisto", "laskutus", "admin", "ylläpito", "myynti", "info", "yhteinen", "vuoro",
)  # fmt: skip
"""Words of a user's name that tell that it is nobody's own."""


def facts(work: Work, register: Register, own: Description) -> Facts:
    """Return what the store holds, as far as the description of a register speaks of it.

    The sources, recipients and servers of the store are told by the first register in use, unless another names them.
    """
    first = register_of(work).id == register.id
    known, bases = rules(work), {p.basis for p in own.purposes if p.basis}
    marketing = any(is_marketing(p.code, p.text) for p in own.purposes)
    shared, nameless = _users(work)
    return Facts(
        today=work.today,
        sources=tuple(_sources(work, register)) if first else (),
        credit_registers=_distinct(work, CreditCheck.register_name) if first else (),
        registrars=_distinct(work, DomainName.registrar) if first else (),
        in_collection=_count(work, Invoice, Invoice.in_collection.is_(True)) if first else 0,
        places=_places(work),
        held=frozenset(_held(work, elsewhere=_covered_elsewhere(work, register) if first else frozenset())),
        months={code: rule.months for code, rule in known.items()},
        times={code: keeping(rule, None)[1] for code, rule in known.items()},
        recordings=_count(work, Recording) or _count(work, Interaction, Interaction.recorded.is_(True)),
        identity_codes=_count(work, Person, Person.identity_code.is_not(None)),
        passwords=_count(work, HostingAccount, HostingAccount.secret.is_not(None)),
        unlocked_papers=_count(work, PaperRecord, PaperRecord.locked.is_(False), PaperRecord.destroyed_on.is_(None)),
        marketing=_count(work, Campaign, Campaign.state == "sent") if first else 0,
        shared_users=shared,
        nameless_users=nameless,
        gone_users=gone_users(work),
        **_backups(work, own),
        last_review=work.session.scalar(select(func.max(Review.reviewed_on)).where(Review.register_id == register.id)),
        users_questioned=_users_questioned(work, register),
        rights=held_rights(bases, marketing=marketing),
        recipients=known_recipients(work) if first else (),
        transfers=known_transfers(work) if first else (),
        other_grounds=other_grounds(work) if first else 0,
        named={code: tuple(words) for code, words in shipped("vocabulary", "promises.toml")["names"].items()},
    )


def _sources(work: Work, register: Register) -> Iterator[UsedSource]:
    """Yield the sources in use that no other register names, with how many customers have data from each."""
    customers = customers_by_source(work)
    others = [own_description(work, other) for other in _others(work, register)]
    for source in used_sources(work):
        if not any(names_source(other, source.code, source.name, source.kind) for other in others):
            yield UsedSource(
                source.code, source.kind, source.name, source.what or "", len(customers.get(source.id, ()))
            )


def _others(work: Work, register: Register) -> list[Register]:
    open_ones = select(Register).where(Register.closed_on.is_(None), Register.id != register.id)
    return list(work.session.scalars(open_ones))


def _covered_elsewhere(work: Work, register: Register) -> frozenset[str]:
    return frozenset(code for other in _others(work, register) for code in other.content.get("covers", ()))


def _held(work: Work, elsewhere: frozenset[str]) -> Iterator[str]:
    """Yield the categories that have data and that no other register covers."""
    for category, places in places_of_data().items():
        if category.value not in elsewhere and any(_has_data(work, *place) for place in places):
            yield category.value


def _has_data(work: Work, entity: type[Entity], names: tuple[str, ...]) -> bool:
    columns = inspect(entity).columns
    filled = or_(*(columns[name].is_not(None) for name in names))
    return work.session.scalar(select(entity.id).where(filled).limit(1)) is not None


@cache
def places_of_data() -> Mapping[DataCategory, tuple[tuple[type[Entity], tuple[str, ...]], ...]]:
    """Return by category the entities that have a place for it, with the columns that tell; a flag alone does not."""
    found: dict[DataCategory, list[tuple[type[Entity], tuple[str, ...]]]] = {}
    for entity in entities():
        for category in CATEGORY_TITLES:
            names = tuple(
                field.name
                for field in entity.spec()
                if field.subject is not None and field.category is category and field.kind is not FieldKind.FLAG
            )
            if names:
                found.setdefault(category, []).append((entity, names))
    return {category: tuple(places) for category, places in found.items()}


def _places(work: Work) -> tuple[Place, ...]:
    """Return the servers in use that stand outside the EEA, as far as their places name a country."""
    in_use = select(Server.name, Server.place).where(
        Server.place.is_not(None), or_(Server.until.is_(None), Server.until >= work.today)
    )
    named = (Place(name, country_in(place or "")) for name, place in work.session.execute(in_use.order_by(Server.name)))
    return tuple(place for place in named if is_outside(place.country))


def _users(work: Work) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the user IDs in force whose name is that of a function, and those whose name is not whole."""
    rows = work.session.execute(select(User.login, User.name).where(User.status == "active").order_by(User.login))
    shared, nameless = [], []
    for login, name in rows:
        words = name.casefold().split()
        if any(word.startswith(function) for word in words for function in _FUNCTIONS):
            shared.append(login)
        elif len(words) < 2:  # noqa: PLR2004 - a first and a last name
            nameless.append(login)
    return tuple(shared), tuple(nameless)


def gone_users(work: Work) -> tuple[str, ...]:
    """Return the names of the users whose user IDs have all been closed."""
    here = select(User.name).where(User.status == "active")
    rows = select(User.name).where(User.status == "closed", User.name.not_in(here)).distinct().order_by(User.name)
    return tuple(work.session.scalars(rows))


def _speaks_of_backups(own: Description) -> bool:
    return any("varmuuskopi" in one.text.casefold() for one in own.protections)


def _backups(work: Work, own: Description) -> dict[str, Any]:
    """Return what is known of backups, for a description that speaks of them."""
    if not _speaks_of_backups(own):
        return {}
    known = state_of(work)
    day = known.made_at.astimezone(FINLAND).date() if known.made_at is not None else None
    return {"last_backup": day, "backup_locked": known.locked, "restore_tried": known.tried_on}


def _users_questioned(work: Work, register: Register) -> str:
    """Return what the last review left to be done about the users; "" for nothing."""
    made = select(Review.lines).where(Review.register_id == register.id, Review.lines.is_not(None))
    latest = work.session.scalar(made.order_by(Review.reviewed_on.desc(), Review.id.desc()).limit(1)) or ()
    return next((one["note"] for one in latest if one["code"] == "users" and one["answer"] == "task"), "")


def _distinct(work: Work, column: object) -> tuple[str, ...]:
    rows = work.session.scalars(select(column).where(column.is_not(None)).distinct().order_by(column))  # type: ignore[call-overload,attr-defined]
    return tuple(row for row in rows if row.strip())


def _count(work: Work, entity: type[Entity], *conditions: object) -> int:
    asked = select(func.count()).select_from(entity).where(*conditions)  # type: ignore[arg-type]
    return work.session.scalar(asked) or 0
