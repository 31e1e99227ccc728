"""Vuosikatsaus: is everything still needed, and is it as the description says (R-46, R-71, R-80)."""

from functools import partial
from itertools import groupby

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.domain.yearly_review import GROUP_TITLES, ReviewAnswer
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.documents import Documents
from asiakasrekisteri.gui.forms.dates import parse_day
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.screens.review.line import LineRow
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, label, line, row, scrolled
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.gui.widgets.growing import GrowingText
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.registers import RegisterRow, list_registers
from asiakasrekisteri.usecases.privacy.reviewing import (
    MadeReview,
    ReviewForm,
    ReviewSheet,
    finish_review,
    made_reviews,
    review_sheet,
)

_ASIDE = 300
Found = tuple[ReviewSheet, tuple[MadeReview, ...], tuple[RegisterRow, ...]]


class ReviewScreen(QFrame):
    """The page "review". Answers stay on it until the minutes are approved, also when the checklist is told anew."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self._register: int | None = None
        self._answers: dict[str, ReviewAnswer] = {}
        self.documents = Documents(context, self)
        self.rows: list[LineRow] = []
        self.top = TopBar(_("Vuosikatsaus"))
        self.register = Choice(())
        self.register.setAccessibleName(_("Rekisteri"))
        self.register.currentIndexChanged.connect(lambda _place: self._choose())
        self.register.hide()
        self.all_ok = Button(_("Merkitse huomautuksettomat kunnossa oleviksi"), "check", pressed=self.answer_the_sound)
        self.approve = Button(_("Hyväksy pöytäkirja"), "clipboard-check", "primary", pressed=self.finish)
        self.top.show_acts(self.register, self.all_ok, self.approve)
        self.reviewer, self.present, self.next_on = QLineEdit(), QLineEdit(), QLineEdit()
        self.reviewer_field = Field(_("Tarkistaja"), self.reviewer)
        self.next_field = Field(_("Seuraava tarkistus viimeistään"), self.next_on, _("Enintään vuoden päästä."))
        self.tasks = GrowingText(_("Muut toimenpiteet"), _("Yksi riville"), lines=True)
        self._notices, self._groups, self._made = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self.opens: list[Button] = []
        self._build()
        context.bus.watch(self, ("review", "register", "user"), lambda _changes: self.reload())

    def _build(self) -> None:
        present = Field(_("Läsnä"), self.present, _("Muut osallistujat, pilkulla erotettuina."), optional=True)
        tasks = Field(_("Muut toimenpiteet"), self.tasks, optional=True)
        self._groups.setSpacing(16)
        self._made.setSpacing(10)
        form = Card(_("Pöytäkirja"), self.reviewer_field, present, self.next_field, tasks)
        made = Card(_("Aiemmat tarkistukset"))
        made.body.addLayout(self._made)
        middle, aside = QFrame(), column(form, made, None, gap=16)
        middle.setProperty("area", "plain")
        inside = QVBoxLayout(middle)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(16)
        inside.addLayout(self._notices)
        inside.addLayout(self._groups)
        inside.addStretch(1)
        aside.setFixedWidth(px(_ASIDE))
        whole = QFrame()
        whole.setProperty("area", "plain")
        beside = QHBoxLayout(whole)
        beside.setContentsMargins(20, 16, 16, 20)
        beside.setSpacing(16)
        beside.addWidget(middle, 1)
        beside.addWidget(aside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(line(strong=True))
        layout.addWidget(scrolled(whole, _("Vuosikatsaus")), 1)

    def open(self, argument: str) -> None:
        """Show the checklist, of the register whose id is named."""
        if argument.isdigit():
            self._register = int(argument)
        self.reload()

    def focus_start(self) -> None:
        """Begin at the first line without an answer."""
        waiting = [made for made in self.rows if made.answer() is None]
        if waiting:
            waiting[0].focus_first()

    def reload(self) -> None:
        """Have the store tell the checklist anew; answers stay."""
        register = self._register

        def ask(gate: Gate) -> Found:
            sheet = gate.call(review_sheet, register)
            return sheet, gate.call(made_reviews, sheet.register_id), gate.call(list_registers)

        self._context.ask(self, ask, lambda found: self._show(*found))

    def answer_the_sound(self) -> None:
        """Answer "in order" to every line that the register has no remark on and that has no answer yet."""
        for made in self.rows:
            if made.answer() is None and not made.line.wanting:
                made.choice.choose("ok")
        self._count()
        self.focus_start()

    def finish(self) -> None:
        """Approve the minutes as they are."""
        until = parse_day(self.next_on.text(), self._context.today())
        if until is None:
            self.next_field.show_problem(_("Kirjoita päivä muodossa pp.kk.vvvv, esimerkiksi 23.11.2027."))
            self.next_on.setFocus()
            return
        self.next_field.show_problem("")
        self.reviewer_field.show_problem("")
        answers = [answer for made in self.rows if (answer := made.answer()) is not None]
        tasks = tuple(self.tasks.text().splitlines())
        form = ReviewForm(self.reviewer.text(), self.present.text(), tasks, until)
        register = self._register
        self._context.ask(
            self, lambda gate: gate.call(finish_review, answers, form, register), self._done, failed=self._failed
        )

    def _done(self, made: MadeReview) -> None:
        for one in self.rows:
            one.choice.choose("")
            one.note.clear()
        self._answers = {}
        self.tasks.set_text("")
        self._context.messages.done(_("Pöytäkirja hyväksyttiin. {findings}").format(findings=made.findings))
        self.documents.minutes(made.id)
        self.reload()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, InvalidInputError):
            self._context.messages.failed(error)
            return
        named = {"reviewer": self.reviewer_field, "next_review_on": self.next_field}
        by_code = {made.line.code: made for made in self.rows}
        clear(self._notices)
        for fault in reversed(error.errors):
            if fault.field in named:
                named[fault.field].show_problem(fault.message)
                named[fault.field].editor.setFocus()
            else:
                self._notices.insertWidget(0, Banner("err", fault.message))
                by_code[fault.field].focus_first()

    def _choose(self) -> None:
        self._register, self._answers = int(self.register.code() or 0) or None, {}
        for made in self.rows:
            made.choice.choose("")
        self.reload()

    def _show(self, sheet: ReviewSheet, made: tuple[MadeReview, ...], registers: tuple[RegisterRow, ...]) -> None:
        self._answers |= {answer.code: answer for one in self.rows if (answer := one.answer()) is not None}
        self._register = sheet.register_id
        if not self.reviewer.text():
            self.reviewer.setText(self._context.gate.actor.name)
        if not self.next_on.text():
            self.next_on.setText(day(sheet.next_on))
        self._offer(sheet, registers)
        clear(self._notices)
        if notice := _reminder(self._context, made):
            self._notices.addWidget(notice)
        clear(self._groups)
        self.rows = []
        for group, lines in groupby(sheet.lines, key=lambda one: one.group):
            card = Card(_(GROUP_TITLES[group]), gap=4)
            for place, one in enumerate(lines):
                card.add(*([line()] if place else []), self._row(LineRow(self._context, one)))
            self._groups.addWidget(card)
        self._show_made(made)
        self._count()

    def _row(self, made: LineRow) -> LineRow:
        made.take(self._answers.get(made.line.code))
        made.answered.connect(self._count)
        self.rows.append(made)
        return made

    def _offer(self, sheet: ReviewSheet, registers: tuple[RegisterRow, ...]) -> None:
        self.register.blockSignals(True)
        self.register.offer([(str(one.id), one.name) for one in registers if one.closed_on is None])
        self.register.choose(str(sheet.register_id))
        self.register.blockSignals(False)
        self.register.setVisible(len(registers) > 1)

    def _show_made(self, made: tuple[MadeReview, ...]) -> None:
        clear(self._made)
        self.opens = []
        if not made:
            self._made.addWidget(label(_("Rekisteriä ei ole vielä tarkistettu."), "muted", wrap=True))
        for one in made:
            head = row(label(day(one.on), "strong"), None)
            if one.sha256:
                opens = Button(_("Avaa pöytäkirja"), "eye", "link", pressed=partial(self.documents.minutes, one.id))
                opens.setAccessibleDescription(day(one.on))
                opens.setToolTip(_("Tiiviste (SHA-256): {sum}").format(sum=one.sha256))
                self.opens.append(opens)
                head.layout().addWidget(opens)  # type: ignore[union-attr]  # it has one
            said = label(one.findings, "small", wrap=True)
            self._made.addWidget(column(head, label(one.reviewer, "muted", wrap=True), said, gap=2))

    def _count(self) -> None:
        done = sum(1 for made in self.rows if made.answer() is not None)
        words = ngettext("{done} / {n} kohta vastattu", "{done} / {n} kohtaa vastattu", len(self.rows))
        self.top.note.setText(words.format(done=done, n=len(self.rows)))
        self._context.counted.emit(words.format(done=done, n=len(self.rows)))


def _reminder(context: Context, made: tuple[MadeReview, ...]) -> Banner | None:
    """Return what is said while the review is due: never made, or made over a year ago."""
    if not made:
        return Banner("warn", _("Rekisteriä ei ole vielä tarkistettu."), _("Tarkistus tehdään vuosittain."))
    if made[0].next_on >= context.today():
        return None
    title = _("Vuosikatsaus on myöhässä: se oli tehtävä viimeistään {day}.").format(day=day(made[0].next_on))
    return Banner("err", title, _("Edellinen tarkistus tehtiin {day}.").format(day=day(made[0].on)))
