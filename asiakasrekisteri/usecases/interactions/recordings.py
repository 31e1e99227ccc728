"""Recorded calls (R-50): the sound sealed with a key of its own, and every hearing logged with its purpose."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError, NotFoundError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.media import wav_seconds
from asiakasrekisteri.store.attachments import SEALED_KIND, read_chunk
from asiakasrekisteri.store.models import Attachment, Interaction, Recording
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.attachments import Opened, begin_attachment, finish, receipt, require_recordings
from asiakasrekisteri.usecases.edits import Saved, from_source, new_row
from asiakasrekisteri.usecases.files import UNTOLD, Sending, send_blocks
from asiakasrekisteri.usecases.gate import Gate, Seen, nothing, use_case
from asiakasrekisteri.usecases.records import got


@dataclass(frozen=True, slots=True)
class RecordingFacts:
    """What is known of a recorded call.

    Attributes:
        informed_at_start: whether those who spoke were told before the recording began; must be answered.
        purpose: why calls are recorded.
        started_at: when it began; by default the time of the interaction.
        seconds: its length; read from a WAV file where it is not told.
    """

    informed_at_start: bool
    purpose: str = ""
    started_at: dt.datetime | None = None
    seconds: int | None = None


@use_case(Permission.INTERACTION_WRITE, discloses=nothing)
def add_recording(
    work: Work,
    attachment_id: int,
    sha256: str,
    facts: RecordingFacts,
    *,
    source: str = "call",
) -> Saved:
    """Take a recording that has been sent as an attachment of kind "recording" into the register.

    Args:
        work: the unit of work.
        attachment_id: of `begin_attachment("interaction", …, kind="recording")`, all blocks sent.
        sha256: of the whole file, in hexadecimal.
        facts: what is known of it.
        source: where it came from.
    """
    from_source(work, source)
    sound = finish(work, attachment_id, sha256)
    if sound.kind != SEALED_KIND or sound.interaction_id is None:
        raise InvalidInputError([FieldError("attachment_id", _("Nauhoite lisätään puheluun."))])
    interaction = got(work, Interaction, sound.interaction_id)
    length = facts.seconds
    if length is None:
        length = wav_seconds(read_chunk(work, sound, 0) or b"", sound.size)
    values = {
        "started_at": facts.started_at or interaction.at,
        "seconds": length,
        "informed_at_start": facts.informed_at_start,
        "purpose": facts.purpose,
    }
    recording = new_row(work, Recording, values, interaction_id=interaction.id, attachment_id=sound.id)
    interaction.recorded, interaction.informed_at_start = True, facts.informed_at_start
    work.session.flush()
    return Saved(recording.id, work.log_number)


def store_recording(
    gate: Gate, interaction_id: int, stream: BinaryIO, facts: RecordingFacts, sending: Sending = UNTOLD
) -> Saved:
    """Store a recording of a call, a block at a time; nothing is left of it when that does not succeed."""

    def finished(attachment_id: int, sha256: str) -> Saved:
        return gate.call(add_recording, attachment_id, sha256, facts)

    attachment_id = gate.call(begin_attachment, "interaction", interaction_id, "", kind=SEALED_KIND)
    return send_blocks(gate, attachment_id, stream, finished, sending)


def _heard(opened: Opened) -> Sequence[Seen]:
    return [Seen("attachment", opened.file.id, opened.file.person_id)]


@use_case(Permission.INTERACTION_READ, discloses=_heard)
def play_recording(work: Work, attachment_id: int, purpose: str) -> Opened:
    """Log a hearing with its purpose and return what `read_attachment` asks for.

    Raises:
        InvalidInputError: no purpose was told.
        PermissionDeniedError: the role has not been given the key of recordings; the refusal is logged.
    """
    require_recordings(work)
    if not purpose.strip():
        raise InvalidInputError([FieldError("purpose", _("Kirjoita, mihin nauhoitetta tarvitaan."))])
    row = got(work, Attachment, attachment_id)
    if row.kind != SEALED_KIND or not row.complete:
        raise NotFoundError(_("Nauhoitetta ei enää ole."))
    work.purpose = purpose.strip()
    return receipt(work, row)
