"""How the columns of a list share its width: words give way before dates, sums and states do."""

from collections.abc import Sequence

_LEAST, _MOST = 0.55, 1.5
"""How far a column of words gives way, and how far it takes what is left, as a share of its own width."""


def least(wanted: Sequence[tuple[int, bool]]) -> int:
    """Return the width that columns need at least; of each its own width and whether it bends, as in `shared`."""
    return sum(int(width * _LEAST) if bends else width for width, bends in wanted)


def shared(wanted: Sequence[tuple[int, bool]], room: int) -> list[int]:
    """Return the widths of columns in so much room, in pixels; more than the room where they cannot bend further.

    Where there is little room the first column, which says what the row is, gives way after the others.

    Args:
        wanted: of each column its own width, and whether it bends.
        room: width of the list.
    """
    widths = [width for width, _bends in wanted]
    bending = [place for place, (_width, bends) in enumerate(wanted) if bends]
    spare = room - sum(widths)
    for places in (bending,) if spare > 0 else (bending[1:] if bending[:1] == [0] else bending, bending[:1]):
        if own := sum(widths[place] for place in places):
            share = min(_MOST, max(_LEAST, 1 + spare / own))
            for place in places:
                widths[place] = int(widths[place] * share)
            spare = room - sum(widths)
    return widths
