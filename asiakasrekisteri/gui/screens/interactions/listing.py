"""The list of interactions: live search in their contents, kinds and states, and the card of the row one rests on."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.interactions.mails import MailTaker
from asiakasrekisteri.gui.interactions.words import INTERACTION, options
from asiakasrekisteri.gui.listpane.page import ListPanePage, Parts, Shape
from asiakasrekisteri.gui.screens.interactions.pane import InteractionPane
from asiakasrekisteri.gui.screens.interactions.rows import COLUMNS, InteractionPages
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.choices import FilterChip
from asiakasrekisteri.gui.widgets.search import SearchField
from asiakasrekisteri.gui.widgets.states import Beginning, EmptyState
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.interactions.lists import InteractionFilter, list_interactions
from asiakasrekisteri.usecases.lists import IdList

VIEW = "interactions"
PANE_UNDER = 920


class InteractionsPage(ListPanePage):
    """The page "interactions".

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        self._may_write = context.may(Permission.INTERACTION_WRITE)
        self.kind = FilterChip(_("Laji"), options(INTERACTION["kind"]), changed=lambda _code: self.refresh())
        self.state = FilterChip(_("Tila"), options(INTERACTION["state"]), changed=lambda _code: self.refresh())
        self.support = Button(_("Avoimet tukipyynnöt"), "life-buoy", "filteroff", pressed=self.show_open_support)
        model = PagedModel(COLUMNS, InteractionPages(context), context.runner, context.messages.failed)
        table = RecordTable(model, _("Yhteydenotot"), context.preferences, VIEW)
        table.setSortingEnabled(False)  # the newest are always first
        shape = Shape(
            noun="interaction",
            title=_("Yhteydenotot"),
            split="split/interactions",
            pane=340,
            least_pane=360,
            alone_under=PANE_UNDER,
            watched=("interaction", "attachment"),
            leaves=True,
        )
        parts = Parts(
            model=model,
            table=table,
            pane=InteractionPane(context),
            search=SearchField(_("Hae aiheesta, sisällöstä ja nimistä…"), 270),
            chips=(self.state, self.kind),
        )
        super().__init__(context, shape, parts)
        self.mails = MailTaker(context, self, others=False)
        self.note_button = Button(_("Kirjaa yhteydenotto"), "phone", "primary", pressed=self.add)
        self.note_button.setToolTip(_("Kirjaa yhteydenotto (Ctrl+Shift+Y)"))
        self.top.show_acts(*([self.mails.button(), self.note_button] if self._may_write else []))
        context.noting.connect(self.note_button.setHidden)
        self.refresh()

    def filters(self) -> Sequence[QWidget]:
        """See ListPanePage."""
        return self.kind, self.state, self.support

    def add(self) -> None:
        """Begin writing down a call."""
        if self._may_write:
            self._context.noted.emit("", 0)

    def may_edit(self) -> bool:
        """See ListPanePage."""
        return self._may_write

    def show_open_support(self) -> None:
        """List the support cases that are still open."""
        self.kind.blockSignals(True)
        self.kind.choose("support")
        self.kind.blockSignals(False)
        self.state.choose("open")

    def take_mails(self, files: list[Path]) -> None:
        """Bring saved mails into the register."""
        self.mails.take(files)

    def listed_by(self, text: str) -> Callable[[Gate], IdList]:
        """See ListPanePage."""
        wanted = InteractionFilter(text, self.kind.code(), self.state.code())
        return lambda gate: gate.call(list_interactions, wanted)

    def first_time(self) -> QWidget:
        """See ListPanePage."""
        beginnings = []
        if self._may_write:
            call = _("Puhelu, käynti, kirje, muistiinpano tai tukipyyntö.")
            beginnings.append(Beginning("phone", _("Kirjaa puhelu"), call, _("Kirjaa yhteydenotto"), self.add))
            mail = _("Sähköpostiohjelmasta tallennettu .eml-tiedosto. Sen voi myös pudottaa tähän.")
            beginnings.append(Beginning("mail", _("Tuo sähköposti"), mail, _("Tuo sähköposti…"), self.mails.choose))
        text = _("Valitse, miten aloitetaan.") if beginnings else _("Roolillasi yhteydenottoja voi vain katsoa.")
        return EmptyState("phone", _("Yhteydenottoja ei ole vielä kirjattu"), text, tuple(beginnings))

    def conditions(self) -> Sequence[str]:
        """See ListPanePage."""
        chips = ((self.kind, "kind"), (self.state, "state"))
        return [dict(options(INTERACTION[name]))[chip.code()].lower() for chip, name in chips if chip.code()]

    def without(self, total: int) -> str:
        """See ListPanePage."""
        words = ngettext("Ilman ehtoja yhteydenottoja on {n}.", "Ilman ehtoja yhteydenottoja on {n}.", total)
        return words.format(n=number_words(total))

    def counted(self, shown: str, total: int, *, filtered: bool) -> str:
        """See ListPanePage."""
        if filtered:
            return _("{shown} / {total} yhteydenottoa").format(shown=shown, total=number_words(total))
        return ngettext("{n} yhteydenotto", "{n} yhteydenottoa", total).format(n=number_words(total))
