"""The description being written: kept as a draft two seconds after the last key, checked and mended on the way."""

import datetime as dt
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.findings import Finding
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.description import RegisterDocument, read_description, save_description
from asiakasrekisteri.usecases.privacy.drafting import Obstacle, check_draft, mend_draft

SAVE_AFTER, SETTLE_AFTER, CHECK_AFTER = 2000, 250, 700
"""Milliseconds after the last key: the draft is kept, its paper is drawn anew, it is compared with store and law."""


class Draft(QObject):
    """One register's description as it stands on the page.

    Args:
        context: the desk.
        parent: the page.
    """

    replaced = Signal()
    """Words came from elsewhere than the fields: the fields show them anew."""
    settled = Signal()
    """Nothing has been typed for a moment: the paper may follow."""
    told = Signal(str)
    """What has become of the words: kept, or not yet."""
    checked = Signal()
    """The obstacles have been found anew."""
    spoken = Signal(str)
    """The words are being translated into this language: the paper may follow."""
    stored = Signal()
    """What the store says of the description has come."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.document: RegisterDocument | None = None
        self.words = Description()
        self.obstacles: tuple[Obstacle, ...] = ()
        self.writable = context.may(Permission.DESCRIPTION_WRITE)
        self._kept = Description()
        self._checks = 0
        self._timers = {}
        for name, wait, act in (
            ("save", SAVE_AFTER, self.save),
            ("settle", SETTLE_AFTER, self.settled.emit),
            ("check", CHECK_AFTER, self.check),
        ):
            timer = QTimer(self, singleShot=True, interval=wait)
            timer.timeout.connect(act)
            self._timers[name] = timer

    @property
    def register_id(self) -> int | None:
        """The register whose description it is; None before it has come."""
        return self.document.id if self.document is not None else None

    def is_kept(self) -> bool:
        """Tell whether every word typed is in the store."""
        return self.words == self._kept

    def fetch(self, register_id: int | None = None) -> None:
        """Fetch a register's description; words that are being typed are not overwritten."""

        def come(document: RegisterDocument) -> None:
            other = self.document is None or self.document.id != document.id
            self.document = document
            if other or (self.is_kept() and document.description != self._kept):
                self._kept = self.words = document.description
                self.replaced.emit()
                self.settled.emit()
                self.check()
            self.stored.emit()

        self._context.ask(self, lambda gate: gate.call(read_description, register_id), come)

    def write(self, **parts: Any) -> None:
        """Take what the fields say; `parts` are fields of `Description`."""
        self._take(replace(self.words, **parts))

    def put(self, words: Description) -> None:
        """Take a whole description from elsewhere: a mending, an old text, an undo."""
        self._take(words)
        self.replaced.emit()

    def put_undoable(self, words: Description, told: str) -> None:
        """Take a whole description and offer to undo it."""
        before = self.words
        self.put(words)
        self._context.messages.done(told, lambda: self.put(before))

    def _take(self, words: Description) -> None:
        if not self.writable or words == self.words:
            return
        self.words = words
        self.told.emit(_("Luonnosta ei ole vielä tallennettu"))
        for timer in self._timers.values():
            timer.start()

    def save(self, then: Any = None) -> None:
        """Keep the draft now; `then` is called when it is kept."""
        self._timers["save"].stop()
        if self.is_kept() or self.document is None:
            if then is not None:
                then()
            return
        words, register_id = self.words, self.document.id

        def done(_none: object) -> None:
            self._kept = words
            now = dt.datetime.now(FINLAND)
            self.told.emit(_("Luonnos tallennettu klo\xa0{time}").format(time=f"{now.hour}.{now.minute:02}"))
            if then is not None:
                then()

        self._context.ask(self, lambda gate: gate.call(save_description, words, register_id), done)

    def check(self) -> None:
        """Compare the words with the store and the law; an answer that a later one overtook is dropped."""
        self._timers["check"].stop()
        self._checks += 1
        number, words, register_id = self._checks, self.words, self.register_id

        def come(found: tuple[Obstacle, ...]) -> None:
            if number == self._checks:
                self.obstacles = found
                self.checked.emit()

        self._context.ask(self, lambda gate: gate.call(check_draft, words, register_id), come)

    def mend(self, finding: Finding) -> None:
        """Mend one finding; it can be undone."""
        words, register_id = self.words, self.register_id

        def ask(gate: Gate) -> Description | None:
            return gate.call(mend_draft, finding, words, register_id)

        def come(mended: Description | None) -> None:
            if mended is not None and words == self.words:
                self.put_undoable(mended, _("Korjattiin: {what}").format(what=finding.text))
                self.check()

        self._context.ask(self, ask, come)
