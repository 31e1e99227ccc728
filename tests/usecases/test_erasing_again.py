"""What was erased does not come back with a backup: the ledger outside the database has it erased again."""

import multiprocessing
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from asiakasrekisteri.domain.errors import NotFoundError, StoreError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.ledger import Ledger, Mark
from asiakasrekisteri.store.models import ErasureMark, Interaction
from asiakasrekisteri.store.sequences import STEP
from asiakasrekisteri.store.vault import Vault
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing
from asiakasrekisteri.usecases.interactions.people import ParticipantEdit
from asiakasrekisteri.usecases.interactions.saving import add_interaction
from asiakasrekisteri.usecases.maintenance import make_backup, rotate_keys, verify_office
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import add_person, open_person
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.marks import packed, unpacked
from asiakasrekisteri.usecases.privacy.restricting import lift_restriction, restrict_person
from asiakasrekisteri.usecases.retention.destroying import destroy
from asiakasrekisteri.usecases.retention.kinds import kinds
from tests import offices
from tests.usecases.marked import Markers, content, plant
from tests.usecases.test_markers import every_byte, whole

WHO = {"last_name": "Hallalampi", "first_names": "Helka"}


def enter(office: Office) -> Desk:
    return office.enter(offices.MAIN_USER, offices.PASSWORD)


def case(name: str, body: Callable[..., object]) -> UseCase[..., object]:
    return UseCase(name, Permission.PERSON_WRITE, nothing, writes=True, body=body)


def is_there(gate: Gate, person: int) -> bool:
    try:
        gate.call(open_person, person)
    except NotFoundError:
        return False
    return True


@pytest.mark.slow
def test_an_older_backup_brings_nothing_of_an_erased_person_back(office: Office, tmp_path: Path) -> None:
    desk = enter(office)
    neighbour = desk.gate.call(add_person, {"last_name": "Naapuri"})
    markers = Markers("aava")
    plant_case = case("plant", plant)
    person = desk.gate.call(plant_case, markers, neighbour.id)
    assert isinstance(person, int)
    texts = [m for m in markers.texts if m.startswith("aavamerkki")] + [content(markers).decode()]
    bundle = desk.gate.call(make_backup, tmp_path / "kopiot")
    desk.gate.call(erase_person, person)
    after_erasure = {m for m in texts if m.casefold().encode() in whole(desk)[1]}
    keys = desk.vault.keys
    desk.close()
    office.restore(bundle, offices.MAIN_USER, offices.PASSWORD)
    shutil.rmtree(bundle.parent)
    pages = every_byte(office.folder, keys)[1]
    assert {m for m in texts if m.casefold().encode() in pages} == after_erasure, "before anybody opens it"
    desk = enter(office)
    assert (desk.erased_again.persons, desk.erased_again.untold) == (0, 1)
    assert {m for m in texts if m.casefold().encode() in whole(desk)[1]} == after_erasure
    assert not is_there(desk.gate, person)
    assert is_there(desk.gate, neighbour.id)
    assert not desk.gate.call(verify_office).faults
    desk.close()
    again = enter(office)
    assert (again.erased_again.persons, again.erased_again.untold) == (0, 0), "once is enough"
    again.close()


def test_what_an_older_register_knows_of_restrictions_does_not_stop_it(office: Office, tmp_path: Path) -> None:
    desk = enter(office)
    person = desk.gate.call(add_person, WHO).id
    restricted = desk.gate.call(restrict_person, person, "accuracy")
    bundle = desk.gate.call(make_backup, tmp_path / "kopiot")
    desk.gate.call(lift_restriction, restricted.id, offices.NOW.date())
    desk.gate.call(erase_person, person)
    desk.close()
    office.restore(bundle, offices.MAIN_USER, offices.PASSWORD)
    desk = enter(office)
    assert desk.erased_again.untold == 1
    assert not is_there(desk.gate, person)
    desk.close()


@pytest.mark.slow
def test_single_rows_are_destroyed_again_and_new_ones_never_get_their_numbers(office: Office, tmp_path: Path) -> None:
    desk = enter(office)
    gate = desk.gate
    kept = gate.call(add_person, WHO).id
    first = gate.call(make_backup, tmp_path / "a")
    gone = gate.call(add_person, {"last_name": "Poistuva"}).id
    second = gate.call(make_backup, tmp_path / "b")
    gate.call(erase_person, gone)
    desk.close()
    office.restore(first, offices.MAIN_USER, offices.PASSWORD)
    desk = enter(office)
    fresh = desk.gate.call(add_person, {"last_name": "Uusi"}).id
    assert fresh > STEP > gone
    third = desk.gate.call(make_backup, tmp_path / "c")
    desk.close()
    office.restore(second, offices.MAIN_USER, offices.PASSWORD)
    desk = enter(office)
    assert not is_there(desk.gate, gone)
    assert desk.gate.call(add_person, {"last_name": "Toinen"}).id > 2 * STEP
    desk.close()
    office.restore(third, offices.MAIN_USER, offices.PASSWORD)
    desk = enter(office)
    assert is_there(desk.gate, fresh), "nobody is erased in another's place"
    assert is_there(desk.gate, kept)
    desk.close()


def test_rows_destroyed_in_time_are_destroyed_again(office: Office, tmp_path: Path) -> None:
    desk = enter(office)
    person = desk.gate.call(add_person, WHO).id
    said = {"kind": "call", "subject": "Hilloista"}
    call = desk.gate.call(add_interaction, said, [ParticipantEdit(person_id=person)]).id
    bundle = desk.gate.call(make_backup, tmp_path / "kopiot")

    calls = next(kind for kind in kinds() if kind.entity is Interaction and kind.way == "remove")
    desk.gate.call(case("destroy", lambda work: destroy(work, calls, [call])))
    desk.close()
    office.restore(bundle, offices.MAIN_USER, offices.PASSWORD)
    desk = enter(office)
    assert desk.erased_again.untold == 1
    assert desk.gate.call(case("left", lambda work: work.session.get(Interaction, call))) is None
    desk.close()


def test_a_backup_of_an_older_key_opens_the_ledger_of_today(office: Office, tmp_path: Path) -> None:
    desk = enter(office)
    person = desk.gate.call(add_person, WHO).id
    bundle = desk.gate.call(make_backup, tmp_path / "kopiot")
    rotate_keys(desk)
    desk.gate.call(erase_person, person)
    desk.close()
    office.restore(bundle, offices.MAIN_USER, offices.PASSWORD)
    desk = enter(office)
    assert not is_there(desk.gate, person)
    desk.close()


def test_a_backup_carries_the_ledger_to_another_folder(office: Office, tmp_path: Path) -> None:
    desk = enter(office)
    person = desk.gate.call(add_person, WHO).id
    older = desk.gate.call(make_backup, tmp_path / "a")
    desk.gate.call(erase_person, person)
    newer = desk.gate.call(make_backup, tmp_path / "b")
    desk.close()
    other = Office(tmp_path / "muualla", offices.surroundings())
    for bundle in (newer, older):
        other.restore(bundle, offices.MAIN_USER, offices.PASSWORD)
        desk = enter(other)
        assert not is_there(desk.gate, person)
        desk.close()


@pytest.mark.parametrize("harm", ["gone", "spoilt", "cut"])
def test_a_lost_ledger_is_told_of_and_made_anew(office: Office, harm: str) -> None:
    desk = enter(office)
    person = desk.gate.call(add_person, WHO).id
    desk.gate.call(erase_person, person)
    path = desk.vault.folder / "rekisteri.poistot"
    whole_file = path.read_bytes()
    left = {"spoilt": whole_file.replace(b'"keys"', b'"kyes"'), "cut": whole_file.split(b"\n")[0] + b"\n"}
    path.unlink() if harm == "gone" else path.write_bytes(left[harm])
    assert len(desk.gate.call(verify_office).faults) == 1
    desk.close()
    desk = enter(office)
    assert not desk.gate.call(verify_office).faults
    assert len(Ledger(desk.vault.folder, desk.vault.keys).marks()) == 1
    desk.close()


def test_the_ledger_names_nobody(office: Office) -> None:
    desk = enter(office)
    person = desk.gate.call(add_person, WHO).id
    desk.gate.call(erase_person, person)
    data = (desk.vault.folder / "rekisteri.poistot").read_bytes().lower()
    assert b"hallalampi" not in data
    (mark,) = Ledger(desk.vault.folder, desk.vault.keys).marks()
    assert mark.content["persons"] == [person]
    assert "hallalampi" not in str(mark.content).lower()
    assert b"persons" not in data, "sealed"
    desk.close()


def test_what_is_undone_leaves_no_mark(desk: Desk) -> None:
    person = desk.gate.call(add_person, WHO).id

    def fails(work: Work) -> None:
        erase_person.body(work, person)
        raise StoreError("levy")

    with pytest.raises(StoreError):
        desk.gate.call(case("fails", fails))
    assert Ledger(desk.vault.folder, desk.vault.keys).marks() == ()
    assert is_there(desk.gate, person)


def erase_and_die_afterwards(folder: Path, person: int) -> None:
    """Erase somebody, and be killed when it has been committed and the write-ahead log still holds her."""
    desk = enter(Office(folder, offices.surroundings()))
    Vault.checkpoint = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign]
    desk.gate.call(erase_person, person)


def erase_and_die(folder: Path, person: int) -> None:
    """Erase somebody, and be killed when the ledger has been written and nothing has been committed."""
    desk = enter(Office(folder, offices.surroundings()))
    written = Ledger.append

    def die(self: Ledger, marks: list[Mark]) -> None:
        written(self, marks)
        if marks:
            os.kill(os.getpid(), signal.SIGKILL)

    Ledger.append = die  # type: ignore[method-assign, assignment]
    desk.gate.call(erase_person, person)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_erasure_cut_short_by_a_kill_is_finished(office: Office) -> None:
    desk = enter(office)
    person = desk.gate.call(add_person, WHO).id
    desk.close()
    process = multiprocessing.get_context("spawn").Process(target=erase_and_die, args=(office.folder, person))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    desk = enter(office)
    assert desk.erased_again.persons == 1
    assert not is_there(desk.gate, person)
    known = desk.gate.call(case("known", lambda work: len(work.session.scalars(select(ErasureMark)).all())))
    assert known == 1, "once, by the same mark"
    desk.close()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_what_a_killed_program_left_in_the_write_ahead_log_goes_at_the_next_opening(office: Office) -> None:
    desk = enter(office)
    person = desk.gate.call(add_person, WHO).id
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=erase_and_die_afterwards, args=(office.folder, person))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert not is_there(desk.gate, person)
    second = enter(office)
    assert b"hallalampi" not in whole(desk)[1]
    second.close()
    desk.close()


@pytest.mark.parametrize("ids", [[], [1], [1, 2, 3], [1, 3, 4, 9], [5, 6, 8, 9, 10, 12]])
def test_numbers_are_packed_and_come_back(ids: list[int]) -> None:
    assert list(unpacked(packed(ids))) == ids
