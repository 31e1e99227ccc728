"""Attachments: in and out block by block, nothing half-written, nothing that cannot be read without its key."""

import datetime as dt
import hashlib
import io
import struct
import tracemalloc
import wave

import pytest

from asiakasrekisteri.domain.errors import (
    CancelledError,
    InvalidInputError,
    NotFoundError,
    PermissionDeniedError,
    RestrictedError,
    StaleRecordError,
)
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.exchange.media import media_type_of, wav_seconds
from asiakasrekisteri.store.attachments import CHUNK
from asiakasrekisteri.store.models import Attachment, AttachmentChunk, Restriction
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases import attachments
from asiakasrekisteri.usecases.attachments import (
    add_block,
    begin_attachment,
    destroy_attachment,
    drop_attachment,
    finish_attachment,
    list_attachments,
    open_attachment,
    read_attachment,
    rename_attachment,
    sweep_attachments,
)
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.files import Sending, blocks, open_file, store_file
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.hiding import HIDDEN
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.interactions.card import open_interaction
from asiakasrekisteri.usecases.interactions.recordings import RecordingFacts, play_recording, store_recording
from asiakasrekisteri.usecases.interactions.saving import add_interaction
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import list_persons
from tests import offices
from tests.pages import plain_pages
from tests.usecases.interactions.ready import ask, person

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CALL = {"kind": "call", "direction": "in", "subject": "Soitto"}
SOUND = b"kuultavaa puhetta, jota ei saa lukea" * 40


class Stream(io.RawIOBase):
    """So many bytes, made as they are read, so that the test itself keeps none of them."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.left = size
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = bytes([self.left % 251]) * min(size, self.left)
        self.left -= len(block)
        self.digest.update(block)
        return block


@pytest.mark.slow
def test_thirty_megabytes_go_in_and_out_in_bounded_memory(gate: Gate) -> None:
    aino, size = person(gate), 30 * 1024 * 1024
    stream = Stream(size)
    tracemalloc.start()
    saved = store_file(gate, "person", aino, stream, "paketti.zip")  # type: ignore[arg-type]
    opened, pieces = open_file(gate, saved.id)
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert digest.hexdigest() == opened.sha256 == stream.digest.hexdigest()
    assert opened.file.size == size
    assert peak < 12 * attachments.BLOCK


def test_others_get_their_turn_between_blocks_and_see_nothing_before_it_is_whole(gate: Gate) -> None:
    aino = person(gate)
    begun = gate.call(begin_attachment, "person", aino, "kirje.txt")
    block = b"terve " * CHUNK
    gate.call(add_block, begun, block)
    other = person(gate, "Usvakero", "Uolevi")
    assert gate.call(list_attachments, "person", aino) == ()
    assert len(gate.call(list_persons, "kirje").ids) == 0
    before = len(gate.call(show_log, limit=0))
    gate.call(add_block, begun, b"vaan")
    assert len(gate.call(show_log, limit=0)) == before + 1, "only the reading of the log itself"
    gate.call(finish_attachment, begun, hashlib.sha256(block + b"vaan").hexdigest())
    assert [row.name for row in gate.call(list_attachments, "person", aino)] == ["kirje.txt"]
    assert list(gate.call(list_persons, "kirje").ids) == [aino]
    assert [h.matched for h in gate.call(find, "kirje")] == ["content"]
    assert other != aino


def test_what_changed_on_the_way_is_refused_and_dropped(gate: Gate) -> None:
    aino = person(gate)
    begun = gate.call(begin_attachment, "person", aino, "kirje.txt")
    gate.call(add_block, begun, b"terve")
    with pytest.raises(InvalidInputError, match="muuttui"):
        gate.call(finish_attachment, begun, hashlib.sha256(b"toinen").hexdigest())
    gate.call(drop_attachment, begun)
    with pytest.raises(NotFoundError):
        gate.call(add_block, begun, b"muuta")
    with pytest.raises(InvalidInputError, match="tyhjä"):
        store_file(gate, "person", aino, io.BytesIO(b""), "tyhjä.txt")
    assert chunks(gate) == 0


def test_too_large_a_file_is_refused_and_nothing_is_left(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MOST_BYTES", 3 * 1024 * 1024)
    with pytest.raises(InvalidInputError, match=r"3\s?Mt"):
        store_file(gate, "person", person(gate), Stream(4 * 1024 * 1024), "iso.bin")  # type: ignore[arg-type]
    assert chunks(gate) == 0


def test_a_cancelled_file_leaves_nothing(gate: Gate) -> None:
    class Cancelling:
        def report(self, done: int, total: int, text: str = "") -> None:
            raise CancelledError(f"{done} {total} {text}")

    with pytest.raises(CancelledError):
        store_file(gate, "person", person(gate), Stream(9_000_000), "x.bin", Sending(progress=Cancelling()))  # type: ignore[arg-type]
    assert chunks(gate) == 0


def test_the_half_written_are_swept_in_a_day_when_the_office_is_opened(office: Office, desk: Desk) -> None:
    gate = desk.gate
    aino = person(gate)
    kept = store_file(gate, "person", aino, io.BytesIO(b"koko"), "koko.txt").id
    begun = gate.call(begin_attachment, "person", aino, "puolikas.txt")
    gate.call(add_block, begun, b"puol")
    assert gate.call(sweep_attachments) == 0, "somebody may still be sending it"
    old = (offices.NOW - dt.timedelta(days=2)).isoformat(timespec="microseconds")
    ask(gate, lambda work: work.session.connection().exec_driver_sql(f"UPDATE attachment SET added_at = '{old}'"))
    desk.close()
    again = office.enter(offices.MAIN_USER, offices.PASSWORD)
    left = ask(again.gate, lambda work: [row.id for row in work.session.query(Attachment)])
    assert (left, chunks(again.gate)) == ([kept], 1)
    again.close()


def test_a_look_is_logged_before_a_byte_is_given(gate: Gate) -> None:
    aino = person(gate)
    saved = store_file(gate, "person", aino, io.BytesIO(b"%PDF-1.7 teksti"), "C:\\kansio\\sopimus.pdf")
    with pytest.raises(PermissionDeniedError):
        gate.call(read_attachment, saved.id, saved.undo)
    opened = gate.call(open_attachment, saved.id)
    assert (opened.file.name, opened.file.kind) == ("sopimus.pdf", "document")
    assert opened.file.media_type == "application/pdf"
    assert b"".join(blocks(gate, opened)) == b"%PDF-1.7 teksti"
    log = gate.call(show_log, aino)[0]
    assert (log.use_case, log.action, log.touched[0].entity) == ("open_attachment", "view", "attachment")


def test_a_destroyed_file_leaves_the_files_and_does_not_return(desk: Desk) -> None:
    gate = desk.gate
    saved = store_file(gate, "person", person(gate), io.BytesIO(b"havitettavaa" * 9), "vanha.txt")
    renamed = gate.call(rename_attachment, saved.id, 1, "uusi nimi.txt")
    (row,) = gate.call(list_attachments, "person", 1)
    assert row.name == "uusi nimi.txt"
    gate.call(destroy_attachment, row.id, row.version)
    number = gate.call(show_log)[0].number
    assert "destroy" in gate.call(show_log)[1].action
    pages = plain_pages(desk.vault.folder / "rekisteri.db", desk.vault.keys.key())
    assert not any(b"havitettavaa" in page for page in pages)
    with pytest.raises(StaleRecordError):
        gate.call(undo, number)
    assert renamed.id == saved.id


def test_undo_takes_an_added_file_back(gate: Gate) -> None:
    saved = store_file(gate, "person", person(gate), io.BytesIO(b"sisus"), "a.txt")
    gate.call(undo, saved.undo)
    assert (gate.call(list_attachments, "person", 1), chunks(gate)) == ((), 0)


def test_a_recording_is_noise_to_a_role_without_its_key(office: Office, desk: Desk) -> None:
    call = desk.gate.call(add_interaction, {**CALL, "at": dt.datetime(2026, 11, 4, 8, 42, tzinfo=dt.UTC)})
    store_recording(desk.gate, call.id, io.BytesIO(SOUND), RecordingFacts(informed_at_start=True, purpose="laatu"))
    (record,) = desk.gate.call(open_interaction, call.id).recordings
    sound = desk.gate.call(open_interaction, call.id).sounds[record.id]
    assert sound.name == "Puhelunauhoite 4.11.2026"
    technical = offices.colleague(office, desk, Role.TECHNICAL)
    gate = technical.gate
    card = gate.call(open_interaction, call.id)
    assert (card.recordings, card.sounds, card.attachments) == ((), {}, ())
    assert gate.call(list_attachments, "interaction", call.id) == ()
    with pytest.raises(PermissionDeniedError):
        gate.call(play_recording, sound.id, "laadun seuranta")
    with pytest.raises(PermissionDeniedError):
        gate.for_purpose("uteliaisuus").call(open_attachment, sound.id)
    with pytest.raises(PermissionDeniedError):
        store_recording(gate, call.id, io.BytesIO(SOUND), RecordingFacts(informed_at_start=True))
    denied = [row for row in desk.gate.call(show_log) if row.action == "denied"]
    assert [row.use_case for row in denied] == ["begin_attachment", "open_attachment", "play_recording"]
    connection = technical.vault.connect()
    raw = b"".join(row[0] for row in connection.execute("SELECT data FROM attachment_chunk ORDER BY position"))
    connection.close()
    technical.close()
    assert len(raw) > len(SOUND)
    assert not any(word in raw for word in SOUND.split())


def test_a_hearing_is_logged_with_its_purpose(gate: Gate) -> None:
    call = gate.call(add_interaction, CALL)
    store_recording(gate, call.id, io.BytesIO(SOUND), RecordingFacts(informed_at_start=False))
    card = gate.call(open_interaction, call.id)
    assert card.record["recorded"]
    assert card.warnings
    (sound,) = card.sounds.values()
    with pytest.raises(InvalidInputError):
        gate.call(play_recording, sound.id, " ")
    opened = gate.call(play_recording, sound.id, "reklamaation selvitys")
    assert b"".join(blocks(gate, opened)) == SOUND
    log = gate.call(show_log)[0]
    assert (log.use_case, log.purpose, log.action) == ("play_recording", "reklamaation selvitys", "view")
    gate.call(destroy_attachment, sound.id, sound.version)
    assert gate.call(open_interaction, call.id).recordings == ()


def test_a_recording_does_not_come_in_as_a_common_file(gate: Gate) -> None:
    call = gate.call(add_interaction, CALL)
    with pytest.raises(InvalidInputError, match="puheluun"):
        store_file(gate, "interaction", call.id, io.BytesIO(SOUND), "x.wav", Sending(kind="recording"))
    assert chunks(gate) == 0


def test_the_length_of_a_recording_comes_from_its_header(gate: Gate) -> None:
    call = gate.call(add_interaction, CALL)
    store_recording(gate, call.id, io.BytesIO(sound(3)), RecordingFacts(informed_at_start=True))
    assert gate.call(open_interaction, call.id).recordings[0]["seconds"] == 3


def test_a_file_of_a_restricted_person_is_only_stored(gate: Gate) -> None:
    aino = person(gate)
    saved = store_file(gate, "person", aino, io.BytesIO(b"x"), "kirje.txt")

    def restrict(work: Work) -> None:
        from_source(work, "staff")
        work.session.add(Restriction(person_id=aino, since=work.today, ground="accuracy"))

    ask(gate, restrict)
    assert [row.name for row in gate.call(list_attachments, "person", aino)] == [HIDDEN]
    for refused in (lambda: gate.call(open_attachment, saved.id), lambda: gate.call(destroy_attachment, saved.id, 1)):
        with pytest.raises(RestrictedError):
            refused()


def test_a_role_reads_only_what_its_owner_lets_it(office: Office, desk: Desk) -> None:
    technical = offices.colleague(office, desk, Role.TECHNICAL)
    with pytest.raises(PermissionDeniedError):
        technical.gate.call(list_attachments, "invoice", 1)
    technical.close()


def sound(seconds: int) -> bytes:
    """Return a silent WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0" * 8000 * seconds)
    return out.getvalue()


def test_lengths_of_telephone_codings_and_of_streams_are_read_too() -> None:
    form = struct.pack("<HHIIHH", 6, 1, 8000, 8000, 1, 8)
    a_law = b"RIFF" + struct.pack("<I", 0) + b"WAVEfmt " + struct.pack("<I", 16) + form
    told = a_law + b"data" + struct.pack("<I", 16_000)
    streamed = a_law + b"data" + struct.pack("<I", 0xFFFFFFFF)
    assert wav_seconds(told, len(told) + 16_000) == 2
    assert wav_seconds(streamed, len(streamed) + 40_000) == 5
    assert wav_seconds(b"ID3\x04", 100) is None
    assert wav_seconds(told[:30], 100) is None


@pytest.mark.parametrize(
    ("name", "head", "told"),
    [
        ("x", b"%PDF-1.4", "application/pdf"),
        ("kuva.txt", b"\x89PNG\r\n\x1a\n", "image/png"),
        ("x", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("x", b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
        ("x", b"ID3\x04", "audio/mpeg"),
        ("x", b"\xff\xfb\x90\0", "audio/mpeg"),
        ("x", b"OggS\0", "audio/ogg"),
        ("x", b"Received: from a\r\n\tby b\r\nFrom: c@d.example\r\n", "message/rfc822"),
        ("viesti.eml", b"Subject: x\r\n", "message/rfc822"),
        ("x", b"PK\x03\x04...word/document.xml", DOCX),
        ("a.docx", b"PK\x03\x04", DOCX),
        ("a.zip", b"PK\x03\x04", "application/zip"),
        ("a.csv", b"a;b", "text/csv"),
        ("tuntematon", b"\0\1\2", "application/octet-stream"),
    ],
)  # fmt: skip
def test_what_a_file_is_follows_from_how_it_begins(name: str, head: bytes, told: str) -> None:
    assert media_type_of(name, head) == told


def chunks(gate: Gate) -> int:
    """Return how many pieces of files there are."""
    return ask(gate, lambda work: work.session.query(AttachmentChunk).count())
