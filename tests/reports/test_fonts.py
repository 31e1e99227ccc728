"""The shipped fonts hold what window and prints need."""

import pytest

from asiakasrekisteri.reports.fonts import Face, drawable


@pytest.mark.parametrize("face", Face)
def test_needed_characters(face: Face) -> None:
    needed = "ÅÄÖåäöŠŽšž€§–—”’…•●→↑\N{MINUS SIGN}⌘⇧\u202f\u00a0□✓×"
    assert drawable(needed, face) == needed
