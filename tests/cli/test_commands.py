"""What each command does and writes, and the shapes that scripts rely on (PRODUCT §7)."""

import hashlib
import json
import stat
from pathlib import Path

import pytest

from asiakasrekisteri.cli.app import parser
from asiakasrekisteri.domain.errors import UsageError
from asiakasrekisteri.store.recovery import code_bytes
from asiakasrekisteri.usecases.importing.formats import formats
from asiakasrekisteri.usecases.office import Office
from tests import offices
from tests.cli.conftest import Cli
from tests.reading import pdf_text

PAULA = ("--user", offices.MAIN_USER)
ITEM = {
    "label", "value", "source", "source_date", "purpose", "basis", "recipients", "keep_until", "keep_reason",
}  # fmt: skip


@pytest.mark.slow
def test_init_founds_an_office_and_writes_the_recovery_code_once(cli: Cli, tmp_path: Path) -> None:
    firm = tmp_path / "yritys.toml"
    firm.write_text('[firm]\nname = "Kuurabitti Oy"\nbusiness_id = "1234567-1"\npostcode = 96100\n', encoding="utf-8")
    office, code = tmp_path / "toimisto", tmp_path / "palautusavain.txt"
    outcome = cli("init", office, "--firm", firm, *PAULA, "--recovery-out", code)
    assert outcome.code == 0, outcome.err
    assert code_bytes(code.read_text(encoding="utf-8"))
    assert stat.S_IMODE(code.stat().st_mode) == 0o600
    assert cli("verify", office, *PAULA).code == 0
    again = cli("init", office, "--firm", firm, *PAULA)
    assert again.code == 6


@pytest.mark.slow
def test_init_prints_the_recovery_code_when_no_file_is_named(cli: Cli, tmp_path: Path) -> None:
    firm = tmp_path / "yritys.toml"
    firm.write_text('name = "Kuurabitti Oy"\n', encoding="utf-8")
    outcome = cli("init", tmp_path / "toimisto", "--firm", firm, *PAULA)
    assert code_bytes(outcome.out.splitlines()[0].split(": ")[1])


@pytest.mark.slow
def test_init_makes_the_sheet_of_the_recovery_code(cli: Cli, tmp_path: Path) -> None:
    firm, sheet = tmp_path / "yritys.toml", tmp_path / "avain.pdf"
    firm.write_text('name = "Kuurabitti Oy"\n', encoding="utf-8")
    assert cli("init", tmp_path / "toimisto", "--firm", firm, *PAULA, "--recovery-out", sheet).code == 0
    assert "Kuurabitti Oy" in pdf_text(sheet.read_bytes())


@pytest.mark.parametrize(
    "text",
    [
        'name = "Kuurabitti Oy"\nbusiness_id = "1234567-2"\n',
        'business_id = "1234567-1"\n',
        'nimi = "X"\n',
        "name =",
        "",
    ],
)
def test_init_refuses_what_is_wrong_of_the_firm_and_makes_nothing(cli: Cli, tmp_path: Path, text: str) -> None:
    firm = tmp_path / "yritys.toml"
    firm.write_text(text, encoding="utf-8")
    assert cli("init", tmp_path / "toimisto", "--firm", firm, *PAULA).code == 5
    assert not (tmp_path / "toimisto").exists()


def test_init_demands_a_long_password(cli: Cli, tmp_path: Path) -> None:
    firm = tmp_path / "yritys.toml"
    firm.write_text('name = "Kuurabitti Oy"\n', encoding="utf-8")
    assert cli("init", tmp_path / "toimisto", "--firm", firm, *PAULA, password="lyhyt").code == 5


@pytest.mark.slow
def test_import_reports_in_the_shape_of_the_product(cli: Cli, office: Path, customers: Path, tmp_path: Path) -> None:
    report = tmp_path / "raportti.json"
    trial = cli("import", office, customers, *PAULA, "--dry-run", "--report", report)
    assert trial.code == 0
    assert cli("find", office, "hallalammen", *PAULA, "--json").json == {"hits": []}
    outcome = cli("import", office, customers, *PAULA, "--source", "Vanha ohjelma", "--report", report)
    assert outcome.code == 0
    told = json.loads(report.read_text(encoding="utf-8"))
    assert set(told) == {"rows", "created", "updated", "unchanged", "rejected", "warnings", "skipped_columns"}
    assert (told["rows"], told["created"], told["updated"], told["unchanged"]) == (3, 2, 0, 0)
    assert [set(note) for note in told["rejected"]] == [{"row", "field", "reason"}]
    assert told["rejected"][0]["row"] == 4
    assert "Rivi 4" in outcome.out
    assert told["rejected"][0]["field"] not in outcome.out, "the field is called by its name in the window"
    again = cli("import", office, customers, *PAULA)
    assert "ennallaan 2" in again.out


def test_find_gives_hits_in_order_and_logs_them_as_seen(cli: Cli, filled: Path) -> None:
    found = cli("find", filled, "äyräskuru", *PAULA, "--json").json
    assert [set(hit) for hit in found["hits"]] == [{"kind", "id", "name", "matched"}]
    person = found["hits"][0]
    assert (person["kind"], person["name"]) == ("person", "Äyräskuru, Säde")
    log = cli("log", filled, "--person", person["id"], *PAULA, "--json").json
    assert log[0]["action"] == "view"
    assert log[0]["rows"] == [{"action": "view", "entity": "person", "id": person["id"], "last_id": None, "fields": []}]
    assert "Äyräskuru" not in json.dumps(log, ensure_ascii=False)


@pytest.mark.slow
def test_find_takes_several_words_and_says_when_there_is_nothing(cli: Cli, filled: Path) -> None:
    assert "Hallalammen Leipomo Oy" in cli("find", filled, "hallalammen", "leipomo", *PAULA).out
    assert cli("find", filled, "olematon", *PAULA).out == "Ei osumia.\n"


def test_user_may_stand_before_the_command_too(cli: Cli, filled: Path) -> None:
    assert cli("--user", "paula", "find", filled, "leipomo").code == 0


def test_log_of_a_person_tells_of_her_import_too(cli: Cli, filled: Path) -> None:
    second = cli("find", filled, "usvakero", *PAULA, "--json").json["hits"][0]["id"]
    actions = [row["action"] for row in cli("log", filled, "--person", second, *PAULA, "--json").json]
    assert actions == ["view", "import"]
    shown = cli("log", filled, *PAULA)
    assert "paula" in shown.out
    assert "Tuonti" in shown.out, "words for people, codes in JSON"
    assert "import" not in shown.out
    assert len(cli("log", filled, "--limit", 2, *PAULA, "--json").json) == 2


def test_log_verify_tells_how_long_the_chain_is(cli: Cli, filled: Path) -> None:
    verified = cli("log", "verify", filled, *PAULA, "--json").json
    assert set(verified) == {"entries", "hash", "dropped", "emptied", "sealed"}
    assert verified["entries"] > 3


@pytest.mark.parametrize(
    "line",
    [
        ("log", "verify", "--user", "paula", "OFFICE"),
        ("log", "verify", "OFFICE", "--user", "paula"),
        ("--user", "paula", "log", "verify", "OFFICE"),
        ("--user=paula", "log", "verify", "OFFICE"),
    ],
)
def test_user_may_stand_anywhere_around_the_two_words_of_log_verify(
    cli: Cli, filled: Path, line: tuple[str, ...]
) -> None:
    done = cli(*(filled if word == "OFFICE" else word for word in line))
    assert (done.code, done.err) == (0, "")
    assert "Käyttöloki on ehjä" in done.out


@pytest.mark.slow
def test_extract_is_printed_and_written_in_the_shape_of_the_product(cli: Cli, filled: Path, tmp_path: Path) -> None:
    person = cli("find", filled, "äyräskuru", *PAULA, "--json").json["hits"][0]["id"]
    pdf, data = tmp_path / "ote.pdf", tmp_path / "ote.json"
    assert cli("extract", filled, "--person", person, "--out", pdf, "--json", data, *PAULA).code == 0
    assert "Säde Äyräskuru" in pdf_text(pdf.read_bytes())
    extract = json.loads(data.read_text(encoding="utf-8"))
    shape = {"person", "sections", "recordings", "views", "recipients", "rights", "supervisor"}
    assert set(extract) >= shape
    assert extract["person"] == "Säde Äyräskuru"
    items = [item for section in extract["sections"] for item in section["items"]]
    assert items
    assert all(set(item) >= ITEM for item in items)
    assert all({"category", "items"} <= set(section) for section in extract["sections"])
    assert all(set(view) == {"at", "purpose", "role"} for view in extract["views"])
    assert {stat.S_IMODE(file.stat().st_mode) for file in (pdf, data)} == {0o600}
    assert sorted(file.name for file in tmp_path.glob("*.kesken")) == []


@pytest.mark.slow
def test_an_extract_for_a_request_goes_into_a_folder_with_a_manifest(cli: Cli, filled: Path, tmp_path: Path) -> None:
    person = json.loads(cli("find", filled, "äyräskuru", "--json", *PAULA).out)["hits"][0]["id"]
    said = ("--kind", "access", "--received", "2026-11-20", "--channel", "letter", "--json")
    number = json.loads(cli("request", "add", filled, "--person", person, *said, *PAULA).out)["number"]
    pdf, folder = tmp_path / "ote.pdf", tmp_path / "vastaus"
    done = cli("extract", filled, "--person", person, "--request", number, "--out", pdf, "--folder", folder, *PAULA)
    assert (done.code, done.out.split()) == (0, [str(pdf), str(folder)])
    told = json.loads((folder / "luettelo.json").read_text(encoding="utf-8"))
    assert told["request"] == number
    hashes = {one["name"]: one["sha256"] for one in told["files"]}
    assert hashes["rekisteriote.pdf"] == hashlib.sha256(pdf.read_bytes()).hexdigest()
    assert number in pdf_text(pdf.read_bytes())
    again = cli("extract", filled, "--person", person, "--out", pdf, "--folder", folder, *PAULA)
    assert (again.code, "ei ole tyhjä" in again.err) == (5, True)
    nobodys = cli("extract", filled, "--person", person, "--request", "TP-2020-0001", "--out", pdf, *PAULA)
    assert nobodys.code == 5


@pytest.mark.parametrize(("kind", "words"), [("notice", "Tietosuojaseloste"), ("traditional", "Rekisteriseloste")])
def test_description_is_printed(cli: Cli, office: Path, tmp_path: Path, kind: str, words: str) -> None:
    out = tmp_path / "seloste.pdf"
    assert cli("description", "print", office, "--kind", kind, "--lang", "fi", "--out", out, *PAULA).code == 0
    assert words in pdf_text(out.read_bytes())
    assert offices.FIRM["name"] in pdf_text(out.read_bytes())


@pytest.mark.slow
def test_an_old_text_becomes_the_registers_description(cli: Cli, office: Path, tmp_path: Path) -> None:
    text = Path(__file__).parents[1] / "seeds" / "texts" / "kysymykset.txt"
    data, out = tmp_path / "seloste.json", tmp_path / "seloste.pdf"
    assert cli("description", "import", office, text, "--json", data, *PAULA).code == 0
    read = json.loads(data.read_text(encoding="utf-8"))
    assert read["register_name"]
    assert cli("description", "print", office, "--out", out, *PAULA).code == 0
    printed = " ".join(pdf_text(out.read_bytes()).split())
    assert read["register_name"].split()[0] in printed
    assert offices.FIRM["business_id"] in printed


@pytest.mark.slow
def test_backup_is_restored_elsewhere(cli: Cli, filled: Path, tmp_path: Path) -> None:
    made = cli("backup", filled, tmp_path / "varmuus", *PAULA)
    assert made.code == 0
    bundle = Path(made.out.strip())
    assert bundle.is_file()
    assert "Paikat: ei yhtään" in cli("backup", filled, tmp_path / "varmuus", "--place", "kaappi", *PAULA).err
    tried = cli("restore", bundle, filled, "--try", *PAULA)
    assert (tried.code, tried.out.startswith("Varmuuskopio palautuu ehjänä")) == (0, True)
    restored = tmp_path / "toinen"
    assert cli("restore", bundle, restored, *PAULA).code == 0
    assert cli("find", restored, "leipomo", *PAULA, "--json").json["hits"]
    assert cli("verify", restored, *PAULA).code == 0
    assert cli("restore", tmp_path / "ei.arvk", restored, *PAULA).code == 6
    bundle.write_bytes(bundle.read_bytes()[:-100])
    assert cli("restore", bundle, restored, *PAULA).code == 6
    assert cli("restore", bundle, restored, "--try", *PAULA).code == 6
    assert cli("verify", restored, *PAULA).code == 0


@pytest.mark.slow
def test_users_are_granted_changed_reset_and_closed(cli: Cli, office: Path) -> None:
    first = {"ASIAKASREKISTERI_FIRST_PASSWORD": "paulan antama ensimmäinen"}
    grant = cli("user", "grant", office, "lasse", "--name", "Lasse Frostgren", "--role", "billing", *PAULA, **first)
    assert grant.code == 0, grant.err
    assert cli("user", "role", office, "lasse", "technical", *PAULA).code == 0
    assert cli("user", "reset", office, "LASSE", *PAULA, **first).code == 0
    own = {"password": "paulan antama ensimmäinen", "ASIAKASREKISTERI_NEW_PASSWORD": "lassen oma salasana"}
    assert cli("user", "password", office, "--user", "lasse", **own).code == 0
    assert cli("find", office, "x", "--user", "lasse", password="lassen oma salasana").code == 0
    rows = {row["login"]: row for row in cli("user", "list", office, "--json", *PAULA).json}
    assert rows["lasse"] == {"login": "lasse", "name": "Lasse Frostgren", "role": "technical", "status": "active"}
    assert "Tekninen tuki" in cli("user", "list", office, *PAULA).out
    assert cli("user", "close", office, "lasse", "--rotate", *PAULA).code == 0
    assert cli("find", office, "x", "--user", "lasse", password="lassen oma salasana").code == 3
    assert cli("verify", office, *PAULA).code == 0
    assert cli("user", "close", office, "nobody", *PAULA).code == 5


def test_a_new_recovery_code_is_made_for_paper_and_only_by_the_main_user(
    cli: Cli, office: Path, tmp_path: Path
) -> None:
    sheet, text = tmp_path / "arkki.pdf", tmp_path / "avain.txt"
    assert cli("user", "recovery", office, "--out", sheet, *PAULA).code == 0
    assert sheet.read_bytes().startswith(b"%PDF")
    assert cli("user", "recovery", office, "--out", text, *PAULA).code == 0
    opened = Office(office, offices.surroundings())
    opened.enter_with_recovery(text.read_text().strip(), offices.MAIN_USER, "aivan uusi salasana").close()
    inside = office / "avain.txt"
    assert cli("user", "recovery", office, "--out", inside, *PAULA, password="aivan uusi salasana").code == 5
    assert not inside.exists()


def test_a_user_is_not_tied_to_a_computer_without_a_keyring(cli: Cli, office: Path) -> None:
    tie = cli("user", "tie", office, *PAULA)
    assert (tie.code, "avainnippu" in tie.err) == (5, True)
    assert cli("user", "untie", office, *PAULA).code == 0
    assert cli("find", office, "x", *PAULA).code == 0


def test_help_is_finnish_in_every_command(cli: Cli) -> None:
    english = ("usage:", "positional arguments", "options:", "show this help", "required:", "invalid choice")
    commands = [
        (), ("gui",), ("demo",), ("init",), ("description",), ("description", "import"), ("description", "check"),
        ("description", "print"),
        ("import",), ("find",), ("extract",), ("backup",), ("restore",), ("verify",), ("log",), ("user",),
        ("user", "list"), ("user", "grant"), ("user", "close"), ("user", "reset"), ("user", "role"),
        ("user", "password"), ("user", "tie"), ("user", "untie"), ("user", "recovery"),
    ]  # fmt: skip
    for words in commands:
        outcome = cli(*words, "--help")
        assert outcome.code == 0
        assert outcome.out.startswith("käyttö: asiakasrekisteri")
        assert [word for word in english if word in outcome.out] == [], words
    told = "".join(cli("import", "--help").out.split())
    assert [one.name for one in formats() if f"{one.name}:{''.join(one.label.split())}" not in told] == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["find"], "Puuttuu: TOIMISTO, TEKSTI."),
        (["find", "a", "b", "--limit", "x"], "--limit on kokonaisluku."),
        (["find", "a", "b", "--limit"], "Valinta --limit tarvitsee arvon."),
        (["import", "a", "b", "--format", "xml"], "--format on jokin näistä: "),
        (["verify", "a", "--Aino"], "Ylimääräinen tai tuntematon argumentti."),
        (["mitä"], "KOMENTO on jokin näistä: "),
    ],
)
def test_complaints_are_finnish_and_repeat_no_values(words: list[str], told: str) -> None:
    with pytest.raises(UsageError) as caught:
        parser().parse_args(words)
    assert told in str(caught.value)
    assert "Aino" not in str(caught.value)


@pytest.mark.slow
def test_retention_tells_what_is_due_and_destroys_only_when_told_to(cli: Cli, filled: Path) -> None:
    assert cli("retention", "due", filled, *PAULA, "--json").json == []
    assert cli("retention", "run", filled, *PAULA, "--dry-run", "--json").json == []
    refused = cli("retention", "run", filled, *PAULA)
    assert (refused.code, "Anna joko --dry-run" in refused.err) == (2, True)
    assert cli("retention", "run", filled, *PAULA, "--yes", "--json").json == {"destroyed": 0, "protocol": ""}
