"""The one typeface of the prints: Inter, embedded in every file (SIL Open Font License)."""

from enum import StrEnum
from functools import cache
from importlib import resources
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont


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


@cache
def _advances(face: Face) -> dict[int, float]:
    return dict(font(face).face.charWidths)


@cache
def _default_advance(face: Face) -> float:
    return float(font(face).face.defaultWidth)


def width(text: str, face: Face, size: float) -> float:
    """Return the width of the text in points."""
    advances, default = _advances(face), _default_advance(face)
    return sum(advances.get(ord(char), default) for char in text) * size / 1000


def drawable(text: str, face: Face = Face.REGULAR) -> str:
    """Return the text with characters that the typeface lacks shown as a hollow box, and control characters removed."""
    advances = _advances(face)
    if all(ord(char) in advances and char >= " " for char in text):
        return text
    return "".join(char if ord(char) in advances else "□" for char in text if char >= " " and char != "\x7f")
