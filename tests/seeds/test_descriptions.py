"""Old register descriptions are read: our own texts by what stands in them, the real ones by their structure.

Of the real texts nothing is written here: what was read must stand in the text itself, below the heading it belongs to.
"""

from pathlib import Path

import phonenumbers
import pytest

from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.identifiers import check_business_id, check_email
from asiakasrekisteri.exchange.description_text import read_description_file
from asiakasrekisteri.exchange.sniff import read_text
from tests.seeds.conftest import OWN, description_texts, shared_folder

TEXTS = description_texts()
_LISTED = {
    "production",
    "development",
    "billing",
    "technical_support",
    "administration",
    "customer_relationship",
    "fault_notices",
    "direct_marketing",
}
PURPOSES = {
    "000": _LISTED,
    "001": _LISTED,
    "002": {*_LISTED, "partner_services"},
    "003": {"customer_relationship", "analysis", "production", "development"},
    "004": {"delivery", "obligations", "customer_relationship", "newsletter"},
}
"""What the purposes of the real texts are, by the number each file's name begins with."""


def codes(description: Description, part: str) -> list[str | None]:
    return [statement.code for statement in getattr(description, part)]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
class TestEveryText:
    def test_the_firm_and_the_register_are_named_as_in_the_text(self, path: Path) -> None:
        found, text = read_description_file(path), read_text(path)
        for name in (found.controller.name, found.contact.name, found.register_name):
            assert name
            assert name in text

    def test_identifiers_are_valid_and_stand_in_the_text(self, path: Path) -> None:
        found, text = read_description_file(path), read_text(path)
        code = found.controller.business_id
        assert check_business_id(code) is None
        assert code.replace("-", "") in text.replace("-", "")
        assert bool(code) == ("tunnus: " in text or "(Y-tunnus" in text or "tunnus:\t" in text)

    def test_phones_and_emails_are_such(self, path: Path) -> None:
        found, text = read_description_file(path), read_text(path)
        for number in filter(None, (found.controller.phone, found.contact.phone)):
            assert number in text
            assert phonenumbers.is_valid_number(phonenumbers.parse(number.replace("(0)", ""), "FI"))
        assert check_email(found.contact.email) is None

    def test_addresses_have_their_post_office(self, path: Path) -> None:
        found, text = read_description_file(path), read_text(path)
        for address in filter(None, (found.controller.address, found.contact.address)):
            street, office = address.split(", ")
            assert street in text
            assert office in text

    def test_purposes_are_found(self, path: Path) -> None:
        found = codes(read_description_file(path), "purposes")
        assert len(found) == len(set(found)) >= 3
        assert set(found) == PURPOSES.get(path.stem[:3], set(found))

    def test_every_part_that_has_a_heading_is_filled(self, path: Path) -> None:
        found, text = read_description_file(path), read_text(path).casefold()
        assert found.data_categories
        assert found.sources
        assert found.recipients
        assert bool(found.protections) == ("suojau" in text or "tietoturva\n" in text)
        assert (found.transfers.outside_eea != "unknown") == ("ulkopuolel" in text or "yhdysvaltoihin" in text)
        assert bool(found.rights) == ("oikeu" in text.replace("oikeusperuste", "").replace("oikeude", "oikeu"))

    def test_what_is_unplaced_stands_in_the_text(self, path: Path) -> None:
        text = " ".join(read_text(path).split())
        for words in read_description_file(path).unplaced:
            assert words in text

    def test_the_description_survives_json(self, path: Path) -> None:
        found = read_description_file(path)
        assert Description.from_json(found.as_json()) == found


def test_the_real_texts_are_found_where_the_shared_folder_is() -> None:
    shared = shared_folder()
    real = [path for path in TEXTS if path.parent != OWN]
    assert len(real) == (len(list((shared / "seeds").glob("*.txt"))) if shared else 0)


def test_questions_as_headings() -> None:
    found = read_description_file(OWN / "kysymykset.txt")
    assert found.controller.name == "Pilvipolku Oy"
    assert found.controller.business_id == "1234567-1"
    assert found.controller.address == "Esimerkkikuja 4 B 12, 00100 Helsinki"
    assert found.controller.email == "asiakaspalvelu@pilvipolku.example"
    assert found.contact.name == "Maija Mallikas"
    assert found.dated == "2021-09-03"
    assert codes(found, "purposes") == ["delivery", "billing", "customer_relationship", "newsletter"]
    assert found.purposes[3].basis == "consent"
    assert found.transfers.outside_eea == "if_needed"
    assert len(found.retention) == 2
    assert {"access", "rectification", "erasure", "portability", "complaint"} == set(codes(found, "rights"))
    assert (None, "lempiväri") in [(s.code, s.text) for s in found.data_categories]
    assert found.unplaced == ("Jaa sivu",)


def test_everything_in_one_paragraph() -> None:
    found = read_description_file(OWN / "yksi_kappale.txt")
    assert found.controller.name == "Kuvitelman Kone ja Kaapeli Ky"
    assert found.controller.business_id == "7654321-2"
    assert found.contact.name == "Kalle Kuvitelma"
    assert found.register_name == "Kuvitelman Kone ja Kaapelin asiakasrekisteri"
    assert found.dated == "2012-06-15"
    assert codes(found, "purposes") == ["customer_relationship", "billing", "direct_marketing"]
    assert [source.kind for source in found.sources] == ["customer", "public_register"]
    assert found.transfers.outside_eea == "no"
    assert codes(found, "rights") == ["access"]
    assert found.unplaced == ()


def test_capital_headings_and_labels_on_lines_of_their_own() -> None:
    found = read_description_file(OWN / "taulukko.txt")
    assert found.controller.name == "Esimerkkiverkko Osk"
    assert found.controller.business_id == "2345678-0"
    assert found.controller.address == "PL 12, FI-90100 Oulu"
    assert found.controller.email == "toimisto@esimerkkiverkko.example"
    assert (found.contact.name, found.contact.phone) == ("Aino Esimerkki", "0405550790")
    assert {purpose.basis for purpose in found.purposes} == {"legitimate_interest"}
    assert codes(found, "purposes") == ["production", "development", "fault_notices", "security", None]
    assert codes(found, "subject_groups") == ["private_customer", "company_customer", "maintainer"]
    assert [(s.kind, s.name) for s in found.recipients] == [("processor", "tilitoimisto"), ("controller", "Traficom")]
    assert found.unplaced == ()
