"""User IDs: granted, given a new first password, closed. For the main user."""

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from asiakasrekisteri.domain.formats import clock_time
from asiakasrekisteri.domain.permissions import ROLE_LABELS, Role
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.users.dialogs import GrantDialog, ResetDialog, RoleDialog
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.dialog import Dialog, ask
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.maintenance import rotate_keys
from asiakasrekisteri.usecases.office import Desk
from asiakasrekisteri.usecases.users import UserRow, close_user, list_users


def _name(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong", icon="user-round")


def _role(values: Values) -> Cell:
    return Cell(text=_(ROLE_LABELS[Role(str(values["role"]))]))


def _granted(values: Values) -> Cell:
    return Cell(text=clock_time(dt.datetime.fromisoformat(str(values["granted_at"]))), kind="number")


def _status(values: Values) -> Cell:
    if values["mine"]:
        return Cell(text=_("Kirjautunut"), kind="pill", tone="info")
    if values["status"] == "active":
        return Cell(text=_("Voimassa"), kind="pill", tone="ok")
    return Cell(text=_("Suljettu"), kind="pill", tone="neutral")


COLUMNS = (
    Column(name="name", label=N_("Nimi"), width=260, sortable=False, render=_name),
    Column(name="login", label=N_("Käyttäjätunnus"), width=200, sortable=False),
    Column(name="role", label=N_("Rooli"), width=200, sortable=False, render=_role),
    Column(name="granted_at", label=N_("Myönnetty"), width=200, sortable=False, render=_granted),
    Column(name="status", label=N_("Tila"), width=140, sortable=False, render=_status),
)


class _Users:
    """Rows that were fetched all at once: an office has a handful of users."""

    def __init__(self) -> None:
        self.rows: dict[int, UserRow] = {}
        self.mine = 0

    def fetch(self, ids: Sequence[int]) -> Sequence[Mapping[str, object]]:
        return [
            {
                "name": self.rows[i].name,
                "login": self.rows[i].login,
                "role": self.rows[i].role,
                "granted_at": self.rows[i].granted_at,
                "status": self.rows[i].status,
                "mine": i == self.mine,
            }
            for i in ids
            if i in self.rows
        ]


class UsersScreen(QFrame):
    """Who may open the register."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self._context = context
        self._users = _Users()
        self._users.mine = context.gate.actor.user_id
        self._model = PagedModel(COLUMNS, self._users, context.runner, context.messages.failed, self)
        self.table = RecordTable(self._model, _("Käyttäjät"), context.preferences, "users")
        self.top = TopBar(_("Käyttäjät"))
        self.grant_button = Button(_("Myönnä tunnus…"), "user-round-plus", "primary", pressed=self.grant)
        self.reset_button = Button(_("Nollaa salasana…"), "key-round", pressed=self.reset)
        self.role_button = Button(_("Vaihda rooli…"), "users", pressed=self.change_role)
        self.close_button = Button(_("Sulje tunnus…"), "lock", pressed=self.close_login)
        self.top.show_acts(self.role_button, self.reset_button, self.close_button, self.grant_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self.table, 1)
        self.table.current_changed.connect(lambda _id: self._fit_acts())
        self.table.opened.connect(lambda _id: self.change_role())
        context.bus.watch(self, ("user",), lambda _changes: self.reload())
        self._fit_acts()

    def open(self, argument: str) -> None:  # noqa: ARG002 - there is one list
        """Show the users."""
        self.reload()

    def focus_start(self) -> None:
        """Begin in the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Fetch the users anew."""
        self._context.ask(self, lambda gate: gate.call(list_users), self._show)

    def current(self) -> UserRow | None:
        """Return the user one stands on."""
        current = self.table.current_id()
        return self._users.rows.get(current) if current is not None else None

    def grant(self) -> None:
        """Grant a user ID."""
        self._open(GrantDialog(self.window(), self._context, self.reload))

    def reset(self) -> None:
        """Give the user one stands on a new first password."""
        if (user := self._other()) is not None:
            self._open(ResetDialog(self.window(), self._context, user, self.reload))

    def change_role(self) -> None:
        """Give the user one stands on another role."""
        if (user := self._other()) is not None:
            self._open(RoleDialog(self.window(), self._context, user, self.reload))

    def close_login(self) -> None:
        """Ask whether the user ID one stands on is to be closed."""
        if (user := self._other()) is None:
            return
        ask(
            self.window(),
            _("Suljetaanko tunnus {login}?").format(login=user.login),
            _("Tunnuksella ei pääse enää rekisteriin. Tunnusta ei voi avata uudelleen, mutta uuden voi myöntää."),
            ((_("Peru"), "plain", _nothing), (_("Sulje tunnus"), "danger", lambda: self._close(user))),
        )

    def _close(self, user: UserRow) -> None:
        self._context.ask(self, lambda gate: gate.call(close_user, user.id), lambda _none: self._closed())

    def _closed(self) -> None:
        self.reload()
        ask(
            self.window(),
            _("Vaihdetaanko rekisterin avain?"),
            _(
                "Jos tunnuksen haltija on voinut kopioida avaintiedoston ja rekisterin, avaimen vaihto sulkee nekin"
                " häneltä. Koko rekisteri kirjoitetaan uudelleen; muut eivät voi käyttää sitä sillä aikaa. Vanhoihin"
                " varmuuskopioihin vaihto ei vaikuta."
            ),
            ((_("Ei nyt"), "plain", _nothing), (_("Vaihda avain"), "primary", self._rotate)),
        )

    def _rotate(self) -> None:
        self._context.ask(
            self, _rotate, lambda _none: self._context.messages.done(_("Rekisterin avain vaihdettiin."), None)
        )

    def _other(self) -> UserRow | None:
        """Return the open user one stands on, unless it is oneself."""
        user = self.current()
        return user if user is not None and user.status == "active" and user.id != self._users.mine else None

    def _open(self, dialog: Dialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show(self, users: Sequence[UserRow]) -> None:
        current = self.table.current_id()
        self._users.rows = {user.id: user for user in users}
        self._model.show(list(self._users.rows))
        if users and (current is None or not self.table.choose_id(current)):
            self.table.choose_id(users[0].id)
        closed = sum(user.status != "active" for user in users)
        words = ngettext("{n} käyttäjä", "{n} käyttäjää", len(users)).format(n=len(users))
        if closed:
            words = _("{users}, {closed} suljettu").format(users=words, closed=closed)
        self.top.note.setText(words)
        self._context.counted.emit(words)
        self._fit_acts()

    def _fit_acts(self) -> None:
        user, other = self.current(), self._other()
        why = ""
        if user is not None and other is None:
            own = user.id == self._users.mine
            why = _("Oman tunnuksen voi muuttaa vain toinen pääkäyttäjä.") if own else _("Tunnus on suljettu.")
        buttons: tuple[QWidget, ...] = (self.role_button, self.reset_button, self.close_button)
        for button in buttons:
            button.setEnabled(other is not None)
            button.setToolTip(why)


def _nothing() -> None:
    """Leave everything as it is."""


def _rotate(gate: Gate) -> None:
    rotate_keys(Desk(gate, gate.store.vault))
