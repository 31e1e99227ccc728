"""Design tokens of the light and dark theme, and every pair of them that is drawn on top of one another.

A colour is named by its use. `PAIRS` is what the contrast test computes (WCAG 2.2 AA): a pair that is drawn anywhere
must be listed here.
"""

from collections.abc import Mapping
from typing import Final

LIGHT: Final[Mapping[str, str]] = {
    "bg": "#f6f7f9",
    "surface": "#ffffff",
    "surface2": "#f1f3f6",
    "sidebar": "#eef0f4",
    "hover": "#e7ebf1",
    "border": "#dfe3e9",
    "divider": "#ebeef2",
    "field": "#808a99",
    "text": "#1b2430",
    "muted": "#566070",
    "accent": "#1d5bb8",
    "accent_fg": "#ffffff",
    "accent_soft": "#e3edfb",
    "accent_hover": "#174c9c",
    "ok": "#14683b",
    "ok_bg": "#e0f4e9",
    "warn": "#7a4f00",
    "warn_bg": "#fdf0d5",
    "err": "#a9231b",
    "err_bg": "#fce7e5",
    "danger": "#b3261e",
    "danger_fg": "#ffffff",
    "danger_hover": "#941f18",
    "info": "#1d5bb8",
    "info_bg": "#e3edfb",
    "neutral": "#566070",
    "neutral_bg": "#eceff3",
    "paper_bg": "#e4e7ec",
    "scroll": "#b3bbc7",
    "chart1": "#2f6fd0",
    "undo": "#9cc4ff",
    "undo_key": "#2b3645",
}
DARK: Final[Mapping[str, str]] = {
    "bg": "#15181d",
    "surface": "#1d2127",
    "surface2": "#242932",
    "sidebar": "#191c22",
    "hover": "#2a303a",
    "border": "#323945",
    "divider": "#282d36",
    "field": "#6f7b8c",
    "text": "#e8ebf0",
    "muted": "#a3aebc",
    "accent": "#7fb2ff",
    "accent_fg": "#0b1a30",
    "accent_soft": "#22344f",
    "accent_hover": "#9cc4ff",
    "ok": "#74d6a5",
    "ok_bg": "#173528",
    "warn": "#f0c36d",
    "warn_bg": "#3a2e12",
    "err": "#ffa199",
    "err_bg": "#44211f",
    "danger": "#ff9a92",
    "danger_fg": "#2b0806",
    "danger_hover": "#ffb3ad",
    "info": "#8fbcff",
    "info_bg": "#22344f",
    "neutral": "#a9b3c1",
    "neutral_bg": "#2c323c",
    "paper_bg": "#0f1216",
    "scroll": "#4a5362",
    "chart1": "#6ea8fe",
    "undo": "#174c9c",
    "undo_key": "#cdd4de",
}

_LINEAR: Final = 0.04045
TEXT_MINIMUM: Final = 4.5
SHAPE_MINIMUM: Final = 3.0
_TEXT_ON: Final[Mapping[str, tuple[str, ...]]] = {
    "text": (
        "bg",
        "surface",
        "surface2",
        "sidebar",
        "hover",
        "accent_soft",
        "warn_bg",
        "err_bg",
        "ok_bg",
        "info_bg",
        "neutral_bg",
        "paper_bg",
    ),
    "muted": (
        "bg",
        "surface",
        "surface2",
        "sidebar",
        "hover",
        "accent_soft",
        "neutral_bg",
        "warn_bg",
        "info_bg",
        "paper_bg",
    ),
    "accent": ("bg", "surface", "surface2", "sidebar", "accent_soft", "hover"),
    "accent_fg": ("accent", "accent_hover"),
    "danger_fg": ("danger", "danger_hover"),
    "ok": ("ok_bg", "surface", "bg", "accent_soft"),
    "warn": ("warn_bg", "surface", "bg", "accent_soft"),
    "err": ("err_bg", "surface", "bg", "accent_soft"),
    "danger": ("surface", "bg"),
    "info": ("info_bg", "surface", "bg"),
    "neutral": ("neutral_bg", "hover", "surface"),
    "undo": ("text",),
    "surface": ("text", "undo_key"),
}
_SHAPES_ON: Final[Mapping[str, tuple[str, ...]]] = {
    "field": ("surface", "bg", "surface2"),
    "accent": ("surface", "bg", "sidebar", "accent_soft"),
    "err": ("surface",),
    "ok": ("surface",),
    "warn": ("surface",),
    "muted": ("surface",),
    "chart1": ("surface",),
}
PAIRS: Final[tuple[tuple[str, str, float], ...]] = (
    *((fore, back, TEXT_MINIMUM) for fore, backs in _TEXT_ON.items() for back in backs),
    *((fore, back, SHAPE_MINIMUM) for fore, backs in _SHAPES_ON.items() for back in backs),
)
"""(foreground, background, least ratio)."""


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb" (WCAG 2.2)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= _LINEAR else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
