"""The former values of a field, in a popover under the chip that was pressed."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QWidget

from asiakasrekisteri.domain.fields import EntitySpec
from asiakasrekisteri.domain.formats import as_text, iso_time
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.widgets.basics import column, label, line, row
from asiakasrekisteri.gui.widgets.popover import Popover
from asiakasrekisteri.usecases.history import History, show_history

_MOST = 8


def open_history(anchor: QWidget, context: Context, spec: EntitySpec, row_id: int, fields: Sequence[str]) -> None:
    """Fetch the former values of some fields of a row and show them; being shown is logged as a view."""

    def show(history: History) -> None:
        if anchor.isVisible():  # not over the lock
            Popover(anchor, history_view(history, spec, fields), _("Historia")).open()

    context.ask(anchor, lambda gate: gate.call(show_history, spec.name, row_id), show)


def history_of(context: Context, spec: EntitySpec, row_id: int, fields: Sequence[str]) -> Callable[[QWidget], None]:
    """Return what opens the former values of some fields of a row under the chip it is given."""

    def show(chip: QWidget) -> None:
        open_history(chip, context, spec, row_id, fields)

    return show


def history_view(history: History, spec: EntitySpec, fields: Sequence[str]) -> QFrame:
    """Return the former values, the newest first."""
    known = {f.name: f for f in spec}
    parts: list[QWidget] = []
    for value in [v for v in history.values if v.field in fields][:_MOST]:
        field = known[value.field]
        was = as_text(field, value.old) or _("tyhjä")
        now = as_text(field, value.new) or _("tyhjä")
        if parts:
            parts.append(line())
        parts.append(
            column(
                row(label(was, "muted"), label("→", "muted"), label(now, "strong"), None, gap=6),
                label(
                    _("{field} · {at} · {who} · {source}").format(
                        field=_(field.label),
                        at=iso_time(value.at),
                        who=value.origin.recorded_by,
                        source=value.origin.source_label,
                    ),
                    "small",
                ),
                gap=2,
            )
        )
    if not parts:
        parts.append(label(_("Arvoa ei ole muutettu tallentamisen jälkeen."), "muted"))
    return column(label(_("Aiemmat arvot"), "h3"), *parts, gap=8)
