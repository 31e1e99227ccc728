"""A post code is looked at together with its country."""

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.persons import add_person

PERSON = {"last_name": "Aalto", "first_names": "Aino"}


def place(postcode: str, country: str) -> list[Edit]:
    values = {"use": "postal", "street": "Piilokuja 1", "postcode": postcode, "town": "Helsinki", "country": country}
    return [Edit("address", values=values)]


@pytest.mark.parametrize(
    ("postcode", "country"), [("00100", "FI"), ("22100", "AX"), ("SW1A 1AA", "GB"), ("NO-0150", "NO")]
)
def test_right_ones_are_taken(gate: Gate, postcode: str, country: str) -> None:
    gate.call(add_person, PERSON, place(postcode, country))


@pytest.mark.parametrize(("postcode", "country"), [("0010A", "FI"), ("SW1A 1AA", "FI"), ("0150", "AX")])
def test_letters_are_not_finnish(gate: Gate, postcode: str, country: str) -> None:
    with pytest.raises(InvalidInputError, match="viisi numeroa") as refused:
        gate.call(add_person, PERSON, place(postcode, country))
    assert refused.value.errors[0].field.endswith("postcode")
