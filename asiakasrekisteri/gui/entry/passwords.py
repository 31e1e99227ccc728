"""A password field with an eye and a hint of Caps Lock, and a pair of them for a new password."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.theme.icons import Icon, icon
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.basics import label, row

LEAST = 12
"""Least length of a password; the office may ask for more."""


class PasswordField(QLineEdit):
    """Hidden text; Ctrl+H or the eye shows it until the field is left."""

    caps_lock = Signal(bool)

    def __init__(self, *, large: bool = False) -> None:
        super().__init__()
        self.setProperty("sz", "l" if large else "")
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhSensitiveData
        )
        self.eye = QAction(icon("eye", "muted"), _("Näytä salasana (Ctrl+H)"), self)
        self.eye.setShortcut("Ctrl+H")
        self.eye.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.eye.triggered.connect(self.toggle)
        self.addAction(self.eye, QLineEdit.ActionPosition.TrailingPosition)
        for button in self.findChildren(QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(_("Näytä salasana"))
            button.installEventFilter(self)

    def toggle(self) -> None:
        """Show or hide what is typed."""
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self.eye.setIcon(icon("eye-off" if hidden else "eye", "muted"))
        self.eye.setText(_("Piilota salasana (Ctrl+H)") if hidden else _("Näytä salasana (Ctrl+H)"))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide what was shown, unless its own eye was only tabbed to."""
        super().focusOutEvent(event)
        self._hide_when_left()

    def eventFilter(self, eye: QObject, event: QEvent) -> bool:
        """Hide when the eye is left too, and let no letter typed on the eye through to the field."""
        if event.type() == QEvent.Type.FocusOut:
            self._hide_when_left()
        if isinstance(event, QKeyEvent) and event.text().isprintable() and event.text().strip():
            return True
        return super().eventFilter(eye, event)

    def _hide_when_left(self) -> None:
        now = QApplication.focusWidget()
        inside = now is self or (now is not None and now.parent() is self)
        if not inside and self.echoMode() == QLineEdit.EchoMode.Normal:
            self.toggle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell Caps Lock from the letters: Qt does not say, but a capital without Shift does."""
        text = event.text()
        if len(text) == 1 and text.isalpha() and text.upper() != text.lower():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock.emit(text.isupper() != shift)
        elif event.key() == Qt.Key.Key_CapsLock:
            self.caps_lock.emit(False)
        super().keyPressEvent(event)


class Hint(QFrame):
    """One line with an icon, shown when there is something to say."""

    def __init__(self, icon_name: str, tone: str) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._text = label("", "warn" if tone == "warn" else "small", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout.addWidget(row(Icon(icon_name, 14, tone), self._text, gap=6))
        self.hide()

    def text(self) -> str:
        """Return the words, "" when hidden."""
        return "" if self.isHidden() else self._text.text()

    def say(self, text: str, *, aloud: bool = True) -> None:
        """Show the words, or nothing; a count of seconds is not read aloud."""
        self._text.setText(text)
        self.setVisible(bool(text))
        if text and aloud:
            announce(self, text)


def caps_hint(field: PasswordField) -> Hint:
    """Return a line that says when Caps Lock is on."""
    hint = Hint("triangle-alert", "warn")
    field.caps_lock.connect(lambda on: hint.say(_("Caps Lock on päällä.") if on else ""))
    return hint


class NewPassword(QFrame):
    """A new password typed twice."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.first, self.second = PasswordField(), PasswordField()
        advice = _("Vähintään {n} merkkiä. Muutama toisiinsa liittymätön sana on hyvä salasana.")
        self.first_field = Field(_("Uusi salasana"), self.first, advice.format(n=LEAST))
        self.second_field = Field(_("Uusi salasana uudelleen"), self.second)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self.first_field)
        layout.addWidget(self.second_field)
        layout.addWidget(caps_hint(self.first))

    def password(self) -> str:
        """Return the password, or "" after saying what is wrong and going there."""
        short = len(self.first.text()) < LEAST
        differ = self.first.text() != self.second.text()
        too_short = _("Salasana on liian lyhyt. Kirjoita vähintään {n} merkkiä.").format(n=LEAST)
        self.first_field.show_problem(too_short if short else "")
        self.second_field.show_problem(_("Salasanat eivät ole samat. Kirjoita uudelleen.") if differ else "")
        if short or differ:
            (self.first if short else self.second).setFocus(Qt.FocusReason.OtherFocusReason)
            return ""
        return self.first.text()
