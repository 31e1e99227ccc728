"""Paints events: the line of time with its icons, captions of months, words, changes, files, and recordings at rest."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from asiakasrekisteri.gui.theme.icons import paint_icon
from asiakasrekisteri.gui.theme.theme import color, px
from asiakasrekisteri.gui.timeline.event import Change, Event, Recording, attachment_words
from asiakasrekisteri.gui.timeline.measure import CAPTION, CIRCLE, RAIL, Measures, Placed, written
from asiakasrekisteri.gui.timeline.model import TimelineModel
from asiakasrekisteri.gui.widgets.marks import paint_pill
from asiakasrekisteri.gui.widgets.months import month_words
from asiakasrekisteri.gui.widgets.player import clock, default_note, paint_play, speed_words
from asiakasrekisteri.gui.widgets.wave import paint_wave

_Index = QModelIndex | QPersistentModelIndex
_Align = Qt.AlignmentFlag
_MIDDLE = _Align.AlignLeft | _Align.AlignVCenter


class EventDelegate(QStyledItemDelegate):
    """Paints `Event`s.

    Args:
        view: what it paints in.
        model: the events.
    """

    def __init__(self, view: QWidget, model: TimelineModel) -> None:
        super().__init__(view)
        self._model = model
        self.measures = Measures()
        self.current = -1
        """Row that has the keyboard, -1 when the list has not."""
        self.file = -1
        """File of that row that has the keyboard, -1 for the row itself."""
        self.hovered: tuple[int, int] = (-1, -1)
        """Row and file under the mouse."""
        self.playing: _Index = QPersistentModelIndex()
        """Event that has a real player over its painted one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt
        row = index.row()
        caption = px(CAPTION) if self._model.begins_month(row) else 0
        return QSize(px(240), caption + self.measures.height(self._model.event_at(row)))

    def corner(self, index: _Index, row: QRect) -> QPoint:
        """Return the corner the parts of an event are placed from, given the rectangle of its row."""
        caption = px(CAPTION) if self._model.begins_month(index.row()) else 0
        return QPoint(row.left(), row.top() + caption)

    def file_at(self, index: _Index, row: QRect, point: QPoint) -> int:
        """Return which file of an event lies under a point; -1 for none."""
        event = self._model.event_at(index.row())
        inside = (point - self.corner(index, row)).toPointF()
        placed = self.measures.place(event)
        return next((number for number, where in enumerate(placed.files) if where.contains(inside)), -1)

    def player_at(self, index: _Index, row: QRect) -> QRect:
        """Return where the player of a row stands; empty for none."""
        event = self._model.event_at(index.row())
        if event.recording is None:
            return QRect()
        return self.measures.place(event).player.toRect().translated(self.corner(index, row))

    def button_at(self, index: _Index, row: QRect) -> QRect:
        """Return where the round button of a player stands; empty for none."""
        player = self.player_at(index, row)
        return QRect(player.topLeft(), QSize(px(44), px(44))) if player.isValid() else QRect()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        event = self._model.event_at(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row: QRect = option.rect
        corner = self.corner(index, row)
        if corner.y() > row.top():
            _caption(painter, QRectF(row.left() + px(RAIL), row.top(), row.width(), px(CAPTION)), event)
        body = QRectF(row.left(), corner.y(), row.width(), row.bottom() + 1 - corner.y())
        if index.row() == self.current and self.file < 0:
            _ring(painter, body)
        last = index.row() == self._model.rowCount() - 1 and not self._model.has_more()
        _rail(painter, body, event, last=last)
        painter.translate(corner)
        self._event(painter, event, index)
        painter.restore()

    def _event(self, painter: QPainter, event: Event, index: _Index) -> None:
        placed = self.measures.place(event)
        _head(painter, event, placed)
        for text, where in placed.texts:
            _write(painter, where, text, "text", "muted")
        if event.change is not None:
            _change(painter, event.change, placed.change)
        if event.recording is not None and self.playing != index:
            _resting(painter, event.recording, placed.player)
        for number, where in enumerate(placed.files):
            self._file(painter, where, attachment_words(event.attachments[number]), (index.row(), number))

    def _file(self, painter: QPainter, where: QRectF, words: str, place: tuple[int, int]) -> None:
        chosen = place == (self.current, self.file)
        side = px(14)
        glyph = QRectF(where.left(), where.center().y() - side / 2, side, side)
        lit = chosen or place == self.hovered
        paint_icon(painter, "paperclip", glyph, "accent" if lit else "muted")
        _write(painter, where.adjusted(px(20), 0, 0, 0), words, "text", "accent" if lit else "muted")
        if chosen:
            painter.setPen(QPen(color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(where.adjusted(-px(4), 1, px(2), -1), px(4), px(4))


def _write(painter: QPainter, where: QRectF, text: str, look: str, role: str, side: Qt.AlignmentFlag = _MIDDLE) -> None:
    chosen, metrics = written(look)
    painter.setFont(chosen)
    painter.setPen(color(role))
    painter.drawText(where, side, metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(where.width()) + 1))


def _caption(painter: QPainter, where: QRectF, event: Event) -> None:
    _write(painter, where.adjusted(0, px(6), 0, 0), month_words(event.month()), "caption", "muted")


def _ring(painter: QPainter, body: QRectF) -> None:
    painter.setPen(QPen(color("accent"), 2))
    painter.setBrush(color("accent_soft"))
    painter.drawRoundedRect(body.adjusted(px(10), 1, -px(10), -px(5)), px(6), px(6))


def _rail(painter: QPainter, body: QRectF, event: Event, *, last: bool) -> None:
    """Paint the icon and the line on to the next one."""
    side = px(CIRCLE)
    circle = QRectF(body.left() + px(RAIL) + 0.5, body.top() + 0.5, side, side).translated(0, px(3))
    if not last:
        painter.fillRect(
            QRectF(circle.center().x(), circle.bottom(), 1, body.bottom() - circle.bottom()), color("border")
        )
    painter.setPen(QPen(color("border"), 1))
    painter.setBrush(color("surface"))
    painter.drawEllipse(circle)
    glyph = px(14)
    where = QRectF(circle.center().x() - glyph / 2, circle.center().y() - glyph / 2, glyph, glyph)
    paint_icon(painter, event.icon, where, "accent" if event.strong or event.recording else "muted")


def _head(painter: QPainter, event: Event, placed: Placed) -> None:
    _write(painter, placed.title, event.title, "title", "text")
    if event.pill is not None:
        paint_pill(painter, placed.pill, event.pill.text, event.pill.tone)
    side = _Align.AlignLeft if placed.right.left() == placed.title.left() else _Align.AlignRight
    _write(painter, placed.right, event.right, "small", "muted", side | _Align.AlignVCenter)


def _change(painter: QPainter, change: Change, where: QRectF) -> None:
    old, new = change.old or "–", change.new or "–"
    line = QRectF(where.left(), where.top(), where.width(), px(24))
    chip = written("chip")[1].horizontalAdvance(change.origin) + px(14) if change.origin else 0
    under = where.height() > line.height()
    room = line.width() - px(32) - (chip + px(8) if chip and not under else 0)
    wants = [written(look)[1].horizontalAdvance(words) + 2 for look, words in (("text", old), ("new", new))]
    if sum(wants) > room:  # the longer one gives way
        short = min(*wants, room / 2)
        wants = [int(short if want == min(wants) else room - short) for want in wants]
    left, middle, side = line.left(), line.center().y(), px(14)
    _write(painter, QRectF(left, line.top(), wants[0], line.height()), old, "text", "muted")
    left += wants[0] + px(9)
    paint_icon(painter, "arrow-right", QRectF(left, middle - side / 2, side, side), "muted")
    left += side + px(9)
    _write(painter, QRectF(left, line.top(), wants[1], line.height()), new, "new", "text")
    if chip:
        corner = QPointF(line.left(), middle + px(22)) if under else QPointF(left + wants[1] + px(8), middle)
        _chip(painter, QRectF(corner.x(), corner.y() - px(10), min(chip, line.width()), px(20)), change.origin)


def _chip(painter: QPainter, where: QRectF, words: str) -> None:
    painter.setPen(QPen(color("border"), 1))
    painter.setBrush(color("surface"))
    painter.drawRoundedRect(where.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
    _write(painter, where.adjusted(px(7), 0, -px(5), 0), words, "chip", "muted")


def _resting(painter: QPainter, recording: Recording, where: QRectF) -> None:
    """Paint a player that has not been started: it looks like the real one that takes its place."""
    bar = QRectF(where.left(), where.top(), where.width(), px(44))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color("surface2"))
    painter.drawRoundedRect(bar, 6, 6)
    paint_play(painter, QRectF(bar.left() + px(6), bar.top() + px(6), px(32), px(32)))
    centre = _Align.AlignCenter
    _write(painter, QRectF(bar.left() + px(48), bar.top(), px(44), bar.height()), clock(0), "text", "muted", centre)
    right = bar.right() - px(6) - px(58)
    _write(painter, QRectF(right, bar.top(), px(58), bar.height()), speed_words(1.0), "new", "text", centre)
    right -= px(10) + px(44)
    whole = clock(recording.seconds)
    _write(painter, QRectF(right, bar.top(), px(44), bar.height()), whole, "text", "muted", centre)
    room = QRectF(bar.left() + px(102), bar.center().y() - px(10), right - px(10) - bar.left() - px(102), px(20))
    paint_wave(painter, room, (), 0.0)
    side = px(12)
    foot = QRectF(where.left(), bar.bottom(), where.width(), where.bottom() - bar.bottom())
    paint_icon(painter, "info", QRectF(foot.left(), foot.center().y() - side / 2, side, side), "muted")
    _write(painter, foot.adjusted(px(18), 0, 0, 0), recording.note or default_note(), "small", "muted")
