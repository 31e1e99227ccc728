"""The way into an office folder for the entrance. The database is loaded at the first call, on the worker's thread."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from asiakasrekisteri.domain.progress import Progress
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.door import NewOffice

if TYPE_CHECKING:
    from asiakasrekisteri.usecases.office import Desk, Office

OpenOffice = Callable[[Path], "Office"]
ListLogins = Callable[[Path], Sequence[str]]
MakeSheet = Callable[[str, str, dt.datetime], bytes]
_FIRM_FIELDS = ("name", "business_id", "street", "postcode", "town", "phone", "email")


@dataclass(frozen=True, slots=True)
class FolderDoor:
    """The door of one folder: an `OfficeDoor`.

    Attributes:
        folder: the office.
        firm: the firm's name as this computer remembers it, or "".
        open_office: gives the office of a folder; loads the database when first called.
        list_logins: gives the user IDs of a folder without loading the database.
        make_sheet: makes the sheet of a recovery code from firm, code and instant.
        publish: hears what each save has changed.
    """

    folder: Path
    firm: str
    open_office: OpenOffice
    list_logins: ListLogins
    make_sheet: MakeSheet
    publish: Callable[[Changes], None]

    @property
    def office_path(self) -> str:
        """The folder, for showing."""
        return str(self.folder)

    def firm_name(self) -> str:
        """Return the firm's name as remembered on this computer, "" where it is not known yet."""
        return self.firm

    def logins(self) -> list[str]:
        """See OfficeDoor."""
        return list(self.list_logins(self.folder))

    def enter(self, login: str, password: str, progress: Progress) -> "Desk":
        """See OfficeDoor."""
        progress.report(0, 1)
        return self.open_office(self.folder).enter(login, password, self.publish)

    def change_first_password(self, login: str, old: str, new: str, progress: Progress) -> "Desk":
        """See OfficeDoor."""
        progress.report(0, 1)
        return self.open_office(self.folder).change_password(login, old, new, self.publish)

    def enter_with_recovery(self, code: str, login: str, new_password: str, progress: Progress) -> "Desk":
        """See OfficeDoor."""
        progress.report(0, 1)
        return self.open_office(self.folder).enter_with_recovery(code, login, new_password, self.publish)

    def create(self, office: NewOffice, progress: Progress) -> str:
        """See OfficeDoor."""
        progress.report(0, 1)
        firm = {name: str(getattr(office, name)) for name in _FIRM_FIELDS}
        contact = {"contact_name": office.contact, "contact_email": office.email, "contact_phone": office.phone}
        founded = self.open_office(self.folder).create(
            {**firm, **contact}, office.login, office.user_name, office.password
        )
        founded.desk.close()
        return founded.recovery_code

    def recovery_sheet(self, firm: str, code: str, progress: Progress) -> bytes:
        """See OfficeDoor."""
        progress.report(0, 1)
        return self.make_sheet(firm, code, dt.datetime.now(dt.UTC))
