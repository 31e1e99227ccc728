"""A customer beside YTJ: asked on a click that says what is sent, compared field by field, accepted by ticks.

Address: "ytj/17", the customer's id.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.navigation import PageSpec
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.bars import TopBar, action_bar
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, label, row, scrolled
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.customers import CustomerCard, open_customer
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.ytj import (
    BASE,
    HOST,
    Comparison,
    Difference,
    YtjCompany,
    accept_ytj,
    ask_ytj,
    compare_with_ytj,
    note_ytj,
    question,
)

YTJ_PAGE = "ytj"
_WIDTH = 940


def ytj_page(context: Context) -> PageSpec:
    """Return the page, as the window is told of it."""
    return PageSpec(
        key=YTJ_PAGE,
        title="YTJ",
        icon="landmark",
        permission=Permission.CUSTOMER_WRITE,
        factory=lambda: YtjScreen(context),
        place="hidden",
        under="customers",
    )


class YtjScreen(QFrame):
    """The page of one customer's comparison."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context, self._id = context, 0
        self._card: CustomerCard | None = None
        self._company: YtjCompany | None = None
        self._found: Comparison | None = None
        self.base = BASE
        self.ticks: dict[str, QCheckBox] = {}
        self.top = TopBar()
        self.top.back.connect(context.back)
        self.by = QLineEdit()
        self.by.textChanged.connect(lambda _text: self._show_sent())
        self.by.returnPressed.connect(self.ask)
        self.field = Field(_("Y-tunnus tai yrityksen nimi"), self.by)
        self.ask_button = Button(_("Hae YTJ:stä"), "search", pressed=self.ask)
        self._sent = label("", "muted", wrap=True)
        self._said, self._answer = QVBoxLayout(), QVBoxLayout()
        self.accept_button = Button(_("Hyväksy valitut"), "check", "primary", pressed=self.accept)
        self._chosen = label("", "muted")
        self._build()

    def _build(self) -> None:
        asking = Card(_("Haku"), self.field, self._sent, row(self.ask_button, None))
        middle = column(asking, gap=12)
        layout = middle.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addLayout(self._said)
        layout.addLayout(self._answer)
        middle.setMaximumWidth(px(_WIDTH))
        self._bar = action_bar(self._chosen, self.accept_button)
        self._bar.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.top)
        whole.addWidget(scrolled(column(middle, None, margins=(20, 16, 16, 20)), _("Vertailu YTJ:hin")), 1)
        whole.addWidget(self._bar)
        self.accept_button.setToolTip(_("Hyväksy valitut tiedot (Ctrl+Enter)"))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.accept)

    def open(self, argument: str) -> None:
        """Show the search for a customer; nothing is asked yet."""
        if not argument.isdigit():
            return
        self._id = int(argument)
        self._forget()
        self._context.ask(self, lambda gate: gate.call(open_customer, self._id), self._begin)

    def focus_start(self) -> None:
        """Begin at the button that asks."""
        self.ask_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Ask YTJ, beside the store's thread."""
        text, base = self.by.text(), self.base
        try:
            question(text)
        except ExchangeError as error:
            self.field.show_problem(str(error))
            return
        self.field.show_problem("")
        self._forget()
        self.ask_button.setEnabled(False)
        self._say(Banner("info", _("Haetaan tietoja YTJ:stä…")))
        self._context.runner.aside(self, lambda _progress: ask_ytj(text, base), self._come, failed=self._failed)

    def accept(self) -> None:
        """Store the ticked fields."""
        fields, company, found = self.chosen(), self._company, self._found
        if company is None or found is None or not self.accept_button.isEnabled():
            return
        self._context.ask(
            self, lambda gate: gate.call(accept_ytj, self._id, found.version, company, fields), self._accepted
        )

    def chosen(self) -> list[str]:
        """Return the fields that are ticked."""
        return [name for name, tick in self.ticks.items() if tick.isChecked()]

    def _begin(self, card: CustomerCard) -> None:
        self._card = card
        name = card.record.text("name")
        above = (
            (_("Asiakkaat"), partial(self._context.go, "customers")),
            (name.replace("&", "&&"), partial(self._context.go, f"customer/{self._id}")),
        )
        self.top.show_crumbs(above, _("Vertailu YTJ:hin"))
        self.by.setText(card.record.text("business_id") or name)
        self._show_sent()
        self.focus_start()

    def _show_sent(self) -> None:
        text = self.by.text().strip()
        words = _("Napista otetaan yhteys palveluun {host}. Sinne lähetetään vain tämä: {text}")
        self._sent.setText(words.format(host=HOST, text=text or "–"))

    def _come(self, companies: Sequence[YtjCompany]) -> None:
        self.ask_button.setEnabled(True)
        clear(self._said)
        if not companies:
            words = _(
                "YTJ:n avoimesta tiedosta ei löytynyt yritystä. Siinä ei ole toiminimiä eikä yhdistyksiä;"
                " kirjaa niiden tiedot käsin."
            )
            self._say(Banner("warn", words))
        elif len(companies) == 1:
            self._compare(companies[0])
        else:
            self._choose(companies)

    def _choose(self, companies: Sequence[YtjCompany]) -> None:
        lines: list[QWidget] = []
        for one in companies:
            address = one.address(2)
            where = f" · {address.town}" if address is not None and address.town else ""
            button = Button(_("Vertaa"), size="s", pressed=partial(self._compare, one))
            button.setAccessibleName(_("Vertaa: {name}").format(name=one.name))
            lines.append(row(label(one.name, "strong"), label(f"{one.business_id}{where}", "muted"), None, button))
        title = ngettext("{n} yritys löytyi", "{n} yritystä löytyi", len(lines)).format(n=len(lines))
        self._answer.addWidget(Card(title, *lines, gap=6))

    def _compare(self, company: YtjCompany) -> None:
        self._company = company
        self._context.ask(self, lambda gate: gate.call(compare_with_ytj, self._id, company), self._show)

    def _show(self, found: Comparison) -> None:
        self._found = found
        clear(self._answer)
        self.ticks = {}
        if found.warning:
            self._answer.addWidget(Banner("err", found.warning[:1].upper() + found.warning[1:] + "."))
            self._answer.addWidget(row(self._noter(), None))
        differing = [one for one in found.differences if not one.same]
        if not differing:
            self._answer.addWidget(Banner("ok", _("Tiedot ovat samat kuin YTJ:ssä.")))
        self._answer.addWidget(self._table(found.differences))
        source = _("Lähde: YTJ, Patentti- ja rekisterihallitus ja Verohallinto, CC BY 4.0.")
        self._answer.addWidget(label(source, "small", wrap=True))
        self._bar.setVisible(bool(differing))
        self._tell_chosen()

    def _noter(self) -> Button:
        """Return the button that writes the warning down: it is a task until the customership has been ended."""
        made = Button(_("Kirjaa tarkistettavaksi"), "clipboard-check", pressed=self.note)
        made.setToolTip(_("Asiakas on vanhentuneiden tietojen luettelossa, kunnes asiakkuus on päätetty"))
        return made

    def note(self) -> None:
        """Write down what YTJ warned of, without taking anything else."""
        company = self._company
        if company is not None:
            self._context.ask(self, lambda gate: gate.call(note_ytj, self._id, company), self._noted)

    def _table(self, differences: Sequence[Difference]) -> Card:
        place = QFrame()
        place.setProperty("area", "plain")
        grid = QGridLayout(place)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for at, words in enumerate((_("Tieto"), _("Rekisterissä"), _("YTJ"))):
            grid.addWidget(label(words, "small"), 0, at)
        for number, one in enumerate(differences, 1):
            grid.addWidget(self._mark(one), number, 0)
            grid.addWidget(label(one.ours or "–", "muted", wrap=True), number, 1)
            grid.addWidget(label(one.theirs, "body" if one.same else "strong", wrap=True), number, 2)
        for at, share in enumerate((2, 3, 3)):
            grid.setColumnStretch(at, share)
        return Card(_("Vertailu"), place)

    def _mark(self, one: Difference) -> QWidget:
        if one.same:
            return label(_("{field}: sama").format(field=one.label), "muted")
        tick = QCheckBox(one.label)
        tick.setChecked(not one.ours)
        tick.setAccessibleDescription(_("Nyt {ours}, YTJ:ssä {theirs}").format(ours=one.ours or "–", theirs=one.theirs))
        tick.toggled.connect(lambda _on: self._tell_chosen())
        self.ticks[one.field] = tick
        return tick

    def _tell_chosen(self) -> None:
        count = len(self.chosen())
        words = ngettext("{n} tieto hyväksytään", "{n} tietoa hyväksytään", count).format(n=count)
        self._chosen.setText(words if count else _("Valitse tiedot, jotka otetaan YTJ:stä."))
        self.accept_button.setEnabled(count > 0)

    def _accepted(self, saved: Saved) -> None:
        self._tell_stored(saved, _("Tiedot otettiin YTJ:stä."))

    def _noted(self, saved: Saved) -> None:
        self._tell_stored(saved, _("Asiakas kirjattiin vanhentuneisiin tietoihin."))

    def _tell_stored(self, saved: Saved, words: str) -> None:
        def back() -> None:
            self._context.ask(
                self._context,
                lambda gate: gate.call(undo, saved.undo),
                lambda _none: self._context.messages.done(_("Tallennus kumottiin.")),
            )

        self._context.messages.done(words, back)
        self._context.go(f"customer/{self._id}")

    def _failed(self, error: Exception) -> None:
        self.ask_button.setEnabled(True)
        clear(self._said)
        if isinstance(error, ExchangeError):
            self._say(Banner("err", str(error)))
        else:
            self._context.messages.failed(error)

    def _say(self, banner: Banner) -> None:
        clear(self._said)
        self._said.addWidget(banner)

    def _forget(self) -> None:
        self._company = self._found = None
        self.ticks = {}
        clear(self._said)
        clear(self._answer)
        self._bar.hide()
