"""How a person or a customer stands to marketing: each channel with one-click acts, and the history behind it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.marketing import EVERY, Ground
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.marketing.forms import ConsentForm, SaleForm, SmallForm, take_back
from asiakasrekisteri.gui.marketing.words import CHANNEL_ICONS, channel_name, option_words, standing_pill, when
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import Button, clear, label, row
from asiakasrekisteri.gui.widgets.card import table_card
from asiakasrekisteri.gui.widgets.grid_table import GridTable, Head
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.marketing.campaigns import RECEIVED
from asiakasrekisteri.usecases.privacy.marketing.consenting import CONSENT, SALE_ADDRESS, withdraw_consent
from asiakasrekisteri.usecases.privacy.marketing.prohibiting import (
    PROHIBITION,
    lift_prohibition,
    prohibit_marketing,
    prohibit_marketing_to_customer,
)
from asiakasrekisteri.usecases.privacy.marketing.standing import ChannelStanding, MarketingStanding, marketing_of

_WATCHED = ("consent", "marketing_prohibition", "sale_address", "campaign_recipient", "restriction")


class MarketingPane(QFrame):
    """The cards of marketing of whoever is in front.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._context = context
        self._owner, self._id = "", 0
        self.standing: MarketingStanding | None = None
        self.form: SmallForm | None = None
        self._forms, self._cards = QVBoxLayout(), QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for part in (self._forms, self._cards):
            part.setSpacing(12)
            layout.addLayout(part)
        context.bus.watch(self, _WATCHED, lambda _changes: self.reload())

    def show_owner(self, entity: str, row_id: int) -> None:
        """Show how somebody stands: "person" or "customer"."""
        if (entity, row_id) != (self._owner, self._id):
            self.close_form()
        self._owner, self._id = entity, row_id
        self.reload()

    def reload(self) -> None:
        """Fetch anew."""
        owner, row_id = self._owner, self._id

        def come(found: MarketingStanding) -> None:
            if (owner, row_id) == (self._owner, self._id):
                self._show(found)

        if row_id:
            self._context.ask(self, lambda gate: gate.call(marketing_of, owner, row_id), come)

    def prohibit(self, channel: str = EVERY) -> None:
        """Prohibit a channel, or all, at once; it can be undone."""
        found = self.standing
        if found is None:
            return
        person, row_id = found.person_id, found.id
        words = _("Markkinointi kiellettiin: {channel}.").format(channel=channel_name(channel).lower())

        def act(gate: Gate) -> Saved:
            if person is not None:
                return gate.call(prohibit_marketing, person, (channel,))
            return gate.call(prohibit_marketing_to_customer, row_id, (channel,))

        self._do(act, words)

    def record_consent(self) -> None:
        """Open the form of a consent."""
        self._open(ConsentForm)

    def record_sale(self) -> None:
        """Open the form of an address that was got at a sale."""
        self._open(SaleForm)

    def close_form(self) -> bool:
        """Let go of the form that is open; tell whether there was one."""
        had, self.form = self.form is not None, None
        clear(self._forms)
        return had

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc lets go of the form."""
        if event.key() == Qt.Key.Key_Escape and self.close_form():
            return
        super().keyPressEvent(event)

    def _open(self, form: type[ConsentForm | SaleForm]) -> None:
        if self.standing is None or self.standing.person_id is None:
            return
        self.close_form()
        self.form = made = form(self._context, self.standing.person_id)
        made.ended.connect(self.close_form)
        self._forms.addWidget(made)
        made.focus_first()

    def _do(self, act: Callable[[Gate], Saved], words: str) -> None:
        def done(saved: Saved) -> None:
            self._context.messages.done(words, partial(take_back, self._context, saved.undo) if saved.undo else None)

        self._context.ask(self, act, done)

    def _show(self, found: MarketingStanding) -> None:
        self.standing = found
        clear(self._cards)
        for card in (self._channels_card(found), _history_card(self, found), _received_card(found)):
            if card is not None:
                self._cards.addWidget(card)

    def _channels_card(self, found: MarketingStanding) -> QFrame:
        heads = (Head(_("Kanava"), 3), Head(_("Tilanne"), 2), Head(_("Peruste"), 6), Head("", 0))
        rows = [self._channel(one) for one in found.channels]
        title = _("Saako markkinoida")
        return table_card(title, GridTable(title, heads, rows), actions=self._acts(found))

    def _channel(self, one: ChannelStanding) -> list[QWidget | str]:
        name = row(Icon(CHANNEL_ICONS[one.channel]), label(channel_name(one.channel)), None, gap=8)
        words = one.words[:1].upper() + one.words[1:]
        act: QWidget | str = ""
        if self.may_write() and one.ground not in {Ground.PROHIBITED, Ground.ERASED}:
            button = Button(_("Kiellä"), "megaphone-off", "link", "s", partial(self.prohibit, one.channel))
            button.setAccessibleName(_("Kiellä markkinointi: {channel}").format(channel=channel_name(one.channel)))
            act = button
        return [name, standing_pill(one), words, act]

    def _acts(self, found: MarketingStanding) -> tuple[QWidget, ...]:
        if not self.may_write() or any(one.ground == Ground.ERASED for one in found.channels):
            return ()
        acts = []
        if found.person_id is not None:
            acts.append(Button(_("Kirjaa suostumus…"), "check", size="s", pressed=self.record_consent))
            acts.append(Button(_("Kirjaa myynti…"), "package", size="s", pressed=self.record_sale))
        if any(one.ground != Ground.PROHIBITED for one in found.channels):
            acts.append(Button(_("Kiellä kaikki"), "megaphone-off", size="s", pressed=self.prohibit))
        return tuple(acts)

    def may_write(self) -> bool:
        """Tell whether the user may record what somebody says of marketing."""
        return self._context.may(Permission.PERSON_WRITE)

    def lift(self, record: Record) -> None:
        """End a prohibition, because who prohibited has said so."""
        self._do(lambda gate: gate.call(lift_prohibition, record.id), _("Markkinointikielto poistettiin."))

    def withdraw(self, record: Record) -> None:
        """Withdraw a consent, because the person has said so."""
        self._do(lambda gate: gate.call(withdraw_consent, record.id), _("Suostumus peruutettiin."))


def _history_card(pane: MarketingPane, found: MarketingStanding) -> QFrame | None:
    """Return the consents, prohibitions and addresses got at sales, those in force first."""
    rows = [_prohibition(pane, one) for one in found.prohibitions]
    rows += [_consent(pane, one) for one in found.consents]
    rows += [_sale(one) for one in found.sales]
    title = _("Suostumukset ja kiellot")
    if not rows:
        words = _("Henkilö ei ole antanut suostumusta eikä kieltänyt markkinointia.")
        if found.person_id is None:
            words = _("Asiakas ei ole kieltänyt markkinointia.")
        return table_card(title, row(label(words, "muted", wrap=True), margins=(12, 4, 12, 8)))
    heads = (Head(_("Mitä"), 5), Head(_("Alkaen"), 0), Head(_("Päättyi"), 0), Head(_("Miten"), 3), Head("", 0))
    return table_card(title, GridTable(title, heads, rows))


def _prohibition(pane: MarketingPane, one: Record) -> list[QWidget | str]:
    ended = when(one, "lifted_at")
    pill = Pill(_("Päättynyt")) if ended else Pill(_("Kielto"), "warn", "megaphone-off")
    how = option_words(PROHIBITION, "how", one["how"])
    asked = one.text("request_number")
    act: QWidget | str = ""
    if not ended and pane.may_write():
        act = Button(_("Poista kielto"), kind="link", size="s", pressed=partial(pane.lift, one))
    what = _what(pill, label(channel_name(one.text("channel")), wrap=True))
    return [what, when(one, "since_at"), ended, ", ".join(filter(None, (how, asked))), act]


def _consent(pane: MarketingPane, one: Record) -> list[QWidget | str]:
    ended = when(one, "withdrawn_at")
    pill = Pill(_("Päättynyt")) if ended else Pill(_("Suostumus"), "ok", "check")
    purpose, channel = option_words(CONSENT, "purpose", one["purpose"]), channel_name(one.text("channel")).lower()
    words = label(_("{purpose}, {channel}").format(purpose=purpose, channel=channel), wrap=True)
    words.setToolTip(_("Versio {version}: {words}").format(version=one.text("text_version"), words=one.text("words")))
    act: QWidget | str = ""
    if not ended and pane.may_write():
        act = Button(_("Peruuta"), kind="link", size="s", pressed=partial(pane.withdraw, one))
    how = option_words(CONSENT, "how", one["how"])
    version = _("{how}, teksti {version}").format(how=how, version=one.text("text_version"))
    return [_what(pill, words), when(one, "given_at"), ended, version, act]


def _sale(one: Record) -> list[QWidget | str]:
    words = ", ".join(filter(None, (one.text("address"), one.text("sold"))))
    offered = _("sai kieltää") if one.values.get("refusal_offered") else _("ei saanut kieltää")
    on = as_text(SALE_ADDRESS["obtained_on"], one["obtained_on"])
    what = _what(Pill(_("Myynti"), "info"), label(words, wrap=True))
    return [what, on, "", offered, ""]


def _what(pill: Pill, words: QLabel) -> QFrame:
    """Return a pill and words that take the whole width of their column."""
    words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    made = row(pill, gap=8)
    layout = made.layout()
    assert isinstance(layout, QHBoxLayout)
    layout.addWidget(words, 1)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return made


def _received_card(found: MarketingStanding) -> QFrame | None:
    """Return what has been sent; nothing where nothing has."""
    if not found.received:
        return None
    names = ((_("Viesti"), 4), (_("Lähetetty"), 0), (_("Osoite"), 4), (_("Peruste"), 5), (_("Tulos"), 0))
    heads = [Head(words, share) for words, share in names]
    rows = [_received(one) for one in found.received]
    title = _("Lähetetyt uutiskirjeet ja kampanjat")
    return table_card(title, GridTable(title, heads, rows))


def _received(one: Record) -> list[QWidget | str]:
    refused = when(one, "unsubscribed_at")
    result = option_words(RECEIVED, "result", one["result"])
    told = _("peruutti {day}").format(day=refused) if refused else result
    ground = option_words(RECEIVED, "ground", one["ground"])
    return [one.text("name"), when(one, "sent_at"), one.text("address"), ground, told]
