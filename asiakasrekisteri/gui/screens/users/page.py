"""User IDs: granted, given a new first password, closed. For the main user."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.formats import FINLAND, clock_time, day
from asiakasrekisteri.domain.permissions import ROLE_LABELS, Role
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.dialogs.fields import FieldsDialog, Question, Values as FormValues, asked
from asiakasrekisteri.gui.documents import Documents, Paper
from asiakasrekisteri.gui.messages import Notice
from asiakasrekisteri.gui.screens.users.dialogs import GrantDialog, ResetDialog, RoleDialog
from asiakasrekisteri.gui.screens.users.matrix import RightsCard
from asiakasrekisteri.gui.screens.users.review import ReviewDialog
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, scrolled
from asiakasrekisteri.gui.widgets.dialog import Dialog, ask
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.access import (
    AccessReviewDue,
    AccessRow,
    access_list,
    access_review_due,
    access_sheet,
    record_undertaking,
    render_access_sheet,
    render_undertaking,
    undertaking_paper,
    undertaking_words,
)
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.maintenance import rotate_keys
from asiakasrekisteri.usecases.office import Desk
from asiakasrekisteri.usecases.users import close_user


def _name(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong", icon="user-round")


def _role(values: Values) -> Cell:
    return Cell(text=_(ROLE_LABELS[Role(str(values["role"]))]))


def _signed_in(values: Values) -> Cell:
    at = values["last_sign_in"]
    return Cell(text=clock_time(at) if isinstance(at, dt.datetime) else _("ei koskaan"), kind="number")


def _granted(values: Values) -> Cell:
    at = values["granted_at"]
    assert isinstance(at, dt.datetime)
    return Cell(text=day(at.astimezone(FINLAND).date()), kind="number")


def _signed(values: Values) -> Cell:
    words = str(values["undertaking"])
    if words or values["status"] != "active":
        return Cell(text=words)
    return Cell(text=_("Puuttuu"), kind="pill", tone="warn")


def _status(values: Values) -> Cell:
    if values["mine"]:
        return Cell(text=_("Kirjautunut"), kind="pill", tone="info")
    if values["status"] == "active":
        return Cell(text=_("Voimassa"), kind="pill", tone="ok")
    return Cell(text=_("Suljettu"), kind="pill", tone="neutral")


COLUMNS = (
    Column(name="name", label=N_("Nimi"), width=210, sortable=False, render=_name),
    Column(name="login", label=N_("Käyttäjätunnus"), width=140, sortable=False),
    Column(name="role", label=N_("Rooli"), width=140, sortable=False, render=_role),
    Column(name="last_sign_in", label=N_("Kirjautui viimeksi"), width=170, sortable=False, render=_signed_in),
    Column(name="granted_at", label=N_("Myönnetty"), width=110, sortable=False, render=_granted),
    Column(name="undertaking", label=N_("Vaitiolositoumus"), width=190, sortable=False, render=_signed),
    Column(name="status", label=N_("Tila"), width=120, sortable=False, render=_status),
)


_LEAST_LIST, _LEAST_RIGHTS, _LIST, _RIGHTS = 120, 120, 260, 460


class _Users:
    """Rows that were fetched all at once: an office has a handful of users."""

    def __init__(self) -> None:
        self.rows: dict[int, AccessRow] = {}
        self.mine = 0

    def fetch(self, ids: Sequence[int]) -> Sequence[Mapping[str, object]]:
        return [
            {**asdict(self.rows[i]), "undertaking": undertaking_words(self.rows[i]), "mine": i == self.mine}
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
        self.paper_button = Button(_("Kirjaa vaitiolositoumus paperilta…"), "file-signature", pressed=self.record_paper)
        self.sign_button = Button(_("Tulosta vaitiolositoumus…"), "printer", pressed=self.print_undertaking)
        more = (
            Button(_("Tulosta käyttöoikeudet…"), "printer", pressed=self.print_rights),
            Button(_("Tee katselmus…"), "clipboard-check", pressed=self.review),
            self.sign_button,
            self.paper_button,
        )
        self.top.show_acts(self.role_button, self.reset_button, self.close_button, self.grant_button, inside=more)
        self.documents = Documents(context, self)
        self.rights = RightsCard()
        self._due = column(margins=(0, 0, 0, 0))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self._due)
        layout.addWidget(self._split(), 1)
        self.table.current_changed.connect(lambda _id: self._fit_acts())
        self.table.opened.connect(lambda _id: self.change_role())
        context.bus.watch(self, ("user",), lambda _changes: self.reload())
        self._fit_acts()

    def _split(self) -> QSplitter:
        """Return the users over what they may do."""
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.setAccessibleName(_("Käyttäjät ja oikeudet"))
        below = scrolled(column(self.rights, None, margins=(16, 12, 16, 16), area="root"), _("Oikeudet"))
        for part, least in ((self.table, _LEAST_LIST), (below, _LEAST_RIGHTS)):
            part.setMinimumHeight(px(least))
            split.addWidget(part)
        split.setSizes([px(_LIST), px(_RIGHTS)])
        split.setStretchFactor(1, 1)
        return split

    def open(self, argument: str) -> None:  # noqa: ARG002 - there is one list
        """Show the users."""
        self.reload()

    def focus_start(self) -> None:
        """Begin in the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Fetch the users anew."""
        self._context.ask(self, _fetch, self._come)

    def current(self) -> AccessRow | None:
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

    def print_rights(self) -> None:
        """Print the list of user rights."""
        self.documents.made(
            lambda gate: gate.call(access_sheet),
            lambda sheet, _progress: render_access_sheet(sheet),
            Paper(_("Käyttöoikeusluettelo"), "kayttooikeusluettelo.pdf", "user"),
        )

    def print_undertaking(self) -> None:
        """Print the undertaking of the user one stands on, to be signed by hand."""
        user = self.current()
        if user is None:
            return
        self.documents.made(
            lambda gate: gate.call(undertaking_paper, user.id),
            lambda paper, _progress: render_undertaking(paper),
            Paper(_("Vaitiolositoumus"), "vaitiolositoumus.pdf", "user", user.id),
        )

    def review(self) -> None:
        """Make the yearly review of user rights."""
        active = [user for user in self._users.rows.values() if user.status == "active"]
        ReviewDialog(self.window(), self._context, active, self._users.mine).open()

    def record_paper(self) -> None:
        """Record that the user one stands on signed the undertaking on paper."""
        user = self.current()
        if user is None or user.status != "active":
            return
        question = Question(
            title=_("Onko {name} allekirjoittanut sitoumuksen paperilla?").format(name=user.name),
            act=_("Kirjaa sitoumus"),
            fields=(
                asked("signed_on", _("Sitoumus allekirjoitettu"), FieldKind.DATE, required=True),
                asked("place", _("Missä paperi on"), required=True),
            ),
            start={"signed_on": self._context.today()},
        )

        def work(gate: Gate, values: FormValues) -> None:
            gate.call(record_undertaking, user.id, cast(dt.date, values["signed_on"]), str(values["place"]))

        def done(_none: None) -> None:
            self._context.messages.done(_("Sitoumus kirjattiin."), None)

        FieldsDialog(self.window(), self._context, question, work, done).open()

    def _close(self, user: AccessRow) -> None:
        self._context.ask(self, lambda gate: gate.call(close_user, user.id), lambda of: self._closed(user, of))

    def _closed(self, user: AccessRow, contact_of: Sequence[str]) -> None:
        self.reload()
        if contact_of:
            title = _("{name} on yhteyshenkilönä selosteessa: {registers}.")
            self._context.messages.notice(
                Notice(
                    "warn",
                    title.format(name=user.name, registers=", ".join(contact_of)),
                    _("Tarkista, kuka vastaa nyt rekisteriä koskeviin kysymyksiin."),
                    action=(_("Avaa seloste"), lambda: self._context.go("descriptions/contact")),
                )
            )
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

    def _other(self) -> AccessRow | None:
        """Return the open user one stands on, unless it is oneself."""
        user = self.current()
        return user if user is not None and user.status == "active" and user.id != self._users.mine else None

    def _open(self, dialog: Dialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _come(self, found: tuple[Sequence[AccessRow], AccessReviewDue]) -> None:
        users, due = found
        layout = self._due.layout()
        assert layout is not None
        clear(layout)
        if due.due:
            words = (
                _("Viimeksi {day}.").format(day=day(due.last_on))
                if due.last_on
                else _("Niitä ei ole vielä katselmoitu.")
            )
            act = Button(_("Tee katselmus…"), "clipboard-check", pressed=self.review)
            layout.addWidget(Banner("warn", _("Käyttöoikeudet on katselmoitava vuosittain"), words, (act,)))
        self._show(users)

    def _show(self, users: Sequence[AccessRow]) -> None:
        current = self.table.current_id()
        self._users.rows = {user.id: user for user in users}
        self._model.show(list(self._users.rows))
        self.rights.show_users(users)
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
        for button in (self.sign_button, self.paper_button):
            button.setEnabled(user is not None and user.status == "active")


def _nothing() -> None:
    """Leave everything as it is."""


def _rotate(gate: Gate) -> None:
    rotate_keys(Desk(gate, gate.store.vault))


def _fetch(gate: Gate) -> tuple[Sequence[AccessRow], AccessReviewDue]:
    return gate.call(access_list), gate.call(access_review_due)
