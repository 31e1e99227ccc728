"""Which columns a list shows, how wide, in which order: remembered per user and view."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from asiakasrekisteri.gui.preferences import Preferences
from asiakasrekisteri.gui.tables.columns import Column


@dataclass(frozen=True, slots=True)
class Layout:
    """Names of the columns shown in order, widths by name, and the order of the rows (column, descending)."""

    shown: tuple[str, ...]
    widths: dict[str, int]
    sort: tuple[str, bool]

    def save(self, preferences: Preferences, view: str) -> None:
        """Remember it."""
        kept = {"shown": self.shown, "widths": self.widths, "sort": self.sort}
        preferences.set(f"table/{view}", json.dumps(kept))


def default_layout(columns: Sequence[Column], order: str = "") -> Layout:
    """Return the layout before the user has chosen anything; ordered by a column, the first unless one is given."""
    return Layout(tuple(c.name for c in columns if c.shown), {}, (order or columns[0].name, False))


def load_layout(preferences: Preferences, view: str, columns: Sequence[Column], order: str = "") -> Layout:
    """Return the remembered layout; columns that no longer exist are dropped, and nonsense gives the default."""
    default = default_layout(columns, order)
    known = {c.name for c in columns}
    try:
        kept = json.loads(preferences.get(f"table/{view}") or "{}")
        shown = tuple(n for n in kept.get("shown", default.shown) if n in known)
        widths = {n: int(w) for n, w in kept.get("widths", {}).items() if n in known}
        name, descending = kept.get("sort", default.sort)
    except (ValueError, TypeError, AttributeError):
        return default
    sort = (str(name), bool(descending)) if name in known else default.sort
    return Layout(shown or default.shown, widths, sort)
