"""A row of fields that is saved with the rest of a form: a phone of a person, a line of an invoice."""

from PySide6.QtWidgets import QFrame

from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.gui.forms.field import CatalogueField


class EditedRow(QFrame):
    """One row being edited.

    Attributes:
        record: what is stored; None for a new row.
        fields: by the name of what they hold.
    """

    record: Record | None
    fields: dict[str, CatalogueField]

    def is_blank(self) -> bool:
        """Tell whether this is a new row into which nothing has been typed: it is passed over."""
        return self.record is None and not any(f.is_changed() for f in self.fields.values())

    def is_changed(self) -> bool:
        """Tell whether there is something to save."""
        return not self.is_blank() and (self.record is None or any(f.is_changed() for f in self.fields.values()))

    def rebase(self, record: Record | None) -> None:
        """Stand on a newer state of the stored row and keep what was typed; None when it has been removed."""
        typed = {name: field.value() for name, field in self.fields.items() if field.is_changed()}
        self.record = record
        for name, field in self.fields.items():
            if record is not None:
                field.load(record.values.get(name))
            if name in typed:
                field.type_in(typed[name])

    def check(self) -> dict[str, str]:
        """Check the fields; return what is wrong by name."""
        if self.is_blank():
            return {}
        return {name: problem for name, field in self.fields.items() if (problem := field.check())}
