"""A notice being written: what fails, what is said, who is told. It keeps itself two seconds after the last key."""

from collections import Counter

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.outages import BY_MAIL, Telling, Told
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.outages.people import PeoplePane
from asiakasrekisteri.gui.screens.outages.targets import TargetTree
from asiakasrekisteri.gui.screens.outages.writing import WritingForm
from asiakasrekisteri.gui.today import finnish_clock
from asiakasrekisteri.gui.widgets.basics import scrolled
from asiakasrekisteri.gui.widgets.columns import Columns
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.outages.affected import AffectableTree
from asiakasrekisteri.usecases.outages.notices import (
    NoticeCard,
    NoticeDraft,
    count_prohibitions,
    message_to,
    plan_telling,
    save_notice,
)
from asiakasrekisteri.usecases.outages.wording import Words, words_for

QUIET_MILLISECONDS, COUNT_MILLISECONDS = 2_000, 200
_WIDTHS, _LEAST = (290, 470, 384), (220, 376, 300)
Planned = tuple[Telling, int]


class Composer(QFrame):
    """Three columns: what the outage concerns, what is said of it, who is told.

    Args:
        context: the desk.
    """

    planned = Signal(int)
    """How many messages would go by mail."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self._card: NoticeCard | None = None
        self._telling: Telling | None = None
        self._dirty = False
        self._turn = 0
        self.targets = TargetTree()
        self.writing = WritingForm(context)
        self.people = PeoplePane(context, self._write)
        parts = (self.targets, scrolled(self.writing, _("Tiedote")), self.people)
        self.columns = Columns(parts, _WIDTHS, _LEAST, _("vastaanottajat"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.columns)
        self._quiet, self._count = QTimer(self), QTimer(self)
        for timer, wait, act in (
            (self._quiet, QUIET_MILLISECONDS, self.keep),
            (self._count, COUNT_MILLISECONDS, self.plan),
        ):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(act)
        self.targets.changed.connect(self._retargeted)
        self.people.chosen_changed.connect(self._retargeted)
        self.writing.changed.connect(self._written)

    def show_card(self, card: NoticeCard, tree: AffectableTree) -> None:
        """Show a draft."""
        self._card, self._telling = card, None
        self.people.choose(card.chosen)
        self.writing.show_card(card)
        self.targets.show_tree(tree, card.targets)
        self._dirty = False
        self.plan()

    def is_dirty(self) -> bool:
        """Tell whether something has been written that is not kept yet."""
        return self._dirty

    def mails(self) -> int:
        """Return how many messages would go by mail."""
        return self._telling.count(BY_MAIL) if self._telling is not None else 0

    def draft(self) -> NoticeDraft:
        """Return what has been written."""
        return NoticeDraft(
            outage=self.writing.outage(),
            targets=self.targets.targets(),
            texts=self.writing.texts(),
            chosen=self.people.chosen(),
        )

    def keep(self, then: object = None) -> None:
        """Keep what has been written, then do something."""
        self._quiet.stop()
        card = self._card
        if card is None or card.sent or (not self._dirty and then is None):
            return
        draft = self.draft()
        self._dirty = False

        def done(_none: object) -> None:
            self.writing.saved()
            self._context.counted.emit(_("Luonnos tallennettu klo\xa0{time}").format(time=finnish_clock()))
            if callable(then):
                then()

        self._context.ask(self, lambda gate: gate.call(save_notice, card.id, draft), done, failed=self._refused)

    def forget(self) -> None:
        """Keep nothing any more: the draft is thrown away."""
        self._quiet.stop()
        self._dirty = False
        self._card = None

    def plan(self) -> None:
        """Ask anew who is told."""
        self._count.stop()
        self._turn += 1
        turn, targets, chosen = self._turn, self.targets.targets(), self.people.chosen()

        def work(gate: Gate) -> Planned:
            telling = gate.call(plan_telling, targets, chosen)
            persons = tuple(one.who.person_id for one in telling.told if one.who.person_id is not None)
            return telling, gate.call(count_prohibitions, persons)

        def come(planned: Planned) -> None:
            if turn == self._turn:
                self._show_plan(*planned)

        self._context.ask(self, work, come)

    def _show_plan(self, telling: Telling, prohibitions: int) -> None:
        self._telling = telling
        self.people.show_telling(telling, prohibitions)
        texts = self.writing.texts()
        counts = Counter(words_for(texts, one.who.language)[0] for one in telling.told)
        self.writing.count_languages(counts)
        self.planned.emit(self.mails())

    def _write(self, told: Told) -> Words:
        card = self._card
        if card is None:
            return Words()
        _code, words = message_to(told, self.writing.facts(card.firm), self.writing.texts())
        return words

    def _retargeted(self) -> None:
        self._count.start()
        self._written()

    def _written(self) -> None:
        self._dirty = True
        self._quiet.start()
        self.people.show_message()

    def _refused(self, error: Exception) -> None:
        self._dirty = True
        if isinstance(error, InvalidInputError):
            self.writing.show_errors(error.errors)
        else:
            self._context.messages.failed(error)
