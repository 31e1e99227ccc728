"""The step in which everything is found and reviewed: the list at the left, the paper as it will be at the right."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.review import NOT_HERS, State, Verdict
from asiakasrekisteri.domain.telling import Certainty
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.requests.review.paper import AnswerPaper
from asiakasrekisteri.gui.requests.review.table import ReviewTable, groups_of
from asiakasrekisteri.gui.requests.review.text import ItemText
from asiakasrekisteri.gui.requests.steps import RequestHost
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, column, icon_button, label, line, row
from asiakasrekisteri.gui.widgets.choices import Segmented
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.answer import approve_review
from asiakasrekisteri.usecases.privacy.answers.reviewing import (
    ItemDecision,
    Review,
    ReviewItem,
    accept_found,
    decide_item,
    gather_request,
    review_request,
)

_LIST, _PAPER, _TEXT = 520, 390, 190
_STATES = {"": None, "open": State.OPEN, "masked": State.MASKED, "out": State.LEFT_OUT}
_ON_PAPER = frozenset({"access"})
"""Kinds of requests that are answered by the paper itself."""


class ReviewBody(QFrame):
    """The body of the step. Space takes in or leaves out, P masks, F8 goes to what waits.

    Args:
        host: the page of the request.
    """

    def __init__(self, host: RequestHost) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._host, self._context = host, host.context
        self._id = host.shown().record.id
        self.review: Review | None = None
        self._maskable: list[bool] = []
        self.title = label(_("Tarkista ja peitä"), "h3")
        self.counts = label("", "small")
        self.next_button = Button(_("Seuraava ratkaistava"), "chevron-down", pressed=self.next_open)
        self.next_button.setToolTip(_("Seuraava ratkaistava (F8)"))
        self.again_button = icon_button("refresh-cw", _("Hae kaikesta uudelleen"), self.gather, small=True)
        self.sure_button = Button(_("Hyväksy varmat"), "check", "ghost", size="s", pressed=self._accept_sure)
        self.sure_button.setToolTip(_("Hyväksy kaikki, joissa on henkilön oma tunniste"))
        self.filter = Segmented(_("Kohdat"), [(code, "") for code in _STATES], small=True)
        self.table = ReviewTable()
        self.text = ItemText()
        self.paper = AnswerPaper(self._context)
        self.approve = Button(_("Hyväksy tarkistus"), "check", "primary", pressed=self.submit)
        self._build()
        self._listen()
        self._open_now = host.shown().line.closed_on is None and not host.shown().line.decision
        self.load()

    def _build(self) -> None:
        words = column(self.title, self.counts, gap=2)
        head = column(
            row(words, None, self.next_button, gap=8),
            row(self.filter, None, self.sure_button, self.again_button, gap=4),
            gap=8,
            margins=(16, 12, 16, 10),
            area="pane",
        )
        upper = QFrame()
        upper.setProperty("area", "pane")
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(0)
        above.addWidget(head)
        above.addWidget(line(strong=True))
        above.addWidget(self.table, 1)
        self.left = _split(Qt.Orientation.Vertical, upper, self.text, (560, _TEXT))
        self.left.setAccessibleName(_("Luettelon ja tekstin jako"))
        self.whole = _split(Qt.Orientation.Horizontal, self.left, self.paper, (_LIST, _PAPER))
        self.whole.setAccessibleName(_("Luettelon ja esikatselun jako"))
        self.paper.setVisible(self._host.shown().line.kind in _ON_PAPER)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.whole)

    def _listen(self) -> None:
        self.filter.changed.connect(lambda _code: self._show_rows())
        self.table.current_changed.connect(self._stand_on)
        self.table.include_asked.connect(self.toggle_included)
        self.table.mask_asked.connect(self.toggle_masked)
        self.table.opened.connect(lambda _number: self.text.text.setFocus())
        self.text.decided.connect(self._decide_current)
        self.text.grown.connect(lambda: self.table.scrollTo(self.table.currentIndex()))
        self.paper.picked.connect(lambda key: self.table.choose_id(int(key) + 1))
        for keys, act in (
            ("F8", self.next_open),
            ("Ctrl+PgUp", lambda: self.paper.turn(-1)),
            ("Ctrl+PgDown", lambda: self.paper.turn(1)),
        ):
            self._key(keys, act)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(act)

    def top_acts(self) -> Sequence[QWidget]:
        """See HasActs."""
        return [self.approve] if self._open_now and self._host.shown().record["collected_on"] is None else []

    def focus_start(self) -> None:
        """See HasStart."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def load(self) -> None:
        """Fetch the items; everything is searched first, when that has not been done yet."""
        self._fit()
        if self._host.shown().line.person_id is None:
            self.counts.setText(_("Valitse ensin, kenen tietoja pyyntö koskee."))
            return
        self.counts.setText(_("Kootaan tietoja…"))
        number = self._id

        def come(review: Review) -> None:
            self._come(review)
            if review.gathered_at is None and self._open_now and self._context.may(Permission.EXTRACT_PRINT):
                self.gather()

        self._context.ask(self, lambda gate: gate.call(review_request, number), come)

    def gather(self) -> None:
        """Search everything; it is told in the status bar and can be cancelled there."""
        number = self._id
        job = self._context.jobs.begin(_("Haetaan kaikista tiedoista"), lambda: task.cancel())  # noqa: PLW0108 - it is not there yet

        def work(gate: Gate) -> Review:
            gate.call(gather_request, number)
            return gate.call(review_request, number)

        def done(review: Review) -> None:
            job.end()
            self._come(review)

        def failed(error: Exception) -> None:
            job.end()
            self._context.messages.failed(error)

        def step(at: int, total: int, words: str) -> None:
            share = f" {100 * at // total}\xa0%" if total else ""
            job.tell(f"{words}{share}")

        task = self._context.ask(self, work, done, failed=failed, step=step)

    def next_open(self) -> None:
        """Go to the next item that waits for a decision, from the one one stands on round to the first."""
        items = self.review.items if self.review is not None else ()
        waiting = [place for place, item in enumerate(items, 1) if item.state is State.OPEN]
        if not waiting:
            return
        here = self.table.current_id() or 0
        wanted = next((place for place in waiting if place > here), waiting[0])
        if not self.table.choose_id(wanted):
            self.filter.choose("")
            self._show_rows()
            self.table.choose_id(wanted)
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle_included(self, number: int) -> None:
        """Take an item in, or leave it out: what was only found without more, what is hers with a ground."""
        item = self._item(number)
        if item is None or not self._open_now:
            return
        if item.state is State.LEFT_OUT or (item.state is State.OPEN and item.certainty is not None):
            self.text.accept()
        elif item.certainty is not None:
            self._decide_current(ItemDecision(Verdict.EXCLUDE, NOT_HERS))
        else:
            self.text.leave_button.click()

    def toggle_masked(self, number: int) -> None:
        """Mask everything proposed in an item, or show it all."""
        item = self._item(number)
        if item is None or not self._open_now or not self._maskable[number - 1]:
            return
        if item.state is State.MASKED:
            self._decide_current(ItemDecision(Verdict.INCLUDE))
        elif item.masked or item.unsure:
            self.text.mask_proposed()
        else:  # shown whole by decision: back to what is proposed
            self._decide_current(ItemDecision(None))

    def submit(self) -> None:
        """Write down that the answer has been gone through."""
        self._host.do(approve_review, words=_("Tarkistus hyväksyttiin. Tee seuraavaksi päätös."))

    def _accept_sure(self) -> None:
        number = self._id

        def work(gate: Gate) -> Review:
            gate.call(accept_found, number, Certainty.IDENTIFIER)
            return gate.call(review_request, number)

        self._context.ask(self, work, self._come)

    def _decide_current(self, made: ItemDecision) -> None:
        place = self.table.current_id()
        item = self._item(place) if place is not None else None
        if item is None or place is None or not self._open_now:
            return
        number, unit = self._id, item.unit

        def failed(error: Exception) -> None:
            if not self.text.refused(error):
                self._context.messages.failed(error)

        self._context.ask(
            self,
            lambda gate: gate.call(decide_item, number, unit, made),
            lambda new: self._put(place, new),
            failed=failed,
        )

    def _put(self, place: int, item: ReviewItem) -> None:
        if self.review is None:
            return
        items = list(self.review.items)
        items[place - 1] = item
        self._come(replace(self.review, items=tuple(items)))
        if not self.text.text.hasFocus():  # the button that was pressed may be gone: the list goes on from here
            self.focus_start()

    def _come(self, review: Review) -> None:
        if self.review is None or len(review.items) != len(self.review.items):
            self._maskable = [False] * len(review.items)
        self.review = review
        self.text.write_in(review.language)
        for place, item in enumerate(review.items):
            self._maskable[place] = self._maskable[place] or bool(item.masked or item.unsure)
        self._show_rows()
        self.paper.show_review(review)
        self._fit()

    def _show_rows(self) -> None:
        review = self.review
        if review is None:
            return
        wanted = _STATES[self.filter.chosen()]
        items = [(n, item) for n, item in enumerate(review.items, 1) if wanted is None or item.state is wanted]
        self.table.show_groups(groups_of(items, [False, *self._maskable]))
        self._stand_on(self.table.current_id() if items else None)

    def _stand_on(self, number: int | None) -> None:
        item = self._item(number)
        self.text.show_item(item)
        self.paper.frame_item(str(number - 1) if number is not None and item is not None else "")

    def _item(self, number: int | None) -> ReviewItem | None:
        items = self.review.items if self.review is not None else ()
        return items[number - 1] if number is not None and 0 < number <= len(items) else None

    def _fit(self) -> None:
        counts = self.review.counts() if self.review is not None else None
        if counts is not None:
            words = (
                ngettext("{n} mukana", "{n} mukana", counts.included + counts.masked),
                ngettext("{n} peitetty", "{n} peitettyä", counts.masked),
                ngettext("{n} jätetty pois", "{n} jätetty pois", counts.left_out),
            )
            figures = (counts.included + counts.masked, counts.masked, counts.left_out)
            self.counts.setText(" · ".join(w.format(n=number_words(n)) for w, n in zip(words, figures, strict=True)))
            for code, name, figure in (
                ("", _("Kaikki"), counts.all),
                ("open", _("Ratkaistava"), counts.open),
                ("masked", _("Peitetty"), counts.masked),
                ("out", _("Pois"), counts.left_out),
            ):
                self.filter.set_words(code, f"{name} {number_words(figure)}")
        waits = counts.open if counts is not None else 0
        self.next_button.setEnabled(bool(waits))
        self.sure_button.setVisible(self._has_sure())
        self.approve.setEnabled(counts is not None and not waits)
        self.approve.setToolTip(_("Ratkaise ensin kaikki kohdat.") if waits else "")

    def _has_sure(self) -> bool:
        items = self.review.items if self.review is not None else ()
        return any(item.state is State.OPEN and item.certainty is Certainty.IDENTIFIER for item in items)


def _split(way: Qt.Orientation, first: QWidget, second: QWidget, sizes: tuple[int, int]) -> QSplitter:
    made = QSplitter(way)
    made.setHandleWidth(1)
    made.setChildrenCollapsible(False)
    for part in (first, second):
        made.addWidget(part)
    made.setStretchFactor(0, 1)
    made.setSizes([px(size) for size in sizes])
    return made
