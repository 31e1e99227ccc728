"""The acts at the top of a person's page; those that are not allowed stay visible and say why."""

from dataclasses import dataclass
from typing import Protocol

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.marketing.forms import prohibit_everything
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.usecases.persons import PersonPage


@dataclass(frozen=True, slots=True)
class PersonActs:
    """The buttons, in order: edit, request, restrict or lift it, prohibit marketing, erase, print the extract."""

    edit: Button
    ask: Button
    restrict: Button
    prohibit: Button
    erase: Button
    print: Button

    def all(self) -> tuple[Button, ...]:
        """Return the buttons from left to right."""
        return self.edit, self.ask, self.restrict, self.prohibit, self.erase, self.print

    def going(self) -> tuple[Button, ...]:
        """Return which go into a menu where there is no room, the first first."""
        return self.erase, self.prohibit, self.restrict, self.ask, self.edit


class Acting(Protocol):
    """What the buttons do."""

    def edit(self) -> None:
        """Make the page editable."""

    def ask_restriction(self) -> None:
        """Ask what a restriction needs, or the lifting of one."""

    def ask_erase(self) -> None:
        """Ask whether the person is to be erased."""

    def print_extract(self) -> None:
        """Preview everything held on paper."""


def person_acts(context: Context, page: Acting, shown: PersonPage) -> PersonActs:
    """Return the buttons.

    Args:
        context: the desk.
        page: does what they say.
        shown: the person; under restriction her data may only be stored.
    """
    restricted, person = shown.restriction is not None, shown.record.id

    def made(button: Button, words: str, keys: str, needs: Permission, *, stopped: bool = False) -> Button:
        allowed = context.may(needs)
        button.setEnabled(allowed and not stopped)
        role = _(context.gate.actor.role.label)
        denied = _("Roolilla {role} ei ole tähän oikeutta. Pyydä sitä pääkäyttäjältä.").format(role=role)
        held = _("Käsittely on rajoitettu: tietoja saa vain säilyttää (18 artikla).")
        usual = _("{act} ({keys})").format(act=words, keys=keys) if keys else words
        button.setToolTip(denied if not allowed else held if stopped else usual)
        button.setAccessibleName(words)
        return button

    restrict = _("Poista rajoitus") if restricted else _("Rajoita")
    edit = Button(_("Muokkaa"), "pencil", pressed=page.edit)
    request = Button(_("Pyyntö"), "inbox", pressed=lambda: context.go(f"newrequest/{person}"))
    restriction = Button(restrict, "lock-open" if restricted else "lock", pressed=page.ask_restriction)
    banned = _("Markkinointikielto")
    prohibition = Button(banned, "megaphone-off", pressed=lambda: prohibit_everything(context, person))
    erasure = Button(_("Hävitä…"), "trash-2", pressed=page.ask_erase)
    extract = Button(_("Tulosta ote"), "printer", "primary", pressed=page.print_extract)
    return PersonActs(
        made(edit, _("Muokkaa"), "F2", Permission.PERSON_WRITE, stopped=restricted),
        made(request, _("Pyyntö"), "", Permission.REQUEST_WRITE),
        made(restriction, restrict, "Ctrl+Shift+R", Permission.PERSON_RESTRICT),
        made(prohibition, banned, "", Permission.PERSON_WRITE),
        made(erasure, _("Hävitä"), "Del", Permission.PERSON_ERASE, stopped=restricted),
        made(extract, _("Tulosta ote"), "Ctrl+P", Permission.EXTRACT_PRINT),
    )
