"""An entity with a field of every kind, for forms (fictional)."""

from asiakasrekisteri.domain.emails import check_email, normalise_email
from asiakasrekisteri.domain.fields import DataCategory, EntitySpec, FieldKind, FieldSpec, Option, Section
from asiakasrekisteri.domain.identifiers import check_business_id, check_identity_code, normalise_business_id
from asiakasrekisteri.domain.phones import check_phone, normalise_phone

_LABELS = {
    FieldKind.TEXT: "Nimi",
    FieldKind.BUSINESS_ID: "Y-tunnus",
    FieldKind.IDENTITY_CODE: "Henkilötunnus",
    FieldKind.CHOICE: "Laji",
    FieldKind.EMAIL: "Sähköposti",
    FieldKind.PHONE: "Puhelin",
    FieldKind.POSTCODE: "Postinumero",
    FieldKind.COUNTRY: "Maa",
    FieldKind.DATE: "Asiakas alkaen",
    FieldKind.INSTANT: "Soitettu",
    FieldKind.NUMBER: "Henkilöstö",
    FieldKind.YEAR: "Perustettu",
    FieldKind.MONEY: "Luottoraja",
    FieldKind.VAT_NUMBER: "ALV-tunnus",
    FieldKind.ASSOCIATION_NUMBER: "Rekisterinumero",
    FieldKind.REFERENCE: "Viite",
    FieldKind.FLAG: "Markkinointikielto",
    FieldKind.NOTES: "Huomautukset",
}
_CHECKS = {
    FieldKind.BUSINESS_ID: (check_business_id, normalise_business_id),
    FieldKind.EMAIL: (check_email, normalise_email),
    FieldKind.PHONE: (check_phone, normalise_phone),
    FieldKind.IDENTITY_CODE: (check_identity_code, None),
}


def field(kind: FieldKind) -> FieldSpec:
    """Return a field of a kind, named after it."""
    check, normalise = _CHECKS.get(kind, (None, None))
    return FieldSpec(
        name=kind.name.lower(),
        label=_LABELS[kind],
        kind=kind,
        category=DataCategory.NONE,
        subject=None,
        required=kind is FieldKind.TEXT,
        in_list=kind in {FieldKind.TEXT, FieldKind.BUSINESS_ID},
        options=(Option("company", "Yritys"), Option("private", "Yksityinen")) if kind is FieldKind.CHOICE else (),
        check=check,
        normalise=normalise,
    )


ENTITY = EntitySpec(
    name="sample",
    label="Asiakas",
    plural="Asiakkaat",
    fields=tuple(field(kind) for kind in _LABELS),
    sections=(
        Section("Tunnisteet", ("text", "choice", "business_id", "identity_code", "vat_number", "association_number")),
        Section("Yhteystiedot", ("email", "phone", "postcode", "country")),
        Section("Muut", ("date", "instant", "number", "year", "money", "reference", "flag", "notes")),
    ),
)
SOURCES = (("customer", "Asiakas, puhelu"), ("letter", "Asiakas, kirje"), ("staff", "Henkilökunta"))
