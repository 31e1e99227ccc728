"""The source of a record that is shown as one line: one chip for all of it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.fields import EntitySpec, Origin, Record
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.history import history_of
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
    return () if origin is None else (origin_chip(context, spec, record.id, origin, words, told),)


def origin_chip(
    context: Context, spec: EntitySpec, row_id: int, origin: Origin, words: str, names: Sequence[str] = ()
) -> ProvenanceChip:
    """Return the chip of a source that is known, with the history of some fields of the row; by default of all."""
    history = history_of(context, spec, row_id, tuple(names) or tuple(f.name for f in spec))
    return ProvenanceChip(origin, words, context.today(), history, mini=True)
