"""The row one stands on in full, since a list cuts long reasons, with what may be decided of it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.screens.importing.remarks import Remark
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.basics import Button, ButtonSize, column, label, restyle, row

_AREAS = {
    "rejected": "banner-err",
    "warning": "banner-warn",
    "column": "inset",
    "fixed": "banner-ok",
    "difference": "banner-info",
    "beside": "banner-info",
    "kept": "banner-ok",
    "same": "banner-ok",
    "new": "banner-ok",
}


@dataclass(frozen=True, slots=True)
class Acts:
    """What the strip asks for.

    Attributes:
        mend: takes the cell as it now is and goes on to the next.
        decide: lets the value of the register stay, or that of the file come; for this row or for all.
        own: says whose a row is whose number is another's.
    """

    mend: Callable[[], object]
    decide: Callable[[bool, bool], object]
    own: Callable[[str], object]


class Strip(QFrame):
    """One remark, its cell to be mended, and the buttons of a conflict."""

    def __init__(self, acts: Acts) -> None:
        super().__init__()
        self.where, self.why = label("", "h3", wrap=True), label("", "body", wrap=True)
        self.value = QLineEdit()
        self.value.setAccessibleName(_("Arvo tässä tuonnissa"))
        self.value.setToolTip(_("Korjaa arvo tähän. Alkuperäinen tiedosto ei muutu."))
        self.value.setFixedWidth(px(190))
        self.value.returnPressed.connect(acts.mend)
        self.mend_button = _button(_("Korjaa"), _("Korjaa ja siirry seuraavaan (Ctrl+Enter)"), acts.mend, "")
        decide = acts.decide
        self.keep_button = _button(
            _("Pidä oma"), _("Pidä rekisterissä oleva arvo (Ctrl+Left)"), lambda: decide(True, False)
        )
        self.take_button = _button(
            _("Ota tiedoston arvo"), _("Ota arvo tiedostosta (Ctrl+Right)"), lambda: decide(False, False)
        )
        self.keep_all_button = _button(
            "", _("Pidä oma tämän kentän kaikilla riveillä (Ctrl+Shift+Left)"), lambda: decide(True, True)
        )
        self.take_all_button = _button(
            "", _("Ota tiedoston arvo tämän kentän kaikilla riveillä (Ctrl+Shift+Right)"), lambda: decide(False, True)
        )
        self.same_button = _button(
            _("Sama asiakas"), _("Rivi koskee asiakasta, jolla numero on"), lambda: acts.own("same")
        )
        self.new_button = _button(
            _("Uusi asiakas"), _("Rivistä tulee uusi asiakas uudella numerolla"), lambda: acts.own("new")
        )
        self._conflict = (self.keep_button, self.take_button, self.keep_all_button, self.take_all_button)
        self._clash = (self.same_button, self.new_button)
        self._narrow = False
        self._lay_out()

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave the cell out of conflicts where there is little room: it is decided of by the buttons."""
        self._narrow = narrow

    def _lay_out(self) -> None:
        words = column(self.where, self.why, gap=2)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        over = QHBoxLayout()
        over.setSpacing(8)
        for part in (words, self.value, self.mend_button):
            over.addWidget(part)
        self._acts = row(*self._conflict[:2], 8, *self._conflict[2:], *self._clash, None)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(over)
        layout.addWidget(self._acts)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def tell(self, remark: Remark, *, tried: bool) -> None:
        """Show one remark; what it is of may be decided while nothing has been stored."""
        self.value.setText(remark.value)
        for part in (self.value, self.mend_button):
            part.setVisible(tried and remark.mendable and not (self._narrow and remark.column))
        for part in self._conflict:
            part.setVisible(tried and bool(remark.column))
        for part in self._clash:
            part.setVisible(tried and remark.clash)
        self._acts.setVisible(tried and (bool(remark.column) or remark.clash))
        self.keep_button.setEnabled(remark.kind != "kept")
        self.take_button.setEnabled(remark.kind == "kept")
        self.keep_all_button.setText(_("Pidä oma kaikilla: {field}").format(field=remark.field))
        self.take_all_button.setText(_("Ota tiedoston kaikilla: {field}").format(field=remark.field))
        self.setProperty("area", _AREAS[remark.kind])
        restyle(self)
        self.where.setText(remark.words())
        reason = remark.reason
        if remark.column:
            reason = _("rekisterissä on nyt {ours}, tiedostossa {theirs}; {reason}").format(
                ours=remark.ours, theirs=remark.value, reason=reason
            )
        self.why.setText(reason)
        announce(self, f"{remark.words()}: {reason}")


def _button(words: str, tip: str, pressed: Callable[[], object], size: ButtonSize = "s") -> Button:
    made = Button(words, size=size, pressed=pressed)
    made.setToolTip(tip)
    return made
