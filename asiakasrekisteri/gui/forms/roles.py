"""The contact roles of a customer in its form: who, as what, from when to when. New persons are made in passing."""

from collections.abc import Mapping

from PySide6.QtCore import Qt

from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.fields import EntitySpec, Record
from asiakasrekisteri.domain.personname import split_name
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.details import DetailCard, DetailRow
from asiakasrekisteri.gui.forms.editors import Today
from asiakasrekisteri.gui.forms.finder import Finder
from asiakasrekisteri.gui.widgets.basics import column, label, row
from asiakasrekisteri.gui.widgets.marks import Avatar, Pill

_NEW = N_("Uusi henkilö ”{text}”")


class RoleRow(DetailRow):
    """One role with the name of its holder over it.

    Args:
        spec: the role.
        today: what "t" and "+7" in a date count from.
        record: the stored role; None for a new one.
        name: who holds it, as spoken.
        is_new: whether the person is not in the register yet.
    """

    def __init__(self, spec: EntitySpec, today: Today, record: Record | None, name: str, *, is_new: bool) -> None:
        super().__init__(spec, today, record)
        self.name, self.is_new = name, is_new
        own = self.layout()
        assert own is not None
        marks = [Pill(_("uusi henkilö"), "info")] if is_new else []
        head = row(Avatar(name, 28), label(name, "strong"), *marks, None, gap=8)
        grid = own.itemAt(0)
        assert grid is not None
        fields = grid.widget()
        assert fields is not None
        own.removeWidget(fields)
        box = column(head, fields, gap=8)
        assert hasattr(own, "insertWidget")
        own.insertWidget(0, box, 1)

    def is_blank(self) -> bool:
        """A role says something by its holder alone."""
        return False

    def person_values(self) -> Mapping[str, object] | None:
        """Return the names of a person to be made first; None when she is in the register."""
        if not self.is_new:
            return None
        parts = split_name(self.name)
        return {"last_name": parts.last_name, "first_names": parts.first_names or None}


class RolesCard(DetailCard):
    """The contact persons of a customer. A part of a form.

    Args:
        spec: the role.
        today: what "t" and "+7" in a date count from.
        context: the desk, for finding persons.
        may_create: whether the user may make new persons.
    """

    def __init__(self, spec: EntitySpec, today: Today, context: Context, *, may_create: bool) -> None:
        self._names: dict[int, str] = {}
        self._holder: tuple[int, str] | None = None
        super().__init__(spec, today, _("Yhteyshenkilöt"))
        self.add_button.setText(_("Lisää yhteyshenkilö"))
        self.finder = Finder(
            context, ("person",), _("Henkilön nimi, puhelin tai sähköposti…"), _(_NEW) if may_create else ""
        )
        self.finder.hide()
        self.body.insertWidget(1, self.finder)
        self.finder.chosen.connect(lambda _kind, row_id, name: self.add_person(row_id, name))
        self.finder.create_asked.connect(lambda name: self.add_person(0, name))
        self.add_button.clicked.disconnect()
        self.add_button.clicked.connect(lambda _on=False: self._ask_who())

    def set_names(self, names: Mapping[int, str]) -> None:
        """Say who holds which stored role: names by id of the role; before `load`."""
        self._names = dict(names)

    def add_person(self, person_id: int, name: str) -> DetailRow:
        """Add a role for a person; id 0 for one who is not in the register yet."""
        self._holder = (person_id, name)
        made = self.add_row()
        made.links = {"person_id": person_id} if person_id else {}
        self._holder = None
        self.finder.hide()
        next(iter(made.fields.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return made

    def make_row(self, record: Record | None) -> DetailRow:
        """See DetailCard."""
        if record is not None:
            return RoleRow(self.spec, self._today, record, self._names.get(record.id, ""), is_new=False)
        person_id, name = self._holder or (0, "")
        return RoleRow(self.spec, self._today, None, name, is_new=not person_id)

    def check(self) -> list[FieldError]:
        """See FormPart. A name that was typed but not chosen is a fault too."""
        faults = super().check()
        if self.finder.isVisible() and self.finder.search.text().strip():
            faults.append(FieldError("finder", _("Valitse yhteyshenkilö luettelosta tai tyhjennä hakukenttä.")))
        return faults

    def new_persons(self) -> list[tuple[RoleRow, Mapping[str, object]]]:
        """Return the rows whose person must be made before the save, and her names."""
        rows = [r for r in self.rows if isinstance(r, RoleRow)]
        return [(r, values) for r in rows if (values := r.person_values()) is not None]

    def _ask_who(self) -> None:
        self.finder.show()
        self.finder.search.setFocus(Qt.FocusReason.OtherFocusReason)
