"""Whom a new record concerns: a person or a customer, found by name or phone; a person can be made in passing."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal

from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.personname import split_name
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.finder import Finder
from asiakasrekisteri.gui.widgets.basics import Button, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.marks import Pill


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
        self.kind, self._title, self._id = kind, title, 0
        may_create = kind == "person" and context.may(Permission.PERSON_WRITE)
        self.finder = Finder(context, (kind,), hint, _("Uusi henkilö ”{text}”") if may_create else "")
        self._name = label("", "strong")
        self._new = Pill(_("uusi henkilö"), "info")
        self._other = Button(_("Vaihda"), size="s", pressed=self._seek_again)
        self._chosen = row(self._name, self._new, None, self._other)
        self._fault = label("", "err", wrap=True)
        self.add(self.finder, self._chosen, self._fault)
        self._chosen.hide()
        self._fault.hide()
        self.finder.chosen.connect(lambda _kind, row_id, name: self.take(row_id, name))
        self.finder.create_asked.connect(lambda name: self.take(0, name))

    def links(self) -> dict[str, int]:
        """Return the chosen one as the link of a new record; nothing where the person is still to be made."""
        return {f"{self.kind}_id": self._id} if self._id else {}

    def new_person(self) -> Mapping[str, object] | None:
        """Return the names of a person to be made first; None when she is in the register."""
        if self._id or not self._name.text():
            return None
        parts = split_name(self._name.text())
        return {"last_name": parts.last_name, "first_names": parts.first_names or None}

    def take(self, row_id: int, name: str) -> None:
        """Choose one who was found; id 0 for a person who is not in the register yet."""
        self._id = row_id
        self._name.setText(name)
        self._new.setVisible(not row_id)
        self.finder.hide()
        self._fault.hide()
        self._chosen.show()
        self._other.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def is_changed(self) -> bool:
        """Tell whether somebody has been chosen."""
        return bool(self._name.text())

    def check(self) -> Sequence[FieldError]:
        """Demand that somebody is chosen."""
        missing = not self.is_changed()
        said = {"person": _("Valitse henkilö."), "customer": _("Valitse asiakas.")}[self.kind]
        self._fault.setText(said)
        self._fault.setVisible(missing)
        return [FieldError(self.kind, said)] if missing else []

    def caption_of(self, name: str) -> str:
        """See FormPart."""
        return self._title if name == self.kind else ""

    def focus(self, name: str) -> None:  # noqa: ARG002 - there is one field
        """Put the focus into the search field."""
        self.finder.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _seek_again(self) -> None:
        self._id = 0
        self._name.setText("")
        self._chosen.hide()
        self.finder.show()
        self.focus("")
        self.changed.emit()
