"""`description import` and `description check`: the shape of their JSON, their words and their exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Cli
from tests.cli.test_commands import PAULA
from tests.exchange.documents import docx

SHAPE = {
    "controller": {"name", "business_id", "address", "phone", "email"},
    "contact": {"name", "address", "phone", "email"},
    "purposes": {"code", "text", "basis"},
    "subject_groups": {"code", "text"},
    "data_categories": {"code", "text"},
    "sources": {"kind", "name", "what"},
    "recipients": {"kind", "name", "task"},
    "transfers": {"outside_eea", "text"},
    "protections": {"kind", "text"},
    "retention": {"category", "text"},
    "rights": {"code", "text"},
    "findings": {"rule", "severity", "text", "suggestion", "start", "end"},
}
TEXT = Path(__file__).parents[1] / "seeds" / "layouts" / "gdpr_evasteet.txt"
OLD = Path(__file__).parents[1] / "seeds" / "layouts" / "hetil_lomake.txt"


def shaped(file: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    assert set(data) >= {*SHAPE, "register_name", "dated", "unplaced"}
    for name, keys in SHAPE.items():
        rows = data[name] if isinstance(data[name], list) else [data[name]]
        assert all(set(row) >= keys for row in rows), name
    assert all(isinstance(words, str) for words in data["unplaced"])
    return data


def test_import_writes_what_was_read_and_found(cli: Cli, office: Path, tmp_path: Path) -> None:
    out = tmp_path / "luettu.json"
    outcome = cli("description", "import", office, TEXT, "--json", out, *PAULA)
    assert outcome.code == 0
    data = shaped(out)
    assert data["dated"] == "2024-09-02"  # the day of its last change
    text = TEXT.read_text(encoding="utf-8")
    assert data["findings"]
    for one in data["findings"]:
        assert text[one["start"] : one["end"]] == one["quote"]


def test_a_text_is_checked_without_an_office(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "huomiot.json"
    outcome = cli("description", "check", OLD, "--json", out)
    assert outcome.code == 0
    data = shaped(out)
    rules = {one["rule"] for one in data["findings"]}
    assert {"personal_data_act", "signed_request", "itella", "missing_retention", "missing_complaint"} <= rules
    assert "2: varoitus: Henkilötietolaki on kumottu" in outcome.out
    assert f"{len(data['findings'])} huomiota selosteesta." in outcome.out


def test_other_kinds_of_documents_are_checked(cli: Cli, tmp_path: Path) -> None:
    file = docx(tmp_path / "seloste.docx", [("heading", "Rekisteriseloste"), ("text", "Henkilötietolain mukaan.")])
    assert "Rekisteriseloste poistui" in cli("description", "check", file).out


def test_an_office_is_checked_by_its_own_description(cli: Cli, office: Path, tmp_path: Path) -> None:
    out = tmp_path / "huomiot.json"
    assert cli("description", "import", office, OLD, *PAULA).code == 0
    outcome = cli("description", "check", office, "--json", out, *PAULA)
    assert outcome.code == 0
    rules = {one["rule"] for one in shaped(out)["findings"]}
    assert {"signed_request", "itella"} <= rules
    assert "missing_retention" not in rules  # its documents tell the rules of keeping by themselves


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 50, b"%PDF-1.7 x", b"PK\x03\x04x"])
def test_what_cannot_be_read_is_5(cli: Cli, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "outo.txt"
    file.write_bytes(content)
    outcome = cli("description", "check", file)
    assert outcome.code == 5
    assert "AR-0510" in outcome.err


def test_a_missing_text_is_5_and_an_empty_folder_6(cli: Cli, tmp_path: Path) -> None:
    assert cli("description", "check", tmp_path / "puuttuu.txt").code == 5
    assert cli("description", "check", tmp_path, *PAULA).code == 6
    assert cli("description", "check").code == 2
