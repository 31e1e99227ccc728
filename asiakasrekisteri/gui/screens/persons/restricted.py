"""A person whose data may only be stored (GDPR Art. 18): values hidden, what that prevents, what is still allowed."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.concealing import ask_reason
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.persons.facts import IdentityCard
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import Button, column, label, line, row, scrolled
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.two_columns import TwoColumns
from asiakasrekisteri.usecases.persons import PersonPage
from asiakasrekisteri.usecases.revealing import reveal_restricted

SHOWN_MILLISECONDS = 60_000
_SHARE = 37
_PREVENTED = (
    (N_("Muuttaminen, yhdistäminen ja hävittäminen"), N_("18 art. 1 kohta")),
    (N_("Yhteydenottojen ja sopimusten kirjaaminen"), N_("myös tuonti ohittaa")),
    (N_("Luovutus ja vienti"), N_("jätetään pois ja kerrotaan")),
    (N_("Laskutus, perintä ja muistutukset"), N_("keskeytetty")),
)
_ALLOWED = (
    (N_("Säilyttäminen ja varmuuskopiot"), N_("18 art. 2 kohta")),
    (N_("Ote henkilölle itselleen"), N_("15 art. 3 kohta")),
    (N_("Oikeusvaateen laatiminen"), N_("perustellen, kirjataan")),
)


class RestrictedReading(QFrame):
    """The first tab of a person under restriction.

    Args:
        context: the desk.
        page: the person, her values hidden.
    """

    def __init__(self, context: Context, page: PersonPage) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._context, self._page = context, page
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MILLISECONDS)
        self._timer.timeout.connect(self.hide_values)
        self._place = column(gap=12)
        self.identity = self._hidden_card()
        self._put(self.identity)
        number = page.restriction.text("request_number") if page.restriction is not None else ""
        solving = _("Pyynnön {number} ratkaiseminen").format(number=number) if number else _("Asian ratkaiseminen")
        allowed = ((solving, _("rajoitus poistetaan")), *((_(what), _(why)) for what, why in _ALLOWED))
        prevented = tuple((_(what), _(why)) for what, why in _PREVENTED)
        right = column(
            _list(_("Mitä rajoitus estää nyt"), "ban", "err", prevented),
            _list(_("Mikä on sallittua"), "check", "ok", allowed),
            None,
            gap=12,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.area = scrolled(TwoColumns(self._place, right, _SHARE), _("Henkilön tiedot"))
        layout.addWidget(self.area)

    def hide_values(self) -> None:
        """Hide everything that was revealed."""
        if self._timer.isActive() or self.show_button is None:
            self._timer.stop()
            self.identity = self._hidden_card()
            self._put(self.identity)
        for masked in self.identity.masked:
            masked.hide_value()

    def hideEvent(self, event: QHideEvent) -> None:
        """What was revealed does not wait for the next one who looks."""
        super().hideEvent(event)
        if self.show_button is None:
            self.hide_values()

    def _hidden_card(self) -> IdentityCard:
        self.show_button: Button | None = Button(_("Näytä perustellen…"), "eye", size="s", pressed=self._ask)
        self.hide_button: Button | None = None
        foot = _foot("eye-off", _("Arvot piilotettu rajoituksen ajaksi."), self.show_button)
        return IdentityCard(self._context, self._page, foot)

    def _ask(self) -> None:
        ask_reason(
            self,
            self._context,
            _("Mihin rajoitettuja tietoja tarvitaan?"),
            _(
                "Tietoja saa katsoa oikeusvaatetta, toisen henkilön oikeuksien suojaamista tai henkilön suostumusta"
                " varten (18 art. 2 kohta). Arvot näkyvät minuutin, ja katselu kirjataan käyttölokiin."
            ),
            self._reveal,
        )

    def _reveal(self, reason: str) -> None:
        person = self._page.record.id
        self._context.ask(self, lambda gate: gate.call(reveal_restricted, person, reason), self._come)

    def _come(self, page: PersonPage) -> None:
        if not self.isVisible():
            return  # the page was left or the register locked meanwhile
        self.show_button = None
        self.hide_button = Button(_("Piilota"), "eye-off", size="s", pressed=self.hide_values)
        foot = _foot("eye", _("Arvot näkyvät minuutin ajan."), self.hide_button)
        self.identity = IdentityCard(self._context, page, foot)
        self._put(self.identity)
        self.hide_button.setFocus()
        self._timer.start()

    def _put(self, card: IdentityCard) -> None:
        layout = self._place.layout()
        assert isinstance(layout, QVBoxLayout)
        while (item := layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        layout.addWidget(card)
        if self.isVisible():
            card.show()  # otherwise only at the next turn of events, too late for the focus
        layout.addStretch(1)


def _foot(icon_name: str, words: str, button: Button) -> QFrame:
    said = label(words, "muted", wrap=True)
    said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return row(Icon(icon_name, 14), said, button, gap=6)


def _list(title: str, icon_name: str, role: str, lines: tuple[tuple[str, str], ...]) -> Card:
    card = Card(title, gap=8)
    for place, (what, why) in enumerate(lines):
        if place:
            card.add(line())
        said = label(what, wrap=True)
        said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        card.add(row(Icon(icon_name, 16, role), said, label(why, "small"), gap=10))
    return card
