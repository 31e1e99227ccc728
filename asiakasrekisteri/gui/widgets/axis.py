"""The scale beside a chart: round steps that a person would have chosen."""

import math

from asiakasrekisteri.domain.typography import NBSP

_STEPS = (1, 2, 2.5, 4, 5, 10)
_MOST = 5


def nice_steps(top: float, most: int = _MOST) -> list[int]:
    """Return the marks of an axis from nought to at least `top`, all of them whole: [0, 4000, 8000, 12000].

    Args:
        top: the largest value drawn.
        most: how many marks there may be over nought.
    """
    least = max(1.0, top / most)
    power = 10 ** math.floor(math.log10(least))
    step = next(int(s * power) for s in _STEPS if s * power >= least and float(s * power).is_integer())
    return [step * n for n in range(max(1, math.ceil(top / step)) + 1)]


def thousands(value: int) -> str:
    """Write a whole number in groups of three: 12 000."""
    return f"{value:,}".replace(",", NBSP).replace("-", "\N{MINUS SIGN}")
