"""An office door that needs no office: for screens alone (fictional data)."""

from asiakasrekisteri.domain.errors import (
    FieldError,
    InvalidInputError,
    LoginRefusedError,
    PasswordChangeRequiredError,
    StoreInUseError,
)
from asiakasrekisteri.domain.progress import Progress
from asiakasrekisteri.gui.door import NewOffice

PASSWORD = "tyyni lampi heijastaa"
FIRST_PASSWORD = "ensimmainen salasana"
CODE = "7KQ4M2-XR9HTD-WC6PV3-NEB8YA-J5FZ16-QK42"


class FakeDoor:
    """Knows one password; counts the wrong ones."""

    def __init__(self) -> None:
        self.wrong, self.firm = 0, "Kaamosverkko Oy"
        self.in_use = False
        self.made: NewOffice | None = None

    @property
    def office_path(self) -> str:
        return "D:\\Asiakasrekisteri\\kaamosverkko"

    def firm_name(self) -> str:
        return self.firm

    def logins(self) -> list[str]:
        return ["aino.öberg", "sari.kemppainen", "mikael.lindqvist"]

    def enter(self, login: str, password: str, progress: Progress) -> object:
        progress.report(1, 1)
        if self.in_use:
            raise StoreInUseError("Rekisteri on auki työasemalla PC-TUKI-2. Sulje se siellä tai odota.")
        if password == FIRST_PASSWORD:
            raise PasswordChangeRequiredError("Vaihda salasana.")
        if password != PASSWORD:
            self.wrong += 1
            wait = 60 if self.wrong >= 3 else 0
            words = f"Käyttäjätunnus tai salasana on väärin. {3 - self.wrong} yritystä jäljellä ennen taukoa."
            raise LoginRefusedError(words, attempts_left=3 - self.wrong, wait_seconds=wait)
        return f"istunto {login}"

    def change_first_password(self, login: str, old: str, new: str, progress: Progress) -> object:  # noqa: ARG002 - OfficeDoor
        if new == old:
            raise InvalidInputError([FieldError("password", "Uusi salasana on sama kuin vanha. Valitse toinen.")])
        return f"istunto {login}"

    def enter_with_recovery(self, code: str, login: str, new_password: str, progress: Progress) -> object:  # noqa: ARG002 - OfficeDoor
        if code != CODE:
            raise LoginRefusedError("Palautusavain ei ole voimassa tässä rekisterissä.")
        return f"istunto {login}"

    def create(self, office: NewOffice, progress: Progress) -> str:  # noqa: ARG002 - OfficeDoor
        self.made = office
        return CODE

    def recovery_sheet(self, firm: str, code: str, progress: Progress) -> bytes:  # noqa: ARG002 - OfficeDoor
        return f"{firm} {code}".encode()
