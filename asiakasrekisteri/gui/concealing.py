"""What pages show in place of data that are not shown: of a person under restriction, of one with turvakielto."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.dialogs.purpose import ReasonDialog
from asiakasrekisteri.gui.forms.describe import detail_label, detail_value
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import FIXED
from asiakasrekisteri.gui.widgets.facts import MaskedValue
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.gui.widgets.states import paint_bone
from asiakasrekisteri.usecases.privacy.restricting import RESTRICTION
from asiakasrekisteri.usecases.revealing import RevealedAddresses, reveal_address

ADDRESS_MASK = "••••••••••••"
_LINE, _BONE = 20, 14


class HiddenValue(QWidget):
    """A grey bar where a value is hidden.

    Args:
        name: label of the datum.
        why: why it is hidden, in words.
        width: of the bar, in pixels at text size 100 %.
    """

    def __init__(self, name: str, why: str, width: int = 160) -> None:
        super().__init__()
        self._width = width
        self.setSizePolicy(FIXED, FIXED)
        words = _("{name}, {why}").format(name=name, why=why)
        self.setAccessibleName(words)
        self.setToolTip(words)

    def sizeHint(self) -> QSize:
        return QSize(px(self._width), px(_LINE))

    def paintEvent(self, event: object) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_bone(painter, QRectF(0, px(_LINE - _BONE) / 2, self.width(), px(_BONE)))


class ProtectedAddress(MaskedValue):
    """An address of a person with turvakielto: shown for a reason that the log keeps, then hidden again.

    Args:
        context: the desk.
        person_id: whose.
        record: the address, its values hidden.
    """

    def __init__(self, context: Context, person_id: int, record: Record) -> None:
        self._context, self._person, self._record = context, person_id, record
        super().__init__(detail_label(record), lambda _made: self._ask(), mask=ADDRESS_MASK)

    def _ask(self) -> None:
        ask_reason(
            self,
            self._context,
            _("Mihin osoitetta tarvitaan?"),
            _("Henkilöllä on turvakielto. Osoite näkyy 20 sekuntia, ja katselu kirjataan käyttölokiin."),
            self._reveal,
        )

    def _reveal(self, reason: str) -> None:
        person = self._person
        self._context.ask(self, lambda gate: gate.call(reveal_address, person, reason), self._come)

    def _come(self, found: RevealedAddresses) -> None:
        shown = next((record for record in found.addresses if record.id == self._record.id), None)
        if shown is not None and self.isVisible():  # the page was left or the register locked meanwhile
            self.show_value(detail_value(shown))
            self.copy.setFocus(Qt.FocusReason.OtherFocusReason)


def ask_reason(owner: QWidget, context: Context, title: str, text: str, given: Callable[[str], None]) -> None:
    """Ask why something hidden is to be shown; the purpose in force is filled in beforehand."""
    dialog = ReasonDialog(owner.window(), title, text, _(context.gate.purpose), given)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def restriction_banner(restriction: Record, *actions: QWidget) -> Banner:
    """Return the banner that stands on every page of a person whose data may only be stored (GDPR Art. 18)."""
    title = _("Käsittely on rajoitettu {day} alkaen (tietosuoja-asetus 18 artikla)")
    since = as_text(RESTRICTION["since"], restriction["since"])
    return Banner("err", title.format(day=since), restriction_words(restriction), actions, icon_name="lock")


def restriction_words(restriction: Record) -> str:
    """Return why the processing is restricted, what it concerns and until when."""
    ground = as_text(RESTRICTION["ground"], restriction["ground"])
    number = restriction.text("request_number")
    until = _("Tietoja saa vain säilyttää, kunnes rajoitus poistetaan.")
    if number:
        until = _("Tietoja saa vain säilyttää, kunnes pyyntö {number} on ratkaistu.").format(number=number)
    told = (ground[:1].upper() + ground[1:], restriction.text("reason").rstrip("."))
    return " ".join([*(f"{part}." for part in told if part), until])
