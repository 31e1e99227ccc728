"""The undertaking of confidentiality, shown at sign-in until it has been signed (tietosuojalaki 35 §)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.widgets.basics import label
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.usecases.access import UndertakingText, my_undertaking, sign_undertaking


class UndertakingDialog(Dialog):
    """The text and its signature.

    Args:
        parent: the window.
        context: the desk.
        text: what is signed.
    """

    def __init__(self, parent: QWidget, context: Context, text: UndertakingText) -> None:
        parts = (label(text.lead, wrap=True), *(label(f"• {rule}", wrap=True) for rule in text.rules))
        super().__init__(parent, text.title, *parts, width=560)
        self._context = context
        self.button(_("Myöhemmin"))
        self.act = self.button(_("Allekirjoitan sitoumuksen"), self.sign, "primary", default=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def sign(self) -> None:
        """Sign it."""
        self.act.setEnabled(False)
        self._context.ask(self, lambda gate: gate.call(sign_undertaking), self._come)

    def _come(self, _none: None) -> None:
        self.accept()
        self._context.messages.done(_("Vaitiolositoumus allekirjoitettiin."), None)


def ask_undertaking(context: Context, window: QWidget) -> None:
    """Show the undertaking over the window, if the user signed in has still to sign it."""

    def come(text: UndertakingText | None) -> None:
        if text is not None and window.isVisible():
            UndertakingDialog(window, context, text).open()

    context.ask(window, lambda gate: gate.call(my_undertaking), come)
