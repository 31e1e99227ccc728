"""The order of Tab in a form: that of reading, also where parts were put between the fields or rows came later."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QWidget


def put_in_order(form: QWidget) -> None:
    """Let Tab go through a form in the order in which it is read."""
    before = form
    for stop in [w for w in _read(form) if _takes_tab(w)]:
        QWidget.setTabOrder(before, stop)
        before = stop


def _takes_tab(widget: QWidget) -> bool:
    tab = Qt.FocusPolicy.TabFocus.value
    return widget.focusPolicy().value & tab == tab and widget.focusProxy() is None and widget.isVisible()


def _read(widget: QWidget) -> Iterator[QWidget]:
    """Go through a widget and what lies in it as it is laid out."""
    yield widget
    inside = widget.widget() if isinstance(widget, QScrollArea) else None
    if inside is not None:
        yield from _read(inside)
    elif (layout := widget.layout()) is not None:
        yield from _read_layout(layout)


def _read_layout(layout: QLayout) -> Iterator[QWidget]:
    places = range(layout.count())
    if isinstance(layout, QGridLayout):
        cells = {place: layout.getItemPosition(place) for place in places}
        order = sorted(places, key=lambda place: tuple(cells[place])[:2])  # type: ignore[arg-type]
    else:
        order = list(places)
    for place in order:
        item = layout.itemAt(place)
        if item is None:
            continue
        if (inner := item.layout()) is not None:
            yield from _read_layout(inner)
        elif (widget := item.widget()) is not None:
            yield from _read(widget)
