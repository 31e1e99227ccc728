"""What is swept when an office is opened: files left half-written, notes nobody finished, former passwords."""

from asiakasrekisteri.usecases.attachments import sweep_attachments
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.hosting_secrets import forget_former_secrets
from asiakasrekisteri.usecases.interactions.drafts import sweep_drafts


def tidy(gate: Gate) -> None:
    """Sweep what an earlier desk left behind."""
    gate.call(sweep_attachments)
    gate.call(sweep_drafts)
    gate.call(forget_former_secrets)
