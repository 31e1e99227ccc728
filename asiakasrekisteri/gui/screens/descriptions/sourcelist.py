"""The sources of a description beside the store: how many customers each has data of, and what the text leaves out."""

from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from asiakasrekisteri.domain.description import SourceStatement
from asiakasrekisteri.domain.formats import number
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.descriptions.draft import Draft
from asiakasrekisteri.gui.screens.descriptions.parts import ListPart
from asiakasrekisteri.gui.screens.descriptions.rows import Column
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import Button, clear, label, row
from asiakasrekisteri.usecases.privacy.sourcing import SourceUse, compare_sources


class SourcesPart(ListPart):
    """The list, a figure on each row, and under it the sources in use that the text does not name."""

    def __init__(self, context: Context, draft: Draft) -> None:
        columns = (
            Column("name", _("Lähde"), 5),
            Column("what", _("Mitä tietoja ja miksi"), 7),
            Column("kind", _("Lähteen laji"), 7, "choice", _kinds()),
        )
        fresh = lambda: SourceStatement("customer", "")  # noqa: E731 - made anew for each row
        super().__init__(context, draft, "sources", _("Tietolähteet"), columns, fresh, _("Lisää lähde"))
        self.compare_button = Button(_("Vertaa rekisteriin"), "refresh-cw", "ghost", size="s", pressed=self.compare)
        self.untold = QVBoxLayout()
        self.untold.setSpacing(6)
        self.add_buttons: list[Button] = []
        self._told = False
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, row(None, self.compare_button))
        layout.insertWidget(1, _heads())
        layout.addLayout(self.untold)
        draft.checked.connect(self._look)

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the store when the section comes in sight."""
        super().showEvent(event)
        self._look()

    def compare(self) -> None:
        """Compare with the store now, and tell what was found."""
        self._told = True
        self.draft.check()

    def _look(self) -> None:
        if not self.isVisible():
            return
        words, register_id = self.draft.words, self.draft.register_id
        self.context.ask(self, lambda gate: gate.call(compare_sources, words, register_id), self._show)

    def _show(self, found: SourceUse) -> None:
        written = [made for made in self.list.rows if made.item in self.draft.words.sources]
        for made, customers in zip(written, found.customers, strict=False):
            said = "" if customers is None else ngettext("{n} asiakas", "{n} asiakasta", customers)
            made.show_mark("–" if customers is None else number(Decimal(customers)), said.format(n=customers))
        clear(self.untold)
        self.add_buttons = []
        for source, customers in found.untold:
            self.untold.addWidget(self._untold_row(source, customers))
        if self._told:
            self._told = False
            self._tell(len(found.untold))

    def _untold_row(self, source: SourceStatement, customers: int) -> QFrame:
        words = _("{name}: {what}").format(name=source.name, what=source.what) if source.what else source.name
        add = Button(_("Lisää"), size="s", pressed=partial(self._add, source))
        add.setAccessibleDescription(words)
        add.setEnabled(self.draft.writable)
        self.add_buttons.append(add)
        figure = label(number(Decimal(customers)), "body")
        figure.setToolTip(ngettext("{n} asiakas", "{n} asiakasta", customers).format(n=customers))
        parts = (Icon("circle-alert", 16, "err"), label(words, wrap=True), None, figure, add)
        return row(*parts, margins=(10, 6, 6, 6), area="banner-err")

    def _add(self, source: SourceStatement) -> None:
        words = self.draft.words
        added = (*words.sources, source)
        told = _("Lisättiin lähteisiin: {name}.").format(name=source.name)
        self.draft.put_undoable(replace(words, sources=added), told)
        self.draft.check()

    def _tell(self, lacking: int) -> None:
        if not lacking:
            self.context.messages.done(_("Seloste nimeää jokaisen lähteen, josta rekisterissä on tietoja."))
            return
        words = ngettext("Selosteesta puuttuu {n} lähde.", "Selosteesta puuttuu {n} lähdettä.", lacking)
        self.context.messages.done(words.format(n=lacking))


def _heads() -> QFrame:
    """Return the captions over the fields of the rows, as wide as those are."""
    titles = (_("Lähde"), _("Mitä tietoja"), _("Asiakkaita"))
    heads = row(*(label(title, "caption") for title in titles), gap=6, margins=(22, 0, 68, 0))
    layout = heads.layout()
    assert isinstance(layout, QHBoxLayout)
    layout.setStretch(0, 5)
    layout.setStretch(1, 7)
    return heads


def _kinds() -> tuple[tuple[str, str], ...]:
    return (
        ("customer", _("Asiakas itse")),
        ("staff", _("Henkilökunta")),
        ("call", _("Puhelu")),
        ("email", _("Sähköposti")),
        ("public_register", _("Julkinen rekisteri")),
        ("commercial", _("Tietopalvelu")),
        ("import", _("Tuonti")),
    )
