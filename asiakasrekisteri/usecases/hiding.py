"""What is not shown although it is stored: where a person with turvakielto lives, and all of one under restriction.

Nor is what the role has no need to know, by whatever way it asks (GDPR Art. 25(2) and 32(1)(b)). One place decides, and
`records.to_record` asks it of every row: a list that reads columns past the records asks `hides` or `is_restricted`.
The extract is the person's own and shows everything; so does `revealing`, for a stated reason.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from asiakasrekisteri.domain.errors import PermissionDeniedError
from asiakasrekisteri.domain.fields import FieldKind, FieldSpec, Sensitivity
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import (
    Attachment,
    Breach,
    BreachNotice,
    BreachReport,
    CreditCheck,
    Customer,
    Disclosure,
    Draft,
    Entity,
    Invoice,
    InvoiceRow,
    LegalHold,
    MailServer,
    Payment,
    Person,
    PersonLink,
    RecipientNotice,
    Recording,
    RegistryFact,
    Reminder,
    Request,
    RequestHit,
    User,
)
from asiakasrekisteri.store.sealed import may_open
from asiakasrekisteri.store.subjects import persons_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.restrictions import is_of_a_right, restricted_persons

HIDDEN = "••••••••"
"""What records show in place of a hidden text; coming back from a form it means: not touched."""
_TEXTS = frozenset(
    {
        FieldKind.TEXT,
        FieldKind.NOTES,
        FieldKind.EMAIL,
        FieldKind.PHONE,
        FieldKind.POSTCODE,
        FieldKind.COUNTRY,
        FieldKind.REFERENCE,
        FieldKind.HOST,
        FieldKind.BUSINESS_ID,
        FieldKind.VAT_NUMBER,
        FieldKind.ASSOCIATION_NUMBER,
    }
)
"""Kinds in whose place the mask can stand; of the others nothing is shown."""
_KNOWN_BY: Mapping[type[Entity], frozenset[str]] = {
    Person: frozenset({"last_name", "first_names", "non_disclosure"}),
    Customer: frozenset({"name", "number", "kind", "status", "relation", "partner_id"}),
    Attachment: frozenset({"kind", "media_type", "size"}),
}
"""What stays in sight of a restricted person: her name, and what the lists need to work."""
_NEEDS: Mapping[str, Permission] = {
    **{e.__tablename__: Permission.BILLING_READ for e in (Invoice, InvoiceRow, Payment, Reminder, CreditCheck)},
    MailServer.__tablename__: Permission.SETTINGS_WRITE,
    **{e.__tablename__: Permission.REQUEST_READ for e in (Request, RequestHit, RecipientNotice)},
    **{e.__tablename__: Permission.BREACH_READ for e in (Breach, BreachNotice, BreachReport)},
    Disclosure.__tablename__: Permission.DISCLOSURE_READ,
    LegalHold.__tablename__: Permission.RETENTION_RUN,
    User.__tablename__: Permission.USER_MANAGE,
}
"""What a role must hold to see the values of an entity, whichever use case shows them; not named: nothing more."""
RESTRICTED, PROTECTED = "restricted", "protected"
"""Why a value is hidden: restriction of processing, turvakielto."""


def hides(work: Work, person_id: int | None) -> bool:
    """Tell whether where a person lives is not to be shown (turvakielto): everywhere but in her own extract."""
    if person_id is None or person_id in _revealed(work, PROTECTED):
        return False
    with work.session.no_autoflush:
        person = work.session.get(Person, person_id)
    return person is not None and person.non_disclosure


def is_restricted(work: Work, person_id: int | None) -> bool:
    """Tell whether a person's data are only stored for now (GDPR Art. 18), so that their values are not shown."""
    return person_id is not None and person_id in restricted_persons(work) - _revealed(work, RESTRICTED)


def needs_to_know(work: Work, entity: str) -> bool:
    """Tell whether the role may see the values of an entity at all, those of rows that are gone too."""
    permission = _NEEDS.get(entity)
    return permission is None or work.actor.may(permission)


def require_to_know(work: Work, entity: str) -> None:
    """Refuse to change rows whose values the role may not see.

    Raises:
        PermissionDeniedError: the role lacks what the entity asks.
    """
    if not needs_to_know(work, entity):
        raise PermissionDeniedError(_("Roolillasi ei ole oikeutta näihin tietoihin. Pyydä oikeutta pääkäyttäjältä."))


def _may_see(work: Work, row: Entity) -> bool:
    """Tell whether the user may see the values of a row: a recording with its key, a draft as its writer."""
    if isinstance(row, Draft):
        return row.user_id == work.actor.user_id
    if isinstance(row, Recording):
        return may_open(work, Sensitivity.RECORDING)
    owners = (Invoice, Request, Disclosure, Breach) if isinstance(row, Attachment) else ()
    owner: type[Entity] = next((e for e in owners if _hangs_on(row, e)), type(row))
    return needs_to_know(work, owner.__tablename__)


def _hangs_on(row: Entity, entity: type[Entity]) -> bool:
    return getattr(row, f"{entity.__tablename__}_id") is not None


def hidden_fields(work: Work, row: Entity) -> Mapping[str, str]:
    """Return the fields of a row whose values are not shown, and why, in words; only those that have a value."""
    return {name: why for name, why in kept_from_sight(work, row).items() if _has_value(row, name)}


def kept_from_sight(work: Work, row: Entity) -> Mapping[str, str]:
    """Return the fields of a row that are not shown, and why, in words, whether they have a value now or had one."""
    spec = row.spec()
    if not _may_see(work, row):
        return dict.fromkeys((field.name for field in spec), _("piilotettu: roolisi ei tarvitse tätä tietoa"))
    telling = [field.name for field in spec if _tells_where(row, field)]
    told = is_of_a_right(row) or isinstance(row, PersonLink)  # joins records that are not to be joined meanwhile
    restricted = bool(restricted_persons(work)) and not told
    if not telling and not restricted:
        return {}
    persons = tuple(persons_of(row, work.session))
    hidden: dict[str, str] = {}
    if restricted and any(is_restricted(work, person_id) for person_id in persons):
        kept = _KNOWN_BY.get(type(row), frozenset()) | {type(row).__qualifier__}
        sealed = {field.name for field in spec if field.sensitivity is not Sensitivity.PLAIN}  # masked by themselves
        why = _("piilotettu rajoituksen ajaksi")
        hidden = {field.name: why for field in spec if field.name not in kept | sealed}
    if telling and any(hides(work, person_id) for person_id in persons):
        hidden |= dict.fromkeys(telling, _("piilotettu turvakiellon vuoksi"))
    return hidden


def concealed(field: FieldSpec) -> object:
    """Return what is shown in place of a hidden value: the mask, or nothing where no text can stand."""
    return HIDDEN if field.kind in _TEXTS and not field.options else None


@contextmanager
def revealing(work: Work, why: str, ids: Collection[int]) -> Iterator[None]:
    """Show what is hidden of these persons for one of the two causes, as long as this lasts; the caller logs it."""
    known: dict[str, frozenset[int]] = work.session.info
    before = _revealed(work, why)
    known[f"revealed {why}"] = before | frozenset(ids)
    try:
        yield
    finally:
        known[f"revealed {why}"] = before


def _revealed(work: Work, why: str) -> frozenset[int]:
    found: frozenset[int] = work.session.info.get(f"revealed {why}", frozenset())
    return found


def may_tell_where(entity: str, field: FieldSpec) -> bool:
    """Tell whether a field can tell where somebody lives, whatever else its row says: for former values."""
    return field.whereabouts or (entity == RegistryFact.__tablename__ and field.name == "value")


def _tells_where(row: Entity, field: FieldSpec) -> bool:
    """Tell whether a value tells where somebody lives; of a fact of a register, its kind does."""
    fact = isinstance(row, RegistryFact) and row.kind == "address" and field.name == "value"
    return field.whereabouts or fact


def _has_value(row: Entity, name: str) -> bool:
    return getattr(row, name) not in (None, "", False)
