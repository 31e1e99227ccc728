"""The yearly review of user rights: each user ID is kept, changed or closed by a decision."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from asiakasrekisteri.domain.formats import clock_time
from asiakasrekisteri.domain.permissions import ROLE_LABELS, Role
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import column, label, row
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.usecases.access import AccessDecision, AccessRow, review_access

_FINDINGS = 96


class ReviewDialog(Dialog):
    """The dialog.

    Args:
        parent: the window.
        context: the desk.
        users: those in force.
        mine: id of the user signed in, whose own ID stays.
    """

    def __init__(self, parent: QWidget, context: Context, users: Sequence[AccessRow], mine: int) -> None:
        note = _("Tarvitseeko jokainen yhä oikeutensa? Suljettavaksi valittu tunnus suljetaan heti.")
        super().__init__(parent, _("Käyttöoikeuksien katselmus"), label(note, "muted", wrap=True), width=620)
        self._context = context
        self.choices: dict[int, Choice] = {}
        for user in users:
            chosen = Choice(_decisions(closing=user.id != mine))
            chosen.setAccessibleName(_("Päätös: {name}").format(name=user.name))
            chosen.choose("kept")
            chosen.setFixedWidth(px(200))
            self.choices[user.id] = chosen
            self.add(row(column(label(user.name, "strong"), label(_told(user), "small"), gap=0), None, chosen))
        self.findings = QPlainTextEdit()
        self.findings.setTabChangesFocus(True)
        self.findings.setFixedHeight(px(_FINDINGS))
        self._fault = label("", "err", wrap=True)
        self._fault.hide()
        self.add(Field(_("Katselmuksen havainnot"), self.findings, optional=True), self._fault)
        self.button(_("Peru"))
        self.act = self.button(_("Hyväksy katselmus"), self.submit, "primary", default=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.choices:
            self.focus_first(next(iter(self.choices.values())))
        self.fit()

    def submit(self) -> None:
        """Record the review."""
        decisions = [AccessDecision(user, choice.code()) for user, choice in self.choices.items()]
        findings = self.findings.toPlainText()
        self.act.setEnabled(False)
        self._context.ask(
            self, lambda gate: gate.call(review_access, decisions, findings), self._come, failed=self._refused
        )

    def _come(self, _number: int) -> None:
        self.accept()
        self._context.messages.done(_("Katselmus kirjattiin."), None)

    def _refused(self, error: Exception) -> None:
        self.act.setEnabled(True)
        self._fault.setText(str(error))
        self._fault.show()
        self.fit()


def _decisions(*, closing: bool) -> list[tuple[str, str]]:
    kept = [("kept", _("Oikeus säilyy")), ("changed", _("Rooli vaihdettu"))]
    return [*kept, ("closed", _("Suljetaan"))] if closing else kept


def _told(user: AccessRow) -> str:
    last = clock_time(user.last_sign_in) if user.last_sign_in is not None else _("ei koskaan")
    words = _("{role} · kirjautui viimeksi {time}")
    return words.format(role=_(ROLE_LABELS[Role(user.role)]), time=last)
