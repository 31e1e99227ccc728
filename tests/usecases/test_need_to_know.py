"""What a role has no need to know it cannot learn: not through any use case, and not with a debugger on the file.

A henkilötunnus, a password and the sound of a recording are stored, each with a former value. Every role that serves
customers then looks for them in every way the program offers, and in every column, page and seal of the database.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from asiakasrekisteri.domain.errors import PermissionDeniedError, StaleRecordError
from asiakasrekisteri.domain.permissions import Permission, Role, SealedKey
from asiakasrekisteri.store.attachments import add_bytes, read_bytes
from asiakasrekisteri.store.connection import open_connection
from asiakasrekisteri.store.files import DATABASE
from asiakasrekisteri.store.identity import MASK, blind
from asiakasrekisteri.store.keyfile import KeyFile
from asiakasrekisteri.store.models import Attachment, Interaction
from asiakasrekisteri.store.unlocked import DATA, UnlockedKeys
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import add_customer, list_customers, open_customer
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing
from asiakasrekisteri.usecases.history import show_history, undo
from asiakasrekisteri.usecases.hosting_secrets import reveal_secret
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import list_persons, open_person, reveal_identity_code, save_person
from asiakasrekisteri.usecases.privacy.extract import collect_extract
from asiakasrekisteri.usecases.service_lists import list_services
from asiakasrekisteri.usecases.services import ACCOUNTS, SERVICES, customer_services
from tests import offices
from tests.pages import plain_pages

FORMER_CODE, CODE = "010190-999W", "311299U9019"
FORMER_SECRET, SECRET = "Entinen-Kettu-41", "Kettu-Jarvi-42"
SOUND = b"RIFF puhelun aani jota ei kuulla "
PLAIN = {
    SealedKey.IDENTITY: (FORMER_CODE.encode(), CODE.encode()),
    SealedKey.SECRETS: (FORMER_SECRET.encode(), SECRET.encode()),
    SealedKey.RECORDINGS: (SOUND,),
}
SERVING = (Role.CUSTOMER_SERVICE, Role.BILLING, Role.TECHNICAL)
NEEDS: dict[Role, set[SealedKey]] = {
    Role.CUSTOMER_SERVICE: {SealedKey.RECORDINGS},
    Role.BILLING: {SealedKey.IDENTITY},
    Role.TECHNICAL: {SealedKey.SECRETS},
    Role.MAIN_USER: set(SealedKey),
}
"""What each role has been promised, said here anew: a change of the program's own table is to be seen."""
PRIVATE = {"kind": "private", "name": "Aalto, Aino", "status": "active", "relation": "own"}


@dataclass(frozen=True)
class Planted:
    """Ids of what was stored, and the numbers of the saves that changed it."""

    customer: int
    person: int
    account: int
    recording: int
    saves: tuple[int, ...]


def _store_recording(work: Work, customer_id: int) -> int:
    from_source(work, "call")
    call = Interaction(customer_id=customer_id, **_INTERACTION)
    call.at = work.now
    work.session.add(call)
    work.session.flush()
    sound = Attachment(
        name="puhelu.wav", kind="recording", media_type="audio/wav", size=len(SOUND), added_at=work.now, complete=True
    )
    sound.interaction_id = call.id
    work.session.add(sound)
    work.session.flush()
    add_bytes(work, sound, SOUND)
    return sound.id


_INTERACTION: dict[str, Any] = {"kind": "call", "direction": "in", "subject": "Vika"}
STORE_RECORDING: UseCase[[int], int] = UseCase(
    "plant_recording", Permission.INTERACTION_WRITE, nothing, writes=True, body=_store_recording
)


def _hear(work: Work, attachment_id: int) -> bytes:
    return b"".join(read_bytes(work, work.session.get_one(Attachment, attachment_id)))


HEAR: UseCase[[int], bytes] = UseCase("hear", Permission.INTERACTION_READ, nothing, writes=False, body=_hear)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, Desk, Planted]]:
    """An office in which everything sensitive has been stored and changed once, with a user of each role."""
    office = offices.office(tmp_path_factory.mktemp("need") / "office")
    desk = offices.entered(office)
    gate = desk.gate
    customer = gate.call(add_customer, PRIVATE).id
    person = gate.call(open_customer, customer).person_id
    assert person is not None
    ground = {"identity_ground": "law"}
    first = gate.call(save_person, person, 1, {"identity_code": FORMER_CODE, **ground})
    second = gate.call(save_person, person, 2, {"identity_code": CODE, **ground})
    service = gate.call(SERVICES.add, {"name": "Webhotelli", "state": "active"}, {"customer_id": customer}).id
    values = {"username": "aino", "secret": FORMER_SECRET, "service_id": service}
    account = gate.call(ACCOUNTS.add, values, {"customer_id": customer}).id
    third = gate.call(ACCOUNTS.save, account, 1, {"secret": SECRET})
    recording = gate.call(STORE_RECORDING, customer)
    for role in SERVING:
        offices.colleague(office, desk, role, role.value).close()
    yield office, desk, Planted(customer, person, account, recording, (first.undo, second.undo, third.undo))
    desk.close()


@pytest.fixture(params=SERVING)
def at(made: tuple[Office, Desk, Planted], request: pytest.FixtureRequest) -> Iterator[tuple[Role, Gate, Planted]]:
    """The desk of each role that serves customers."""
    office, _main, planted = made
    desk = office.enter(request.param.value, offices.PASSWORD + "!")
    yield request.param, desk.gate, planted
    desk.close()


def opened_with(key: SealedKey, gate: Gate, planted: Planted) -> object:
    """Open what a key seals, in the way the program offers."""
    ways: dict[SealedKey, Callable[[], object]] = {
        SealedKey.IDENTITY: lambda: gate.call(reveal_identity_code, planted.person, "luottopäätös").value,
        SealedKey.SECRETS: lambda: gate.call(reveal_secret, planted.account, "vian selvitys").value,
        SealedKey.RECORDINGS: lambda: gate.call(HEAR, planted.recording),
    }
    return ways[key]()


@pytest.mark.parametrize("key", list(SealedKey))
def test_only_the_role_that_needs_it_opens_it(at: tuple[Role, Gate, Planted], key: SealedKey) -> None:
    role, gate, planted = at
    if key in NEEDS[role]:
        found = opened_with(key, gate, planted)
        assert (found if isinstance(found, bytes) else str(found).encode()) == PLAIN[key][-1]
        return
    with pytest.raises(PermissionDeniedError, match="avainta"):
        opened_with(key, gate, planted)


def test_records_cards_and_former_values_show_only_that_something_is_stored(at: tuple[Role, Gate, Planted]) -> None:
    _role, gate, planted = at
    page = gate.call(open_person, planted.person)
    account = gate.call(ACCOUNTS.open, planted.account)
    histories = [gate.call(show_history, "person", planted.person)]
    histories.append(gate.call(show_history, "hosting_account", planted.account))
    shown = [page, account, *histories, gate.call(open_customer, planted.customer)]
    shown += [gate.call(ACCOUNTS.of, "customer", planted.customer), gate.call(customer_services, planted.customer)]
    assert page.record["identity_code"] == MASK
    assert account.records[0]["secret"] == MASK
    former = [(v.field, v.old) for h in histories for v in h.values if v.field in {"identity_code", "secret"}]
    assert former == [("identity_code", MASK), ("identity_code", None), ("secret", MASK)]
    assert told(shown) == []


def told(shown: object) -> list[bytes]:
    """Return which of the planted values can be read in what was shown, in any of the forms it could stand in."""
    said = repr(shown).casefold().encode()
    return [plain for plain in all_plain() if any(form.lower() in said for form in forms(plain))]


def all_plain() -> Iterator[bytes]:
    for values in PLAIN.values():
        yield from values


def forms(plain: bytes) -> tuple[bytes, ...]:
    """Return how a value could stand in a file: as it is, in two bytes a letter, in base64, in hexadecimal."""
    return plain, plain.decode().encode("utf-16-le"), b64encode(plain).rstrip(b"=")[:-1], plain.hex().encode()


def test_a_search_finds_a_henkilotunnus_only_for_who_may_see_it_and_a_password_for_nobody(
    at: tuple[Role, Gate, Planted],
) -> None:
    role, gate, planted = at
    hits = gate.call(find, CODE)
    assert [h.id for h in hits] == ([planted.person] if SealedKey.IDENTITY in NEEDS[role] else [])
    assert gate.call(find, FORMER_CODE) == ()
    for word in (SECRET, FORMER_SECRET, CODE, FORMER_CODE):
        assert [len(gate.call(case, word).ids) for case in (list_persons, list_customers, list_services)] == [0, 0, 0]
    assert gate.call(find, SECRET) == ()


def test_what_others_saved_cannot_be_taken_back_to_be_looked_at(at: tuple[Role, Gate, Planted]) -> None:
    _role, gate, planted = at
    for number in planted.saves:
        with pytest.raises(StaleRecordError, match="Vain oman"):
            gate.call(undo, number)


def test_an_own_save_with_the_mask_in_it_and_its_undo_leave_the_seal_as_it_was(
    made: tuple[Office, Desk, Planted], at: tuple[Role, Gate, Planted]
) -> None:
    _office, main, _planted = made
    _role, gate, planted = at
    version = gate.call(open_person, planted.person).record.version
    saved = gate.call(save_person, planted.person, version, {"identity_code": MASK, "note": "soita"})
    assert told(gate.call(show_history, "person", planted.person)) == []
    gate.call(undo, saved.undo)
    assert main.gate.call(reveal_identity_code, planted.person, "tarkistus").value == CODE


def test_an_extract_has_none_of_it_and_the_roles_make_none(
    made: tuple[Office, Desk, Planted], at: tuple[Role, Gate, Planted]
) -> None:
    _office, main, planted = made
    _role, gate, _same = at
    with pytest.raises(PermissionDeniedError):
        gate.call(collect_extract, planted.person)
    assert told(main.gate.call(collect_extract, planted.person)) == []


def keys_of(office: Office, login: str, password: str) -> UnlockedKeys:
    return KeyFile(office.folder, offices.surroundings().policy).unlock(login, password)


@pytest.mark.parametrize("role", SERVING)
def test_a_slot_gives_the_data_key_and_the_keys_of_its_role_alone(
    made: tuple[Office, Desk, Planted], role: Role
) -> None:
    keys = keys_of(made[0], role.value, offices.PASSWORD + "!")
    assert set(keys.keys) == {DATA, *(key.value for key in NEEDS[role])}


@pytest.mark.parametrize("role", [*SERVING, Role.MAIN_USER])
def test_no_column_and_no_page_holds_a_sensitive_value_in_any_form(
    made: tuple[Office, Desk, Planted], role: Role
) -> None:
    keys = _role_keys(made[0], role)
    cells = [(name, _bytes(value)) for name, value in every_cell(made[0], keys)]
    pages = list(plain_pages(made[0].folder / DATABASE, keys.key()))
    assert any(b"Aalto" in cell for _name, cell in cells), "the cells are read rightly"
    assert any(b"Aalto" in page for page in pages), "the pages are read rightly"
    looked = [form.lower() for plain in all_plain() for form in forms(plain)]
    assert [(name, form) for (name, cell), form in product(cells, looked) if form in cell.lower()] == []
    assert [form for page, form in product(pages, looked) if form in page.lower()] == []


@pytest.mark.parametrize("role", [*SERVING, Role.MAIN_USER])
def test_the_keys_of_a_slot_unseal_what_the_role_needs_and_nothing_of_the_others(
    made: tuple[Office, Desk, Planted], role: Role
) -> None:
    office, _desk, planted = made
    keys = _role_keys(office, role)
    places = [b"person.identity_code", b"hosting_account.secret", b"attachment/%d/0" % planted.recording, b""]
    seals = [seal for _name, value in every_cell(office, keys) for seal in seals_in(value)]
    held = [keys.key(name) for name in keys.keys]
    opened = {plain for key, place, seal in product(held, places, seals) if (plain := unsealed(key, place, seal))}
    assert opened == {plain for key in NEEDS[role] for plain in PLAIN[key]}


@pytest.mark.parametrize("role", [*SERVING, Role.MAIN_USER])
def test_the_hash_by_which_a_henkilotunnus_is_found_cannot_be_guessed_without_its_key(
    made: tuple[Office, Desk, Planted], role: Role
) -> None:
    keys = _role_keys(made[0], role)
    stored = {_bytes(value) for name, value in every_cell(made[0], keys) if name == "person.identity_blind"}
    guessed = {blind(keys.key(name), CODE) for name in keys.keys}
    assert bool(stored & guessed) == (SealedKey.IDENTITY in NEEDS[role])


def test_the_length_of_a_password_does_not_show(made: tuple[Office, Desk, Planted]) -> None:
    """The former one and the present one are as long in the file, for whoever has no key to secrets."""
    cells = every_cell(made[0], _role_keys(made[0], Role.BILLING))
    told = [value for name, value in cells if name in {"hosting_account.secret", "change.values"}]
    lengths = {len(seal) for value in told for seal in seals_in(value) if b"identity" not in _bytes(value)}
    assert len(FORMER_SECRET) != len(SECRET)
    assert len(lengths) == 1


def _role_keys(office: Office, role: Role) -> UnlockedKeys:
    if role is Role.MAIN_USER:
        return keys_of(office, offices.MAIN_USER, offices.PASSWORD)
    return keys_of(office, role.value, offices.PASSWORD + "!")


def every_cell(office: Office, keys: UnlockedKeys) -> Iterator[tuple[str, object]]:
    """Yield each value of each column of each table, read past the program with the key of a slot."""
    connection = open_connection(office.folder / DATABASE, keys.key())
    try:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            cursor = connection.execute(f'SELECT * FROM "{table}"')
            names = [f"{table}.{column[0]}" for column in cursor.description]
            for row in cursor:
                yield from zip(names, row, strict=True)
    finally:
        connection.close()


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def seals_in(value: object) -> Iterator[bytes]:
    """Yield what may be a seal in a value: the bytes themselves, or those that the history keeps as base64."""
    if isinstance(value, bytes):
        yield value
    elif isinstance(value, str) and '"sealed"' in value:
        pairs = json.loads(value).values()
        yield from (b64decode(one["sealed"]) for pair in pairs for one in pair if isinstance(one, dict))


def unsealed(key: bytes, place: bytes, seal: bytes) -> bytes | None:
    """Return what a key opens at a place; None where it opens nothing."""
    try:
        plain = AESGCM(key).decrypt(seal[:12], seal[12:], place)
    except (InvalidTag, ValueError):
        return None
    return plain.rstrip(b"\0") if place == b"hosting_account.secret" else plain
