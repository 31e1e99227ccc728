"""argparse in Finnish: headings, usage and complaints; `--user` is understood before and after the command's name."""

import argparse
import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from asiakasrekisteri.cli.terminal import Terminal
from asiakasrekisteri.domain.errors import UsageError
from asiakasrekisteri.domain.texts import N_, _

PROGRAM = "asiakasrekisteri"
LOG_VERIFY = "log verify"
"""A command of two words beside `log`, which has no commands of its own."""
_GREATEST = 10**9
Run = Callable[[argparse.Namespace, Terminal], int]

# What argparse says in English, and what is said instead. Values that were typed are not repeated: they may be names.
_COMPLAINTS = (
    (r"the following arguments are required: (?P<what>.+)", N_("Puuttuu: {what}.")),
    (r"unrecognized arguments: .*", N_("Ylimääräinen tai tuntematon argumentti.")),
    (r"argument (?P<what>.+?): expected .*", N_("Valinta {what} tarvitsee arvon.")),
    (r"argument (?P<what>.+?): invalid choice: .* \(choose from (?P<some>.+)\)", N_("{what} on jokin näistä: {some}.")),
    (r"argument (?P<what>.+?): invalid integer value: .*", N_("{what} on kokonaisluku.")),
    (r"argument (?P<what>.+?): invalid iso_day value: .*", N_("{what} on päivä muodossa 2026-11-09.")),
    (r"argument (?P<what>.+?): not allowed with argument (?P<some>.+)", N_("{what} ja {some} eivät sovi yhteen.")),
)


def integer(text: str) -> int:
    """Read a whole number that the database can hold and anybody can mean."""
    value = int(text)
    if abs(value) > _GREATEST:
        raise ValueError
    return value


def iso_day(text: str) -> dt.date:
    """Read a day as scripts write it: 2026-11-09."""
    return dt.date.fromisoformat(text)


class _Format(argparse.HelpFormatter):
    """Says "käyttö" where argparse says "usage"."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, _("käyttö: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that raises `UsageError` instead of ending the program, and sorts arguments under Finnish headings."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=_Format, add_help=False, allow_abbrev=False, **options)
        self._places = self.add_argument_group(_("argumentit"))
        self._flags = self.add_argument_group(_("valinnat"))
        self.argument("-h", "--help", action="help", help=_("näytä tämä ohje"))

    def argument(self, *names: str, **options: Any) -> None:
        """Add an argument or an option under its heading."""
        group = self._flags if names[0].startswith("-") else self._places
        group.add_argument(*names, **options)

    def error(self, message: str) -> NoReturn:
        """Refuse what was typed, in Finnish."""
        advice = _("Ohje: {command}").format(command=f"{self.prog} --help")
        raise UsageError(f"{_complaint(message)} {advice}")


def _complaint(message: str) -> str:
    for pattern, text in _COMPLAINTS:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return _(text).format(**match.groupdict())
    return _("Komentoa ei ymmärretty.")


class Commands:
    """A list of commands; each group module adds its own."""

    def __init__(self, parser: Parser) -> None:
        title, metavar = _("komennot"), _("KOMENTO")
        self._commands = parser.add_subparsers(title=title, metavar=metavar, parser_class=Parser, required=True)

    def add(self, name: str, run: Run, text: str) -> Parser:
        """Add a command that works on its own."""
        parser = self._commands.add_parser(name, help=text, description=text)
        parser.set_defaults(run=run)
        return parser

    def add_in_office(self, name: str, run: Run, text: str) -> Parser:
        """Add a command that signs in to an office."""
        parser = self.add(name, run, text)
        parser.argument("office", metavar=_("TOIMISTO"), help=_("toimiston kansio"))
        add_user_option(parser)
        return parser

    def group(self, name: str, text: str) -> "Commands":
        """Add a command that has commands of its own."""
        return Commands(self._commands.add_parser(name, help=text, description=text))


def joined(arguments: Sequence[str]) -> list[str]:
    """Return a command line in which `log verify` is one word; argparse knows a command by one."""
    words = list(arguments)
    place = 0
    while words[place : place + 1] and words[place].startswith("--user"):
        place += 1 if "=" in words[place] else 2
    if words[place : place + 2] == LOG_VERIFY.split():
        words[place : place + 2] = [LOG_VERIFY]
    return words


def add_user_option(parser: Parser) -> None:
    """Let `--user` stand after the command too."""
    parser.argument("--user", metavar=_("TUNNUS"), default=argparse.SUPPRESS, help=_("käyttäjätunnus"))
