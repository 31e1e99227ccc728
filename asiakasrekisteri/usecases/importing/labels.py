"""What the columns of an import are called: the catalogue's own words, so that a fault names the field users know."""

from functools import cache

from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.store.models import Address, ContactRole, Customer, Email, Entity, Person, Phone
from asiakasrekisteri.usecases.records import entity_of

_ENTITIES: tuple[type[Entity], ...] = (Customer, Person, Address, ContactRole)
_OWN = {
    "phone": Phone.__label__,
    "email": Email.__label__,
    "mobile": N_("Matkapuhelin"),
    "phone_country": N_("Puhelimen maatunnus"),
    "person_name": N_("Henkilön nimi"),
    "named_note": N_("Huomautus otsikon kanssa"),
    "marketing_ban": N_("Markkinointikielto"),
    "email_ban": N_("Sähköpostimarkkinoinnin kielto"),
    "postcode_town": N_("Postinumero ja postitoimipaikka"),
}
_BILLING = "billing_"
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        N_("Asiakas"),
        ("number", "kind", "name", "business_id", "vat_number", "association_number", "status", "since", "until",
         "industry", "turnover", "language", "einvoice_address", "einvoice_operator", "note", "marketing_ban",
         "email_ban", "named_note"),
    ),
    (
        N_("Osoitteet"),
        ("street", "postcode", "town", "postcode_town", "country", "billing_street", "billing_postcode", "billing_town",
         "billing_country"),
    ),
    (N_("Yhteystiedot"), ("email", "billing_email", "phone", "phone_country", "mobile")),
    (N_("Henkilö"), ("last_name", "first_names", "person_name", "role", "title")),
)  # fmt: skip


def column_label(target: str) -> str:
    """Return what a column means, in the user's language; "" for the row as a whole."""
    if target.startswith(_BILLING):
        return _("{field} (laskutus)").format(field=column_label(target.removeprefix(_BILLING)))
    return _(_labels().get(target, target)) if target else ""


def difference_label(column: str) -> str:
    """Return what a field of an entity is called ("service.price"), with the entity where it is not the customer's."""
    noun, name = column.split(".", maxsplit=1)
    entity = entity_of(noun)
    said = _(entity.spec()[name].label)
    return said if entity is Customer else f"{_(entity.__label__)}: {said}"


def known_columns() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what an import can read: the name of each group, and the names of its columns."""
    return tuple((_(group), tuple(column_label(target) for target in targets)) for group, targets in _GROUPS)


@cache
def _labels() -> dict[str, str]:
    """Return the message ids; where two entities have a field of one name, the customer's is meant."""
    fields = (f for entity in reversed(_ENTITIES) for f in entity.spec())
    found = {target: f.label for f in fields for target in f.targets}
    return found | _OWN
