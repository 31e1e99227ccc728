"""`export`: the files of PRODUCT §7, its exit codes, and what stays out of them without a reason."""

import json
from pathlib import Path

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.usecases.office import Office
from tests import offices
from tests.cli.conftest import Cli

PAULA = ("--user", offices.MAIN_USER)


def test_everything_is_written_and_the_log_tells_why(cli: Cli, filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "vienti"
    outcome = cli("export", filled, "--out", out, "--purpose", "ohjelman vaihto", *PAULA)
    assert outcome.code == 0, outcome.err
    assert outcome.out.splitlines()[0] == str(out)
    names = {p.name for p in out.iterdir()}
    assert names >= {"customer.csv", "person.csv", "data.json", "schema.json", "description.json", "attachments"}
    data = json.loads((out / "data.json").read_text(encoding="utf-8"))
    assert [row["number"] for row in data["customer"]] == ["501", "502"]
    schema = json.loads((out / "schema.json").read_text(encoding="utf-8"))
    assert schema["person"]["last_name"] == {
        "label": "Sukunimi",
        "type": "text",
        "category": "identification",
        "sensitivity": "plain",
        "subject": "",
    }
    entry = next(e for e in cli("log", filled, "--json", *PAULA).json if e["use_case"] == "export_office")
    assert (entry["action"], entry["purpose"]) == ("export", "ohjelman vaihto")
    person = data["person"][0]["id"]
    hers = cli("log", filled, "--person", person, "--json", *PAULA).json
    assert any(e["use_case"] == "export_office" for e in hers), "her own log tells that her data were taken out"


def test_a_copy_under_pseudonyms_names_nobody(cli: Cli, filled: Path, tmp_path: Path) -> None:
    outcome = cli("export", filled, "--out", tmp_path / "kopio", "--pseudonymous", *PAULA)
    assert outcome.code == 0, outcome.err
    assert "henkilöistä vain salanimet" in outcome.out
    names = {row["name"] for row in json.loads((tmp_path / "kopio" / "data.json").read_text("utf-8"))["customer"]}
    told = cli("export", filled, "--out", tmp_path / "oikea", *PAULA)
    assert told.code == 0
    true = {row["name"] for row in json.loads((tmp_path / "oikea" / "data.json").read_text("utf-8"))["customer"]}
    assert len(names) == len(true)
    assert not names & true
    assert cli("export", filled, "--out", tmp_path / "v", "--pseudonymous", "--reason", "syy", *PAULA).code == 2


def test_wrong_use_is_2_and_a_wrong_password_3(cli: Cli, filled: Path, tmp_path: Path) -> None:
    assert cli("export", filled, *PAULA).code == 2
    assert cli("export", filled, "--out", tmp_path / "v", *PAULA, password="väärä salasana").code == 3
    assert not (tmp_path / "v").exists()


def test_a_role_without_the_right_is_4(cli: Cli, filled: Path, tmp_path: Path) -> None:
    office = Office(filled, offices.surroundings())
    main = offices.entered(office)
    offices.colleague(office, main, Role.TECHNICAL).close()
    main.close()
    outcome = cli("export", filled, "--out", tmp_path / "v", "--user", "kalle", password=offices.PASSWORD + "!")
    assert (outcome.code, outcome.out) == (4, "")
    assert not (tmp_path / "v").exists()


def test_a_folder_that_is_not_free_or_no_purpose_is_5(cli: Cli, filled: Path, tmp_path: Path) -> None:
    for place in (filled / "vienti", filled.parent, tmp_path / "ei" / "ole"):
        assert cli("export", filled, "--out", place, *PAULA).code == 5
    assert cli("export", filled, "--out", tmp_path / "v", "--purpose", "", *PAULA).code == 5


def test_a_missing_office_is_6(cli: Cli, tmp_path: Path) -> None:
    assert cli("export", tmp_path / "ei", "--out", tmp_path / "v", *PAULA).code == 6
