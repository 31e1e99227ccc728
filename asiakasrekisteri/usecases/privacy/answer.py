"""An extract exactly as it leaves: on paper, as JSON and as a folder, with a manifest of every file and its hash."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.host.newfolder import new_folder
from asiakasrekisteri.store.models import Request
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved, from_source
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.privacy.answers.annexes import annex_blocks
from asiakasrekisteri.usecases.privacy.answers.reviewing import open_request_of, require_reviewed
from asiakasrekisteri.usecases.privacy.extract import CollectedExtract, ExtractOrder, collected, render_extract
from asiakasrekisteri.usecases.privacy.requests.answering import note_answer, note_collected
from asiakasrekisteri.usecases.privacy.requests.letters import keep_sent
from asiakasrekisteri.usecases.records import got

PDF, JSON, MANIFEST = "rekisteriote.pdf", "rekisteriote.json", "luettelo.json"
ANNEXES, RECORDINGS = "liitteet", "nauhoitteet"
"""Names in the folder: neutral, for a name of a file tells of nobody."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it went: its name in the folder, SHA-256 in hexadecimal and size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class MadeAnswer:
    """An extract as it leaves.

    Attributes:
        person_id: whose.
        request_id: the request it answers; None of an extract made without one.
        pdf: the paper, as bytes.
        pages: how many.
        data: the same as JSON.
        addressed: whether its letter has more in the window than a name.
        files: what was written or bound, each with its hash.
    """

    person_id: int
    request_id: int | None
    pdf: bytes = field(repr=False)
    pages: int
    data: dict[str, Any] = field(repr=False)
    files: tuple[SentFile, ...] = ()
    addressed: bool = True


def _seen(made: MadeAnswer) -> Sequence[Seen]:
    return (Seen("person", made.person_id, made.person_id),)


@use_case(Permission.EXTRACT_PRINT, discloses=_seen)
def make_answer(work: Work, person_id: int, order: ExtractOrder, folder: Path | None = None) -> MadeAnswer:
    """Make an extract as it leaves; of a request, a copy, the manifest and the hash of it are kept with the request.

    Args:
        work: the unit of work; its progress is told how far it is, and may cancel it.
        person_id: whose.
        order: which request it answers, and how; of a draft nothing is kept, and open items may remain in it.
        folder: where everything is also written as files, recordings too; it must not exist, or be empty.

    Raises:
        InvalidInputError: items of the request wait for a decision.
        NotFoundError: there is no such person, or no such request of hers.
        ExchangeError: the folder is not free, or the disk does not take it.
        CancelledError: the user stopped it.
    """
    extract = collected(work, person_id, order)
    request = None
    if extract.request_id is not None and not order.draft:
        request = open_request_of(work, extract.request_id)
        require_reviewed(work, request)
    out = BytesIO()
    render_extract(extract.extract, out, work.progress, extract.bound)
    pdf, data = out.getvalue(), extract.extract.as_json()
    files = [_sent(PDF, [pdf]), _sent(JSON, [_as_bytes(data)])]
    if folder is not None:
        with new_folder(folder, work.store.vault.folder) as place:
            files += _written(work, extract, pdf, place)
            (place / MANIFEST).write_bytes(_as_bytes(manifest(extract, files)))
    pages = _pages(pdf)
    if request is not None:
        _keep(work, request, pdf, pages, manifest(extract, files))
    letter = extract.extract.letter
    addressed = letter is not None and len(letter.recipient) > 1
    return MadeAnswer(person_id, extract.request_id, pdf, pages, data, tuple(files), addressed)


def _pages(pdf: bytes) -> int:
    import pikepdf  # noqa: PLC0415 - loaded when an answer is printed, not with the window

    with pikepdf.open(BytesIO(pdf)) as paper:
        return len(paper.pages)


@use_case(Permission.EXTRACT_PRINT, discloses=nothing)
def approve_review(work: Work, request_id: int, version: int) -> Saved:
    """Write down that everything held about the person has been found and gone through, item by item.

    Raises:
        InvalidInputError: items wait for a decision, or it is not known whose they are.
    """
    require_reviewed(work, got(work, Request, request_id))
    return note_collected.body(work, request_id, version)


def manifest(extract: CollectedExtract, files: Iterable[SentFile]) -> dict[str, Any]:
    """Return what was sent: every file with its hash, how many items of each category, and what was left out."""
    said = extract.extract
    return {
        "request": said.letter.reference if said.letter else "",
        "made_on": said.made_on.isoformat(),
        "files": [{"name": one.name, "sha256": one.sha256, "bytes": one.size} for one in files],
        "items": {section.category: len(section.items) for section in said.sections},
        "views": len(said.views),
        "annexes": [{"number": a.number, "kind": a.kind, "name": a.name} for a in said.annexes],
        "left_out": [{"category": one.title, "items": one.count, "why": one.why} for one in said.left_out],
    }


def _keep(work: Work, request: Request, pdf: bytes, pages: int, told: dict[str, Any]) -> None:
    from_source(work, "staff")
    name = _("Rekisteriote {number}").format(number=request.number)
    kept = keep_sent(work, request, f"{name}.pdf", pdf)
    keep_sent(work, request, _("{name}, luettelo.json").format(name=name), _as_bytes(told))
    assert kept.sha256 is not None
    note_answer(work, request, kept.sha256, pages)
    work.session.flush()
    work.changed.add((Request.__tablename__, request.id))


def _written(work: Work, extract: CollectedExtract, pdf: bytes, place: Path) -> Iterator[SentFile]:
    """Write the files of a folder one by one, a block at a time, and yield what went."""
    (place / PDF).write_bytes(pdf)
    (place / JSON).write_bytes(_as_bytes(extract.extract.as_json()))
    total = len(extract.extract.annexes)
    for number, annex in enumerate(extract.extract.annexes):
        work.progress.report(number, total, _("Kirjoitetaan liitteitä"))
        folder = place / (RECORDINGS if annex.kind == "recording" else ANNEXES)
        folder.mkdir(exist_ok=True)
        digest, size = hashlib.sha256(), 0
        with (folder / annex.name).open("wb") as stream:
            for block in annex_blocks(work, annex):
                digest.update(block)
                size += stream.write(block)
                work.progress.report(number, total, _("Kirjoitetaan liitteitä"))
        yield SentFile(f"{folder.name}/{annex.name}", digest.hexdigest(), size)


def _sent(name: str, blocks: Iterable[bytes]) -> SentFile:
    digest, size = hashlib.sha256(), 0
    for block in blocks:
        digest.update(block)
        size += len(block)
    return SentFile(name, digest.hexdigest(), size)


def _as_bytes(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
