"""How columns share the width of a list: words give way, days and sums never do."""

import pytest

from asiakasrekisteri.gui.tables.widths import least, shared

NAME, TOWN, DAY = (200, True), (100, True), (100, False)


@pytest.mark.parametrize(
    ("columns", "room", "widths"),
    [
        ([NAME, TOWN, DAY], 400, [200, 100, 100]),
        ([NAME, TOWN, DAY], 380, [200, 80, 100]),
        ([NAME, TOWN, DAY], 335, [180, 55, 100]),
        ([NAME, TOWN, DAY], 100, [150, 55, 100]),
        ([NAME, TOWN, DAY], 460, [240, 120, 100]),
        ([NAME, TOWN, DAY], 2000, [300, 150, 100]),
        ([DAY, NAME], 250, [100, 150]),
        ([DAY, DAY], 90, [100, 100]),
        ([], 90, []),
    ],
    ids=["as wanted", "first", "then the name", "no further", "more", "not without end", "a day first", "firm", "none"],
)
def test_words_give_way_and_take_what_is_left(columns: list[tuple[int, bool]], room: int, widths: list[int]) -> None:
    assert shared(columns, room) == widths
    assert least(columns) <= sum(widths)
