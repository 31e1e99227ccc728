"""Uutiskirjeet: drafts and what was sent, who stops getting them, and how long the suppression list is."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QSplitter, QStackedWidget, QVBoxLayout

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.formats import clock_time
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.marketing.forms import take_back
from asiakasrekisteri.gui.marketing.words import channel_name, option_words
from asiakasrekisteri.gui.screens.newsletters.composer import NEWSLETTER
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values, number_words
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, label, line, row, scrolled
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.dropping import AddFiles, accept_files
from asiakasrekisteri.gui.widgets.facts import Fact, Facts
from asiakasrekisteri.gui.widgets.states import Beginning, EmptyState
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.marketing.campaigns import (
    CAMPAIGN,
    CampaignRow,
    begin_campaign,
    list_campaigns,
    remove_campaign,
)
from asiakasrekisteri.usecases.privacy.marketing.figures import MarketingFigures, marketing_figures
from asiakasrekisteri.usecases.privacy.marketing.unsubscribing import (
    CameBack,
    Returned,
    take_returned_mail,
    unsubscribe,
)

_WATCHED = ("campaign", "campaign_recipient", "consent", "marketing_prohibition", "suppression")
_PANE, _LEAST = 336, 300
_MOST_BYTES = 30_000_000
_MAILS = frozenset({".eml", ".emlx"})


def _name(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong", icon="newspaper")


def _state(values: Values) -> Cell:
    draft = values["state"] == "draft"
    return Cell(text=_("Luonnos") if draft else _("Lähetetty"), kind="pill", tone="neutral" if draft else "ok")


def _number(name: str, values: Values) -> Cell:
    found = values[name]
    return Cell(text=number_words(int(str(found))) if found and values["state"] == "sent" else "", kind="number")


def _figure(name: str, label_: str, width: int) -> Column:
    """Return a column of numbers that only what was sent has."""
    render = partial(_number, name)
    return Column(name=name, label=label_, width=width, align="right", sortable=False, render=render)


COLUMNS = (
    Column(name="name", label=N_("Nimi"), width=180, sortable=False, render=_name),
    Column(name="state", label=N_("Tila"), width=94, sortable=False, render=_state),
    Column(name="kind", label=N_("Laji"), width=138, sortable=False, bends=True, spare=True),
    Column(name="when", label=N_("Muutettu"), width=166, sortable=False, spare=True),
    _figure("recipients", N_("Saajia"), 80),
    _figure("bounced", N_("Palautui"), 82),
    _figure("unsubscribed", N_("Peruutti"), 82),
)


class _Campaigns:
    """Rows that were fetched all at once: an office sends a handful in a year."""

    def __init__(self) -> None:
        self.rows: dict[int, CampaignRow] = {}

    def fetch(self, ids: Sequence[int]) -> Sequence[Mapping[str, object]]:
        return [_values(self.rows[i]) for i in ids if i in self.rows]


def _values(row_: CampaignRow) -> Mapping[str, object]:
    at = row_.sent_at or row_.changed_at
    kind = option_words(CAMPAIGN, "kind", row_.kind)
    return {
        "name": row_.name,
        "state": row_.state,
        "kind": f"{kind[:1].upper()}{kind[1:]}, {channel_name(row_.channel).lower()}",
        "when": clock_time(at) if at is not None else "",
        "recipients": row_.recipients,
        "bounced": row_.bounced,
        "unsubscribed": row_.unsubscribed,
    }


class NewslettersScreen(QFrame):
    """The page "newsletters".

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self._campaigns = _Campaigns()
        self.model = PagedModel(COLUMNS, self._campaigns, context.runner, context.messages.failed, self)
        self.table = RecordTable(self.model, _("Uutiskirjeet"), context.preferences, "newsletters")
        self.top = TopBar(_("Uutiskirjeet"))
        self.new_button = Button(_("Uusi uutiskirje"), "plus", "primary", pressed=self.add)
        self.new_button.setToolTip(_("Uusi uutiskirje (Ctrl+N)"))
        self.remove_button = Button(_("Poista luonnos"), "trash-2", pressed=self.remove)
        self.top.show_acts(self.remove_button, self.new_button)
        self.aside = ReturnsPane(context)
        self._whole = QStackedWidget()
        self._build()
        self.table.opened.connect(lambda row_id: context.go(f"{NEWSLETTER}/{row_id}"))
        self.table.current_changed.connect(lambda _id: self._fit_acts())
        context.bus.watch(self, _WATCHED, lambda _changes: self.reload())
        self._fit_acts()

    def _build(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.setAccessibleName(_("Luettelon ja kortin jako"))
        split.addWidget(column(self.table, gap=0, area="pane"))
        side = scrolled(self.aside, _("Peruutukset ja estolista"))
        side.setMinimumWidth(px(_LEAST))
        split.addWidget(side)
        split.setStretchFactor(0, 1)
        split.setSizes([px(1144 - _PANE), px(_PANE)])
        self._whole.addWidget(split)
        first = Beginning("newspaper", _("Kirjoita ensimmäinen"), _("Ohjelma katsoo, kenelle saa lähettää."),
                          _("Uusi uutiskirje"), self.add)  # fmt: skip
        words = _(
            "Uutiskirje lähetetään vain niille, joille laki sallii: suostumuksen antaneille, omille asiakkaille ja"
            " organisaatioille. Jokainen voi perua sen."
        )
        self._whole.addWidget(EmptyState("newspaper", _("Uutiskirjeitä ei ole vielä"), words, (first,)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(line(strong=True))
        layout.addWidget(self._whole, 1)
        acts: tuple[tuple[str, Callable[[], object]], ...] = (("Ctrl+N", self.add), ("Del", self.remove))
        for keys, act in acts:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

    def open(self, argument: str) -> None:  # noqa: ARG002 - there is one list
        """Show the newsletters."""
        self.reload()

    def focus_start(self) -> None:
        """Begin in the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Fetch the list and the figures anew."""

        def ask(gate: Gate) -> tuple[tuple[CampaignRow, ...], MarketingFigures]:
            return gate.call(list_campaigns), gate.call(marketing_figures)

        self._context.ask(self, ask, lambda found: self._show(*found))

    def add(self) -> None:
        """Begin a draft and open it."""

        def done(saved: Saved) -> None:
            self._context.go(f"{NEWSLETTER}/{saved.id}")

        self._context.ask(self, lambda gate: gate.call(begin_campaign, {}), done)

    def remove(self) -> None:
        """Remove the draft one stands on; it can be undone."""
        row_ = self._current()
        if row_ is None or row_.state != "draft" or (not self.table.hasFocus() and not self.remove_button.hasFocus()):
            return

        def done(saved: Saved) -> None:
            self._context.messages.done(_("Luonnos poistettiin."), partial(take_back, self._context, saved.undo))

        self._context.ask(self, lambda gate: gate.call(remove_campaign, row_.id), done)

    def _current(self) -> CampaignRow | None:
        current = self.table.current_id()
        return self._campaigns.rows.get(current) if current is not None else None

    def _fit_acts(self) -> None:
        found = self._current()
        self.remove_button.setEnabled(found is not None and found.state == "draft")

    def _show(self, rows: Sequence[CampaignRow], figures: MarketingFigures) -> None:
        self._campaigns.rows = {one.id: one for one in rows}
        self.model.show([one.id for one in rows])
        self._whole.setCurrentIndex(0 if rows or figures.suppressed or figures.consents else 1)
        self.top.show_title(_("Uutiskirjeet"), number_words(len(rows)) if rows else "")
        self.aside.show_figures(figures)
        self._fit_acts()
        sent = sum(1 for one in rows if one.state == "sent")
        words = ngettext("{n} lähetetty", "{n} lähetettyä", sent).format(n=number_words(sent))
        if self.isVisible():
            self._context.counted.emit(words)


class ReturnsPane(QFrame):
    """Who stops getting newsletters: the code typed in, a mail that came back; and the figures of marketing.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._context = context
        self.code = QLineEdit()
        self.code.setPlaceholderText("ABCD-2345-EFGH")
        self.code.returnPressed.connect(self.unsubscribe)
        self.field = Field(_("Peruutuskoodi"), self.code, _("Viestin lopusta: kolme neljän merkin ryhmää."))
        self.stop_button = Button(_("Lopeta viestit"), "megaphone-off", pressed=self.unsubscribe)
        self.mail_button = AddFiles(self.take_mails, text=_("Valitse palautunut viesti…"))
        self.said = QVBoxLayout()
        words = _(
            "Peruutus on voimassa heti. Palautuneen viestin (.eml) voi myös pudottaa tähän: vastaus lopettaa viestit,"
            " toimittamatta jäänyt merkitään palautuneeksi."
        )
        card = Card(
            _("Peruutukset"),
            label(words, "muted", wrap=True),
            self.field,
            row(self.stop_button, None),
            row(self.mail_button, None),
        )
        card.body.addLayout(self.said)
        accept_files(card, self.take_mails)
        self._figures = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(card)
        layout.addLayout(self._figures)
        layout.addStretch(1)

    def show_figures(self, figures: MarketingFigures) -> None:
        """Show how many agree, how many refuse, and how long the suppression list is."""
        clear(self._figures)
        facts = (
            Fact(label=_("Suostumuksia voimassa"), value=number_words(figures.consents)),
            Fact(label=_("Suostumuksia peruutettu"), value=number_words(figures.withdrawn)),
            Fact(label=_("Markkinointikieltoja"), value=number_words(figures.prohibitions)),
            Fact(label=_("Myynnissä saatuja"), value=number_words(figures.sales)),
            Fact(label=_("Estolistalla"), value=number_words(figures.suppressed)),
        )
        words = _(
            "Estolistalla ei ole osoitteita vaan tiivisteitä, joista niitä ei voi lukea. Se säilyy, kun henkilö"
            " hävitetään."
        )
        card = Card(
            _("Suostumukset ja estolista"),
            Facts(facts, self._context.today(), label_width=156),
            label(words, "small", wrap=True),
        )
        self._figures.addWidget(card)

    def unsubscribe(self) -> None:
        """Stop newsletters to who has the code."""
        code = self.code.text()
        self.field.show_problem("")
        self._context.ask(self, lambda gate: gate.call(unsubscribe, code), self._done, failed=self._refused)

    def take_mails(self, files: Sequence[Path]) -> None:
        """Do what mails that came back mean, one after another."""
        for file in files:
            if file.suffix.casefold() not in _MAILS or file.stat().st_size > _MOST_BYTES:
                self._say(_("Tiedosto ei ole sähköpostiviesti. Tallenna viesti .eml-muotoon."))
                continue
            self._context.ask(self, partial(_taken, file), self._done)

    def _done(self, found: Returned) -> None:
        self.code.clear()
        words = returned_words(found)
        self._say(words)
        if found.undo:
            self._context.messages.done(words, partial(take_back, self._context, found.undo))

    def _refused(self, error: Exception) -> None:
        if isinstance(error, InvalidInputError):
            self.field.show_problem(error.errors[0].message)
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._context.messages.failed(error)

    def _say(self, words: str) -> None:
        clear(self.said)
        self.said.addWidget(label(words, "strong", wrap=True))


def _taken(file: Path, gate: Gate) -> Returned:
    return gate.call(take_returned_mail, file.read_bytes())


def returned_words(found: Returned) -> str:
    """Return in a sentence what was done."""
    words = {
        CameBack.UNSUBSCRIBED: _("{name}: viestit lopetettiin, ja kielto kirjattiin."),
        CameBack.ALREADY: _("{name} oli jo perunut viestit."),
        CameBack.BOUNCED: _("{name}: viesti merkittiin palautuneeksi."),
        CameBack.SUPPRESSED: _("Koodia ei enää tunneta. Lähettäjän osoite lisättiin estolistalle."),
        CameBack.UNKNOWN: _("Viestistä ei löytynyt peruutuskoodia. Kirjaa kielto henkilön sivulta."),
    }
    return words[found.meaning].format(name=found.name)
