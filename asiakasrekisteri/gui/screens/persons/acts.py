"""The acts at the top of a person's page; those the role does not allow stay visible and say why."""

from collections.abc import Callable
from dataclasses import dataclass

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.widgets.basics import Button

Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class PersonActs:
    """The buttons, in order: edit, erase, print the extract."""

    edit: Button
    erase: Button
    print: Button

    def all(self) -> tuple[Button, ...]:
        """Return the buttons from left to right."""
        return self.edit, self.erase, self.print


def person_acts(context: Context, edit: Act, erase: Act, print_extract: Act) -> PersonActs:
    """Return the buttons of these acts."""

    def made(button: Button, keys: str, needs: Permission) -> Button:
        allowed = context.may(needs)
        button.setEnabled(allowed)
        role = _(context.gate.actor.role.label)
        denied = _("Roolilla {role} ei ole tähän oikeutta. Pyydä sitä pääkäyttäjältä.").format(role=role)
        button.setToolTip(f"{button.text().rstrip('…')} ({keys})" if allowed else denied)
        return button

    return PersonActs(
        made(Button(_("Muokkaa"), "pencil", pressed=edit), "F2", Permission.PERSON_WRITE),
        made(Button(_("Hävitä…"), "trash-2", pressed=erase), "Del", Permission.PERSON_ERASE),
        made(Button(_("Tulosta ote"), "printer", "primary", pressed=print_extract), "Ctrl+P", Permission.EXTRACT_PRINT),
    )
