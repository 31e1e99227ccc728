"""The recovery sheet: one page, the code exactly as given."""

from tests.reports.conftest import CODE
from tests.reports.reading import Pdf


def test_the_code_stands_on_one_page_as_it_was_given(recovery_print: Pdf) -> None:
    assert recovery_print.pages == 1
    assert CODE in "".join(recovery_print.text().split())
    assert "Kaamosverkko Oy" in recovery_print.flat()


def test_the_code_is_not_in_the_metadata(recovery_print: Pdf) -> None:
    assert "R4C778" not in str(recovery_print.info())
    assert b"R4C778" not in recovery_print.data
