"""Furnishing a new office: the firm, the sources, the rules of each category, the register and its first user."""

from collections.abc import Mapping

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.permissions import Permission, Role
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import CategoryRule, Firm, Register, Source
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.billing.rates import add_shipped_rates
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.records import checked
from asiakasrekisteri.usecases.shipped import shipped
from asiakasrekisteri.usecases.users import add_user_row

FIRM_FIELDS = tuple(f.name for f in Firm.spec().editable())


@use_case(Permission.SETTINGS_WRITE, discloses=nothing)
def furnish_office(work: Work, firm: Mapping[str, str], login: str, user_name: str) -> None:
    """Fill an empty register with what every office starts from.

    Args:
        work: the unit of work.
        firm: fields of the firm; also `register_name`, `contact_name`, `contact_email`, `contact_phone`.
        login: the main user's ID.
        user_name: the main user's own name.

    Raises:
        InvalidInputError: a field of the firm is missing, wrong or unknown.
    """
    from_source(work, "staff")
    _add_sources(work)
    work.session.add(Firm(**checked_firm(firm)))
    for category, rule in shipped("legal", "categories.toml").items():
        work.session.add(
            CategoryRule(
                category=category,
                purpose=rule["purpose"],
                basis=rule["basis"],
                keep_event=rule["event"],
                keep_months=rule["months"],
                keep_reason=rule["reason"],
                keep_formula=rule["formula"],
                keep_ground=rule["ground"],
                keep_action=rule["action"],
                decided_on=work.today,
            )
        )
    add_shipped_rates(work)
    content = {**shipped("legal", "description.toml"), "contact": _contact(firm)}
    name = firm.get("register_name") or _("{firm}: asiakasrekisteri").format(firm=firm["name"])
    work.session.add(Register(name=name, content=content, drafted_on=work.today))
    add_user_row(work, login, user_name, Role.MAIN_USER)
    work.log("found")


def checked_firm(firm: Mapping[str, str]) -> dict[str, object]:
    """Return the firm's fields as they are stored; faults all at once."""
    known = {*FIRM_FIELDS, "register_name", "contact_name", "contact_email", "contact_phone"}
    if unknown := sorted(firm.keys() - known):
        message = _("Tuntematon kenttä. Kenttiä ovat: {known}.").format(known=", ".join(sorted(known)))
        raise InvalidInputError([FieldError(name, f"{name}: {message}") for name in unknown])
    return checked(Firm.spec(), {name: firm[name] for name in FIRM_FIELDS if name in firm})


def _add_sources(work: Work) -> None:
    for code, source in shipped("vocabulary", "sources.toml").items():
        work.session.add(Source(code=code, **source))
    work.session.flush()


def _contact(firm: Mapping[str, str]) -> dict[str, str]:
    return {
        "name": firm.get("contact_name") or firm["name"],
        "email": firm.get("contact_email") or firm.get("email") or "",
        "phone": firm.get("contact_phone") or firm.get("phone") or "",
    }
