"""What is swept when an office is opened: files left half-written, notes nobody finished, former passwords.

And what a restored backup has brought back although it had been erased; and older copies that hold it still.
"""

from asiakasrekisteri.usecases.attachments import sweep_attachments
from asiakasrekisteri.usecases.erasing_again import ErasedAgain, erase_again, sweep_copies
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.hosting_secrets import forget_former_secrets
from asiakasrekisteri.usecases.interactions.drafts import sweep_drafts
from asiakasrekisteri.usecases.logs import seal_log


def tidy(gate: Gate) -> tuple[ErasedAgain, str]:
    """Sweep what an earlier desk left behind; tell what had to be erased again, and what is wrong with the log."""
    gate.store.vault.checkpoint(again=True)  # a program that was killed may have left there what it had erased
    said = gate.call(seal_log)
    again = gate.call(erase_again)
    gate.call(sweep_copies)
    gate.call(sweep_attachments)
    gate.call(sweep_drafts)
    gate.call(forget_former_secrets)
    return again, said
