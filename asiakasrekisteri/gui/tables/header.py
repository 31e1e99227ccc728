"""The heads of columns, painted from tokens; the sort arrow stands left of a right-aligned head."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.tables.columns import stands_right
from asiakasrekisteri.gui.theme.icons import paint_icon
from asiakasrekisteri.gui.theme.theme import color, font, px

HEIGHT = 34


class Head(QHeaderView):
    """The heads of a table."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(px(48))
        self.setSortIndicatorShown(True)
        self.setSortIndicatorClearable(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(_("Sarakkeet"))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(HEIGHT))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        model = self.model()
        if not rect.isValid() or model is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, color("surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color("border"))
        chosen = font(12, 600)
        words = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        right = stands_right(model, logicalIndex)
        room = QRectF(rect).adjusted(px(12), 0, -px(10), 0)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex:
            room = self._arrow(painter, room, right=right)
        painter.setFont(chosen)
        painter.setPen(color("muted"))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = QFontMetrics(chosen).elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _arrow(self, painter: QPainter, room: QRectF, *, right: bool) -> QRectF:
        side = px(12)
        left = room.left() if right else room.right() - side
        name = "chevron-down" if self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder else "chevron-up"
        paint_icon(painter, name, QRectF(left, room.center().y() - side / 2, side, side), "muted", 2.0)
        if right:
            return room.adjusted(side + px(4), 0, 0, 0)
        return room.adjusted(0, 0, -side - px(4), 0)
