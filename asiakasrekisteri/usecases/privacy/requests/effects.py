"""What a request does at once, before anybody decides it: marketing stops, no reason asked (Art. 7(3), 21(3))."""

from asiakasrekisteri.store.models import Request
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.marketing.consenting import withdraw_consents
from asiakasrekisteri.usecases.privacy.marketing.prohibiting import prohibit_marketing

_HOW = "request"
_EVERYTHING = ("all",)


def take_effect(work: Work, request: Request) -> None:
    """Prohibit marketing or withdraw the consents of the person a request concerns, as soon as she is known."""
    if request.person_id is None:
        return
    if request.kind == "marketing":
        prohibit_marketing.body(work, request.person_id, _EVERYTHING, _HOW, request.number)
    elif request.kind == "consent":
        withdraw_consents.body(work, request.person_id, _EVERYTHING, _HOW, request.number)
