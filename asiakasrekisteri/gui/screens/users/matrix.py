"""The matrix of user rights: what each role, or each user, may do. Read from the permissions; it is not edited here."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asiakasrekisteri.domain.permissions import ROLE_LABELS, Role
from asiakasrekisteri.domain.rights_matrix import LEVEL_WORDS, MATRIX, Level, Right
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import clear, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.choices import Segmented
from asiakasrekisteri.gui.widgets.grid_table import GridTable, Head
from asiakasrekisteri.usecases.access import AccessRow

BY_ROLE, BY_USER = "roles", "users"
_ICONS = {
    Level.NONE: ("minus", "muted"),
    Level.READ: ("eye", "muted"),
    Level.REASON: ("key-round", "warn"),
    Level.WRITE: ("pencil", "text"),
    Level.DECIDE: ("circle-check", "text"),
}
_MOST = 8
"""Users side by side; an office has a handful."""


class RightsCard(Card):
    """The matrix, by roles or by users."""

    def __init__(self) -> None:
        choices = ((BY_ROLE, _("Rooleittain")), (BY_USER, _("Käyttäjittäin")))
        self.by = Segmented(_("Kenen oikeudet"), choices, small=True)
        super().__init__(_("Oikeudet"), actions=(self.by,))
        self._users: tuple[AccessRow, ...] = ()
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        self.by.changed.connect(lambda _code: self._show())
        self._show()

    def show_users(self, users: Sequence[AccessRow]) -> None:
        """Show the rights of these users."""
        self._users = tuple(user for user in users if user.status == "active")[:_MOST]
        self._show()

    def columns(self) -> tuple[tuple[str, Role], ...]:
        """Return the columns: the words over each, and the role whose rights stand under them."""
        if self.by.chosen() == BY_USER:
            return tuple((user.name, Role(user.role)) for user in self._users)
        return tuple((_(words), role) for role, words in ROLE_LABELS.items())

    def _show(self) -> None:
        clear(self._place)
        columns = self.columns()
        heads = (Head(_("Oikeus"), 2), *(Head(words, 1) for words, _role in columns))
        rows: list[Sequence[QWidget | str]] = []
        for title, lines in MATRIX:
            rows.append((label(_(title), "caption"), *("" for _column in columns)))
            rows += [(_(right.label), *(_cell(right, *column) for column in columns)) for right in lines]
        self._place.addWidget(GridTable(_("Oikeudet"), heads, rows))


def _cell(right: Right, whose: str, role: Role) -> QWidget:
    level = right.level(role)
    name, tone = _ICONS[level]
    words = label(_(LEVEL_WORDS[level]), "body" if level in {Level.WRITE, Level.DECIDE} else "muted")
    words.setAccessibleName(f"{_(right.label)}, {whose}: {_(LEVEL_WORDS[level])}")
    return row(Icon(name, 14, tone), words, None, gap=6)
