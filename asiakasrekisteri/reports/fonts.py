"""The one typeface of the prints: Inter, embedded in every file (SIL Open Font License)."""

from enum import StrEnum
from functools import cache
from importlib import resources
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

_CONTROLS = frozenset(map(chr, [*range(32), *range(127, 160)]))


class Face(StrEnum):
    """A weight of the typeface; the value is its file and its name in the PDF library."""

    REGULAR = "Inter-Regular"
    ITALIC = "Inter-Italic"
    MEDIUM = "Inter-Medium"
    SEMIBOLD = "Inter-SemiBold"
    BOLD = "Inter-Bold"


@cache
def font(face: Face) -> TTFont:
    """Return the face, read from the program's resources at first use."""
    data = resources.files("asiakasrekisteri.resources").joinpath("fonts", f"{face}.ttf").read_bytes()
    loaded = TTFont(str(face), BytesIO(data))
    pdfmetrics.registerFont(loaded)
    return loaded


class _Advances(dict[str, float]):
    """Advance width by character; what the face lacks is as wide as its hollow box."""

    def __init__(self, face: Face) -> None:
        metrics = font(face).face
        super().__init__({chr(code): float(width) for code, width in metrics.charWidths.items()})
        self._default = float(metrics.defaultWidth)
        self.known = frozenset(self) - _CONTROLS

    def __missing__(self, character: str) -> float:
        return self._default


_advances = cache(_Advances)


def width(text: str, face: Face, size: float) -> float:
    """Return the width of the text in points."""
    return sum(map(_advances(face).__getitem__, text)) * size / 1000


def drawable(text: str, face: Face = Face.REGULAR) -> str:
    """Return the text with characters that the typeface lacks shown as a hollow box, and control characters removed."""
    strange = set(text) - _advances(face).known
    if not strange:
        return text
    return text.translate({ord(char): None if char in _CONTROLS else "□" for char in strange})
