"""`request`: the days a script can count on, and what waits."""

from pathlib import Path

from tests.cli.conftest import Cli


def person(cli: Cli, filled: Path) -> int:
    hits = cli("find", filled, "Äyräskuru", "--user", "paula", "--json").json["hits"]
    return next(int(hit["id"]) for hit in hits if hit["kind"] == "person")


def test_a_request_is_added_and_listed_in_the_shape_of_the_product(cli: Cli, filled: Path) -> None:
    who = person(cli, filled)
    said = ("--person", who, "--kind", "access", "--received", "2026-11-06", "--channel", "letter", "--user", "paula")
    outcome = cli("request", "add", filled, *said, "--json")
    assert outcome.code == 0
    assert outcome.json == {
        "number": "TP-2026-0001",
        "target": "2026-12-06",
        "lawful_last_day": "2026-12-07",
        "extended_last_day": "2027-02-08",
    }
    plain = cli("request", "add", filled, *said)
    assert "TP-2026-0002" in plain.out
    assert "7.12.2026" in plain.out
    (first, _second) = cli("request", "list", filled, "--user", "paula", "--json").json["requests"]
    assert (first["number"], first["person"], first["days_left"], first["stage"]) == (
        "TP-2026-0001",
        who,
        14,
        "identity",
    )
    assert "TP-2026-0001\t14" in cli("request", "list", filled, "--user", "paula").out
    log = cli("log", filled, "--user", "paula", "--person", who, "--json").json
    assert any(row["entity"] == "request" and row["action"] == "view" for entry in log for row in entry["rows"])


def test_nothing_to_list_is_said(cli: Cli, filled: Path) -> None:
    assert cli("request", "list", filled, "--user", "paula", "--state", "closed").out.strip() == "Pyyntöjä ei ole."


def test_what_cannot_be_is_told(cli: Cli, filled: Path) -> None:
    good = {"--person": "1", "--kind": "access", "--received": "2026-11-06", "--channel": "letter", "--user": "paula"}

    def code(**other: str) -> int:
        words = {**good, **{f"--{name}": value for name, value in other.items()}}
        return cli("request", "add", filled, *(part for pair in words.items() for part in pair)).code

    assert code(received="eilen") == 2
    assert code(kind="jokin") == 2
    assert code(received="2027-01-01") == 5
    assert code(person="999999") == 5
