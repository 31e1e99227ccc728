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

    def made(button: Button, keys: str, needs: Permission, *, stopped: bool = False) -> Button:
        allowed = context.may(needs)
        button.setEnabled(allowed and not stopped)
        role = _(context.gate.actor.role.label)
        denied = _("Roolilla {role} ei ole tähän oikeutta. Pyydä sitä pääkäyttäjältä.").format(role=role)
        held = _("Käsittely on rajoitettu: tietoja saa vain säilyttää (18 artikla).")
        words = button.text().rstrip("…")
        usual = _("{act} ({keys})").format(act=words, keys=keys) if keys else words
        button.setToolTip(denied if not allowed else held if stopped else usual)
        return button

    words, icon = (_("Poista rajoitus…"), "lock-open") if restricted else (_("Rajoita…"), "lock")
    restriction = Button(words, icon, pressed=page.ask_restriction)
    prohibition = Button(_("Markkinointikielto"), "megaphone-off", pressed=lambda: prohibit_everything(context, person))
    request = Button(_("Pyyntö"), "inbox", pressed=lambda: context.go(f"newrequest/{person}"))
    return PersonActs(
        made(Button(_("Muokkaa"), "pencil", pressed=page.edit), "F2", Permission.PERSON_WRITE, stopped=restricted),
        made(request, "", Permission.REQUEST_WRITE),
        made(restriction, "Ctrl+Shift+R", Permission.PERSON_RESTRICT),
        made(prohibition, "", Permission.PERSON_WRITE),
        made(
            Button(_("Hävitä…"), "trash-2", pressed=page.ask_erase), "Del", Permission.PERSON_ERASE, stopped=restricted
        ),
        made(
            Button(_("Tulosta ote"), "printer", "primary", pressed=page.print_extract),
            "Ctrl+P",
            Permission.EXTRACT_PRINT,
        ),
    )
