"""How a run ends: every known failure is one line on standard error and an exit code; a defect is one line too."""

import os
import sys
from collections.abc import Callable

from asiakasrekisteri.domain.errors import AppError
from asiakasrekisteri.domain.texts import _

DEFECT, INTERRUPTED = 1, 130
DEFECT_CODE = "AR-0001"


def ending(run: Callable[[], int]) -> int:
    """Run, and return the exit code: 0, that of the error's class, 130 when the user broke off, 1 for a defect."""
    try:
        return _flushed(run)
    except AppError as error:
        return complain(f"{error} ({error.code})", error.exit_code)
    except (KeyboardInterrupt, EOFError):  # Ctrl+C, or Ctrl+D where a password is asked for
        return complain(_("Keskeytetty."), INTERRUPTED)
    except BrokenPipeError:  # the reader, as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:
        # The last word: a defect ends without a traceback, which may hold personal data.
        if sys.flags.dev_mode:  # python -X dev: a developer wants to see it
            raise
        text = _("Ohjelmassa on vika, eikä työtä saatu valmiiksi. Ilmoita vian tunnus ohjelman tekijälle.")
        return complain(f"{text} ({DEFECT_CODE})", DEFECT)


def _flushed(run: Callable[[], int]) -> int:
    try:
        code = run()
    except SystemExit as end:  # --help and --version
        code = int(end.code or 0)
    sys.stdout.flush()
    return code


def complain(text: str, code: int) -> int:
    """Tell a failure in one line and return its exit code."""
    print(f"asiakasrekisteri: {' '.join(text.split())}", file=sys.stderr)
    return code
