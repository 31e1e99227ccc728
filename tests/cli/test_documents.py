"""The register's documents from the command line: every kind and language, the web page, publishing and its refusal."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from asiakasrekisteri.domain.description import RecipientStatement
from asiakasrekisteri.usecases.office import Office
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.description import read_description, save_description
from tests import offices
from tests.cli.conftest import Cli
from tests.reading import pdf_text

PAULA = ("--user", offices.MAIN_USER)
TITLES = {
    ("record", "fi"): "Seloste käsittelytoimista",
    ("record", "sv"): "Register över behandling",
    ("record", "en"): "Record of processing activities",
    ("processor", "fi"): "Seloste käsittelytoimista rekisterinpitäjien lukuun",
    ("processor", "sv"): "Register över behandling för personuppgiftsansvarigas räkning",
    ("notice", "sv"): "Dataskyddsbeskrivning",
    ("notice", "en"): "Privacy notice",
    ("traditional", "sv"): "Registerbeskrivning",
}


@pytest.fixture
def whole(office: Path) -> Path:
    """An office whose description has nothing to be completed."""
    desk = Office(office, offices.surroundings()).enter(offices.MAIN_USER, offices.PASSWORD)
    own = desk.gate.call(read_description).description
    recipients = (RecipientStatement("processor", "Tilitoimisto Esimerkki Oy", "kirjanpito"),)
    desk.gate.call(save_description, replace(own, recipients=recipients))
    desk.close()
    return office


@pytest.mark.parametrize(("kind", "language"), TITLES)
def test_every_kind_is_printed_in_every_language(
    cli: Cli, office: Path, tmp_path: Path, kind: str, language: str
) -> None:
    out = tmp_path / "seloste.pdf"
    assert cli("description", "print", office, "--kind", kind, "--lang", language, "--out", out, *PAULA).code == 0
    assert TITLES[kind, language] in " ".join(pdf_text(out.read_bytes()).split())


def test_the_notice_is_written_as_a_web_page_beside_the_pdf(cli: Cli, office: Path, tmp_path: Path) -> None:
    pdf, page = tmp_path / "seloste.pdf", tmp_path / "seloste.html"
    told = cli("description", "print", office, "--lang", "sv", "--out", pdf, "--html", page, *PAULA)
    assert told.code == 0
    assert told.out.split() == [str(pdf), str(page)]
    assert page.read_text(encoding="utf-8").startswith('<!DOCTYPE html>\n<html lang="sv">')


def test_where_to_is_asked_and_inner_documents_are_no_web_pages(cli: Cli, office: Path, tmp_path: Path) -> None:
    nowhere = cli("description", "print", office, *PAULA)
    assert (nowhere.code, "--html" in nowhere.err) == (2, True)
    inner = cli("description", "print", office, "--kind", "record", "--html", tmp_path / "a.html", *PAULA)
    assert inner.code == 2
    assert not (tmp_path / "a.html").exists()


@pytest.mark.slow
def test_a_version_is_published_and_listed(cli: Cli, whole: Path) -> None:
    assert "ei ole vielä julkaistu" in cli("description", "versions", whole, *PAULA).out
    made = cli("description", "publish", whole, "--approver", "Paula", "--next-review", "2027-06-01", *PAULA)
    assert made.code == 0
    assert "Versio 1 on julkaistu. Seuraava tarkistus on 1.6.2027." in made.out
    number, day, approver, checksum = cli("description", "versions", whole, *PAULA).out.strip().split("\t")
    assert (number, day, approver, len(checksum)) == ("1", "22.11.2026", "Paula", 64)
    assert cli("description", "publish", whole, "--approver", "Paula", *PAULA).code == 5
    odd = cli("description", "publish", whole, "--approver", "Paula", "--next-review", "ensi vuonna", *PAULA)
    assert (odd.code, "VVVV-KK-PP" in odd.err) == (2, True)


def test_a_check_joins_the_store_with_the_law_and_publishing_is_refused(cli: Cli, whole: Path, tmp_path: Path) -> None:
    desk = Office(whole, offices.surroundings()).enter(offices.MAIN_USER, offices.PASSWORD)
    desk.gate.call(add_person, {"last_name": "Aalto"}, source="fonecta")
    desk.close()
    out = tmp_path / "huomiot.json"
    assert cli("description", "check", whole, "--json", out, *PAULA).code == 0
    findings = json.loads(out.read_text(encoding="utf-8"))["findings"]
    assert all(set(one) >= {"rule", "severity", "text", "suggestion", "start", "end"} for one in findings)
    assert [one["rule"] for one in findings if one["severity"] == "virhe"][:1] == ["source-missing"]
    refused = cli("description", "publish", whole, "--approver", "Paula", *PAULA)
    assert refused.code == 5
    assert "Fonecta Oy" in refused.err
