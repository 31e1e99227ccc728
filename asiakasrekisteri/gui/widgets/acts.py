"""Acts side by side; those for which there is no room stand in a menu."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.widgets.basics import frame, icon_button

_GAP = 8


def is_wanted(act: QWidget) -> bool:
    """Tell whether its page shows an act, be it side by side with others or in the menu."""
    return not (act.isHidden() and act.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide))


class ActRow(QFrame):
    """Acts in a row, the primary one last; a menu before it holds those that do not fit."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.more_button = icon_button("ellipsis", _("Muut toiminnot"), self.show_more)
        self.more_button.hide()
        self._acts: tuple[QWidget, ...] = ()
        self._inside: tuple[QWidget, ...] = ()
        self._going: tuple[QWidget, ...] = ()
        self._folded: tuple[QWidget, ...] = ()
        self._shown: tuple[QWidget, ...] = ()
        self._away = frame()
        self._away.setParent(self)
        self._away.hide()
        self._aside = QHBoxLayout(self._away)
        self._beside = QHBoxLayout(self)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(_GAP)

    def show_acts(self, acts: Sequence[QWidget], inside: Sequence[QWidget], going: Sequence[QWidget]) -> None:
        """Show other acts; those shown before are deleted, unless they are shown again.

        Args:
            acts: from left to right.
            inside: always in the menu.
            going: which buttons go to the menu when there is no room, the first first; the others always stay.
        """
        for old in {*self._acts, *self._inside} - {*acts, *inside}:
            old.hide()
            old.deleteLater()
        for new in {*acts, *inside} - {*self._acts, *self._inside}:
            new.installEventFilter(self)
        self._acts, self._inside, self._going = tuple(acts), tuple(inside), tuple(going)
        self._lay(self._inside)

    def fit(self, room: int) -> None:
        """Put into the menu what does not fit in so many pixels."""
        folded = list(self._inside)
        for act in filter(is_wanted, self._going):
            if self._width(folded) <= room:
                break
            folded.append(act)
        if tuple(folded) != self._folded:
            self._lay(folded)
        self.more_button.setVisible(any(map(is_wanted, folded)))

    def beside(self) -> list[QWidget]:
        """Return what stands in the row, from left to right."""
        return [*self._shown]

    def stand_on(self, act: QWidget) -> None:
        """Put the focus on an act, or on the menu that holds it."""
        held = self.more_button if act in self._folded else act
        held.setFocus(Qt.FocusReason.OtherFocusReason)

    def menu(self) -> QMenu:
        """Return the menu: what each button in it says, whether it can be pressed, and why not."""
        made = QMenu(self)
        made.setToolTipsVisible(True)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for act in (*self._acts, *self._inside):
            if act in self._folded and is_wanted(act) and isinstance(act, QPushButton):
                entry = made.addAction(act.icon(), act.text() or act.accessibleName())
                entry.setEnabled(act.isEnabled())
                entry.setToolTip(act.toolTip())
                entry.triggered.connect(lambda _on=False, pressed=act: pressed.click())
        return made

    def show_more(self) -> None:
        """Open the menu under its button."""
        self.menu().popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Have the acts fitted anew when their page shows or hides one."""
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """Ask for what stays beside the menu when all that may go has gone."""
        return QSize(self._width((*self._inside, *self._going)), super().minimumSizeHint().height())

    def _width(self, folded: Sequence[QWidget]) -> int:
        shown = [act for act in self._acts if act not in folded and is_wanted(act)]
        if any(map(is_wanted, folded)):
            shown.append(self.more_button)
        return sum(act.sizeHint().width() for act in shown) + _GAP * max(0, len(shown) - 1)

    def _lay(self, folded: Sequence[QWidget]) -> None:
        """Give every act its place; the focus of one that goes into the menu goes to the button of the menu."""
        self._folded = tuple(folded)
        focused = QApplication.focusWidget()
        for act in self._folded:
            self._aside.addWidget(act)
        beside = [act for act in self._acts if act not in self._folded]
        self._shown = (*beside[:-1], self.more_button, *beside[-1:])
        for act in self._shown:
            wanted = act is not self.more_button and is_wanted(act)
            self._beside.addWidget(act)
            if wanted:
                act.show()  # at once, so that the focus can be put on it
        self.more_button.setVisible(any(map(is_wanted, self._folded)))
        if focused is not None and focused in self._folded:
            self.stand_on(focused)
        elif focused is not None and focused in self._acts:
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
