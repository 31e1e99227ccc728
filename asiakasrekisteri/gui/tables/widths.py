"""How the columns of a list share its width: words give way before dates, sums and states do."""

from collections.abc import Sequence

_LEAST, _LEAST_FIRST, _MOST = 0.55, 0.75, 1.5
"""How far a column of words gives way (the first, which says what the row is, less), and how far it takes what is left;
as a share of its own width."""


def least(wanted: Sequence[tuple[int, bool]]) -> int:
    """Return the width that columns need at least; of each its own width and whether it bends, as in `shared`."""
    return sum(_least(place, width) if bends else width for place, (width, bends) in enumerate(wanted))


def shared(wanted: Sequence[tuple[int, bool]], room: int) -> list[int]:
    """Return the widths of columns in so much room, in pixels; more than the room where they cannot bend further.

    Where there is little room the first column gives way after the others.

    Args:
        wanted: of each column its own width, and whether it bends.
        room: width of the list.
    """
    widths = [width for width, _bends in wanted]
    bending = [place for place, (_width, bends) in enumerate(wanted) if bends]
    spare = room - sum(widths)
    first = [place for place in bending if not place]
    for places in (bending,) if spare > 0 else (bending[len(first) :], first):
        if own := sum(widths[place] for place in places):
            share = min(_MOST, 1 + spare / own)
            for place in places:
                widths[place] = max(int(widths[place] * share), _least(place, widths[place]))
            spare = room - sum(widths)
    return widths


def _least(place: int, width: int) -> int:
    return int(width * (_LEAST if place else _LEAST_FIRST))
