"""Every leaf of the key file altered, one at a time, by accident and by somebody who knows the format."""

import copy
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.errors import AppError, KeyFileDamagedError, LoginRefusedError, NewerVersionError
from asiakasrekisteri.store.canonical import canonical
from asiakasrekisteri.store.keydocument import parse
from asiakasrekisteri.store.keyfile import KeyFile
from asiakasrekisteri.store.sealing import KdfParameters, decode, encode, password_bytes
from asiakasrekisteri.store.slots import Secret, open_slot
from tests.cheap import CHEAP, MAIN, PASSWORD, new_keys

Path_ = tuple[str | int, ...]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[KeyFile, dict[str, Any]]:
    file, keys = new_keys(tmp_path_factory.mktemp("avain"))
    file.grant(keys, "pekka", "ensimmäinen", ["identity"])
    file.new_recovery(keys)
    return file, json.loads(file.path.read_bytes())


def _leaves(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from _leaves(value[key], (*path, key))
    else:
        yield path


def _altered(data: dict[str, Any], path: Path_, change: Callable[[Any], Any]) -> dict[str, Any]:
    """Return a copy with one leaf changed and the plain checksum made right again, as a forger would."""
    fresh = copy.deepcopy(data)
    at: Any = fresh
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = change(at[path[-1]])
    return _checked(fresh)


def _checked(data: dict[str, Any]) -> dict[str, Any]:
    body = {name: value for name, value in data.items() if name != "check"}
    return body | {"check": hashlib.sha256(canonical(body)).hexdigest()}


def _another(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    try:
        raw = bytearray(decode(value))
    except ValueError:
        return value + "x"
    if not raw:
        return "x"
    raw[len(raw) // 2] ^= 1
    return encode(bytes(raw))


def _outcome(folder: Path, data: dict[str, Any]) -> type[Exception] | None:
    (folder / "rekisteri.avain").write_bytes(json.dumps(data).encode())
    try:
        KeyFile(folder, CHEAP).unlock(MAIN, PASSWORD)
    except AppError as e:
        return type(e)
    return None


def test_a_forger_who_alters_any_leaf_is_refused(office: tuple[KeyFile, dict[str, Any]], tmp_path: Path) -> None:
    _file, data = office
    leaves = [path for path in _leaves(data) if path != ("check",)]
    opened = [path for path in leaves if _outcome(tmp_path, _altered(data, path, _another)) is None]
    assert len(leaves) > 40
    assert opened == []
    assert _outcome(tmp_path, data) is None


def test_an_accident_to_any_leaf_is_told_from_a_wrong_password(
    office: tuple[KeyFile, dict[str, Any]], tmp_path: Path
) -> None:
    _file, data = office
    for path in _leaves(data):
        broken = (
            _altered(data, path, _another) | {"check": data["check"]} if path != ("check",) else data | {"check": "0"}
        )
        assert _outcome(tmp_path, broken) in {KeyFileDamagedError, NewerVersionError}, path


@pytest.mark.parametrize("value", [None, [], {}, -1, 1.5, "", "%%%", True])
def test_a_leaf_of_another_type_is_damage_and_never_a_crash(
    office: tuple[KeyFile, dict[str, Any]], tmp_path: Path, value: object
) -> None:
    _file, data = office
    for path in _leaves(data):
        broken = _altered(data, path, lambda _old: value)
        if path != ("check",) and broken != data:
            outcome = _outcome(tmp_path, broken)
            assert outcome is not None, path
            assert issubclass(outcome, (KeyFileDamagedError, LoginRefusedError)), path


def test_slots_removed_reordered_renamed_or_taken_from_elsewhere_are_refused(
    office: tuple[KeyFile, dict[str, Any]], tmp_path: Path
) -> None:
    _file, data = office
    paula, pekka, recovery = data["slots"]
    for slots in ([paula], [paula, pekka], [pekka, paula, recovery], [paula, pekka, recovery, pekka]):
        assert _outcome(tmp_path, _checked(data | {"slots": slots})) is KeyFileDamagedError
    renamed = _checked(data | {"slots": [pekka | {"login": MAIN}, recovery]})
    (tmp_path / "rekisteri.avain").write_bytes(json.dumps(renamed).encode())
    with pytest.raises(LoginRefusedError):
        KeyFile(tmp_path, CHEAP).unlock(MAIN, "ensimmäinen")


def test_the_keys_of_one_slot_do_not_open_in_another(office: tuple[KeyFile, dict[str, Any]], tmp_path: Path) -> None:
    _file, data = office
    paula, pekka, recovery = data["slots"]
    mixed = _checked(data | {"slots": [paula | {"keys": pekka["keys"]}, pekka, recovery]})
    assert _outcome(tmp_path, mixed) is KeyFileDamagedError


def test_a_slot_alone_is_bound_to_everything_readable_in_it(office: tuple[KeyFile, dict[str, Any]]) -> None:
    file, _data = office
    document = file.read()
    slot = document.user("pekka")
    assert slot is not None
    secret = Secret(password_bytes("ensimmäinen"))
    assert open_slot(document.office, slot, secret, CHEAP) is not None
    others: list[dict[str, Any]] = [
        {"id": "0" * 16},
        {"login": MAIN},
        {"kind": "recovery"},
        {"kdf": KdfParameters(2, 16, 1)},
        {"salt": bytes(16)},
        {"public": bytes(32)},
        {"must_change": False},
        {"device": True},
    ]
    assert {name for other in others for name in other} | {"private", "keys"} == set(slot.__slots__)
    for other in others:
        assert open_slot(document.office, replace(slot, **other), secret, CHEAP) is None, other
    assert open_slot("toinen", slot, secret, CHEAP) is None


@pytest.mark.parametrize("kdf", [{"m": 1}, {"m": 2**40}, {"t": 0}, {"t": 10**6}, {"p": 0}, {"p": 99}, {"v": 16}])
def test_hostile_costs_are_refused_before_anything_is_computed(
    office: tuple[KeyFile, dict[str, Any]], tmp_path: Path, kdf: dict[str, int]
) -> None:
    _file, data = office
    hostile = _altered(data, ("slots", 0, "kdf"), lambda old: old | kdf)
    assert _outcome(tmp_path, hostile) is KeyFileDamagedError


def test_a_newer_format_asks_for_a_newer_program(office: tuple[KeyFile, dict[str, Any]], tmp_path: Path) -> None:
    _file, data = office
    assert _outcome(tmp_path, _checked(data | {"format": 2})) is NewerVersionError
    assert _outcome(tmp_path, data | {"format": 99, "slots": "of another shape"}) is NewerVersionError


def test_a_file_cut_anywhere_is_damage(office: tuple[KeyFile, dict[str, Any]]) -> None:
    file, _data = office
    content = file.path.read_bytes()
    for length in range(0, len(content) - 2, 37):
        with pytest.raises(KeyFileDamagedError):
            parse(content[:length])


@given(at=st.integers(min_value=0), bit=st.integers(0, 7))
def test_a_flipped_bit_is_damage_or_changes_nothing(office: tuple[KeyFile, dict[str, Any]], at: int, bit: int) -> None:
    file, _data = office
    content = bytearray(file.path.read_bytes())
    intact = parse(bytes(content))
    content[at % len(content)] ^= 1 << bit
    try:
        assert parse(bytes(content)) == intact
    except (KeyFileDamagedError, NewerVersionError):
        return


@given(st.binary(max_size=400))
def test_any_other_content_is_damage(content: bytes) -> None:
    with pytest.raises((KeyFileDamagedError, NewerVersionError)):
        parse(content)
