"""The source of a record that is shown as one line: one chip for all of it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.fields import EntitySpec, Record
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.history import open_history
from asiakasrekisteri.gui.widgets.provenance import ProvenanceChip


def record_chip(
    context: Context, spec: EntitySpec, record: Record, words: str, names: Sequence[str] = ()
) -> tuple[QWidget, ...]:
    """Return the chip, or nothing where no source is known.

    Args:
        context: the desk.
        spec: what the catalogue knows of the record.
        record: it, with its origins.
        words: what screen readers call the line.
        names: fields whose source and history it tells, the source of the first that has one; by default all.
    """
    told = tuple(names) or tuple(f.name for f in spec)
    origin = next((record.origins[name] for name in told if name in record.origins), None)
    if origin is None:
        return ()

    def show() -> None:
        open_history(chip, context, spec, record.id, told)

    chip = ProvenanceChip(origin, words, context.today(), show, mini=True)
    return (chip,)
