"""Money by month: paid solid, open hatched on top of it, the year before as a mark across. Behind Enter the figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QWidget

from asiakasrekisteri.domain.formats import euros
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.theme.theme import color, font, px
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.axis import nice_steps, thousands
from asiakasrekisteri.gui.widgets.basics import FIXED, icon_button, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.grid_table import GridTable, Head
from asiakasrekisteri.gui.widgets.months import month_short, month_words

Look = Literal["solid", "hatched", "line"]
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_BAR, _MARK, _FOOT, _TOP, _HATCH = 26, 36, 24, 10, 6
_NONE = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSum:
    """The money of one month in euros; `before` is the whole of the same month a year earlier, None when unknown."""

    month: tuple[int, int]
    paid: Decimal
    open: Decimal = Decimal(0)
    before: Decimal | None = None

    def height(self) -> float:
        """Return the most that is drawn over this month."""
        return float(max(self.paid + self.open, self.before or Decimal(0), Decimal(0)))

    def spoken(self) -> str:
        """Return the month in words."""
        parts = [
            month_words(self.month),
            _("maksettu {sum}").format(sum=euros(self.paid)),
            _("avoinna {sum}").format(sum=euros(self.open)) if self.open else "",
        ]
        if self.before is not None:
            parts.append(_("vuotta aiemmin {sum}").format(sum=euros(self.before)))
        return ", ".join(p for p in parts if p)


def paint_bar(painter: QPainter, where: QRectF, look: Look) -> None:
    """Paint a bar: solid, or hatched so that it differs without colour too."""
    if look == "line":
        for role, thick in (("surface", px(4)), ("muted", px(2))):  # the light edge parts it from the bar it crosses
            painter.fillRect(QRectF(where.left(), where.center().y() - thick / 2, where.width(), thick), color(role))
        return
    radius = min(px(3), where.height() / 2)
    shape = QPainterPath()
    shape.addRoundedRect(where, radius, radius)
    if look == "solid":
        painter.fillPath(shape, color("chart1"))
        return
    painter.save()
    painter.setClipPath(shape)
    painter.setPen(QPen(color("chart1"), 1.2))
    step, tall = px(_HATCH), where.height()
    for place in range(0, int(where.width() + tall) + step, step):
        left = where.left() + place
        painter.drawLine(QPointF(left, where.top()), QPointF(left - tall, where.bottom()))
    painter.restore()
    painter.strokePath(shape, QPen(color("chart1"), 1.2))


class _Swatch(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(FIXED, FIXED)

    def sizeHint(self) -> QSize:
        return QSize(px(16 if self._look == "line" else 12), px(12))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_bar(painter, QRectF(self.rect()).adjusted(0.6, 0.6, -0.6, -0.6), self._look)


class Bars(QWidget):
    """The chart itself: one Tab stop, ← → from month to month.

    Args:
        name: what screen readers call it.
        flip: shows the figures as a table.
    """

    def __init__(self, name: str, flip: Callable[[], object]) -> None:
        super().__init__()
        self._flip = flip
        self._months: Sequence[MonthSum] = ()
        self._now = self._current = -1
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_months(self, months: Sequence[MonthSum], now: tuple[int, int] | None) -> None:
        """Show these months; that of today is written bold."""
        self._months = months
        self._now = next((n for n, m in enumerate(months) if m.month == now), -1)
        self._current = min(self._current, len(months) - 1)
        self.update()

    def current(self) -> MonthSum | None:
        """Return the month that has the keyboard."""
        return self._months[self._current] if 0 <= self._current < len(self._months) else None

    def sizeHint(self) -> QSize:
        return QSize(px(480), px(150))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(260), px(120))

    def column(self, number: int) -> QRectF:
        """Return the strip of one month over its whole height."""
        plot = self._plot()
        wide = plot.width() / max(1, len(self._months))
        return QRectF(plot.left() + number * wide, plot.top(), wide, plot.height())

    def _steps(self) -> list[int]:
        return nice_steps(max((m.height() for m in self._months), default=0.0) or 1.0)

    def _plot(self) -> QRectF:
        metrics = QFontMetrics(font(12, tabular=True))
        left = max(metrics.horizontalAdvance(thousands(step)) for step in self._steps()) + px(14)
        return QRectF(left, px(_TOP), self.width() - left - px(2), self.height() - px(_TOP) - px(_FOOT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot, steps = self._plot(), self._steps()
        painter.setFont(font(12, tabular=True))
        for step in steps:
            y = round(plot.bottom() - plot.height() * step / steps[-1])
            painter.fillRect(QRectF(plot.left(), y, plot.width(), 1), color("border" if step == 0 else "divider"))
            painter.setPen(color("muted"))
            words = QRectF(0, y - px(10), plot.left() - px(10), px(20))
            painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, thousands(step))
        for number, month in enumerate(self._months):
            self._month(painter, number, month, steps[-1])

    def _month(self, painter: QPainter, number: int, month: MonthSum, top: int) -> None:
        strip = self.column(number)
        if number == self._current and self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent_soft"))
            painter.drawRoundedRect(strip.adjusted(1, 0, -1, 0), px(4), px(4))
        unit = strip.height() / top
        wide = min(px(_BAR), strip.width() * 0.6)
        left = strip.center().x() - wide / 2
        paid = max(0.0, float(month.paid)) * unit
        opened = max(0.0, float(month.open)) * unit
        if paid:
            paint_bar(painter, QRectF(left, strip.bottom() - paid, wide, paid), "solid")
        if opened:
            tall = max(opened - px(2), px(2))  # a gap parts it from what is paid
            hatched = QRectF(left, strip.bottom() - paid - (px(2) if paid else 0) - tall, wide, tall)
            paint_bar(painter, hatched.adjusted(0.6, 0.6, -0.6, 0), "hatched")
        if month.before is not None:
            mark = min(px(_MARK), strip.width() * 0.85)
            y = strip.bottom() - float(month.before) * unit
            paint_bar(painter, QRectF(strip.center().x() - mark / 2, y - 1, mark, 2), "line")
        now = number == self._now
        painter.setFont(font(11, 700 if now else 400))
        painter.setPen(color("text" if now or number == self._current else "muted"))
        foot = QRectF(strip.left(), strip.bottom() + px(4), strip.width(), px(_FOOT - 4))
        words = month_short(month.month[1])
        if QFontMetrics(painter.font()).horizontalAdvance(words) > strip.width():
            words = str(month.month[1])
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, words)

    def event(self, event: QEvent) -> bool:
        """Say the month under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            over = next((n for n in range(len(self._months)) if self._reaches(n, event)), -1)
            QToolTip.showText(event.globalPos(), self._months[over].spoken() if over >= 0 else "", self)
            return True
        return super().event(event)

    def _reaches(self, number: int, event: QHelpEvent) -> bool:
        strip = self.column(number)
        return strip.left() <= event.pos().x() < strip.right()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = {
            Qt.Key.Key_Left: self._current - 1,
            Qt.Key.Key_Right: self._current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._months) - 1,
        }
        key = Qt.Key(event.key())
        if key in _ENTER:
            self._flip()
        elif key in places and self._months:
            self._stand(min(len(self._months) - 1, max(0, places[key])))
        else:
            super().keyPressEvent(event)

    def _stand(self, number: int) -> None:
        """Go to a month; its figures are shown over it, since nothing may be behind hovering alone."""
        self._current = number
        self.update()
        words = self._months[number].spoken()
        announce(self, words)
        QToolTip.showText(self.mapToGlobal(self.column(number).topLeft().toPoint()), words, self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._current < 0 and self._months:
            self._current = max(0, self._now)
        if (month := self.current()) is not None:
            self.setAccessibleDescription(month.spoken())
        super().focusInEvent(event)
        self.update()


def _sum(value: Decimal | None) -> str:
    return _NONE if value is None else euros(value)


class _Figures(QScrollArea):
    """The same numbers as a table; Esc or Enter goes back to the bars."""

    def __init__(self, name: str, flip: Callable[[], object]) -> None:
        super().__init__()
        self._flip = flip
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(260), px(120))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {*_ENTER, Qt.Key.Key_Escape}:
            self._flip()
        else:
            super().keyPressEvent(event)


class MonthChart(Card):
    """A year of months.

    Args:
        title: e.g. "Laskutus kuukausittain, € (alv 0 %)".
        before: name of the mark across, e.g. "2025".
    """

    def __init__(self, title: str, before: str) -> None:
        self._title, self._before = title, before
        self.turn = icon_button("table-2", _("Näytä taulukkona (Enter)"), self.flip, small=True)
        super().__init__("", gap=8)
        self.body.setContentsMargins(16, 10, 16, 14)
        self.setAccessibleName(title)
        legend: list[QWidget] = []
        looks: tuple[tuple[Look, str], ...] = (
            ("solid", _("Maksettu")),
            ("hatched", _("Avoinna")),
            ("line", before),
        )
        for look, words in looks:
            legend.append(row(_Swatch(look), label(words, "small"), gap=6))
        self.legend = row(*legend, gap=14)
        self.bars = Bars(title, self.flip)
        self.table = _Figures(title, self.flip)
        self.table.hide()
        self.add(row(label(title, "h3"), None, self.legend, self.turn, gap=12))
        self.body.addWidget(self.bars, 1)
        self.body.addWidget(self.table, 1)

    def show_months(self, months: Sequence[MonthSum], now: tuple[int, int] | None = None) -> None:
        """Show these months; `now` is that of today."""
        self.bars.show_months(months, now)
        heads = (
            Head(_("Kuukausi")),
            Head(_("Maksettu"), right=True),
            Head(_("Avoinna"), right=True),
            Head(self._before, right=True),
        )
        cells = [
            (month_words(m.month), euros(m.paid), euros(m.open) if m.open else _NONE, _sum(m.before)) for m in months
        ]
        figures = GridTable(self._title, heads, cells)
        figures.setContentsMargins(-px(12), 0, 0, 0)  # its words stand under the title
        self.table.setWidget(figures)

    def flip(self) -> None:
        """Change between bars and figures; the focus goes along."""
        shown = self.table.isHidden()
        focused = self.bars.hasFocus() or self.table.hasFocus()
        self.table.setVisible(shown)
        self.bars.setVisible(not shown)
        self.legend.setVisible(not shown)
        words = _("Näytä kaaviona (Enter)") if shown else _("Näytä taulukkona (Enter)")
        self.turn.show_icon("chart-column" if shown else "table-2", "muted")
        self.turn.setToolTip(words)
        self.turn.setAccessibleName(words.split(" (", maxsplit=1)[0])
        if focused:
            (self.table if shown else self.bars).setFocus()
