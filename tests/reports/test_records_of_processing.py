"""The records that the supervisor is shown, and the documents in three languages: every statement is found again."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from asiakasrekisteri.domain.description import (
    Approval,
    Contact,
    Description,
    PrintedDescription,
    ProcessedFor,
    Purpose,
    RecipientStatement,
    RetentionStatement,
    ReviewNote,
    Statement,
    Transfer,
    Transfers,
)
from asiakasrekisteri.reports.blocks import Missing
from asiakasrekisteri.reports.register_documents import DocumentKind, document_blocks, register_document
from tests.reports import samples
from tests.reports.reading import Pdf

OWN = replace(
    samples.FULL,
    officer=Contact(name="Veikko Valvoja", email="veikko@kaamosverkko.example"),
    joint=Contact(name="Kumppani Oy", address="Sivukuja 3, 96100 Rovaniemi"),
    parts=("Laskutustiedot", "Hosting-käyttäjätiedot"),
    necessity="Nimi ja osoite on annettava, jotta sopimus voidaan tehdä.",
    automated="Päätöksiä ei tehdä koneellisesti.",
    rights=(Statement("access", "Saat nähdä tietosi."), Statement("objection", "Voit vastustaa käsittelyä.")),
    recipients=(
        *samples.FULL.recipients,
        RecipientStatement(
            "processor", "Pilvi Inc", "varmuuskopiot", "", "US", "2025-04-01", "Tilitoimisto Esimerkki Oy"
        ),
    ),
    transfers=Transfers("yes", "Varmuuskopiot siirtyvät.", (Transfer("Pilvi Inc", "US", "scc", "toimistosta"),)),
)
DOC = replace(
    samples.printed(OWN),
    approval=Approval("Aino Öberg", "2026-01-14", "2027-01-14"),
    reviews=(ReviewNote("2026-01-10", "Aino Öberg", "Turhat kentät poistettiin."),),
    processed=(
        ProcessedFor("10017 Pihlajan Puoti Oy, 2345678-0", "puoti@pihlaja.example", "web_hosting", 2, "2019-05-01"),
        ProcessedFor("10017 Pihlajan Puoti Oy, 2345678-0", "puoti@pihlaja.example", "mail", 1),
    ),
)
IN_PRINT: dict[DocumentKind, tuple[str, ...]] = {
    "notice": (
        "purposes", "subjects", "contents", "sources", "recipients", "transfers", "retention", "protection",
        "necessity", "automated", "rights", "register",
    ),
    "record": (
        "purposes", "subjects", "contents", "sources", "recipients", "transfers", "retention", "protection", "register",
    ),
    "traditional": (
        "purposes", "subjects", "contents", "sources", "recipients", "transfers", "retention", "protection", "rights",
        "register",
    ),
    "processor": ("transfers", "protection"),
}  # fmt: skip
"""Which sections of a description each document tells of."""


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]+", "", text).casefold()


def read(doc: PrintedDescription, kind: DocumentKind, folder: Path) -> str:
    return Pdf(register_document(doc, kind), folder).flat()


@pytest.mark.parametrize("kind", IN_PRINT)
def test_every_statement_of_the_description_is_found_in_its_prints(kind: DocumentKind, tmp_path: Path) -> None:
    text = squeezed(read(DOC, kind, tmp_path))
    wanted = [words for section, words in OWN.own_words() if words and section in IN_PRINT[kind]]
    assert len(wanted) >= (4 if kind == "processor" else 25)
    # Columns of a table break a sentence: then it is looked for word by word.
    lost = [w for w in wanted if squeezed(w) not in text and any(squeezed(part) not in text for part in w.split())]
    assert lost == []


@pytest.mark.parametrize("kind", IN_PRINT)
def test_version_approver_and_next_review_are_told(kind: DocumentKind, tmp_path: Path) -> None:
    text = read(DOC, kind, tmp_path)
    for part in ("Aino Öberg", "14.1.2026", "14.1.2027", "Versio 3"):
        assert part in text
    assert "LUONNOS" not in text


def test_the_record_has_the_parts_of_article_30_in_their_order(tmp_path: Path) -> None:
    text = read(DOC, "record", tmp_path)
    places = [
        text.index(heading)
        for heading in (
            "1 Rekisterinpitäjä", "Yhteisrekisterinpitäjä", "Kumppani Oy", "2 Yhteyshenkilö ja tietosuojavastaava",
            "Veikko Valvoja", "3 Käsittelyn tarkoitukset", "4 Rekisteröityjen ryhmät", "5 Henkilötietoryhmät",
            "7 Vastaanottajaryhmät", "8 Siirrot kolmansiin maihin", "9 Tietoryhmien poistamisen määräajat",
            "10 Tekniset ja organisatoriset turvatoimet", "11 Version tiedot ja tarkistukset",
            "Turhat kentät poistettiin.",
        )
    ]  # fmt: skip
    assert places == sorted(places)
    assert "30 art. 1 kohta" in text


def test_recipients_have_country_contract_and_chain(tmp_path: Path) -> None:
    text = read(DOC, "record", tmp_path)
    for part in ("Maa: Yhdysvallat", "Käsittelysopimus 1.4.2025", "Alikäsittelijä: Tilitoimisto Esimerkki Oy"):
        assert part in text
    assert "Komission vakiolausekkeet (46 art. 2 c)" in text
    assert "Jäljennös suojatoimista: toimistosta" in text


def test_the_processors_record_has_a_row_for_each_customer_and_category(tmp_path: Path) -> None:
    text = read(DOC, "processor", tmp_path)
    assert text.count("10017 Pihlajan Puoti Oy") == 2
    assert "palveluja 2, alkaen 1.5.2019" in text
    assert "Verkkosivujen isännöinti" in text
    assert "Sähköpostin isännöinti" in text
    assert "Palvelimen ylläpito" not in text
    assert "Pilvi Inc" in text


def test_a_processors_record_for_which_nobody_has_looked_is_a_draft(tmp_path: Path) -> None:
    text = read(replace(DOC, processed=None), "processor", tmp_path)
    assert "LUONNOS" in text
    assert "Voimassa olevia palveluja" not in text, "it must not say that there are none"
    assert "Voimassa olevia palveluja" in read(replace(DOC, processed=()), "processor", tmp_path)


def test_a_transfer_without_its_safeguards_is_asked_for() -> None:
    for place in (Transfer("A", "US"), Transfer("A", "US", "scc"), Transfer("A", "", "adequacy")):
        doc = replace(DOC, description=replace(OWN, transfers=Transfers("yes", "", (place,))))
        assert any(isinstance(block, Missing) for block in document_blocks(doc, "notice"))
    whole = replace(OWN, transfers=Transfers("yes", "", (Transfer("A", "CH", "adequacy"),)))
    assert not any(isinstance(block, Missing) for block in document_blocks(replace(DOC, description=whole), "notice"))


def test_a_right_that_the_bases_do_not_give_is_not_printed(tmp_path: Path) -> None:
    own = Description(
        purposes=(Purpose(None, "laskutus", "legal_obligation"),),
        rights=(Statement("portability", "Saat siirtää tietosi muualle."), Statement("access", "Saat nähdä tietosi.")),
    )
    text = read(samples.printed(own), "notice", tmp_path)
    assert "Saat nähdä tietosi." in text
    assert "Saat siirtää tietosi" not in text
    assert "Oikeus siirtää tiedot." not in text
    unknown = replace(own, purposes=())
    assert "Saat siirtää tietosi" in read(samples.printed(unknown), "notice", tmp_path)


def test_times_of_keeping_are_told_for_every_category(tmp_path: Path) -> None:
    own = replace(OWN, retention=(RetentionStatement("contact", "Asiakassuhteen ajan."),))
    text = read(replace(DOC, description=own), "notice", tmp_path)
    assert "Asiakassuhteen ajan." in text
    assert "12 kk tehtävän päättymisestä." in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "sv",
            (
                "Dataskyddsbeskrivning",
                "Personuppgiftsansvarig",
                "FO-nummer",
                "Dataombudsmannens byrå",
                "Rätt till radering.",
            ),
        ),
        ("en", ("Privacy notice", "Controller", "Business ID", "Data Protection Ombudsman", "Right to erasure.")),
    ],
)
def test_the_notice_speaks_other_languages(language: str, words: tuple[str, ...], tmp_path: Path) -> None:
    doc = replace(DOC, language=language, supervisor=())
    pdf = Pdf(register_document(doc, "notice"), tmp_path)
    text = pdf.flat()
    for part in words:
        assert part in text
    assert "Oikeus " not in text
    assert "Tietosuojavaltuutetun toimisto\n" not in text
    assert pdf.info()["Title"] == words[0]
