"""Errors a user can meet. Anything else that escapes is a defect.

Each class carries the exit code of the command line (0 done, 2 usage, 3 login refused, 4 not permitted, 5 input
rejected, 6 store) and a stable code such as ``AR-0601`` that the user can quote. The message is written where the error
is raised, in the user's language, and says what to do next.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar


class AppError(Exception):
    """A failure whose text may be shown to the user as it is."""

    exit_code: ClassVar[int] = 5
    code: ClassVar[str] = "AR-0500"


@dataclass(frozen=True, slots=True)
class FieldError:
    """One rejected value: the field's name in the catalogue and a sentence that says how to mend it."""

    field: str
    message: str


class UsageError(AppError):
    """The command or its arguments cannot be understood."""

    exit_code = 2
    code = "AR-0200"


class LoginRefusedError(AppError):
    """Wrong user ID or password; the same words for both, so that user IDs cannot be guessed."""

    exit_code = 3
    code = "AR-0300"

    def __init__(self, message: str, *, attempts_left: int | None = None, wait_seconds: int = 0) -> None:
        super().__init__(message)
        self.attempts_left = attempts_left
        self.wait_seconds = wait_seconds


class PasswordChangeRequiredError(LoginRefusedError):
    """The password was right but is the first one, given by the main user: it must be changed before work begins."""

    code = "AR-0301"


class DeviceSecretMissingError(LoginRefusedError):
    """The user ID opens only together with the secret in this computer's keyring, and the keyring did not give it."""

    code = "AR-0302"


class PermissionDeniedError(AppError):
    """The signed-in user may not do this."""

    exit_code = 4
    code = "AR-0400"


class RestrictedError(PermissionDeniedError):
    """The processing of the person's data is restricted (GDPR Art. 18): they may only be stored."""

    code = "AR-0401"


class InvalidInputError(AppError):
    """Values that the user can correct where they were typed."""

    code = "AR-0501"

    def __init__(self, errors: Iterable[FieldError]) -> None:
        self.errors = tuple(errors)
        super().__init__(" ".join(e.message for e in self.errors))


class NotFoundError(AppError):
    """The record has gone since it was last seen."""

    code = "AR-0502"


class StaleRecordError(AppError):
    """Somebody else saved the record first."""

    code = "AR-0503"


class RateMissingError(AppError):
    """The law's arithmetic needs a dated figure (reference rate, cap of a fee) that nobody has entered for the day."""

    code = "AR-0504"


class ExchangeError(AppError):
    """A file from outside cannot be read, or a file for outside cannot be written."""

    code = "AR-0510"


class MailServerError(ExchangeError):
    """The mail server cannot be reached, or not be trusted; nothing has been sent."""

    code = "AR-0511"


class CancelledError(AppError):
    """The user pressed cancel; everything the work had written was rolled back."""

    code = "AR-0520"


class KeyringUnavailableError(AppError):
    """The computer has no keyring, or it is locked and does not answer."""

    code = "AR-0530"


class StoreError(AppError):
    """The encrypted register cannot be used: disk, place, lock or file."""

    exit_code = 6
    code = "AR-0600"


class StoreMissingError(StoreError):
    """There is no register in the folder."""

    code = "AR-0601"


class StoreDamagedError(StoreError):
    """The database file is cut, empty or altered."""

    code = "AR-0602"


class KeyFileDamagedError(StoreError):
    """The key file is missing, cut or altered."""

    code = "AR-0603"


class ForeignFileError(StoreError):
    """The file is something else than a register of this program."""

    code = "AR-0604"


class StoreInUseError(StoreError):
    """Another program or desk holds the register."""

    code = "AR-0605"


class NewerVersionError(StoreError):
    """The register was written by a newer version of the program; it is left untouched."""

    code = "AR-0606"


class UnsuitablePlaceError(StoreError):
    """The folder lies where a live database must not lie: network drive, synchronised folder, no room, no right."""

    code = "AR-0607"


class LogBrokenError(StoreError):
    """The chain of the log does not hold."""

    code = "AR-0608"


class InsufficientMemoryError(StoreError):
    """The machine cannot give the memory that the stretching of a password takes."""

    code = "AR-0609"


class BackupDamagedError(StoreError):
    """The backup is cut, altered, or not a backup of this program."""

    code = "AR-0610"


class MigrationFailedError(StoreError):
    """Bringing the register to this version's form did not succeed; it is as it was."""

    code = "AR-0611"


class KeyMismatchError(StoreDamagedError):
    """The key is right for its key file, but the database does not open with it."""

    code = "AR-0612"


class LedgerBrokenError(StoreError):
    """The ledger of erasures beside the database is missing or cannot be read."""

    code = "AR-0613"
