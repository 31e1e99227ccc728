"""The right of the composer: who is told and by which way, who is not and why, and exactly what each gets."""

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from asiakasrekisteri.domain.outages import BY_MAIL, CHANNEL_LABELS, LEFT_LABELS, Channel, Left, Telling, Told
from asiakasrekisteri.domain.phones import show_phone
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.seen import Rows, SeenLog
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values, number_words
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, label, line, row
from asiakasrekisteri.usecases.outages.wording import Words

_ICONS = {Channel.EMAIL: "mail", Channel.SPARE: "mail", Channel.PHONE: "phone", Channel.LETTER: "file-text"}
Write = Callable[[Told], Words]
"""Returns exactly what one recipient gets."""


def _name(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong")


def _channel(values: Values) -> Cell:
    channel = Channel(str(values["channel"]))
    return Cell(text=_(CHANNEL_LABELS[channel]), icon=_ICONS[channel])


_COLUMNS = (
    Column(name="name", label=N_("Henkilö"), width=124, bends=True, render=_name),
    Column(name="customer", label=N_("Asiakas"), width=112, bends=True),
    Column(name="channel", label=N_("Kanava"), width=122, render=_channel),
)


class PeoplePane(QFrame):
    """Those who are told.

    Args:
        context: the desk.
        write: see `Write`.
    """

    chosen_changed = Signal()
    """Another restricted person is to be told, or none."""
    trial_asked = Signal()
    """What is shown is to be sent to the firm's own address."""

    def __init__(self, context: Context, write: Write) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self._write = write
        self._told: dict[int, Told] = {}
        self._chosen: set[int] = set()
        self._boxes: dict[int, QCheckBox] = {}
        self.note = label("", "muted")
        self._facts = QVBoxLayout()
        self._facts.setSpacing(8)
        self.reason = QLineEdit()
        self._reason_field = Field(
            _("Miksi rajoitetulle kerrotaan"), self.reason, _("Kirjataan käyttölokiin. Ilman perustetta ei lähetetä.")
        )
        self._reason_field.hide()
        self.table = LocalTable(context, _COLUMNS, _("Vastaanottajat"), "notice-people")
        self.table.current_changed.connect(lambda _id: self.show_message())
        self._to = label("", "small", wrap=True)
        self.message = QPlainTextEdit()
        self.message.setReadOnly(True)
        self.message.setTabChangesFocus(True)
        self.message.setProperty("area", "reading")
        self.message.setAccessibleName(_("Viesti täsmälleen sellaisena kuin vastaanottaja sen saa"))
        self._seen = SeenLog(self, context, self._in_sight)
        self._build()

    def _build(self) -> None:
        head = column(
            row(label(_("Vastaanottajat"), "h2"), None, self.note),
            _inner(self._facts),
            self._reason_field,
            gap=10,
            margins=(16, 14, 16, 12),
        )
        self.trial_button = Button(_("Lähetä koe itselle"), "send", "ghost", "s", self.trial_asked.emit)
        preview = column(
            row(label(_("Esikatselu"), "h3"), None, self.trial_button),
            self._to,
            self.message,
            gap=4,
            margins=(16, 10, 12, 8),
            area="pane",
        )
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(preview)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(line(strong=True))
        layout.addWidget(split, 1)

    def shown_words(self) -> Words | None:
        """Return what the recipient one stands on gets; None while there is nobody."""
        told = self._told.get(self.table.current_id() or 0)
        return self._write(told) if told is not None else None

    def choose(self, chosen: Sequence[int]) -> None:
        """Take the restricted persons who are told all the same."""
        self._chosen = set(chosen)

    def chosen(self) -> tuple[int, ...]:
        """Return the restricted persons who are told all the same."""
        return tuple(sorted(self._chosen))

    def show_reason_problem(self, text: str) -> None:
        """Show that the reason is missing."""
        self._reason_field.show_problem(text)
        if text:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_telling(self, telling: Telling, prohibitions: int) -> None:
        """Show who is told."""
        self._told = dict(enumerate(telling.told, 1))
        persons = ngettext("{n} saaja", "{n} saajaa", len(telling.told)).format(n=number_words(len(telling.told)))
        customers = ngettext("{n} asiakas", "{n} asiakasta", telling.customers).format(
            n=number_words(telling.customers)
        )
        self.note.setText(_("{persons}, {customers}").format(persons=persons, customers=customers))
        clear(self._facts)
        self._boxes = {}
        for icon_name, tone, words, more in self._words(telling, prohibitions):
            self._facts.addWidget(_fact(icon_name, tone, words, more))
        self._add_restricted(telling)
        self.table.show_rows({place: _row(one) for place, one in self._told.items()})
        if self._told and self.table.current_id() is None:
            self.table.choose_id(1)
        self.show_message()
        self._seen.moved()

    def show_message(self) -> None:
        """Show what the recipient one stands on gets."""
        told = self._told.get(self.table.current_id() or 0)
        if told is None:
            self._to.setText(_("Valitse vasemmalta, mitä häiriö koskee.") if not self._told else "")
            self.message.setPlainText("")
            return
        words = self._write(told)
        address = show_phone(told.address) if told.channel is Channel.PHONE else told.address
        to = f"{told.who.name} <{address}>" if told.channel in BY_MAIL else f"{told.who.name} {address}".strip()
        self._to.setText(_("{to} · {subject}").format(to=to, subject=words.subject))
        place = self.message.verticalScrollBar().value()
        self.message.setPlainText(words.text)
        self.message.verticalScrollBar().setValue(place)

    def _words(self, telling: Telling, prohibitions: int) -> list[tuple[str, str, str, str]]:
        """Return what is said over the list: icon, tone, a sentence, and what follows from it."""
        found: list[tuple[str, str, str, str]] = []
        by_channel = Counter(one.channel for one in telling.told)
        mails = by_channel[Channel.EMAIL] + by_channel[Channel.SPARE]
        others = by_channel[Channel.PHONE] + by_channel[Channel.LETTER]
        if mails:
            words = ngettext("{n} saa sähköpostin", "{n} saa sähköpostin", mails).format(n=number_words(mails))
            stood = ngettext(
                "{n} asiakkaalla ei ole teknistä yhteyshenkilöä: kerrotaan muulle.",
                "{n} asiakkaalla ei ole teknistä yhteyshenkilöä: kerrotaan muulle.",
                telling.stood_in,
            ).format(n=number_words(telling.stood_in))
            found.append(("mail", "muted", words, stood if telling.stood_in else ""))
        if others:
            words = ngettext("{n} soitetaan tai kirjoitetaan", "{n} soitetaan tai kirjoitetaan", others)
            more = _("Sähköpostia ei ole tai se on samalla palvelimella.")
            found.append(("phone", "warn", words.format(n=number_words(others)), more))
        if prohibitions:
            words = ngettext(
                "{n} markkinointikielto ei estä lähetystä", "{n} markkinointikieltoa ei estä lähetystä", prohibitions
            )
            more = _("Häiriötiedote ei ole suoramarkkinointia.")
            found.append(("megaphone-off", "muted", words.format(n=number_words(prohibitions)), more))
        for why in (Left.UNREACHABLE, Left.SAME_ADDRESS):
            names = [one.who.name for one in telling.left if one.why is why]
            if names:
                words = _("{n} jää pois: {names}").format(n=number_words(len(names)), names=_listed(names))
                found.append(("ban", "muted" if why is Left.SAME_ADDRESS else "warn", words, _(LEFT_LABELS[why])))
        return found

    def _add_restricted(self, telling: Telling) -> None:
        left = [one.who for one in telling.left if one.why is Left.RESTRICTED]
        told = [one.who for one in telling.told if one.who.restricted]
        persons = {one.person_id: one.name for one in (*left, *told) if one.person_id is not None}
        if persons:
            count = len(persons)
            words = ngettext("{n} rajoitettu henkilö", "{n} rajoitettua henkilöä", count).format(n=number_words(count))
            more = _("Ei lähetetä, ellei erikseen valita (18 art.).")
            self._facts.addWidget(_fact("lock", "err", words, more))
        for person_id, name in persons.items():
            box = QCheckBox(_("{name}: kerrotaan silti").format(name=name))
            box.setChecked(person_id in self._chosen)
            box.toggled.connect(lambda on, p=person_id: self._choose(p, on=on))
            self._boxes[person_id] = box
            self._facts.addWidget(row(24, box, None, gap=0))
        self._reason_field.setVisible(bool(told))

    def _choose(self, person_id: int, *, on: bool) -> None:
        (self._chosen.add if on else self._chosen.discard)(person_id)
        self.chosen_changed.emit()

    def _in_sight(self) -> Rows:
        shown = (self._told[place].who for place in self.table.ids_in_sight() if place in self._told)
        return [("person", one.person_id) for one in shown if one.person_id is not None]


def _inner(layout: QVBoxLayout) -> QWidget:
    made = column()
    inner = made.layout()
    assert isinstance(inner, QVBoxLayout)
    inner.addLayout(layout)
    return made


def _fact(icon_name: str, tone: str, words: str, more: str) -> QWidget:
    said = column(label(words, "strong", wrap=True), *([label(more, "small", wrap=True)] if more else []), gap=1)
    made = row(said, gap=8)
    layout = made.layout()
    assert layout is not None
    layout.insertWidget(0, Icon(icon_name, 16, tone), 0, Qt.AlignmentFlag.AlignTop)  # type: ignore[attr-defined]
    return made


def _row(one: Told) -> dict[str, object]:
    count = len(one.customers)
    customers = ngettext("{n} asiakas", "{n} asiakasta", count).format(n=number_words(count))
    return {
        "name": one.who.name,
        "customer": one.who.customer if count == 1 else customers,
        "channel": one.channel.value,
    }


_MOST_NAMES = 3


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    listed = ", ".join(names[:_MOST_NAMES])
    return _("{names} ja {n} muuta").format(names=listed, n=number_words(more)) if more > 0 else listed
