"""How tall an event is and where its parts stand. Cheap for what is not on the screen: most rows are only counted."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout

from asiakasrekisteri.gui.theme.theme import font, px
from asiakasrekisteri.gui.timeline.event import Change, Event, attachment_words
from asiakasrekisteri.gui.widgets.marks import pill_width

MOST_LINES = 3
CAPTION, LEFT, RIGHT, CIRCLE = 30, 64, 20, 28
RAIL = 20
"""Left edge of the circles; all in pixels at text size 100 %."""
_TOP, _TITLE, _WHEN, _LINE, _FILE, _CHANGE, _PLAYER, _FOOT = 6, 22, 18, 20, 24, 24, 66, 12
_FILE_GAP, _CLIP = 16, 20
_NARROW = 460
"""Room under which what stands at the right goes under the title, and the origin of a change under the change."""


@cache
def _fonts(size: int) -> dict[str, tuple[QFont, QFontMetrics]]:
    del size  # part of the key: px() reads it
    made = {
        "title": font(13, 600),
        "text": font(13),
        "small": font(12),
        "caption": font(11, 600),
        "chip": font(11, 500),
        "new": font(13, 500),
    }
    made["caption"].setCapitalization(QFont.Capitalization.AllUppercase)
    return {name: (chosen, QFontMetrics(chosen)) for name, chosen in made.items()}


def written(name: str) -> tuple[QFont, QFontMetrics]:
    """Return a font of the timeline with its measures; made once for each text size."""
    return _fonts(px(1000))[name]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the parts of an event stand, from the top left corner of its row without the caption."""

    height: int
    title: QRectF
    pill: QRectF
    right: QRectF
    texts: tuple[tuple[str, QRectF], ...]
    change: QRectF
    player: QRectF
    files: tuple[QRectF, ...]
    cut: bool


class Measures:
    """Sizes of events at one width."""

    def __init__(self) -> None:
        self._width = 0
        self._size = 0
        self._wide: dict[str, tuple[int, ...]] = {}
        self._heights: dict[str, int] = {}
        self._placed: dict[str, Placed] = {}

    def fit(self, width: int) -> None:
        """Measure for this width from now on."""
        if px(1000) != self._size:
            self._wide.clear()
        if (width, px(1000)) != (self._width, self._size):
            self._heights.clear()
            self._placed.clear()
        self._width, self._size = width, px(1000)

    def forget(self) -> None:
        """Forget all: other events are shown under the same keys."""
        for kept in (self._wide, self._heights, self._placed):
            kept.clear()

    def height(self, event: Event) -> int:
        """Return the height of the row without a caption."""
        if event.key not in self._heights:
            self._heights[event.key] = self._tall(event)
        return self._heights[event.key]

    def place(self, event: Event) -> Placed:
        """Return where everything stands."""
        if event.key not in self._placed:
            self._placed[event.key] = self._lay(event)
        return self._placed[event.key]

    def narrow(self) -> bool:
        """Tell whether there is little room."""
        return self._room() < px(_NARROW)

    def _change_height(self, change: Change | None) -> int:
        if change is None:
            return 0
        return 2 * _CHANGE if change.origin and self.narrow() else _CHANGE

    def _room(self) -> int:
        return max(px(80), self._width - px(LEFT) - px(RIGHT))

    def _tall(self, event: Event) -> int:
        tall = _TOP + _TITLE + _FOOT + _LINE * self._count(event)
        tall += _WHEN if event.right and self.narrow() else 0
        tall += self._change_height(event.change)
        tall += _PLAYER if event.recording else 0
        return px(tall) + px(_FILE) * (self._file_rows(event) if event.attachments else 0)

    def _count(self, event: Event) -> int:
        """Count the lines; only a paragraph that is wider than the room has to be broken for it."""
        room = self._room()
        if all(wide <= room for wide in self._widths(event)):
            return min(MOST_LINES, len(event.lines))
        return len(self._lines(event)[0])

    def _widths(self, event: Event) -> tuple[int, ...]:
        if event.key not in self._wide:
            metrics = written("text")[1]
            self._wide[event.key] = tuple(metrics.horizontalAdvance(line) for line in event.lines)
        return self._wide[event.key]

    def _lines(self, event: Event) -> tuple[list[str], bool]:
        """Break the paragraphs; tell whether something was left out."""
        room, found = self._room(), list[str]()
        for number, (text, wide) in enumerate(zip(event.lines, self._widths(event), strict=True)):
            left = MOST_LINES - len(found)
            pieces = [text] if wide <= room else broken(text, room, left)
            found += pieces
            if len(found) == MOST_LINES:
                cut = found[-1].endswith("…") and not text.endswith("…")
                if number + 1 < len(event.lines) and not cut:
                    found[-1], cut = f"{found[-1]} …", True
                return found, cut
        return found, False

    def _file_rows(self, event: Event) -> int:
        return 1 + max((row for row, _left, _wide in self._flow(event)), default=0)

    def _flow(self, event: Event) -> list[tuple[int, int, int]]:
        """Set the files side by side, on a new row when the room ends: (row, left, width)."""
        metrics, room = written("text")[1], self._room()
        row = left = 0
        found = []
        for file in event.attachments:
            wide = min(room, px(_CLIP) + metrics.horizontalAdvance(attachment_words(file)) + px(8))
            if left and left + wide > room:
                row, left = row + 1, 0
            found.append((row, left, wide))
            left += wide + px(_FILE_GAP)
        return found

    def _head(self, event: Event, top: float) -> tuple[QRectF, QRectF, QRectF]:
        """Place title, pill and what stands at the right; the title gives way first."""
        left, room = px(LEFT), self._room()
        aside = written("small")[1].horizontalAdvance(event.right) + 2 if event.right and not self.narrow() else 0
        right = QRectF(left + room - aside, top, aside, px(_TITLE))
        if event.right and self.narrow():
            right = QRectF(left, top + px(_TITLE), room, px(_WHEN))
        pill = pill_width(event.pill.text) if event.pill else 0
        free = room - (aside + px(12) if aside else 0) - (pill + px(8) if pill else 0)
        wide = max(px(40), min(written("title")[1].horizontalAdvance(event.title) + 2, free))
        title = QRectF(left, top, wide, px(_TITLE))
        return title, QRectF(left + wide + px(8), top + px(1), pill, px(20)), right

    def _lay(self, event: Event) -> Placed:
        left, room, y = px(LEFT), self._room(), float(px(_TOP))
        title, pill, right = self._head(event, y)
        y = max(title.bottom(), right.bottom())
        lines, cut = self._lines(event)
        texts = []
        for line in lines:
            texts.append((line, QRectF(left, y, room, px(_LINE))))
            y += px(_LINE)
        change = QRectF(left, y, room, px(self._change_height(event.change)))
        y = change.bottom()
        player = QRectF(left, y + px(2), room, px(_PLAYER - 4) if event.recording else 0)
        y = player.bottom() + px(2) if event.recording else y
        files = tuple(QRectF(left + x, y + row * px(_FILE), w, px(_FILE)) for row, x, w in self._flow(event))
        cut = cut or title.width() < written("title")[1].horizontalAdvance(event.title)
        return Placed(self.height(event), title, pill, right, tuple(texts), change, player, files, cut)


def broken(text: str, room: int, most: int) -> list[str]:
    """Break a text into at most `most` lines at words; the last one is elided when there is more."""
    chosen, metrics = written("text")
    layout = QTextLayout(text, chosen)
    found: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        start = line.textStart()
        if len(found) + 1 == most:
            found.append(metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, room))
            break
        found.append(text[start : start + line.textLength()].rstrip())
    layout.endLayout()
    return found
