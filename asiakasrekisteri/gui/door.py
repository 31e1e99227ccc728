"""What the entrance (login, recovery, first run) asks of the office; implemented by a use case, given by bootstrap.

Every method except `office_path` and `firm_name` may take long (Argon2id, disk) and is called off the GUI thread.
"""

from dataclasses import dataclass
from typing import Protocol

from asiakasrekisteri.domain.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOffice:
    """What the first run asks: the firm as it stands in its documents, and the main user."""

    name: str
    business_id: str
    street: str
    postcode: str
    town: str
    phone: str
    email: str
    contact: str
    login: str
    user_name: str
    password: str


class OfficeDoor(Protocol):
    """The way into one office folder."""

    @property
    def office_path(self) -> str:
        """The folder, for showing."""

    def firm_name(self) -> str:
        """Return the firm's name as this computer remembers it, or ""."""

    def logins(self) -> list[str]:
        """Return the user IDs to choose from; empty when they are not to be shown."""

    def enter(self, login: str, password: str, progress: Progress) -> object:
        """Open the office and return the session.

        Raises:
            PasswordChangeRequiredError: the password was right but must be changed first.
            LoginRefusedError: wrong user ID or password; says how many tries are left and how long to wait.
            StoreInUseError: another program or desk holds the register.
            StoreError: the register cannot be used.
        """

    def change_first_password(self, login: str, old: str, new: str, progress: Progress) -> object:
        """Change the first password and return the session. Raises InvalidInputError when the new one is too weak."""

    def enter_with_recovery(self, code: str, login: str, new_password: str, progress: Progress) -> object:
        """Open the office by the recovery code, give the user a new password, and return the session.

        Raises:
            InvalidInputError: the code was mistyped, or the password is too weak.
            LoginRefusedError: the code is not valid here.
        """

    def create(self, office: NewOffice, progress: Progress) -> str:
        """Make the office and return its recovery code, which is kept nowhere."""

    def recovery_sheet(self, firm: str, code: str, progress: Progress) -> bytes:
        """Return the sheet of the firm's recovery code as a PDF, to be printed."""
