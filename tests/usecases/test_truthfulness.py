"""A description is compared with a real store: what is in use, and what was promised."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from asiakasrekisteri.domain.description import Protection, Purpose, RetentionStatement, SourceStatement, Statement
from asiakasrekisteri.domain.findings import Finding
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.usecases.backups import PLACES, try_backup
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.maintenance import make_backup
from asiakasrekisteri.usecases.outside import CREDIT_CHECKS, FACTS
from asiakasrekisteri.usecases.papers import PAPERS, record_papers_destroyed
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.checking import check_own
from asiakasrekisteri.usecases.privacy.description import read_description, save_description
from asiakasrekisteri.usecases.privacy.drafting import mend_draft
from asiakasrekisteri.usecases.privacy.marketing.campaigns import begin_campaign
from asiakasrekisteri.usecases.privacy.marketing.sending import send_newsletter
from asiakasrekisteri.usecases.services import ACCOUNTS, DOMAINS, SERVERS
from asiakasrekisteri.usecases.users import grant_user
from tests import offices
from tests.contradictions import contradictions
from tests.reviewed import review

TODAY = dt.date(2026, 11, 22)
FIRM = {"kind": "company", "name": "Tuulikello Oy", "status": "active", "relation": "own"}


def found(gate: Gate) -> list[Finding]:
    findings = contradictions(gate)
    return list(findings)


def rules(gate: Gate) -> list[str]:
    return [one.rule for one in found(gate)]


def promise(gate: Gate, text: str) -> None:
    own = gate.call(read_description).description
    gate.call(save_description, replace(own, protections=(Protection("organisational", text),)))


@pytest.fixture
def owner(gate: Gate) -> int:
    return gate.call(add_customer, FIRM).id


def test_a_new_office_is_true(gate: Gate) -> None:
    assert found(gate) == []


def test_an_office_that_uses_fonecta_without_saying_so_is_told_of_it_and_mended(gate: Gate, owner: int) -> None:
    values = {"kind": "industry", "what": "toimiala", "value": "62020", "obtained_from_id": 9, "obtained_on": TODAY}
    gate.call(FACTS.add, values, {"customer_id": owner}, source="fonecta")
    (finding,) = found(gate)
    assert (finding.rule, finding.severity, finding.section) == ("source-missing", "virhe", "sources")
    assert "Fonecta Oy on lähteenä 1 asiakkaan tiedoissa" in finding.text
    assert finding in gate.call(check_own).findings, "the check of the command line tells it with what the law finds"
    whole = gate.call(mend_draft, finding, gate.call(read_description).description)
    assert whole is not None
    assert whole.sources[-1].name == "Fonecta Oy"
    assert contradictions(gate, whole) == ()
    assert rules(gate) == ["source-missing"], "nothing is stored until it is saved"
    gate.call(save_description, whole)
    assert rules(gate) == []


def test_a_credit_register_and_a_registrar_are_named(gate: Gate, owner: int) -> None:
    check = {"purpose": "granting", "register_name": "Esimerkin Luottotieto Oy", "checked_on": TODAY, "result": "clear"}
    gate.call(CREDIT_CHECKS.add, {"kind": "credit", **check}, {"customer_id": owner})
    domain = {"name": "tuulikello.example", "registrar": "Ruskan Tunnukset Oy", "renewal": "automatic"}
    gate.call(DOMAINS.add, domain, {"customer_id": owner})
    assert [(one.rule, one.subject) for one in found(gate)] == [
        ("source-missing", "Esimerkin Luottotieto Oy"),
        ("recipient-missing", "Ruskan Tunnukset Oy"),
    ]


def test_a_server_abroad_belies_no_transfers(gate: Gate) -> None:
    kone = {"name": "kone1.example", "kind": "virtual", "place": "Saksa, Frankfurt"}
    gate.call(SERVERS.add, kone, {})
    assert rules(gate) == []
    gate.call(SERVERS.add, {**kone, "name": "kone2.example", "place": "Ashburn, Yhdysvallat"}, {})
    gate.call(SERVERS.add, {**kone, "name": "kone3.example", "place": "Yhdysvallat", "until": dt.date(2020, 1, 1)}, {})
    assert [(one.rule, one.subject) for one in found(gate)] == [("transfer-missing", "kone2.example|US")]


def test_an_own_list_of_data_that_leaves_out_what_is_held(gate: Gate, owner: int) -> None:
    own = gate.call(read_description).description
    words = (Statement("customership", "asiakkuustiedot"), Statement(None, "asiakkaan nimi ja Y-tunnus"))
    gate.call(save_description, replace(own, data_categories=words))
    assert found(gate) == []
    gate.call(ACCOUNTS.add, {"username": "tuuli"}, {"customer_id": owner})
    assert [(one.rule, one.subject) for one in found(gate)] == [("category-missing", "account")]


def test_a_time_other_than_the_rule_in_force(gate: Gate) -> None:
    own = gate.call(read_description).description
    gate.call(save_description, replace(own, retention=(RetentionStatement("recording", "Nauhoitteet 24 kk."),)))
    (finding,) = found(gate)
    assert finding.rule == "retention-differs"
    assert "6 kk siitä, kun puhelu on nauhoitettu" in finding.suggestion
    whole = gate.call(mend_draft, finding, gate.call(read_description).description)
    assert whole is not None
    assert contradictions(gate, whole) == ()


def test_a_paper_on_a_shelf_belies_a_locked_place(gate: Gate, owner: int) -> None:
    paper = {"kind": "contract", "what": "Palvelusopimus", "place": "Hylly", "locked": False}
    gone = gate.call(PAPERS.add, paper, {"customer_id": owner}).id
    gate.call(record_papers_destroyed, [gone], {"level": "P-4"})
    assert rules(gate) == []
    gate.call(PAPERS.add, paper, {"customer_id": owner})
    assert rules(gate) == ["promise-locked-paper"], "the words that every office starts with promise a locked place"


def test_a_user_id_of_a_function_belies_named_persons(gate: Gate) -> None:
    promise(gate, "Rekisteriin pääsevät vain nimetyt henkilöt.")
    assert rules(gate) == []
    gate.call(grant_user, "tuki", "Asiakaspalvelun vuoro", Role.CUSTOMER_SERVICE, offices.PASSWORD)
    (finding,) = found(gate)
    assert (finding.rule, finding.severity) == ("promise-named-persons", "virhe")
    assert "tuki" in finding.text


@pytest.mark.slow
def test_backups_and_reviews_are_looked_up_in_what_was_done(gate: Gate, tmp_path: Path) -> None:
    promise(gate, "Varmuuskopiot otetaan viikoittain ja ovat lukituissa tiloissa. Tiedot tarkistetaan vuosittain.")
    assert set(rules(gate)) == {"promise-locked-backups", "promise-regular-backups", "promise-yearly-review"}
    gate.call(make_backup, tmp_path / "varmuus")
    review(gate)
    (finding,) = found(gate)
    assert (finding.rule, finding.severity) == ("promise-locked-backups", "varoitus")
    assert "missä" in finding.text, "nobody has said where the copy is"
    safe = {"name": "Kassakaappi", "locked": True, "lock": "avain Paulalla"}
    place = gate.call(PLACES.add, {**safe, "locked": False}, {}, source="staff")
    bundle = gate.call(make_backup, tmp_path / "varmuus", place.id)
    assert "ei kuitenkaan ole lukossa" in found(gate)[0].text
    gate.call(PLACES.save, place.id, 1, safe)
    assert [(one.severity, one.law) for one in found(gate)] == [("huomautus", "GDPR 32(1)(d)")], "never tried"
    try_backup(gate, bundle, offices.PASSWORD)
    assert found(gate) == []


@pytest.mark.slow
def test_an_identity_code_belies_that_there_are_none(gate: Gate) -> None:
    promise(gate, "Henkilötunnuksia ei tallenneta.")
    assert rules(gate) == []
    code = {"last_name": "Aalto", "identity_code": "010190-999W", "identity_ground": "law"}
    gate.call(add_person, code, source="customer")
    assert rules(gate) == ["promise-no-identity-codes"]


def test_what_only_the_author_knows_is_not_mended(gate: Gate) -> None:
    promise(gate, "Tiedot tarkistetaan vuosittain.")
    (finding,) = found(gate)
    assert gate.call(mend_draft, finding, gate.call(read_description).description) is None
    source = Finding("source-missing", "virhe", "", subject="Toinen Luottotieto Oy")
    whole = gate.call(mend_draft, source, gate.call(read_description).description)
    assert whole is not None
    assert whole.sources[-1] == SourceStatement("commercial", "Toinen Luottotieto Oy", "Maksukyvyn tarkistaminen")


def test_a_newsletter_that_was_sent_belies_a_text_that_is_silent_of_marketing(gate: Gate) -> None:
    edits = [Edit("email", values={"use": "office", "address": "info@halla.example"})]
    gate.call(add_customer, {**FIRM, "name": "Halla Oy"}, edits)
    own = gate.call(read_description).description
    silent = replace(own, purposes=(Purpose("customer_relationship", "asiakassuhteen hoito", "contract"),))
    gate.call(save_description, replace(silent, rights=(Statement("access", "Saat nähdä tietosi."),)))
    assert not {"marketing-missing", "marketing-right-missing"} & set(rules(gate))
    letter = gate.call(begin_campaign, {"subject": "Uutta", "body": "Hei."}).id
    gate.call(send_newsletter, letter)
    missing = [one for one in found(gate) if one.rule.startswith("marketing")]
    assert [(one.rule, one.severity, one.section) for one in missing] == [
        ("marketing-missing", "virhe", "purposes"),
        ("marketing-right-missing", "virhe", "rights"),
    ]
    assert "1 uutiskirje" in missing[0].text
    for finding in missing:
        whole = gate.call(mend_draft, finding, gate.call(read_description).description)
        assert whole is not None
        gate.call(save_description, whole)
    assert not any(one.startswith("marketing") for one in rules(gate))
