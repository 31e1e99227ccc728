"""Publishing: who approves the text and when it is looked at next; what stops it, and what it is published with."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.domain.yearly_review import REVIEW_MONTHS
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.dates import parse_day
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.screens.descriptions.draft import Draft
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.privacy.drafting import Obstacle
from asiakasrekisteri.usecases.privacy.publishing import Version, publish_description


class PublishView(QFrame):
    """The form in the page.

    Args:
        context, draft: the desk and the draft.
    """

    left = Signal()
    """The user goes back to the form of the text."""
    wanted = Signal(str)
    """The user wants to see the section of a finding."""
    published = Signal()

    def __init__(self, context: Context, draft: Draft) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._context, self._draft = context, draft
        self.approver, self.review = QLineEdit(), QLineEdit()
        self.approver_field = Field(_("Hyväksyjä"), self.approver)
        self.review_field = Field(_("Seuraava tarkistus"), self.review, _("Vuoden kuluttua, ellei muuta sovita."))
        self.review.editingFinished.connect(self._tidy)
        for typed in (self.approver, self.review):
            typed.returnPressed.connect(self.submit)
        self.act = Button(_("Julkaise"), "check", "primary", pressed=self.submit)
        back = Button(_("Takaisin muokkaukseen"), "arrow-left", "ghost", pressed=self.left.emit)
        self.title = label("", "h2")
        text = _("Julkaistu versio säilyy pysyvästi sellaisenaan asiakirjoineen. Sitä ei voi muuttaa eikä poistaa.")
        self._refused, self._found = QVBoxLayout(), QVBoxLayout()
        self._found.setSpacing(6)
        form = row(self.approver_field, self.review_field, gap=12)
        self.card = Card("", label(text, "muted", wrap=True), form, row(None, self.act))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 20)
        layout.setSpacing(12)
        layout.addWidget(row(self.title, None, back))
        layout.addLayout(self._refused)
        layout.addWidget(self.card)
        layout.addLayout(self._found)
        layout.addStretch(1)
        draft.checked.connect(self._show_found)

    def begin(self) -> None:
        """Show the form as it starts: the user approves, a year on it is looked at again."""
        document = self._draft.document
        clear(self._refused)
        self.title.setText(_("Julkaise versio {n}").format(n=document.number if document is not None else 1))
        if not self.approver.text():
            self.approver.setText(self._context.gate.actor.name)
        if not self.review.text():
            self.review.setText(day(add_months(self._context.today(), REVIEW_MONTHS)))
        self._show_found()
        self._draft.save(self._draft.check)

    def focus_first(self) -> None:
        """Go to the first field."""
        self.approver.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Publish what the fields of the text say now."""
        review = parse_day(self.review.text(), self._context.today())
        if review is None:
            self.review_field.show_problem(_("Kirjoita päivä muodossa pp.kk.vvvv, esimerkiksi 23.11.2027."))
            self.review.setFocus()
            return
        if not self.act.isEnabled():
            return
        self.review_field.show_problem("")
        self.approver_field.show_problem("")
        clear(self._refused)
        approver, register_id = self.approver.text(), self._draft.register_id
        self._draft.save(
            lambda: self._context.ask(
                self,
                lambda gate: gate.call(publish_description, approver, review, register_id),
                self._done,
                failed=self._failed,
            )
        )

    def _done(self, version: Version) -> None:
        self._context.messages.done(_("Versio {n} julkaistiin.").format(n=version.number))
        self.published.emit()
        self.left.emit()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, InvalidInputError):
            self._context.messages.failed(error)
            return
        named = {"approver": self.approver_field, "next_review_on": self.review_field}
        for fault in error.errors:
            if fault.field in named:
                named[fault.field].show_problem(fault.message)
                named[fault.field].editor.setFocus()
            else:
                self._refused.addWidget(Banner("err", fault.message))

    def _show_found(self) -> None:
        clear(self._found)
        stopping = [one for one in self._draft.obstacles if one.finding.stops]
        warning = [one for one in self._draft.obstacles if not one.finding.stops]
        self.act.setEnabled(not stopping)
        self._list(
            stopping,
            lambda n: ngettext("{n} kohta estää julkaisemisen", "{n} kohtaa estää julkaisemisen", n),
            "circle-alert",
            "err",
        )
        self._list(
            warning,
            lambda n: ngettext("{n} huomautus jää version tietoihin", "{n} huomautusta jää version tietoihin", n),
            "triangle-alert",
            "warn",
        )

    def _list(self, found: list[Obstacle], words: Callable[[int], str], icon: str, role: str) -> None:
        if not found:
            return
        self._found.addSpacing(6)
        self._found.addWidget(label(words(len(found)).format(n=len(found)), "h3"))
        for obstacle in found:
            finding = obstacle.finding
            place = Button(_("Näytä kohta"), kind="link", pressed=partial(self.wanted.emit, finding.section))
            place.setAccessibleDescription(finding.text)
            said = column(label(finding.text, wrap=True), label(finding.law, "small", wrap=True), gap=1)
            line = row(Icon(icon, 16, role), said, place, gap=8)
            line.layout().setStretch(1, 1)  # type: ignore[union-attr]
            self._found.addWidget(line)

    def _tidy(self) -> None:
        review = parse_day(self.review.text(), self._context.today())
        if review is not None:
            self.review.setText(day(review))
