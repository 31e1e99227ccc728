"""A newsletter being written: saved by itself two seconds after the last key, and its recipients chosen anew."""

import datetime as dt
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.marketing.campaigns import open_campaign, save_campaign
from asiakasrekisteri.usecases.privacy.marketing.choosing import Chosen, choose_recipients
from asiakasrekisteri.usecases.privacy.marketing.sending import newsletter_obstacles

SAVE_AFTER = 2000
"""Milliseconds after the last key."""


class CampaignDraft(QObject):
    """The newsletter on the page.

    Args:
        context: the desk.
        parent: the page.
    """

    came = Signal()
    """The newsletter has come from the store."""
    chosen_anew = Signal()
    """Who gets it, and what hinders the sending, is known anew."""
    told = Signal(str)
    """What has become of the words: saved, or not yet."""
    failed = Signal(object)
    """It could not be fetched."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.record: Record | None = None
        self.chosen = Chosen((), ())
        self.faults: tuple[FieldError, ...] = ()
        self._changed: dict[str, object] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER)
        self._timer.timeout.connect(self.save)

    @property
    def id(self) -> int:
        """The newsletter; 0 before it has come."""
        return self.record.id if self.record is not None else 0

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.record is not None and self.record["state"] == "draft"

    def is_saved(self) -> bool:
        """Tell whether every word typed is in the store."""
        return not self._changed

    def fetch(self, campaign_id: int) -> None:
        """Fetch a newsletter; words that are being typed are not overwritten."""

        def come(record: Record) -> None:
            if self._changed and record.id == self.id:
                return
            self._changed.clear()
            self.record = record
            self.chosen = Chosen((), ())
            self.came.emit()
            if self.is_draft:
                self.choose()

        self._context.ask(self, lambda gate: gate.call(open_campaign, campaign_id), come, failed=self.failed.emit)

    def write(self, **values: object) -> None:
        """Take what the fields say."""
        if not self.is_draft:
            return
        self._changed.update(values)
        self.told.emit(_("Luonnosta ei ole vielä tallennettu"))
        self._timer.start()

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save now; `then` is called when it is saved."""
        self._timer.stop()
        if not self._changed or not self.is_draft:
            if then is not None:
                then()
            return
        values, campaign_id = dict(self._changed), self.id

        def done(record: Record) -> None:
            self._let_go(values)
            if record.id == self.id:
                self.record = record
            now = dt.datetime.now(FINLAND)
            self.told.emit(_("Luonnos tallennettu klo\xa0{time}").format(time=f"{now.hour}.{now.minute:02}"))
            self.choose()
            if then is not None:
                then()

        self._context.ask(self, lambda gate: _stored(gate, campaign_id, values), done)

    def choose(self) -> None:
        """Choose the recipients anew; an answer for another newsletter is dropped."""
        campaign_id = self.id

        def come(found: tuple[Chosen, tuple[FieldError, ...]]) -> None:
            if campaign_id == self.id:
                self.chosen, self.faults = found
                self.chosen_anew.emit()

        self._context.ask(
            self,
            lambda gate: (gate.call(choose_recipients, campaign_id), gate.call(newsletter_obstacles, campaign_id)),
            come,
        )

    def _let_go(self, saved: Mapping[str, object]) -> None:
        for name, value in saved.items():
            if self._changed.get(name) == value:
                self._changed.pop(name, None)


def _stored(gate: Gate, campaign_id: int, values: Mapping[str, object]) -> Record:
    gate.call(save_campaign, campaign_id, values)
    return gate.call(open_campaign, campaign_id)
