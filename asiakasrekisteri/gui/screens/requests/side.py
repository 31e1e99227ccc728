"""The left column of a request's page: the steps, what has been done in each, and what one keeps looking for."""

from pathlib import Path

from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.formats import day, euros
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.requests import STAGE_NAMES, Stage, needs_collecting, needs_identity
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.attaching import Sending
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.requests.words import said
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, line, scrolled
from asiakasrekisteri.gui.widgets.dropping import ask_files
from asiakasrekisteri.gui.widgets.facts import Fact, Facts
from asiakasrekisteri.gui.widgets.steps import Steps, StepText
from asiakasrekisteri.usecases.privacy.requests.reading import RequestCard

_NOT_LETTERS = frozenset({"sent", "evidence"})
_WRITTEN = frozenset({"letter", "email", "form"})


class Side(QFrame):
    """The column.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self._context = context
        self._letter = self._request = 0
        self.steps = Steps((), choosable=True)
        self.steps.setAccessibleName(_("Pyynnön vaiheet"))
        self._facts = QVBoxLayout()
        self.letter_button = Button(_("Avaa pyyntökirje"), "file-text", pressed=self._open_letter)
        self.attach_button = Button(_("Liitä pyyntökirje…"), "paperclip", pressed=self._attach)
        self.attach_button.hide()
        inside = column(self.steps, 8, line(), 8, gap=4, margins=(20, 16, 12, 12), area="pane")
        box = inside.layout()
        assert isinstance(box, QVBoxLayout)
        box.addLayout(self._facts)
        box.addStretch(1)
        box.addWidget(self.letter_button)
        box.addWidget(self.attach_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(inside, _("Pyynnön vaiheet")))

    def show_card(self, card: RequestCard, open_at: int) -> None:
        """Show the steps of a request; `open_at` is the one whose body is in front."""
        texts = tuple(StepText(_(STAGE_NAMES[stage]), done_words(card, stage)) for stage in Stage)
        now = len(texts) if card.line.closed_on is not None else list(Stage).index(card.line.stage)
        self.steps.show_steps(texts, now, open_at)
        clear(self._facts)
        self._facts.addWidget(Facts(tuple(_facts(card)), self._context.today(), label_width=92))
        letters = [file.id for file in card.files if file.kind not in _NOT_LETTERS]
        self._letter = letters[-1] if letters else 0
        self.letter_button.setVisible(bool(letters))
        self._request = card.record.id
        written = card.record["channel"] in _WRITTEN and card.line.closed_on is None
        self.attach_button.setVisible(written and not letters and self._context.may(Permission.REQUEST_WRITE))

    def _open_letter(self) -> None:
        self._context.file_opened.emit(self._letter)

    def _attach(self) -> None:
        """Attach the scanned letter, whatever step is in front."""
        files = [Path(file) for file in ask_files(self)]
        if files:
            told = _("Pyyntökirje liitettiin.")
            Sending(self._context, ("request", self._request), files, lambda _kept: self._context.messages.done(told))


def _facts(card: RequestCard) -> list[Fact]:
    shown = card.line
    fee = card.record["fee_eur"]
    return [
        Fact(label=_("Määräpäivä"), value=day(shown.target)),
        *([Fact(label=_("Viimeistään"), value=day(shown.last_day))] if shown.last_day != shown.target else []),
        Fact(label=_("Käsittelee"), value=shown.handler or _("ei valittu")),
        Fact(label=_("Toimitus"), value=said(card.record, "delivery_channel") or _("ei valittu")),
        Fact(label=_("Maksu"), value=euros(fee) if fee else _("Maksuton")),  # type: ignore[arg-type]
    ]


def done_words(card: RequestCard, stage: Stage) -> str:
    """Return what has been done in a step, or is to be done, in a few words."""
    return _WORDS[stage](card)


def _received(card: RequestCard) -> str:
    scanned = any(file.kind not in _NOT_LETTERS for file in card.files)
    came = _join(day(card.line.received_on), said(card.record, "channel"))
    return f"{came}. {_('Skannattu liitteeksi.')}" if scanned else f"{came}."


def _identity(card: RequestCard) -> str:
    if card.record["identity_method"] is not None:
        return _join(said(card.record, "identity_checked_on"), said(card.record, "identity_method")) + "."
    if not needs_identity(card.line.kind):
        return _("Ei tarvitse varmistaa.")
    if card.line.decision:
        return _("Ei varmistettu.")
    if card.record["asked_more_on"] is not None and card.record["got_more_on"] is None:
        return _("Lisätietoja pyydetty {day}.").format(day=said(card.record, "asked_more_on"))
    return _("Varmistamatta.")


def _find(card: RequestCard) -> str:
    if card.record["collected_on"] is not None:
        return _("Koottu {day}.").format(day=said(card.record, "collected_on"))
    if card.line.decision:
        return _("Ei tarvittu.")
    return _("Kaikki henkilöä koskeva.") if needs_collecting(card.line.kind) else _("Ei tarvita.")


def _decide(card: RequestCard) -> str:
    if not card.line.decision:
        return _("Määräaikaa jatkettu.") if card.line.extended else ""
    return _join(said(card.record, "decision_on"), said(card.record, "decision")) + "."


def _answer(card: RequestCard) -> str:
    if card.record["delivered_on"] is not None:
        return _join(said(card.record, "delivered_on"), said(card.record, "delivery_channel")) + "."
    return _("Vastaus on tehty.") if card.record["sha256"] else ""


def _closed(card: RequestCard) -> str:
    return f"{said(card.record, 'closed_on')}." if card.line.closed_on is not None else ""


_WORDS = {
    Stage.RECEIVED: _received,
    Stage.IDENTITY: _identity,
    Stage.FIND: _find,
    Stage.DECIDE: _decide,
    Stage.ANSWER: _answer,
    Stage.CLOSED: _closed,
}


def _join(*words: str) -> str:
    return ", ".join(word for word in words if word)
