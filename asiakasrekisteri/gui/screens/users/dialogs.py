"""Granting a user ID, giving a new first password, changing a role. The first password is shown once."""

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.permissions import ROLE_LABELS, Role
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.field import CatalogueField
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.widgets.basics import Button, column, label, row, selectable
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.usecases.access import AccessRow
from asiakasrekisteri.usecases.first_password import suggest_password
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.users import change_role, grant_user, reset_user, user_fields


class FirstPassword(Field):
    """A first password: proposed, readable, and replaceable by another proposal or by one's own."""

    def __init__(self) -> None:
        self.line = QLineEdit(suggest_password())
        super().__init__(_("Ensimmäinen salasana"), self.line, _("Käyttäjä vaihtaa sen ensimmäisellä kirjautumisella."))
        self.again = Button(_("Toinen ehdotus"), "refresh-cw", "ghost", "s", self._propose)

    def _propose(self) -> None:
        self.line.setText(suggest_password())
        self.show_problem("")


class UserDialog(Dialog):
    """A dialog that does something to a user ID off the GUI thread, keeps open on refusal, and may end with a result.

    Args:
        parent: the window.
        context: the surroundings.
        title: the question.
        act: words of the button.
        done: called when the act has been done.
    """

    def __init__(self, parent: QWidget, context: Context, title: str, act: str, done: Callable[[], object]) -> None:
        super().__init__(parent, title, width=440)
        self._context, self._done = context, done
        self.fields: dict[str, Field] = {}
        self.cancel = self.button(_("Peru"))
        self.act = self.button(act, self.submit, "primary", default=True)
        self._busy = label("", "small")
        self._buttons.insertWidget(0, self._busy)

    def submit(self) -> None:
        """Forget what was refused before; each dialog checks and acts from here on."""
        for field in self.fields.values():
            field.show_problem("")

    def send(self, work: Callable[[Gate], object], then: Callable[[], None]) -> None:
        """Do the work; meanwhile nothing else can be pressed."""
        self._set_busy(_("Lasketaan avaimia…"))

        def come(_result: object) -> None:
            self._set_busy("")
            self._done()
            then()

        self._context.ask(self, work, come, failed=self._refused)

    def show_result(self, login: str, password: str) -> None:
        """Show the first password, once."""
        secret = selectable(label(password, "h1"))
        secret.setAccessibleName(_("Ensimmäinen salasana: {password}").format(password=password))
        for number in range(self.body.count()):
            item = self.body.itemAt(number)
            if item is not None and (part := item.widget()) is not None:
                part.hide()
        words = _(
            "Kirjoita salasana ylös ja anna se käyttäjälle {login} henkilökohtaisesti. Sitä ei näytetä uudelleen."
        )
        self.add(label(_("Tunnuksen {login} ensimmäinen salasana").format(login=login), "h1", wrap=True))
        self.add(Card("", secret), label(words.format(login=login), "muted", wrap=True))
        self.cancel.hide()
        self.act.hide()
        finish = self.button(_("Salasana on kirjoitettu ylös"), self.accept, "primary", default=True)
        finish.setFocus()
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc waits until the work that was begun has ended."""
        if event.type() == QEvent.Type.KeyPress and self._busy.text() and event.text() == "\x1b":
            return
        super().keyPressEvent(event)

    def _set_busy(self, words: str) -> None:
        self._busy.setText(words)
        self.act.setEnabled(not words)
        self.cancel.setEnabled(not words)

    def _refused(self, error: Exception) -> None:
        self._set_busy("")
        if isinstance(error, InvalidInputError):
            for fault in error.errors:
                if fault.field in self.fields:
                    self.fields[fault.field].show_problem(fault.message)
                    self.fields[fault.field].editor.setFocus()
        else:
            self.reject()
            self._context.messages.failed(error)


class GrantDialog(UserDialog):
    """Grants a personal user ID."""

    def __init__(self, parent: QWidget, context: Context, done: Callable[[], object]) -> None:
        super().__init__(parent, context, _("Kenelle käyttäjätunnus myönnetään?"), _("Myönnä tunnus"), done)
        made = {spec.name: CatalogueField(spec, context.today) for spec in user_fields()}
        self._typed = made
        self.password = FirstPassword()
        self.fields = {**made, "password": self.password}
        self.add(*(made[name] for name in ("name", "login", "role")))
        self.add(column(self.password, row(self.password.again, None), gap=4))
        self.focus_first(made["name"].editor)

    def submit(self) -> None:
        """See UserDialog."""
        super().submit()
        faults = [field for field in self._typed.values() if field.check()]
        if faults:
            faults[0].editor.setFocus()
            return
        name, login = str(self._typed["name"].value()), str(self._typed["login"].value())
        role, password = Role(str(self._typed["role"].value())), self.password.line.text()
        self.send(
            lambda gate: gate.call(grant_user, login, name, role, password),
            lambda: self.show_result(login, password),
        )


class ResetDialog(UserDialog):
    """Gives a user who forgot the password a new first one."""

    def __init__(self, parent: QWidget, context: Context, user: AccessRow, done: Callable[[], object]) -> None:
        title = _("Annetaanko tunnukselle {login} uusi ensimmäinen salasana?").format(login=user.login)
        super().__init__(parent, context, title, _("Nollaa salasana"), done)
        self._user = user
        self.password = FirstPassword()
        self.fields = {"password": self.password}
        self.add(label(_("Vanha salasana ei avaa rekisteriä enää."), "muted", wrap=True))
        self.add(column(self.password, row(self.password.again, None), gap=4))
        self.focus_first(self.password.line)

    def submit(self) -> None:
        """See UserDialog."""
        super().submit()
        user, password = self._user, self.password.line.text()
        self.send(lambda gate: gate.call(reset_user, user.id, password), lambda: self.show_result(user.login, password))


class RoleDialog(UserDialog):
    """Gives a user another role."""

    def __init__(self, parent: QWidget, context: Context, user: AccessRow, done: Callable[[], object]) -> None:
        title = _("Mikä rooli tunnukselle {login} annetaan?").format(login=user.login)
        super().__init__(parent, context, title, _("Vaihda rooli"), done)
        self._user = user
        self.role = Choice([(role.value, _(words)) for role, words in ROLE_LABELS.items()])
        self.role.choose(user.role)
        field = Field(_("Rooli"), self.role, _("Uusi rooli on voimassa seuraavasta kirjautumisesta."))
        self.fields = {"role": field}
        self.add(field)
        self.focus_first(self.role)

    def submit(self) -> None:
        """See UserDialog."""
        super().submit()
        user, role = self._user, Role(self.role.code())
        self.send(lambda gate: gate.call(change_role, user.id, role), self.accept)
