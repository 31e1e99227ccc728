"""The bar under a form: whether there is anything unsaved, and what to do about it."""

from collections.abc import Callable
from typing import cast

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.forms.form import EntityForm
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.basics import Button, column, label, row, scrolled
from asiakasrekisteri.gui.widgets.dialog import Dialog, ask
from asiakasrekisteri.gui.widgets.marks import key_cap

_WIDEST = 860


class SaveBar(QFrame):
    """*Tallenna* and *Hylkää muutokset* for a form. *Tallenna* is never disabled for faults: it explains them.

    Args:
        form: the form.
        discard: called after the user has let go of the changes (or had none).
    """

    def __init__(self, form: EntityForm, discard: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("area", "footer")
        self._form, self._discard = form, discard
        self._icon = Icon("circle-dot", 14, "warn")
        self._text = label("", "small")
        self.discard_button = Button(_("Hylkää muutokset"), pressed=discard)
        self.save_button = Button(_("Tallenna"), "check", "primary", pressed=form.submit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self._icon)
        layout.addWidget(self._text)
        layout.addStretch(1)
        layout.addWidget(self.discard_button)
        layout.addWidget(self.save_button)
        layout.addWidget(key_cap("Ctrl S"))
        form.changed.connect(self._show)
        self._show(form.is_changed())

    def show_busy(self, *, busy: bool) -> None:
        """Show that saving is going on; no second save meanwhile."""
        self.save_button.setEnabled(not busy)
        self.discard_button.setEnabled(not busy)
        if busy:
            self._text.setText(_("Tallennetaan…"))
        else:
            self._show(self._form.is_changed())

    def show_saved(self) -> None:
        """Say that everything is saved."""
        self._icon.hide()
        self._text.setText(_("Tallennettu"))
        announce(self, _("Tallennettu"))

    def text(self) -> str:
        """Return the words at the left."""
        return self._text.text()

    def _show(self, changed: bool) -> None:
        self._icon.setVisible(changed)
        self._text.setText(_("Muutoksia ei ole tallennettu") if changed else "")
        self.discard_button.setText(_("Hylkää muutokset") if changed else _("Sulje"))


def ask_unsaved(
    parent: QWidget, *, save: Callable[[], object], discard: Callable[[], object], stay: Callable[[], object]
) -> Dialog:
    """Ask what to do with unsaved changes before leaving: save, discard or go on editing."""
    return ask(
        parent,
        _("Tallennetaanko muutokset?"),
        _("Sivulla on muutoksia, joita ei ole tallennettu."),
        (
            (_("Jatka muokkausta"), "plain", stay),
            (_("Hylkää muutokset"), "plain", discard),
            (_("Tallenna"), "primary", save),
        ),
    )


def lay_out(editor: QWidget, name: str, notes: QLayout, form: EntityForm, bar: SaveBar) -> None:
    """Place a form under its banners in an area that scrolls, and its bar at the foot; `name` is what is written."""
    inside = column(gap=12)
    inside.setMaximumWidth(_WIDEST)
    box = cast(QVBoxLayout, inside.layout())
    box.addLayout(notes)
    box.addWidget(form)
    box.addStretch(1)
    place: QWidget = row(inside, None, margins=(20, 16, 16, 16))
    cast(QHBoxLayout, place.layout()).setStretch(0, 100)
    layout = QVBoxLayout(editor)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(scrolled(place, name), 1)
    layout.addWidget(bar)
