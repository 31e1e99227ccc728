"""A customer beside YTJ: field by field, and only what is accepted is stored, with its source."""

import datetime as dt

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError, StaleRecordError
from asiakasrekisteri.exchange.ytj import YtjAddress, YtjCompany
from asiakasrekisteri.usecases.customers import open_customer, save_customer
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.outside import FACTS
from asiakasrekisteri.usecases.ytj import accept_ytj, compare_with_ytj
from tests.usecases.billing.making import customer

COMPANY = YtjCompany(
    business_id="7654321-2",
    name="Leipomo Äyräs Oy",
    form="Osakeyhtiö",
    registered_on=dt.date(2001, 5, 3),
    addresses=(YtjAddress(kind=2, street="PL 12", postcode="33101", town="TAMPERE"),),
    sha256="ab" * 32,
)


def test_what_differs_is_shown_and_only_what_is_accepted_is_stored(gate: Gate) -> None:
    firm = customer(gate, "Leipomo Ayras", "company", business_id="7654321-2")
    found = gate.call(compare_with_ytj, firm, COMPANY)
    assert {d.field: d.same for d in found.differences} == {
        "name": False,
        "business_id": True,
        "company_form": False,
        "registered_on": False,
        "postal": False,
    }
    saved = gate.call(accept_ytj, firm, found.version, COMPANY, ["name", "postal"])
    card = gate.call(open_customer, firm)
    assert (card.record["name"], card.record["company_form"]) == ("Leipomo Äyräs Oy", None)
    assert card.record.origins["name"].source_label == "YTJ"
    (address,) = [d for d in card.details if d.entity == "address"]
    assert (address["street"], address["town"]) == ("PL 12", "TAMPERE")
    (fact,) = gate.call(FACTS.of, "customer", firm)
    assert ("abababababababab" in str(fact["value"]), fact["obtained_on"]) == (True, dt.date(2026, 11, 22))
    gate.call(undo, saved.undo)
    card = gate.call(open_customer, firm)
    assert card.record["name"] == "Leipomo Ayras"
    assert [d["street"] for d in card.details if d.entity == "address"] == ["Kelotie 3"]


def test_a_firm_in_trouble_is_warned_of(gate: Gate) -> None:
    firm = customer(gate, "Leipomo Äyräs Oy", "company")
    in_trouble = YtjCompany(business_id="7654321-2", name="L", situation="konkurssissa", ended_on=dt.date(2026, 1, 2))
    assert (
        gate.call(compare_with_ytj, firm, in_trouble).warning == "yritys on konkurssissa; yritys on lakannut 2.1.2026"
    )


def test_what_ytj_does_not_tell_cannot_be_accepted_and_a_later_save_is_not_written_over(gate: Gate) -> None:
    firm = customer(gate, "Leipomo Äyräs Oy", "company")
    found = gate.call(compare_with_ytj, firm, COMPANY)
    with pytest.raises(InvalidInputError, match="ei kerro"):
        gate.call(accept_ytj, firm, found.version, COMPANY, ["industry"])
    gate.call(save_customer, firm, found.version, {"note": "Muutettu"})
    with pytest.raises(StaleRecordError):
        gate.call(accept_ytj, firm, found.version, COMPANY, ["name"])
