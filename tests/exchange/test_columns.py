"""Columns are recognised by their heads in every layout the firms' former programs write."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.exchange.columns import recognise, targets
from asiakasrekisteri.exchange.mapping import ColumnMapping, load_mapping

LAYOUTS = {
    "whmcs": (
        (
            "client_id,status,firstname,lastname,companyname,email,address1,address2,city,state,postcode,country,phonenumber,"
            "currency,credit,taxexempt,latefeeoveride,overideduenotices,datecreated,lastlogin,ip"
        ),
        "number,status,first_names,last_name,name,email,street,street,town,,postcode,country,phone,,,,,,since,,",
    ),
    "fossbilling": (
        (
            "id,email,status,first_name,last_name,phone_cc,phone,company,company_vat,company_number,address_1,address_2,city,"
            "state,postcode,country,currency"
        ),
        (
            "number,email,status,first_names,last_name,phone_country,phone,name,vat_number,business_id,street,street,town,,"
            "postcode,country,"
        ),
    ),
    "netvisor": (
        (
            "Asiakaskoodi,Nimi,Osoite,Postinumero,Postitoimipaikka,Aktiivinen,Alennusprosentti,Asiakasryhmä,Hintaryhmä,"
            "Kotisivut,Laskutuskieli,Lisätietoja,Maa,Maksuehto,Nimen jatke,Oletusmyyjä"
        ),
        "number,name,street,postcode,town,status,,,,,language,note,country,,name,",
    ),
    "fivaldi": (
        (
            "ASIAKASTUNNUS,NIMI1,NIMI2,PUHELIN,MATKAPUHELIN,TELEFAX,YHTEYDENOTTOTAPA,KORONESTO,KARHUESTO,MAKSUEHTO,"
            "ASIAKASRYHMA,ASIAKASSEGMENTTI,LUOTTOKIELTO,KIELIKOODI,LUOTTORAJA"
        ),
        "number,name,name,phone,mobile,,,,named_note,,,,named_note,language,",
    ),
    "plain": (
        "Nimi,Y-tunnus,Sähköposti,Puhelin,Kieli,Yhtiömuoto",
        "name,business_id,email,phone,language,kind",
    ),
    "swedish": (
        "Kundnummer,Företag,FO-nummer,E-post,Telefon,Postnummer,Ort,Språk",
        "number,name,business_id,email,phone,postcode,town,language",
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_known_layouts_are_recognised(layout: str) -> None:
    heads, expected = (text.split(",") for text in LAYOUTS[layout])
    found = {match.index: match.target for match in recognise(heads).matches}
    assert [found.get(i, "") for i in range(len(heads))] == expected


@pytest.mark.parametrize(
    ("head", "target"),
    [
        ("SÄHKÖPOSTI-OSOITE", "email"),
        ("sahkoposti", "email"),
        ("Puhelin 2", "phone"),
        ("Asiakkaan sähköposti", "email"),
        ("Sähköposti (laskutus)", "billing_email"),
        ("Nimi / Namn", "name"),
        ("  Y - tunnus *", "business_id"),
        ("Yhteyshenkilön nimi", "person_name"),
        ("Postinumero ja -toimipaikka", "postcode_town"),
        ("Laskutusosoite", "billing_street"),
        ("ALV-numero", "vat_number"),
        ("Laskutuspostitmp", "billing_town"),
        ("Yhdistyksen nimi", "name"),
        ("Puheenjohtaja", "person_name"),
        ("Fakturerings e-post", "billing_email"),
    ],
)
def test_heads_are_recognised_as_people_write_them(head: str, target: str) -> None:
    assert recognise([head]).matches[0].target == target


def test_a_vague_head_gives_way_to_a_plain_one() -> None:
    found = {m.column: m.target for m in recognise(["Yritys", "Nimi", "id", "Asiakasnumero"]).matches}
    assert found == {"Yritys": "name", "Nimi": "person_name", "Asiakasnumero": "number"}


def test_the_same_datum_twice_is_read_once_and_told_of() -> None:
    found = recognise(["Y-tunnus", "Business ID", "Puhelin", "Puhelin 2"])
    assert [m.target for m in found.matches] == ["business_id", "phone", "phone"]
    assert "Y-tunnus" in found.skipped[0].reason


@pytest.mark.parametrize(
    "head",
    [
        "Salasana",
        "password",
        "Password hash",
        "PW",
        "security_question",
        "securityqans",
        "Turvakysymys",
        "cardnum",
        "Luottokortti",
        "cardlastfour",
        "CVV",
        "expdate",
        "API key",
        "two_factor_secret",
        "pass_hash",
        "Pankkikortin numero",
        "salt",
    ],
)
def test_secrets_are_never_read_whatever_the_mapping_says(head: str) -> None:
    found = recognise([head, "Nimi"], ColumnMapping(columns={head: "note"}, identity_ground="law"))
    assert [m.target for m in found.matches] == ["name"]
    assert found.skipped[0].column == head
    assert found.skipped[0].reason == "salasanoja ja korttitietoja ei tallenneta"


def test_identity_codes_need_a_ground() -> None:
    assert "perusteen" in recognise(["Henkilötunnus"]).skipped[0].reason
    with_ground = recognise(["Henkilötunnus"], ColumnMapping(identity_ground="credit"))
    assert with_ground.matches[0].target == "identity_code"


def test_unknown_columns_are_told_of_and_nameless_ones_are_not() -> None:
    found = recognise(["Nimi", "Kengännumero", ""])
    assert [(s.column, s.reason) for s in found.skipped] == [("Kengännumero", "saraketta ei tunnistettu")]


def test_a_mapping_file_overrides(tmp_path: Path) -> None:
    file = tmp_path / "m.toml"
    file.write_text(
        'delimiter = ";"\nencoding = "cp1252"\ndates = "mdy"\n[columns]\n"Laskutusryhmä" = "note"\n"Puhelin" = ""\n'
        '[identity_code]\nground = "credit"\n',
        encoding="utf-8",
    )
    mapping = load_mapping(file)
    assert (mapping.delimiter, mapping.encoding, mapping.dates, mapping.identity_ground) == (
        ";",
        "cp1252",
        "mdy",
        "credit",
    )
    found = recognise(["Nimi", "Laskutusryhmä", "Puhelin"], mapping)
    assert [m.target for m in found.matches] == ["name", "note"]
    assert "pois" in found.skipped[0].reason


@pytest.mark.parametrize(
    "text",
    [
        "dates = 5",
        'dates = "ydm"',
        'delimiter = ";;"',
        'encoding = "klingon"',
        'encoding = "hex"',
        'encoding = "unicode_escape"',
        "a = " + "[" * 100_000,
        "a = " + "9" * 10_000,
        "columns = 3",
        "[columns]\na = 1",
        "= =",
        "[identity_code]\nground = true",
    ],
)
def test_a_wrong_mapping_is_refused_in_plain_words(tmp_path: Path, text: str) -> None:
    file = tmp_path / "m.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ExchangeError, match="Sarakemäärittely"):
        load_mapping(file)


def test_a_mapping_to_nowhere_is_refused_and_a_missing_file_too(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="kohdetta"):
        recognise(["Nimi"], ColumnMapping(columns={"Nimi": "nimi"}))
    with pytest.raises(ExchangeError, match="ei voi lukea"):
        load_mapping(tmp_path / "ei.toml")


@given(st.lists(st.text(max_size=30), max_size=8))
def test_every_head_is_either_read_or_told_of(heads: list[str]) -> None:
    found = recognise(heads)
    assert {m.target for m in found.matches} <= targets()
    named = [head for head in heads if head.strip()]
    assert len(found.matches) + len(found.skipped) == len(named)
