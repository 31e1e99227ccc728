"""Every exit code of PRODUCT §7, each failure in one plain line, and the files of a refused office as they were."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from asiakasrekisteri.cli import ending as ending_module
from asiakasrekisteri.cli.ending import ending
from asiakasrekisteri.domain.errors import AppError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.store.files import DATABASE, KEY_FILE, LOG_HEAD
from asiakasrekisteri.usecases.office import Office
from tests import offices
from tests.cli.conftest import Cli, Outcome

PAULA = ("--user", offices.MAIN_USER)


def plain(outcome: Outcome, code: str) -> None:
    """Demand one line of complaint that ends with the code, and nothing else."""
    assert outcome.out == ""
    assert outcome.err.count("\n") == 1
    assert outcome.err.startswith("asiakasrekisteri: ")
    assert outcome.err.endswith(f" ({code})\n")
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    "words",
    [
        ("fnd",),
        ("find",),
        ("find", "toimisto", "x"),
        ("find", "toimisto", "x", "--user", "paula", "--nope"),
        ("find", "toimisto", "x", "--user", "paula", "--limit", "kaksi"),
        ("description", "print", "toimisto", "--user", "paula", "--out", "a.pdf", "--kind", "tarina"),
        ("extract", "toimisto", "--user", "paula", "--out"),
        ("log", "yksi", "kaksi", "--user", "paula"),
        ("demo", "kansio", "--customers", "0"),
        ("extract", "toimisto", "--user", "paula", "--out", "a.pdf", "--person", "9" * 20),
    ],
)
def test_wrong_usage_is_2(cli: Cli, words: tuple[str, ...]) -> None:
    outcome = cli(*words)
    assert outcome.code == 2
    plain(outcome, "AR-0200")


def test_no_password_and_nobody_to_ask_is_2(cli: Cli, office: Path) -> None:
    outcome = cli("find", office, "x", *PAULA, password=None)
    assert outcome.code == 2
    assert "ASIAKASREKISTERI_PASSWORD" in outcome.err


def test_wrong_password_and_unknown_user_are_3_in_the_same_words(cli: Cli, office: Path) -> None:
    wrong, unknown = (
        cli("find", office, "x", *PAULA, password="väärä salasana"),
        cli("find", office, "x", "--user", "pekka", password="väärä salasana"),
    )
    assert (wrong.code, unknown.code) == (3, 3)
    plain(wrong, "AR-0300")
    assert wrong.err == unknown.err


def test_first_password_must_be_changed_before_anything_else(cli: Cli, office: Path) -> None:
    first, new = "paulan antama ensimmäinen", "oma uusi salasanani"
    grant = ("user", "grant", office, "kaisu", "--name", "Kaisu Usvakero", "--role", "customer_service", *PAULA)
    assert cli(*grant, ASIAKASREKISTERI_FIRST_PASSWORD=first).code == 0
    refused = cli("find", office, "x", "--user", "kaisu", password=first)
    assert refused.code == 3
    plain(refused, "AR-0301")
    short = cli("find", office, "x", "--user", "kaisu", password=first, ASIAKASREKISTERI_NEW_PASSWORD="lyhyt")
    assert short.code == 5
    changed = cli("find", office, "x", "--user", "kaisu", password=first, ASIAKASREKISTERI_NEW_PASSWORD=new)
    assert changed.code == 0
    assert cli("find", office, "x", "--user", "kaisu", password=new).code == 0


@pytest.mark.slow
def test_what_the_role_does_not_allow_is_4(cli: Cli, filled: Path, customers: Path, tmp_path: Path) -> None:
    at = Office(filled, offices.surroundings())
    with_main = at.enter(offices.MAIN_USER, offices.PASSWORD)
    offices.colleague(at, with_main, Role.TECHNICAL, "teemu").close()
    with_main.close()
    for words in (
        ("import", filled, customers),
        ("backup", filled, tmp_path / "varmuus"),
        ("verify", filled),
        ("log", filled),
        ("log", "verify", filled),
        ("user", "list", filled),
        ("extract", filled, "--person", "1", "--out", tmp_path / "ote.pdf"),
        ("description", "import", filled, customers),
    ):
        outcome = cli(*words, "--user", "teemu", password=offices.PASSWORD + "!")
        assert outcome.code == 4, words
        plain(outcome, "AR-0400")
    assert not (tmp_path / "ote.pdf").exists()


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 50, b"vain;tuntemattomia\n1;2\n", b"Nimi;Y-tunnus\n"])
def test_a_file_that_cannot_be_read_is_5_and_the_report_says_why(
    cli: Cli, office: Path, tmp_path: Path, content: bytes
) -> None:
    file, report = tmp_path / "outo.csv", tmp_path / "raportti.json"
    file.write_bytes(content)
    outcome = cli("import", office, file, *PAULA, "--report", report)
    assert outcome.code == 5
    plain(outcome, "AR-0510")
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["rejected"][0]["row"] == 0
    assert told["rejected"][0]["reason"] in outcome.err


def test_a_file_of_which_no_row_can_be_taken_is_5(cli: Cli, office: Path, tmp_path: Path) -> None:
    file = tmp_path / "tyhjiä.csv"
    file.write_text("Nimi;Kaupunki\n;Lahti\n;Oulu\n", encoding="utf-8")
    report = tmp_path / "raportti.json"
    assert cli("import", office, file, *PAULA, "--report", report).code == 5
    told = json.loads(report.read_text(encoding="utf-8"))
    assert [note["row"] for note in told["rejected"]] == [2, 3]


def test_other_bad_input_is_5(cli: Cli, office: Path, tmp_path: Path) -> None:
    extract = cli("extract", office, "--person", "77", "--out", tmp_path / "ote.pdf", *PAULA)
    plain(extract, "AR-0502")
    inside = cli("description", "print", office, "--out", office / "seloste.pdf", *PAULA)
    plain(inside, "AR-0510")
    nowhere = cli("description", "print", office, "--out", tmp_path / "ei ole" / "seloste.pdf", *PAULA)
    plain(nowhere, "AR-0510")
    assert {extract.code, inside.code, nowhere.code} == {5}


def make_newer(office: Path) -> None:
    desk = Office(office, offices.surroundings()).enter(offices.MAIN_USER, offices.PASSWORD)
    with desk.gate.store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    desk.close()


def truncate(office: Path) -> None:
    (office / DATABASE).write_bytes((office / DATABASE).read_bytes()[:10_000])


def empty(office: Path) -> None:
    (office / DATABASE).write_bytes(b"")


def replace_by_text(office: Path) -> None:
    (office / DATABASE).write_text("Tämä on kirje eikä rekisteri.\n" * 1000, encoding="utf-8")


def spoil_keys(office: Path) -> None:
    (office / KEY_FILE).write_text('{"muoto": 1', encoding="utf-8")


def lose_database(office: Path) -> None:
    (office / DATABASE).unlink()


def lose_everything(office: Path) -> None:
    for file in office.iterdir():
        file.unlink()


def digests(office: Path) -> dict[str, str]:
    names = (DATABASE, KEY_FILE, LOG_HEAD)
    return {n: hashlib.sha256((office / n).read_bytes()).hexdigest() for n in names if (office / n).exists()}


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (make_newer, "AR-0606"),
        (truncate, "AR-0602"),
        (empty, "AR-0602"),
        (replace_by_text, ""),
        (spoil_keys, "AR-0603"),
        (lose_database, "AR-0601"),
        (lose_everything, "AR-0601"),
    ],
)
def test_an_office_that_cannot_be_used_is_6_and_left_as_it_was(
    cli: Cli, office: Path, spoil: Callable[[Path], None], code: str
) -> None:
    spoil(office)
    before = digests(office)
    outcome = cli("find", office, "x", *PAULA)
    assert outcome.code == 6
    plain(outcome, code or outcome.err.rsplit("(", 1)[1].rstrip(")\n"))
    assert digests(office) == before


def test_a_folder_that_is_no_office_is_6(cli: Cli, tmp_path: Path) -> None:
    plain(cli("verify", tmp_path / "ei ole", *PAULA, password=None), "AR-0601")


def test_a_folder_that_cannot_be_made_is_6(cli: Cli, office: Path, tmp_path: Path) -> None:
    """Something that is no folder stands where one would be made."""
    inside = tmp_path / "tiedosto" / "kansio"
    inside.parent.write_text('name = "Kaamosverkko Oy"\n', encoding="utf-8")
    bundle = cli("backup", office, tmp_path / "varmuus", *PAULA).out.strip()
    for words in (
        ("init", inside, "--firm", inside.parent, *PAULA),
        ("demo", inside, "--customers", 1),
        ("backup", office, inside, *PAULA),
        ("restore", bundle, inside, *PAULA),
    ):
        outcome = cli(*words)
        assert outcome.code == 6, words
        plain(outcome, "AR-0607")


@pytest.mark.slow
def test_an_office_in_use_is_not_restored_over(cli: Cli, office: Path, tmp_path: Path) -> None:
    bundle = cli("backup", office, tmp_path / "varmuus", *PAULA).out.strip()
    desk = Office(office, offices.surroundings()).enter(offices.MAIN_USER, offices.PASSWORD)
    outcome = cli("restore", bundle, office, *PAULA)
    desk.close()
    assert outcome.code == 6
    plain(outcome, "AR-0605")


@pytest.mark.slow
def test_a_broken_log_is_6(cli: Cli, office: Path) -> None:
    assert cli("log", "verify", office, *PAULA).code == 0
    desk = Office(office, offices.surroundings()).enter(offices.MAIN_USER, offices.PASSWORD)
    with desk.gate.store.engine.begin() as connection:
        connection.execute(text("UPDATE log_entry SET login = 'pekka' WHERE id = 2"))
    desk.close()
    for words in (("log", "verify", office), ("verify", office)):
        outcome = cli(*words, *PAULA)
        assert outcome.code == 6
        plain(outcome, "AR-0608")


class _DefectError(RuntimeError):
    """A defect that carries what must not be told."""


def test_a_defect_is_1_in_one_line_without_data(capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> int:
        raise _DefectError("Aino Hallalampi")

    assert ending(broken) == ending_module.DEFECT
    told = capsys.readouterr().err
    assert told.endswith(f"({ending_module.DEFECT_CODE})\n")
    assert "Aino" not in told


def test_ctrl_c_ends_quietly(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    assert ending(interrupted) == ending_module.INTERRUPTED
    assert capsys.readouterr().err == "asiakasrekisteri: Keskeytetty.\n"


def test_every_error_has_a_code_of_its_own_and_an_exit_code_of_the_product() -> None:
    def below(kind: type[AppError]) -> list[type[AppError]]:
        return [kind, *(found for sub in kind.__subclasses__() for found in below(sub))]

    kinds = below(AppError)
    assert len({kind.code for kind in kinds}) == len(kinds)
    assert {kind.exit_code for kind in kinds} == {2, 3, 4, 5, 6}
