"""The language of the window, and the other one that a letter may speak."""

from collections.abc import Iterator

import pytest

from asiakasrekisteri.domain.countries import country_name
from asiakasrekisteri.domain.texts import _, language_in_use, set_language, speaking


@pytest.fixture(autouse=True)
def swedish_window() -> Iterator[None]:
    """A window in Swedish."""
    set_language("sv")
    yield
    set_language("fi")


def test_a_letter_speaks_its_own_language_and_the_window_goes_on_in_its() -> None:
    assert _("Asiakkaat") == "Kunder"
    with speaking("fi"):
        assert (_("Asiakkaat"), country_name("SE"), language_in_use()) == ("Asiakkaat", "Ruotsi", "fi")
        with speaking("en"):
            assert _("Asiakkaat") == "Customers"
        assert _("Asiakkaat") == "Asiakkaat"
    assert (_("Asiakkaat"), country_name("SE")) == ("Kunder", "Sverige")


def test_what_fails_in_a_letter_does_not_change_the_window() -> None:
    with pytest.raises(ValueError, match="kesken"), speaking("en"):
        raise ValueError("kesken")
    assert language_in_use() == "sv"


def test_nothing_is_the_translation_of_nothing() -> None:
    assert _("") == ""
