"""Finding: å ä ö are letters, anything written is found in any usual form, the best comes first."""

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.store.search import expressions, phone_tokens
from asiakasrekisteri.usecases.customers import add_customer, list_customers
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.persons import add_person, list_persons, open_person, person_rows, save_person

COMPANY = {"kind": "company", "status": "active", "relation": "own"}


@pytest.fixture
def filled(gate: Gate) -> Gate:
    """A few customers and persons with all kinds of contact details."""
    leipomo = gate.call(
        add_customer,
        {**COMPANY, "name": "Rantakylän Leipomo Oy", "business_id": "1234567-1", "vat_number": "FI12345671"},
        [
            Edit("email", values={"use": "office", "address": "tilaukset@vanhasatama.example"}),
            Edit("phone", values={"use": "work", "number": "+358 (0)9 3157 0000"}),
            Edit("address", values={"use": "postal", "street": "Mäntytie 4", "postcode": "00140", "town": "Äänekoski",
                                    "country": "FI"}),
        ],
    )  # fmt: skip
    gate.call(
        add_person,
        {"last_name": "Äijälä", "first_names": "Väinö", "former_names": "Laitinen", "note": "soita aamulla"},
        [
            Edit("contact_role", values={"role": "technical", "title": "verkkovastaava"},
                 links={"customer_id": leipomo.id}),
            Edit("phone", values={"use": "mobile", "number": "040 555 0417"}),
            Edit("email", values={"use": "work", "address": "vaino.aijala@leipomo.example"}),
        ],
    )  # fmt: skip
    gate.call(add_customer, {**COMPANY, "name": "Hamalainen Consulting Oy", "number": "777"})
    gate.call(add_customer, {**COMPANY, "name": "Hämäläisen Taimisto Ky"})
    return gate


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("rantakylän", "Rantakylän Leipomo Oy"),
        ("leip", "Rantakylän Leipomo Oy"),
        ("RANTAKYLÄN LEIP", "Rantakylän Leipomo Oy"),
        ("mäntytie", "Rantakylän Leipomo Oy"),
        ("00140", "Rantakylän Leipomo Oy"),
        ("1234567-1", "Rantakylän Leipomo Oy"),
        ("12345671", "Rantakylän Leipomo Oy"),
        ("FI12345671", "Rantakylän Leipomo Oy"),
        ("tilaukset@", "Rantakylän Leipomo Oy"),
        ("vanhasatama.example", "Rantakylän Leipomo Oy"),
        ("satama", "Rantakylän Leipomo Oy"),
        ("09 3157 0000", "Rantakylän Leipomo Oy"),
        ("+358 9 3157", "Rantakylän Leipomo Oy"),
        ("0931570000", "Rantakylän Leipomo Oy"),
        ("äijälä", "Äijälä, Väinö"),
        ("väinö äijälä", "Äijälä, Väinö"),
        ("aijala", "Äijälä, Väinö"),
        ("laitinen", "Äijälä, Väinö"),
        ("verkkovastaava", "Äijälä, Väinö"),
        ("aamulla", "Äijälä, Väinö"),
        ("0405550417", "Äijälä, Väinö"),
        ("040-555 04", "Äijälä, Väinö"),
        ("+358405550417", "Äijälä, Väinö"),
        ("00358 40 555 0417", "Äijälä, Väinö"),
        ("vaino.aij", "Äijälä, Väinö"),
        ("777", "Hamalainen Consulting Oy"),
    ],
)
def test_found_first(filled: Gate, query: str, name: str) -> None:
    hits = filled.call(find, query)
    assert hits, query
    assert hits[0].name == name


def test_dots_are_letters_and_the_folded_form_is_only_the_last_resort(filled: Gate) -> None:
    assert [h.name for h in filled.call(find, "hämäl")] == ["Hämäläisen Taimisto Ky"]
    assert [h.name for h in filled.call(find, "hamal")] == ["Hamalainen Consulting Oy"]
    assert [(h.name, h.matched) for h in filled.call(find, "hamalaisen")] == [("Hämäläisen Taimisto Ky", "folded")]


def test_a_changed_value_is_found_by_the_new_and_not_by_the_old(filled: Gate) -> None:
    hit = filled.call(find, "laitinen")[0]
    page = filled.call(open_person, hit.id)
    filled.call(save_person, hit.id, page.record.version, {"former_names": "Öhman"})
    assert filled.call(find, "öhman")[0].id == hit.id
    assert filled.call(find, "laitinen") == ()


def test_a_list_is_filtered_by_the_same_rules(filled: Gate) -> None:
    everything = filled.call(list_customers)
    assert (len(everything.ids), everything.total) == (3, 3)
    assert len(filled.call(list_customers, "hämäl").ids) == 1
    assert len(filled.call(list_customers, "olematon").ids) == 0


def test_names_are_listed_in_finnish_order(gate: Gate) -> None:
    for name in ("Öhman Oy", "Zeta Oy", "Åkerlund Ab", "Äijälä Oy", "Wirtanen Oy", "Virtanen Oy", "Aalto Oy"):
        gate.call(add_customer, {**COMPANY, "name": name})
    ids = list(gate.call(list_customers).ids)
    assert [ids.index(i) for i in sorted(ids)] == [6, 3, 4, 5, 2, 1, 0]


@given(st.text(max_size=40))
def test_no_text_breaks_the_search(query: str) -> None:
    for _matched, expression in expressions(query):
        assert expression.count('"') % 2 == 0


def test_a_henkilotunnus_is_found_whole_only_and_by_roles_with_the_key(gate: Gate) -> None:
    code = "010190-999W"
    saved = gate.call(add_person, {"last_name": "Tunnus", "identity_code": code, "identity_ground": "law"})
    assert [h.id for h in gate.call(find, code)] == [saved.id]
    assert gate.call(find, "010190Y999W") == ()
    assert gate.call(find, "010190-999") == ()


def test_phone_tokens_cover_the_written_forms() -> None:
    assert phone_tokens("+358405550417") == ["358405550417", "0405550417", "405550417"]


def test_a_private_customers_contact_details_show_in_the_list_of_persons(gate: Gate) -> None:
    values = {"name": "Ekblom, Birgitta", "kind": "private", "status": "active", "relation": "own"}
    gate.call(add_customer, values, [Edit("email", values={"use": "private", "address": "birgitta@esimerkki.fi"})])
    gate.call(add_person, {"last_name": "Öhman"}, [Edit("phone", values={"use": "work", "number": "0405550222"})])
    gate.call(add_person, {"last_name": "Aalto"})
    rows = gate.call(person_rows, list(gate.call(list_persons).ids))
    assert [(r.name, r.customers, r.email, r.phone) for r in rows] == [
        ("Aalto", "", "", ""),
        ("Ekblom, Birgitta", "Ekblom, Birgitta", "birgitta@esimerkki.fi", ""),
        ("Öhman", "", "", "+358405550222"),
    ]
