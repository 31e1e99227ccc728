"""What hangs on the interactions and contracts of an invented office: mails, papers, and recordings of calls."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

from asiakasrekisteri.store.attachments import add_bytes
from asiakasrekisteri.store.models import Attachment, Entity, Recording
from asiakasrekisteri.store.work import ChangeOrigin
from asiakasrekisteri.usecases.demo.files import call_sound, paper, whole_mail
from asiakasrekisteri.usecases.demo.talking import OWN_MAIL, OWN_NAME, Talk
from asiakasrekisteri.usecases.demo.told import Story, Told, origin

ATTACHED_ORDER: tuple[type[Entity], ...] = (Attachment, Recording)
_MAILS, _MAILS_WITH_PDF, _LETTERS, _CONTRACTS, _CARDS = 30, 6, 12, 10, 3
_SECONDS = (3, 6)
_PURPOSE = "palvelun laadun varmistaminen"


class Attacher:
    """Writes the files and their bytes."""

    def __init__(self, story: Story) -> None:
        self._story, self._random = story, story.random
        self._said: dict[str, Any] = story.spoken["documents"]
        self._bytes: dict[int, bytes] = {}

    def attach(self, customers: Sequence[Told], talks: Sequence[Talk]) -> None:
        """Attach files to the newest interactions and to some contracts and customers."""
        mails = [talk for talk in talks if talk.kind == "email"][-_MAILS:]
        for place, talk in enumerate(reversed(mails)):
            self._mail(talk, with_pdf=place < _MAILS_WITH_PDF)
        for talk in [talk for talk in talks if talk.kind == "letter"][-_LETTERS:]:
            self._paper(talk.told, talk.subject, talk.day, interaction_id=talk.id)
        for told in [told for told in customers if told.contract_id is not None][-_CONTRACTS:]:
            self._paper(told, "Palvelusopimus", told.made.joined, contract_id=told.contract_id)
        for told in customers[-_CARDS:]:
            self._paper(told, self._story.inventor.one(self._said["titles"]), told.made.joined, customer_id=told.id)
        for talk in (talk for talk in talks if talk.recorded):
            self._record(talk)
        self._write()

    def _mail(self, talk: Talk, *, with_pdf: bool) -> None:
        ends = (talk.met.email, OWN_MAIL) if talk.direction == "in" else (OWN_MAIL, talk.met.email)
        pdf = self._drawn(talk.told, talk.subject, talk.day) if with_pdf else None
        data = whole_mail(*ends, talk.subject, talk.body, talk.at, pdf)
        self._add("viesti.eml", "message", "message/rfc822", data, talk, interaction_id=talk.id)
        if pdf is not None:
            self._add("liite.pdf", "document", "application/pdf", pdf, talk, interaction_id=talk.id)

    def _drawn(self, told: Told, title: str, day: dt.date) -> bytes:
        words = {"service": told.services[0].name if told.services else title, "firm": OWN_NAME}
        text = [f"{told.name}", *(line.format(**words) for line in self._said["paragraphs"])]
        return paper(title, text, OWN_NAME, day)

    def _paper(self, told: Told, title: str, day: dt.date, **owner: int | None) -> None:
        data = self._drawn(told, title, day)
        name = f"{title.lower().replace(' ', '-')}-{day.year}.pdf"
        values = {"name": name, "kind": "document", "media_type": "application/pdf", **owner}
        self._store(values, data, origin("staff", day))

    def _add(self, name: str, kind: str, media_type: str, data: bytes, talk: Talk, **owner: int) -> int:
        values = {"name": name, "kind": kind, "media_type": media_type, **owner}
        return self._store(values, data, origin("call" if kind == "recording" else "email", talk.day))

    def _store(self, values: dict[str, Any], data: bytes, said: ChangeOrigin) -> int:
        digest = hashlib.sha256(data).hexdigest()
        about = {"size": len(data), "sha256": digest, "added_at": self._story.work.now, "complete": True}
        row = self._story.batch.add(Attachment, {**values, **about}, said)
        self._bytes[row] = data
        return row

    def _record(self, talk: Talk) -> None:
        seconds = self._random.randint(*_SECONDS)
        data = call_sound(self._random, seconds)
        name = f"puhelu-{talk.day:%Y-%m-%d}.wav"
        sound = self._add(name, "recording", "audio/wav", data, talk, interaction_id=talk.id)
        values = {"started_at": talk.at, "seconds": seconds, "informed_at_start": True, "purpose": _PURPOSE}
        about = {"interaction_id": talk.id, "attachment_id": sound}
        self._story.batch.add(Recording, {**values, **about}, origin("call", talk.day))

    def _write(self) -> None:
        self._story.batch.write(ATTACHED_ORDER)
        session = self._story.work.session
        for row, data in self._bytes.items():
            add_bytes(self._story.work, session.get_one(Attachment, row), data)
        self._bytes.clear()
