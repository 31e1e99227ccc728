"""Step 2: whose request it is. Allowed methods are offered; what the law forbids is disabled, with its reason."""

from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QVBoxLayout, QWidget

from asiakasrekisteri.domain.deadlines import Urgency
from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.requests import (
    IDENTITY_METHODS,
    NEVER_ENOUGH,
    NEVER_ENOUGH_WHY,
    Stage,
    needs_identity,
)
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.forms.finder import Finder
from asiakasrekisteri.gui.requests.acts import more_form, nothing_form
from asiakasrekisteri.gui.requests.body import FewFields, cards_area, decides, facts_of
from asiakasrekisteri.gui.requests.steps import RequestHost
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, column, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.privacy.requests.identity import Identification, identify_request, receive_more
from asiakasrekisteri.usecases.privacy.requests.receiving import name_person

_SHOWN = ("identity_method", "identity_document", "identity_checked_on", "identity_checked_by", "identity_note")
_ASKED = ("asked_more_on", "asked_for", "got_more_on")


class IdentityBody(QFrame):
    """The body of the step."""

    def __init__(self, host: RequestHost) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._host = host
        card = host.shown()
        self.may = host.context.may(Permission.REQUEST_WRITE) and not card.line.closed_on and not card.line.decision
        self.finder: Finder | None = None
        self.methods: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._fault = label("", "err", wrap=True)
        self._fault.hide()
        self.fields: FewFields | None = None
        self.nothing: Button | None = None
        self.more = Button(_("Pyydä lisätietoja…"), "mail", pressed=lambda: host.show_panel(more_form(host)))
        self.verify = Button(_("Merkitse varmistetuksi"), "check", "primary", pressed=self.submit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(cards_area(_("Henkilöllisyys"), *self._cards()))

    def _cards(self) -> list[QWidget]:
        card = self._host.shown()
        cards: list[QWidget] = [Banner("warn", words) for words in card.warnings]
        if card.line.left.urgency is Urgency.PAUSED:
            cards.append(self._paused())
        cards.append(self._whose())
        if card.record["identity_method"] is not None:
            cards.append(Card(_("Henkilöllisyys on varmistettu"), facts_of(card, _SHOWN, self._host.context)))
        elif not needs_identity(card.line.kind):
            text = _("Kiellon ja peruutuksen toteuttaminen ei vaadi tunnistamista: siitä ei ole kenellekään haittaa.")
            cards.append(Card(_("Henkilöllisyyttä ei tarvitse varmistaa"), label(text, "muted", wrap=True)))
        elif self.may and card.line.person_id is not None:
            cards.append(self._how())
        if card.record["asked_more_on"] is not None:
            cards.append(Card(_("Pyydetyt lisätiedot"), facts_of(card, _ASKED, self._host.context)))
        return cards

    def _paused(self) -> QWidget:
        asked = self._host.shown().record["asked_more_on"]
        words = _("Kello on pysähtynyt {day} alkaen.").format(day=day(asked))  # type: ignore[arg-type]
        came = Button(_("Lisätiedot saatu"), "check", pressed=self._came)
        came.setEnabled(self.may)
        return Banner("info", words, _("Määräaika jatkuu siitä, mihin se jäi, kun tiedot on saatu."), (came,))

    def _came(self) -> None:
        self._host.do(receive_more, words=_("Lisätiedot kirjattiin saaduiksi. Määräaika jatkuu."))

    def _whose(self) -> Card:
        card = self._host.shown()
        if card.line.person_id is not None:
            number = card.line.person_id
            go = Button(card.line.name, kind="link", pressed=lambda: self._host.context.go(f"person/{number}"))
            change = Button(_("Vaihda"), size="s", pressed=lambda: self._name(None))
            change.setEnabled(self.may and card.record["collected_on"] is None)
            return Card(_("Kenen tietoja pyyntö koskee"), row(go, None, change))
        text = _("Pyynnössä oleva nimi on {name}. Valitse henkilö rekisteristä.").format(
            name=card.record["requester_name"]
        )
        if not self.may:
            return Card(_("Kenen tietoja pyyntö koskee"), label(text, "muted", wrap=True))
        self.finder = Finder(
            self._host.context, ("person",), _("Etsi henkilöä nimellä, puhelimella tai sähköpostilla…")
        )
        self.finder.chosen.connect(lambda _kind, row_id, _name: self._name(row_id))
        nobody = label(
            _("Jos rekisterissä ei ole ketään tällaista, hae vielä aiemmilla nimillä ja vahvista, ettei tietoja ole."),
            "small",
            wrap=True,
        )
        self.nothing = Button(
            _("Vahvista, ettei tietoja ole…"), "mail", pressed=lambda: self._host.show_panel(nothing_form(self._host))
        )
        decides(self._host, self.nothing)
        parts = (label(text, "muted", wrap=True), self.finder, nobody, row(None, self.nothing))
        return Card(_("Kenen tietoja pyyntö koskee"), *parts)

    def _name(self, person_id: int | None) -> None:
        words = _("Henkilö valittiin.") if person_id is not None else _("Henkilön valinta poistettiin.")
        self._host.do(name_person, person_id, words=words)

    def _how(self) -> Card:
        rows: list[QWidget] = []
        for option in IDENTITY_METHODS:
            words = _(option.label)
            made = QRadioButton(words[:1].upper() + words[1:])
            made.toggled.connect(lambda _on: self._choose())
            self._group.addButton(made)
            self.methods[option.code] = made
            rows.append(made)
        forbidden = QRadioButton(_(NEVER_ENOUGH))
        forbidden.setEnabled(False)
        forbidden.setAccessibleDescription(_(NEVER_ENOUGH_WHY))
        why = label(_(NEVER_ENOUGH_WHY), "small", wrap=True)
        why.setContentsMargins(px(26), 0, 0, 0)
        rows.append(column(forbidden, why, gap=2))
        names = ("identity_document", "identity_checked_on", "identity_note")
        start = {"identity_checked_on": self._host.context.today()}
        self.fields = FewFields(self._host, names, start, required=names[:2])
        self._choose()
        no_more = self._host.shown().record["asked_more_on"] is not None
        self.more.setEnabled(not no_more)
        return Card(
            _("Miten henkilöllisyys varmistettiin?"),
            column(*rows, gap=10),
            self._fault,
            self.fields,
            row(self.more, None, self.verify),
        )

    def method(self) -> str:
        """Return the method chosen, "" before one is."""
        return next((code for code, made in self.methods.items() if made.isChecked()), "")

    def _choose(self) -> None:
        if self.fields is not None:
            shown = [field for name, field in self.fields.fields.items() if name != "identity_document" or self._seen()]
            self.fields.show_only(shown)
            self._fault.hide()

    def _seen(self) -> bool:
        return self.method() == "seen"

    def submit(self) -> None:
        """Write down how identity was verified."""
        assert self.fields is not None
        values = self.fields.values()
        shown = Identification(
            self.method(),
            self.fields.text("identity_document"),
            values["identity_checked_on"],  # type: ignore[arg-type]
            self.fields.text("identity_note"),
        )
        failed = self.fields.refusing(self._host, self._refused)
        self._host.do(identify_request, shown, words=_("Henkilöllisyys merkittiin varmistetuksi."), failed=failed)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, InvalidInputError):
            self._fault.setText(str(error))
            self._fault.show()
        else:
            self._host.context.messages.failed(error)

    def focus_start(self) -> None:
        """See HasStart."""
        if self.finder is not None:
            self.finder.search.setFocus()
        elif self.methods and self._host.shown().line.stage is Stage.IDENTITY:
            next(iter(self.methods.values())).setFocus()
