"""The fields of the first run and how they are checked."""

from functools import partial

from asiakasrekisteri.domain.emails import check_email, normalise_email
from asiakasrekisteri.domain.fields import DataCategory, FieldKind, FieldSpec
from asiakasrekisteri.domain.identifiers import check_business_id, normalise_business_id
from asiakasrekisteri.domain.phones import check_phone, normalise_phone
from asiakasrekisteri.domain.postcodes import check_postcode, normalise_postcode
from asiakasrekisteri.domain.texts import N_

_NONE = DataCategory.NONE


def _text(name: str, label: str, *, required: bool = True) -> FieldSpec:
    return FieldSpec(name=name, label=label, kind=FieldKind.TEXT, category=_NONE, subject=None, required=required)


FIRM_FIELDS = (
    FieldSpec(
        name="business_id",
        label=N_("Y-tunnus"),
        kind=FieldKind.BUSINESS_ID,
        category=_NONE,
        subject=None,
        required=True,
        check=check_business_id,
        normalise=normalise_business_id,
    ),
    _text("name", N_("Toiminimi")),
    _text("street", N_("Katuosoite")),
    FieldSpec(
        name="postcode",
        label=N_("Postinumero"),
        kind=FieldKind.POSTCODE,
        category=_NONE,
        subject=None,
        required=True,
        check=partial(check_postcode, country="FI"),
        normalise=normalise_postcode,
    ),
    _text("town", N_("Postitoimipaikka")),
    FieldSpec(
        name="phone",
        label=N_("Puhelin"),
        kind=FieldKind.PHONE,
        category=_NONE,
        subject=None,
        check=check_phone,
        normalise=normalise_phone,
    ),
    FieldSpec(
        name="email",
        label=N_("Sähköposti"),
        kind=FieldKind.EMAIL,
        category=_NONE,
        subject=None,
        required=True,
        check=check_email,
        normalise=normalise_email,
    ),
    _text("contact", N_("Rekisteriasioiden yhteyshenkilö")),
)
USER_FIELDS = (
    _text("user_name", N_("Nimi")),
    _text("login", N_("Käyttäjätunnus")),
)
