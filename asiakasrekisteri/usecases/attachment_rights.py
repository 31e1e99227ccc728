"""What the owner of an attachment asks of the user."""

from collections.abc import Mapping

from asiakasrekisteri.domain.errors import PermissionDeniedError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.work import Work

READ = {
    "contract": Permission.SERVICE_READ,
    "sales_order": Permission.SERVICE_READ,
    "invoice": Permission.BILLING_READ,
    "disclosure": Permission.DISCLOSURE_READ,
    "recipient": Permission.DISCLOSURE_READ,
    "breach": Permission.BREACH_READ,
    "customer": Permission.CUSTOMER_READ,
    "person": Permission.PERSON_READ,
    "request": Permission.REQUEST_READ,
}
WRITE = {
    "contract": Permission.SERVICE_WRITE,
    "sales_order": Permission.SERVICE_WRITE,
    "invoice": Permission.BILLING_WRITE,
    "disclosure": Permission.DISCLOSURE_WRITE,
    "recipient": Permission.DISCLOSURE_WRITE,
    "breach": Permission.BREACH_WRITE,
    "customer": Permission.CUSTOMER_WRITE,
    "person": Permission.PERSON_WRITE,
    "request": Permission.REQUEST_WRITE,
}
"""What the owner of an attachment asks of the user beside the right to interactions."""


def require_right(work: Work, owner: str, rights: Mapping[str, Permission]) -> None:
    """Refuse a role that may not read or write what an attachment hangs on."""
    if owner in rights and not work.actor.may(rights[owner]):
        raise PermissionDeniedError(_("Roolillasi ei ole oikeutta tähän liitteeseen. Pyydä oikeutta pääkäyttäjältä."))
