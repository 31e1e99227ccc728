"""A page of several lists over the register: one in each tab."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.registerlist import ListSpec, RegisterList, add_button
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.tabs import Tabs


class TabbedLists(QFrame):
    """The page; the second part of its address names a tab: "services/verkkotunnukset".

    Args:
        context: the desk.
        title: in the user's language.
        lists: in the order of the tabs.
    """

    def __init__(self, context: Context, title: str, lists: Sequence[ListSpec]) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context, self._lists = context, tuple(lists)
        self.top = TopBar(title)
        self.tabs = Tabs(_("Mitä luetellaan"))
        for spec in lists:
            self.tabs.add(spec.code, _(spec.title), self._maker(spec))
        self.tabs.changed.connect(lambda _code: self._changed())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self.tabs, 1)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+Tab", lambda: self.tabs.step(1)),
            ("Ctrl+Shift+Tab", lambda: self.tabs.step(-1)),
            ("Ctrl+N", lambda: self.list().add()),
        )
        for text, act in keys:
            shortcut = QShortcut(QKeySequence(text), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)
        self._changed()

    def _maker(self, spec: ListSpec) -> Callable[[], QWidget]:
        return partial(RegisterList, self._context, spec)

    def list(self) -> RegisterList:
        """Return the list in front."""
        made = self.tabs.page(self.tabs.current())
        assert isinstance(made, RegisterList)
        return made

    def open(self, argument: str) -> None:
        """Show the tab that the address names, or the one that was left."""
        if argument in {spec.code for spec in self._lists}:
            self.tabs.open(argument)
        self.list().tell_counts()

    def focus_start(self) -> None:
        """See Starts."""
        self.list().focus_start()

    def focus_search(self) -> None:
        """See Finds."""
        self.list().focus_search()

    def reload(self) -> None:
        """Fetch the list in front anew."""
        self.list().refresh()

    def escape(self) -> None:
        """Clear the filter, then go to the list."""
        self.list().escape()

    def _changed(self) -> None:
        shown = self.list()
        spec = shown.spec
        self.top.show_acts(*self.acts(shown), add_button(self._context, _(spec.add), spec.write, shown.add))
        shown.tell_counts()

    def acts(self, shown: RegisterList) -> Sequence[QWidget]:  # noqa: ARG002 - what a page without any says
        """Return the buttons of the list in front beside the one that begins a new row."""
        return ()
