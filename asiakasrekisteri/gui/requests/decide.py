"""Step 4: the decision. Granting is one act; refusing and forwarding have their forms with the letter beside them."""

from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.requests import Stage
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.requests.acts import RefuseForm, forward_form
from asiakasrekisteri.gui.requests.body import FewFields, cards_area, decides, facts_of
from asiakasrekisteri.gui.requests.steps import RequestHost
from asiakasrekisteri.gui.requests.words import kind_words
from asiakasrekisteri.gui.widgets.basics import Button, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.usecases.privacy.requests.deciding import Decision, charge_fee, decide_request
from asiakasrekisteri.usecases.privacy.requests.receiving import REQUEST

_SHOWN = (
    "decision",
    "decision_on",
    "ground",
    "weighed_whose",
    "weighed_interest",
    "weighed_reason",
    "weighed_on",
    "weighed_by",
    "reasoning",
    "given_anyway",
    "forwarded_to",
    "forwarded_on",
)
_FEE = ("fee_eur", "fee_ground", "fee_reasoning")


class DecideBody(QFrame):
    """The body of the step."""

    widest = 760

    def __init__(self, host: RequestHost) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._host = host
        self.grant = Button(_("Toteuta pyyntö"), "check", "primary", pressed=partial(self._decide, "granted"))
        self.refuse = Button(_("Kieltäydy…"), pressed=lambda: host.show_panel(RefuseForm(host)))
        self.forward = Button(_("Siirrä rekisterinpitäjälle…"), pressed=lambda: host.show_panel(forward_form(host)))
        self.withdraw = Button(_("Pyytäjä perui"), "undo-2", "ghost", pressed=partial(self._decide, "withdrawn"))
        self.fee: FewFields | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(cards_area(_("Päätös"), *self.asked(), *self._cards(), widest=self.widest))

    def _cards(self) -> list[QWidget]:
        card = self._host.shown()
        if card.line.decision:
            cards: list[QWidget] = [Card(_("Pyyntö on päätetty"), facts_of(card, _SHOWN, self._host.context))]
            if card.record["fee_eur"]:
                cards.append(Card(_("Maksu"), facts_of(card, _FEE, self._host.context)))
            return cards
        ready = card.line.stage is Stage.DECIDE
        text = kind_words(card.line.kind) + "."
        if not ready:
            early = _("Pyyntöä ei voi vielä toteuttaa: tee ensin aiemmat vaiheet. Siitä voi kuitenkin kieltäytyä.")
            text = f"{text} {early}"
        elif not self.acts_itself():
            text = f"{text} {_('Kun pyyntö toteutetaan, vastaus tehdään seuraavassa vaiheessa.')}"
        self.grant.setEnabled(ready)
        decides(self._host, self.grant, self.refuse, self.forward, self.withdraw)
        choices = row(self.refuse, self.forward, self.withdraw, None, self.grant, gap=8)
        return [Card(_("Mitä pyynnöstä päätetään?"), label(text, "muted", wrap=True), choices), self._fee_card()]

    def asked(self) -> list[QWidget]:
        """Return a card of what is asked, in the requester's words, where it has been written down."""
        said = as_text(REQUEST["situation"], self._host.shown().record["situation"])
        return [Card(_("Pyynnön sisältö"), label(said, wrap=True))] if said else []

    def acts_itself(self) -> bool:
        """Tell whether the step has an act of its own that grants the request and makes its letter."""
        return False

    def _fee_card(self) -> Card:
        card = self._host.shown()
        free = label(
            _("Ensimmäinen jäljennös ja muut oikeudet ovat maksuttomia. Maksulla on oltava peruste (12 art. 5 kohta)."),
            "muted",
            wrap=True,
        )
        if not self._host.context.may(Permission.REQUEST_DECIDE) or not _may_cost(self._host):
            return Card(_("Maksu"), free, label(_("Maksuton"), "strong"))
        self.fee = FewFields(self._host, _FEE, card.record.values)
        save = Button(_("Tallenna maksu"), pressed=self._charge)
        return Card(_("Maksu"), free, self.fee, row(None, save))

    def _charge(self) -> None:
        assert self.fee is not None
        values = self.fee.values()
        said = (values["fee_eur"] or 0, self.fee.text("fee_ground"), self.fee.text("fee_reasoning"))
        self._host.do(charge_fee, *said, words=_("Maksu tallennettiin."), failed=self.fee.refusing(self._host))

    def _decide(self, decision: str) -> None:
        words = _("Pyyntö päätettiin toteuttaa.") if decision == "granted" else _("Pyyntö merkittiin perutuksi.")
        self._host.do(decide_request, Decision(decision), words=words)

    def focus_start(self) -> None:
        """See HasStart."""
        self.grant.setFocus()


def _may_cost(host: RequestHost) -> bool:
    """Tell whether anything in the law could let the firm charge: an earlier copy, or evidence of excess."""
    card = host.shown()
    copied = card.line.kind == "access" and any(
        line.kind == "access" and line.closed_on is not None for line in card.earlier
    )
    return copied or any(file.kind == "evidence" for file in card.files)
