"""What a command has of the world: where it writes, where passwords come from, and how offices are opened."""

import getpass
import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from asiakasrekisteri.domain.errors import PasswordChangeRequiredError, UsageError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.usecases.office import Desk, Office, Surroundings

PASSWORD = "ASIAKASREKISTERI_PASSWORD"  # noqa: S105 - names of variables, not passwords
NEW_PASSWORD = "ASIAKASREKISTERI_NEW_PASSWORD"  # noqa: S105

AroundOf = Callable[[Path], Surroundings]
Window = Callable[[Path | None], int]


def _plain_surroundings(_folder: Path) -> Surroundings:
    return Surroundings()


@dataclass(frozen=True)
class Terminal:
    """The surroundings of one run of the command line.

    Attributes:
        around: gives what an office folder is opened with.
        window: opens the window, on a folder if one is given; returns the exit code.
        environment: where passwords are looked for first.
    """

    around: AroundOf = _plain_surroundings
    window: Window | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)

    def say(self, text: str) -> None:
        """Write a line to standard output."""
        print(text)

    def say_json(self, data: object) -> None:
        """Write data to standard output as JSON."""
        print(json.dumps(data, ensure_ascii=False, indent=1))

    def office(self, folder: str) -> Office:
        """Return the office in a folder."""
        path = Path(folder)
        return Office(path, self.around(path))

    @contextmanager
    def signed_in(self, options: Namespace) -> Iterator[Desk]:
        """Sign in to the command's office for as long as the command lasts.

        Raises:
            UsageError: there is no `--user`, or no password and nobody to ask.
            LoginRefusedError, StoreError: as their names say.
        """
        office, login = self.office(options.office), user_of(options)
        office.logins()  # a missing or foreign office is told before anybody types a password
        desk = self._enter(office, login)
        for told in filter(None, (desk.erased_again.told(), desk.log_said)):
            print(told, file=sys.stderr)
        try:
            yield desk
        finally:
            desk.close()

    def _enter(self, office: Office, login: str) -> Desk:
        password = self.secret(PASSWORD, _("Salasana: "))
        try:
            return office.enter(login, password)
        except PasswordChangeRequiredError:
            if NEW_PASSWORD not in self.environment and not sys.stdin.isatty():
                raise
            return office.change_password(login, password, self.new_secret(NEW_PASSWORD, _("Uusi salasana: ")))

    def secret(self, variable: str, prompt: str) -> str:
        """Return a password from its environment variable, or ask for it.

        Raises:
            UsageError: the variable is not set and there is nobody to ask.
        """
        if variable in self.environment:
            return self.environment[variable]
        if not sys.stdin.isatty():
            raise UsageError(_("Anna salasana ympäristömuuttujassa {variable}.").format(variable=variable))
        return getpass.getpass(prompt)

    def new_secret(self, variable: str, prompt: str) -> str:
        """Return a new password; one that is typed is asked for twice."""
        typed = self.secret(variable, prompt)
        if variable not in self.environment and getpass.getpass(_("Sama uudelleen: ")) != typed:
            raise UsageError(_("Salasanat eivät olleet samat. Yritä uudelleen."))
        return typed


def user_of(options: Namespace) -> str:
    """Return the user ID given with `--user`.

    Raises:
        UsageError: none was given.
    """
    login: str = options.user or ""
    if not login.strip():
        raise UsageError(_("Anna käyttäjätunnus valinnalla --user."))
    return login
