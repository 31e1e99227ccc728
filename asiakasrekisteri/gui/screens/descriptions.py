"""The register's description for reading, and the ways to print it. What is stored is told by the catalogue itself."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from asiakasrekisteri.domain.description import CategoryContent, Description
from asiakasrekisteri.domain.formats import iso_day
from asiakasrekisteri.domain.phones import normalise_phone, show_phone
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.documents import Documents
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button, column, label, line, row, scrolled, selectable
from asiakasrekisteri.gui.widgets.card import Card, table_card
from asiakasrekisteri.gui.widgets.facts import Fact, Facts
from asiakasrekisteri.gui.widgets.grid_table import GridTable, Head
from asiakasrekisteri.gui.widgets.two_columns import TwoColumns
from asiakasrekisteri.usecases.privacy.description import RegisterDocument, read_description


class DescriptionsScreen(QFrame):
    """What the firm tells of its register, in cards."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self.documents = Documents(context, self)
        self.top = TopBar(_("Selosteet"))
        self.traditional = Button(
            _("Tulosta rekisteriseloste"), "printer", pressed=lambda: self.documents.description("traditional")
        )
        self.notice = Button(
            _("Tulosta tietosuojaseloste"), "printer", "primary", pressed=lambda: self.documents.description("notice")
        )
        self.notice.setToolTip(_("Tulosta tietosuojaseloste (Ctrl+P)"))
        self.top.show_acts(self.traditional, self.notice)
        self._work = label("", "small")
        self._working = row(
            self._work, Button(_("Keskeytä"), "x", "link", pressed=self.documents.cancel), None, margins=(20, 6, 16, 6)
        )
        self._working.hide()
        self._place = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self._working)
        layout.addLayout(self._place, 1)
        self.documents.working.connect(self._tell_work)
        shortcut = QShortcut(QKeySequence("Ctrl+P"), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.notice.click)
        context.bus.watch(self, ("register", "firm", "category_rule", "source"), lambda _changes: self.reload())

    def open(self, argument: str) -> None:  # noqa: ARG002 - there is one register
        """Show the description."""
        self.reload()

    def focus_start(self) -> None:
        """Begin on the document that is printed most."""
        self.notice.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Fetch the description anew."""
        self._context.ask(self, lambda gate: gate.call(read_description), self._show)

    def _show(self, document: RegisterDocument) -> None:
        while (item := self._place.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.top.note.setText(document.description.register_name)
        self._place.addWidget(scrolled(_columns(self._context, document), _("Rekisterin kuvaus")))

    def _tell_work(self, words: str) -> None:
        self._work.setText(words)
        self._working.setVisible(bool(words))
        for button in (self.traditional, self.notice):
            button.setEnabled(not words)


def _columns(context: Context, document: RegisterDocument) -> QFrame:
    own = document.description
    left = column(_controller(context, own), _purposes(document), _groups(own), None, gap=12)
    right = column(_contents(document.contents), _sources(document), _moving(own), _protections(own), None, gap=12)
    return TwoColumns(left, right, share=40)


def _controller(context: Context, own: Description) -> Card:
    firm, contact = own.controller, own.contact
    reached = "\n".join(part for part in (contact.email, show_phone(str(normalise_phone(contact.phone)))) if part)
    facts = (
        (_("Rekisterin nimi"), own.register_name),
        (_("Rekisterinpitäjä"), firm.name),
        (_("Y-tunnus"), firm.business_id),
        (_("Osoite"), firm.address),
        (_("Puhelin"), firm.phone),
        (_("Sähköposti"), firm.email),
        (_("Yhteyshenkilö"), contact.name),
        (_("Yhteystiedot"), reached),
        (_("Laadittu"), iso_day(own.dated)),
    )
    known = tuple(Fact(label=name, value=value) for name, value in facts if value)
    return Card(_("Rekisteri ja rekisterinpitäjä"), Facts(known, context.today(), label_width=110))


def _purposes(document: RegisterDocument) -> Card:
    lines = [
        _item(_upper(p.text), document.bases.get(p.basis or "", "") or _("peruste puuttuu"))
        for p in document.description.purposes
    ]
    return _list_card(_("Käsittelyn tarkoitukset ja perusteet"), lines, _("Tarkoituksia ei ole kirjattu."))


def _groups(own: Description) -> Card:
    lines = [_item(_upper(group.text)) for group in own.subject_groups]
    return _list_card(_("Keitä tiedot koskevat"), lines, _("Rekisteröityjen ryhmiä ei ole kirjattu."))


def _contents(contents: tuple[CategoryContent, ...]) -> QFrame:
    heads = (Head(_("Tietoryhmä"), 3), Head(_("Tiedot"), 6), Head(_("Säilytetään"), 4))
    rows = [(c.title, ", ".join(c.fields), c.keep.split(". ")[0].rstrip(".")) for c in contents]
    title = _("Tietosisältö")
    why = label(_("Luettelo tulee suoraan rekisterin rakenteesta."), "small")
    return table_card(title, GridTable(title, heads, rows), actions=(why,))


def _sources(document: RegisterDocument) -> Card:
    lines = [_item(source.name, source.what) for source in document.sources]
    return _list_card(_("Tietolähteet"), lines, _("Tietoja on saatu vain rekisteröidyiltä itseltään."))


def _moving(own: Description) -> Card:
    lines = [_item(r.name, r.task) for r in own.recipients]
    outside = {
        "no": _("Tietoja ei siirretä EU- tai ETA-alueen ulkopuolelle."),
        "yes": _("Tietoja siirretään EU- tai ETA-alueen ulkopuolelle."),
        "if_needed": _("Tietoja siirretään EU- tai ETA-alueen ulkopuolelle vain tarvittaessa."),
        "unknown": _("Siirroista EU- tai ETA-alueen ulkopuolelle ei ole kirjattu mitään."),
    }[own.transfers.outside_eea]
    lines.append(_item(outside, own.transfers.text))
    if not own.recipients:
        lines.insert(0, _item(_("Vastaanottajia ei ole kirjattu.")))
    return _list_card(_("Luovutukset ja siirrot"), lines, "")


def _protections(own: Description) -> Card:
    lines = [_item(protection.text) for protection in own.protections]
    return _list_card(_("Suojaus"), lines, _("Suojausta ei ole kirjattu."))


def _list_card(title: str, lines: list[QWidget], none: str) -> Card:
    parts: list[QWidget] = []
    for place, widget in enumerate(lines or [label(none, "muted", wrap=True)]):
        parts += [line()] if place else []
        parts.append(widget)
    return Card(title, *parts, gap=7)


def _item(text: str, more: str = "") -> QWidget:
    words: Iterable[QWidget] = (
        selectable(label(text, wrap=True)),
        *([selectable(label(more, "small", wrap=True))] if more else []),
    )
    return column(*words, gap=1)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
