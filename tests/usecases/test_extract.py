"""An extract's answers: until when, who looked and when, at whose customer, and to which address it is posted."""

import datetime as dt
from dataclasses import replace

from asiakasrekisteri.domain.description import Transfers
from asiakasrekisteri.domain.extract import Extract
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit, Saved
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.persons import add_person, list_persons, open_person, save_person
from asiakasrekisteri.usecases.privacy.description import read_description, save_description
from asiakasrekisteri.usecases.privacy.extract import collect_extract
from asiakasrekisteri.usecases.privacy.receiving import RECIPIENTS, TRANSFERS
from asiakasrekisteri.usecases.privacy.requests.receiving import receive_request

PRIVATE = {"kind": "private", "status": "active", "relation": "own"}


def address(use: str, street: str) -> Edit:
    values = {"use": use, "street": street, "postcode": "96100", "town": "Rovaniemi", "country": "FI"}
    return Edit("address", values=values)


def role(customer: Saved, **values: object) -> Edit:
    return Edit("contact_role", values={"role": "admin", **values}, links={"customer_id": customer.id})


def extract_of(gate: Gate, person: int) -> Extract:
    return gate.call(collect_extract, person).extract


def test_the_time_runs_from_the_end_of_the_last_relation_of_either_kind(gate: Gate) -> None:
    firm = gate.call(add_customer, {**PRIVATE, "kind": "company", "name": "Kohde Oy"})
    gate.call(add_customer, {**PRIVATE, "name": "Aalto, Aino", "until": dt.date(2024, 12, 31)})
    person = gate.call(list_persons, "aalto").ids[0]
    page = gate.call(open_person, person)
    gate.call(save_person, person, page.record.version, {}, [role(firm, until=dt.date(2020, 1, 31))])
    sections = extract_of(gate, person).sections
    untils = {item.keep_until for section in sections if section.category != "role" for item in section.items}
    assert [item.keep_until for one in sections if one.category == "role" for item in one.items] == ["2021-01-31"]
    assert untils
    assert min(untils) >= "2024-12-31"
    goes_on = gate.call(add_customer, {**PRIVATE, "name": "Berg, Bo"})
    other = gate.call(list_persons, "berg").ids[0]
    page = gate.call(open_person, other)
    gate.call(save_person, other, page.record.version, {}, [role(firm, until=dt.date(2020, 1, 31))])
    others = [section for section in extract_of(gate, other).sections if section.category != "role"]
    assert {item.keep_until for section in others for item in section.items} == {""}, goes_on


def test_only_views_are_told_as_views_with_their_time_in_finland(gate: Gate) -> None:
    saved = gate.call(add_person, {"last_name": "Aalto"})
    gate.for_purpose("puhelu").call(open_person, saved.id)
    views = extract_of(gate, saved.id).views
    assert [(view.purpose, view.role) for view in views] == [("puhelu", "Pääkäyttäjä")]
    at = dt.datetime.fromisoformat(views[0].at)
    assert (at.date(), at.hour, at.utcoffset()) == (dt.date(2026, 11, 22), 11, dt.timedelta(hours=2))


def test_a_reader_of_another_language_is_told_purposes_in_hers(gate: Gate) -> None:
    saved = gate.call(add_person, {"last_name": "Aalto", "language": "sv"})
    gate.for_purpose("laskutus").call(open_person, saved.id)
    assert [(view.purpose, view.role) for view in extract_of(gate, saved.id).views] == [
        ("fakturering", "Huvudanvändare")
    ]


def test_what_the_firm_says_of_automated_decisions_is_told_to_everybody(gate: Gate) -> None:
    person = gate.call(add_person, {"last_name": "Aalto"}).id
    assert extract_of(gate, person).automated_decisions.startswith("Rekisteri ei tee sinua koskevia automaattisia")
    own = gate.call(read_description).description
    gate.call(save_description, replace(own, automated="Luottopäätös syntyy pisteytyksestä."))
    assert extract_of(gate, person).automated_decisions == "Luottopäätös syntyy pisteytyksestä."


def test_a_role_names_a_firm_but_of_another_person_the_number_only(gate: Gate) -> None:
    firm = gate.call(add_customer, {**PRIVATE, "kind": "company", "name": "Kohde Oy"})
    private = gate.call(add_customer, {**PRIVATE, "name": "Berg, Bo", "number": "4711"})
    saved = gate.call(add_person, {"last_name": "Aalto"}, [role(firm), role(private)])
    told = " ".join(item.value for section in extract_of(gate, saved.id).sections for item in section.items)
    assert "Kohde Oy" in told
    assert "4711" in told
    assert "Berg" not in told


def test_the_letter_goes_to_the_postal_address_in_the_form_of_the_post(gate: Gate) -> None:
    edits = (address("visiting", "Käyntikuja 1"), address("postal", "Postitie 2"))
    saved = gate.call(add_person, {"last_name": "Aalto", "first_names": "Aino"}, edits)
    letter = extract_of(gate, saved.id).letter
    assert letter is not None
    assert letter.recipient == ("Aino Aalto", "Postitie 2", "96100 ROVANIEMI")


def test_choices_begin_a_line_with_a_capital_and_are_words_inside_one(gate: Gate) -> None:
    firm = gate.call(add_customer, {**PRIVATE, "kind": "company", "name": "Kohde Oy"})
    person = gate.call(add_person, {"last_name": "Aalto", "language": "en"}, [role(firm, title="talouspäällikkö")])
    gate.call(receive_request, {"kind": "access", "channel": "letter"}, person.id)
    told = {item.label: item.value for one in extract_of(gate, person.id).sections for item in one.items}
    assert told["Role"].startswith("Administration, talouspäällikkö"), "what staff wrote stays as it is written"
    assert told["Service language"] == "English"
    assert "Request (access request)" in told
    assert "Letter" not in told["Request (access request)"]


def test_transfers_abroad_are_told_as_they_are_whatever_the_description_promises(gate: Gate) -> None:
    own = gate.call(read_description).description
    gate.call(save_description, replace(own, transfers=Transfers("no")))
    person = gate.call(add_person, {"last_name": "Aalto", "language": "sv"})
    assert extract_of(gate, person.id).transfers.startswith("Uppgifter överförs inte")
    values = {"kind": "processor", "name": "Pilvi Inc.", "task": "sähköposti", "country": "US"}
    cloud = int(gate.call(RECIPIENTS.add, values, {}).id)
    assert extract_of(gate, person.id).transfers == "Pilvi Inc., USA."
    gate.call(TRANSFERS.add, {"recipient_id": cloud, "country": "US", "mechanism": "scc", "reference": "bilaga 2"}, {})
    (line,) = extract_of(gate, person.id).transfers.splitlines()
    assert line.startswith("Pilvi Inc., USA: kommissionens standardavtalsklausuler")
    assert line.endswith("bilaga 2.")
