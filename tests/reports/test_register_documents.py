"""Tietosuojaseloste and rekisteriseloste: what must be in them, what must not, and how gaps are shown."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from asiakasrekisteri.domain.description import (
    Controller,
    Description,
    Purpose,
    RecipientStatement,
    RetentionStatement,
    SourceStatement,
    Transfers,
)
from asiakasrekisteri.reports.blocks import Block, Box, Heading, Missing
from asiakasrekisteri.reports.legal import ARTICLE_6, legal_texts
from asiakasrekisteri.reports.notices import notice_blocks
from asiakasrekisteri.reports.register_documents import register_document
from tests.reports import samples
from tests.reports.reading import Pdf

TEXTS = legal_texts()
LAWFUL = {
    "consent": {"access", "rectification", "restriction", "erasure", "portability", "withdrawal"},
    "contract": {"access", "rectification", "restriction", "erasure", "portability"},
    "legal_obligation": {"access", "rectification", "restriction"},
    "vital_interest": {"access", "rectification", "restriction", "erasure"},
    "public_interest": {"access", "rectification", "restriction"},
    "legitimate_interest": {"access", "rectification", "restriction", "erasure"},
}


def blocks_of(description: Description) -> list[Block]:
    return notice_blocks(samples.printed(description), TEXTS)


def gaps(description: Description) -> list[str]:
    return [block.text for block in blocks_of(description) if isinstance(block, Missing)]


def test_the_notice_has_everything_the_law_asks_for(notice_pdf: Pdf) -> None:
    text = notice_pdf.flat()
    for part in (
        "Kaamosverkko Oy",
        "1234567-1",
        "Koskikatu 27 B, 96200 Rovaniemi",
        "tietosuoja@kaamosverkko.example",
        "Laskutus ja kirjanpito",
        "Lakisääteinen velvoite (6 art. 1 c)",
        "luottotappioiden välttäminen",
        "asiakkaan ilmoittamat tai asiakaspalveluun yhteydessä olleet käyttäjät",
        "Asiakasnumero; Y-tunnus; ALV-numero",
        "Esimerkin Luottotieto Oy",
        "Tilitoimisto Esimerkki Oy",
        "Tietoja ei luovuteta EU:n eikä ETA:n ulkopuolelle.",
        "Asiakassuhteen ajan ja 12 kk sen jälkeen.",
        "Oikeus vastustaa käsittelyä",
        "Oikeus tehdä valitus",
        "Lintulahdenkuja 4, 00530 Helsinki",
        "Versio 3",
        "22.11.2026",
    ):
        assert part in text
    assert "Täydennettävä" not in text
    assert "LUONNOS" not in text
    assert "henkilötietolaki" not in text.casefold()


@pytest.mark.slow
def test_the_notice_is_read_in_order(notice_pdf: Pdf) -> None:
    structure = notice_pdf.structure()
    places = [structure.index(f'"{heading}"') for heading in ("Tietosuojaseloste", "Rekisterinpitäjä", "Y-tunnus")]
    assert places == sorted(places)
    assert structure.count("  H2 (block)") == 14
    assert structure.count("  Table (block)") == 5


def test_the_old_division_has_its_nine_parts(traditional_pdf: Pdf) -> None:
    lines = [" ".join(line.split()) for line in traditional_pdf.text("-layout").splitlines()]
    wanted = [
        "1 Rekisterinpitäjä",
        "2 Yhteyshenkilö rekisteriä koskevissa asioissa",
        "3 Rekisterin nimi",
        "4 Henkilötietojen käsittelyn tarkoitus",
        "5 Rekisterin tietosisältö",
        "6 Säännönmukaiset tietolähteet",
        "7 Tietojen säännönmukaiset luovutukset",
        "8 Tietojen siirto EU:n tai Euroopan talousalueen ulkopuolelle",
        "9 Rekisterin suojauksen periaatteet",
        "A Manuaalinen aineisto",
        "B ATK:lla käsiteltävät tiedot",
    ]
    places = [lines.index(heading) for heading in wanted]
    assert places == sorted(places)
    paper, electronic = lines.index("A Manuaalinen aineisto"), lines.index("B ATK:lla käsiteltävät tiedot")
    assert any("silppuamalla" in line for line in lines[paper:electronic])
    assert any("käyttäjätunnuksella" in line for line in lines[electronic:])
    assert any("kumottiin 1.1.2019" in line for line in lines)


@pytest.mark.parametrize("basis", ARTICLE_6)
def test_each_basis_gives_its_rights_and_no_other(basis: str) -> None:
    names = {right["name"]: right["code"] for right in TEXTS.data["rights"]}
    assert {names[name] for name, _ in TEXTS.rights([basis])} == LAWFUL[basis]
    assert bool(TEXTS.objection([basis], marketing=False)) == (basis in {"public_interest", "legitimate_interest"})


@pytest.mark.parametrize(
    ("purpose", "boxed"),
    [
        (Purpose("billing", "laskutus", "legal_obligation"), 0),
        (Purpose("credit", "luottojen tarkistus", "legitimate_interest"), 1),
        (Purpose("newsletter", "uutiskirje", "consent"), 1),
        (Purpose(None, "markkinointi asiakkaille", "legitimate_interest"), 2),
    ],
)
def test_objection_stands_in_its_own_box(purpose: Purpose, boxed: int) -> None:
    boxes = [block for block in blocks_of(Description(purposes=(purpose,))) if isinstance(block, Box)]
    assert sum(len(box.paragraphs) for box in boxes) == boxed


def test_what_is_not_known_is_asked_for_and_never_invented(tmp_path: Path) -> None:
    asked = gaps(Description())
    assert len(asked) == 10
    pdf = Pdf(
        register_document(samples.printed(Description(controller=Controller(name="Esimerkki Oy"))), "notice"), tmp_path
    )
    assert pdf.flat().count("Täydennettävä:") == 10
    assert "LUONNOS" in pdf.flat()
    assert "Tietoja ei siirretä" not in pdf.flat()


def test_an_empty_old_document_is_a_draft_too(tmp_path: Path) -> None:
    assert "LUONNOS" in Pdf(register_document(samples.printed(Description()), "traditional"), tmp_path).flat()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"purposes": (Purpose(None, "laskutus"),)}, "oikeusperuste näille tarkoituksille: laskutus"),
        ({"purposes": (Purpose(None, "x", "legitimate_interest"),)}, "mikä oikeutettu etu"),
        ({"purposes": (Purpose("analysis", "analysointi", "contract"),)}, "automaattisia päätöksiä tai profilointia"),
        ({"transfers": Transfers("yes", "Tietoja siirretään Yhdysvaltoihin.")}, "suojatoimien"),
        ({"transfers": Transfers("if_needed")}, "suojatoimien"),
        ({"controller": replace(samples.FIRM, business_id="")}, "rekisterinpitäjän Y-tunnus"),
        ({"controller": replace(samples.FIRM, address="", business_id="")}, "osoite ja Y-tunnus"),
    ],
)
def test_single_gaps(change: dict[str, object], words: str) -> None:
    description = replace(samples.FULL, **change)  # type: ignore[arg-type]
    assert any(words in gap for gap in gaps(description))


def test_a_draft_is_marked_on_every_page(tmp_path: Path) -> None:
    pdf = Pdf(register_document(samples.printed(draft=True), "notice"), tmp_path)
    for page in range(1, pdf.pages + 1):
        assert "LUONNOS" in [word.text for word in pdf.words(page)]


def test_sources_without_details_need_no_empty_column(tmp_path: Path) -> None:
    description = replace(samples.FULL, sources=(SourceStatement("customer", "asiakas itse"),))
    assert "Mitä tietoja" not in Pdf(register_document(samples.printed(description), "notice"), tmp_path).flat()


def test_statements_without_a_name_are_printed_as_they_are(tmp_path: Path) -> None:
    description = replace(
        samples.FULL,
        sources=(SourceStatement("customer", "", "tilauksen yhteydessä saadut tiedot"),),
        recipients=(RecipientStatement("processor", "", "Olemme ulkoistaneet palvelinten valvonnan."),),
    )
    for kind in ("notice", "traditional"):
        text = Pdf(register_document(samples.printed(description), kind), tmp_path).flat()
        assert "ilauksen yhteydessä saadut tiedot" in text
        assert "• Olemme ulkoistaneet palvelinten valvonnan." in text


def test_no_code_words_are_printed(tmp_path: Path) -> None:
    times = (RetentionStatement("", "10 v"), RetentionStatement("no_such_code", "3 kk"))
    text = Pdf(register_document(samples.printed(replace(samples.FULL, retention=times)), "notice"), tmp_path).flat()
    assert "Kaikki tiedot 10 v" in text
    assert "Muut tiedot 3 kk" in text
    assert not re.search(r"no_such_code|legal_obligation|public_register|processor", text)


def test_texts_of_the_firm_are_inert(tmp_path: Path) -> None:
    strange = replace(samples.FIRM, name="A & B <b>Oy</b> (\\) %PDF \N{MATHEMATICAL FRAKTUR CAPITAL A}")
    pdf = Pdf(register_document(samples.printed(replace(samples.FULL, controller=strange)), "notice"), tmp_path)
    assert "A & B <b>Oy</b> (\\) %PDF □" in pdf.flat()
    assert pdf.info()["Author"] == strange.name


def test_the_office_may_put_its_own_sentences(tmp_path: Path) -> None:
    own = {"notice": {"intro": "Meidän omat sanamme."}, "supervisor": {"lines": ["Uusi osoite 1"]}}
    text = Pdf(register_document(replace(samples.printed(), supervisor=()), "notice", own), tmp_path).flat()
    assert "Meidän omat sanamme." in text
    assert "Uusi osoite 1" in text
    assert "Rekisterinpitäjä" in text


def test_the_same_data_gives_the_same_bytes(notice_pdf: Pdf) -> None:
    assert register_document(samples.printed(), "notice") == notice_pdf.data


def test_headings_are_numbered_without_gaps() -> None:
    numbers = [
        block.text.split(" ")[0] for block in blocks_of(samples.FULL) if isinstance(block, Heading) and block.level == 2
    ]
    assert numbers == [str(number) for number in range(1, 15)]
