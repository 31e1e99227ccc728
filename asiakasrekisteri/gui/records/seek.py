"""Whom a new record concerns: a person or a customer, found by name, phone or e-mail."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.finder import Finder
from asiakasrekisteri.gui.widgets.basics import Button, label, row
from asiakasrekisteri.gui.widgets.card import Card


class SeekCard(Card):
    """A part of a form in which a person or a customer is chosen.

    Args:
        context: the desk.
        kind: "person" or "customer".
    """

    changed = Signal()

    def __init__(self, context: Context, kind: str) -> None:
        title, hint = {
            "person": (_("Henkilö"), _("Etsi henkilöä nimellä, puhelimella tai sähköpostilla…")),
            "customer": (_("Asiakas"), _("Etsi asiakasta nimellä, numerolla tai Y-tunnuksella…")),
        }[kind]
        super().__init__(title)
        self._kind, self._id = kind, 0
        self.finder = Finder(context, (kind,), hint)
        self._name = label("", "strong")
        self._other = Button(_("Vaihda"), size="s", pressed=self._seek_again)
        self._chosen = row(self._name, None, self._other)
        self._fault = label("", "err", wrap=True)
        self.add(self.finder, self._chosen, self._fault)
        self._chosen.hide()
        self._fault.hide()
        self.finder.chosen.connect(self._take)

    def links(self) -> dict[str, int]:
        """Return the chosen one as the link of a new record."""
        return {f"{self._kind}_id": self._id}

    def take(self, row_id: int, name: str) -> None:
        """Choose as if the user had found it."""
        self._take(self._kind, row_id, name)

    def is_changed(self) -> bool:
        """Tell whether somebody has been chosen."""
        return self._id > 0

    def check(self) -> Sequence[FieldError]:
        """Demand that somebody is chosen."""
        missing = not self._id
        said = {"person": _("Valitse henkilö."), "customer": _("Valitse asiakas.")}[self._kind]
        self._fault.setText(said)
        self._fault.setVisible(missing)
        return [FieldError(self._kind, said)] if missing else []

    def caption_of(self, name: str) -> str:
        """See FormPart."""
        return {"person": _("Henkilö"), "customer": _("Asiakas")}[self._kind] if name == self._kind else ""

    def focus(self, name: str) -> None:  # noqa: ARG002 - there is one field
        """Put the focus into the search field."""
        self.finder.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, _kind: str, row_id: int, name: str) -> None:
        self._id = row_id
        self._name.setText(name)
        self.finder.hide()
        self._fault.hide()
        self._chosen.show()
        self.changed.emit()

    def _seek_again(self) -> None:
        self._id = 0
        self._chosen.hide()
        self.finder.show()
        self.focus("")
        self.changed.emit()
