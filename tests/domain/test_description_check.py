"""The rules of the law on register descriptions: each finds what it is for, and mends it in the author's own words."""

import datetime as dt
from dataclasses import replace

import pytest

from asiakasrekisteri.domain.description import Controller, Description, Purpose, Statement
from asiakasrekisteri.domain.description_check import apply, can_mend, check
from asiakasrekisteri.domain.description_demands import rights_by_basis
from asiakasrekisteri.domain.description_rules import rules_of
from asiakasrekisteri.domain.description_writing import write_out
from asiakasrekisteri.domain.errors import StaleRecordError
from asiakasrekisteri.domain.findings import SECTION_TITLES, SEVERITIES, Finding
from asiakasrekisteri.usecases.privacy.checking import check_text, rule_table

DAY = dt.date(2026, 11, 25)
SERVICES = "sähköisen viestinnän palveluista"
ANY_WAY = "kirjallisesti, sähköpostitse tai muulla tavalla"
RIGHTS = (
    "access",
    "rectification",
    "erasure",
    "restriction",
    "objection",
    "portability",
    "withdraw_consent",
    "complaint",
)


def found(text: str, rule: str, day: dt.date = DAY) -> list[Finding]:
    return [one for one in check_text(text, day).findings if one.rule == rule]


@pytest.mark.parametrize(
    ("rule", "text", "mended"),
    [
        ("personal_data_act", "Henkilötietolain 28 §:n mukaan.", "Tietosuoja-asetuksen 12 artiklan mukaan."),
        ("personal_data_act", "Ks. henkilötietolakia.", "Ks. tietosuojalakia."),
        ("personal_data_act", "Henkilötietolaki (523/1999).", "Tietosuojalaki (1050/2018)."),
        ("register_description", "TÄMÄ REKISTERISELOSTE", "TÄMÄ TIETOSUOJASELOSTE"),
        ("register_description", "rekisteriselosteessa kerrotaan", "tietosuojaselosteessa kerrotaan"),
        ("refusal_certificate", "kieltäytymistodistus.", "kirjallinen ja perusteltu ilmoitus kieltäytymisestä."),
        ("communications_privacy_act", "sähköisen viestinnän\ntietosuojalaki", f"laki {SERVICES} (917/2014)"),
        ("information_society_code", "tietoyhteiskuntakaaren 1 §", f"{SERVICES} annetun lain 1 §"),
        ("ficora", "viestintävirastolle ilmoitetaan", "Liikenne- ja viestintävirastolle ilmoitetaan"),
        ("traffic_data", "tunnistamistietoja käsitellään", "välitystietoja käsitellään"),
        ("din_32757", "DIN 32757-1 -silpuksi", "ISO/IEC 21964 (DIN 66399, luokka P-4) -silpuksi"),
        ("data_protection_board", "tietosuojalautakunnan lupa", "tietosuojavaltuutetun lupa"),
        ("population_register_centre", "Väestörekisterikeskuksesta saadaan", "Digi- ja väestötietovirastosta saadaan"),
        ("registry_office", "maistraatilta", "Digi- ja väestötietovirastolta"),
        ("consumer_agency", "Kuluttajavirastoon", "Kilpailu- ja kuluttajavirastoon"),
        ("consumer_complaint_board", "kuluttajavalituslautakuntaan", "kuluttajariitalautakuntaan"),
        ("itella", "Itella Oyj:n palvelu", "Posti Oyj:n palvelu"),
        ("struck_down_transfers", "EU-US Privacy Shield on peruste", "EU–US Data Privacy Framework on peruste"),
        ("directive_95_46", "direktiivin 95/46/EY mukaan", "yleisen tietosuoja-asetuksen (EU) 2016/679 mukaan"),
        ("vat_24", "hintaan lisätään alv 24 %", "hintaan lisätään alv 25,5 %"),
        ("vat_14", "arvonlisävero 14 %", "arvonlisävero 13,5 %"),
        ("stale_date", "Asetusta sovelletaan 25.5.2018 alkaen.", "Asetusta sovelletaan nykyisin."),
        ("signed_request", "Pyyntö pitää tehdä allekirjoitettuna.", f"Pyyntö voidaan tehdä {ANY_WAY}."),
        ("channel", "Pyynnöt vain kirjallisesti.", "Pyynnöt esimerkiksi kirjallisesti."),
        ("open_ended", "Tietosisältö\n\nRekisterissä on mm. nimi.", "Tietosisältö\n\nRekisterissä on nimi."),
    ],
)  # fmt: skip
def test_a_rule_finds_and_mends(rule: str, text: str, mended: str) -> None:
    one = found(text, rule)[0]
    assert apply(one, text) == mended
    assert found(mended, rule) == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("ficora", "Liikenne- ja viestintävirasto Traficom"),
        ("consumer_agency", "Kilpailu- ja kuluttajavirasto"),
        ("signed_request", "Sopimus palautetaan allekirjoitettuna."),
        ("open_ended", "Rekisterin suojaus\n\nTiedot on suojattu mm. palomuurilla."),
        ("vat_24", "tuki vastaa 24 tuntia, alennus 10 %"),
    ],
)
def test_a_rule_leaves_alone_what_is_right(rule: str, text: str) -> None:
    assert found(text, rule) == []


def test_a_rule_holds_from_its_day_on() -> None:
    assert found("alv 24 %", "vat_24", dt.date(2024, 8, 31)) == []
    assert found("alv 24 %", "vat_24", dt.date(2024, 9, 1))


def test_the_table_is_whole_and_may_be_edited() -> None:
    table = rule_table()
    assert len({rule.id for rule in table.wording}) == len(table.wording)
    for rule in table.wording:
        assert rule.severity in SEVERITIES
        assert rule.explanation.endswith(".")
        assert rule.source
    for demand in (one for kind in table.demands.values() for one in kind.values()):
        assert demand.section in SECTION_TITLES
        assert demand.explanation.endswith(".")
    row = {
        "id": "own",
        "pattern": "meidän sana",
        "severity": "huomautus",
        "explanation": "Oma sääntö.",
        "source": "oma",
        "valid_from": dt.date(2020, 1, 1),
    }
    own = rules_of({"rules": [row]})
    read = write_out(Description(register_name="Meidän  sana"))
    assert [one.rule for one in check(read, own, DAY)] == ["own"]


def test_rights_follow_from_the_bases() -> None:
    def due(*bases: str) -> set[str]:
        return set(rights_by_basis(Description(purposes=tuple(Purpose(None, "x", basis) for basis in bases))))

    assert due("contract") == {"erasure", "portability"}
    assert due("consent") == {"erasure", "portability", "withdraw_consent"}
    assert due("legitimate_interest") == {"erasure", "objection"}
    assert due("legal_obligation") == set()
    assert due("legal_obligation", "contract") == {"erasure", "portability"}
    assert set(rights_by_basis(Description(purposes=(Purpose("newsletter", "x", "consent"),)))) >= {
        "marketing_objection"
    }


def test_rights_that_the_basis_does_not_give_are_limited_and_not_struck_out() -> None:
    text = (
        "Käsittelyn tarkoitukset\n\n- kirjanpito (lakisääteinen velvoite)\n\n"
        "Rekisteröidyn oikeudet\n\n- oikeus siirtää tiedot toiselle\n- oikeus vastustaa käsittelyä\n"
        "- oikeus poistaa tiedot\n"
    )
    rules = {one.rule for one in check_text(text, DAY).findings}
    assert {"misplaced_portability", "misplaced_objection", "misplaced_erasure"} <= rules
    one = found(text, "misplaced_portability")[0]
    mended = apply(one, text)
    assert "- oikeus siirtää tiedot toiselle. Tietojen siirtämistä voi pyytää vain" in mended
    assert found(mended, "misplaced_portability") == []


def test_a_whole_description_written_out_lacks_nothing_and_keeps_its_places() -> None:
    own = Description(
        controller=Controller("Esimerkki Oy", "1234567-1", "Katu 1, 00100 Helsinki"),
        register_name="Asiakasrekisteri",
        purposes=(Purpose("billing", "laskutus", "contract"),),
        rights=tuple(Statement(code, f"oikeus {code}") for code in RIGHTS),
    )
    read = write_out(own)
    for name, place in ((n, p) for n, places in read.places.items() for p in places):
        assert read.text[place.start : place.end], name
    code = read.places["controller.business_id"][0]
    assert read.text[code.start : code.end] == "1234567-1"
    assert len(read.places["rights"]) == len(own.rights)
    rules = {one.rule for one in check(read, rule_table(), DAY)}
    assert "missing_retention" in rules
    assert "misplaced_objection" in rules
    assert not rules & {
        "missing_access",
        "missing_complaint",
        "missing_purposes",
        "missing_basis",
        "missing_controller",
    }


def test_a_finding_of_another_text_is_refused() -> None:
    one = found("Rekisteriseloste", "register_description")[0]
    with pytest.raises(StaleRecordError):
        apply(one, "Jokin muu teksti")
    without = replace(one, suggestion="")
    assert not can_mend(without)
    with pytest.raises(StaleRecordError):
        apply(without, "Rekisteriseloste")
