"""Who might be in the register already: looked up while a new customer is typed, offered at the side."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.seen import Rows, SeenLog
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, label, line, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.marks import Avatar
from asiakasrekisteri.usecases.finding import Hit, find
from asiakasrekisteri.usecases.gate import Gate

QUIET_MILLISECONDS = 300
_SHORTEST = 3
_BY_NAME = {"name", "word", "beginning"}
"""A name that is only part of an e-mail domain is no sign of the same person."""
_MOST = 4
_FOUND_BY = {
    "name": N_("sama nimi"),
    "identifier": N_("sama tunnus"),
    "identity_code": N_("sama henkilötunnus"),
    "part": N_("sama yhteystieto"),
}


class Duplicates(Card):
    """The card of those found; hidden while nobody is."""

    open_asked = Signal(str, int)
    """Kind and id of a hit to look at."""
    same_person = Signal(int, str)
    """The new private customer is this person: id and name."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("Ehkä jo rekisterissä"))
        self._context = context
        self._texts: tuple[str, ...] = ()
        self._can_be_same = False
        self._turn = 0
        self.hits: tuple[Hit, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self.body.addLayout(self._lines)
        self._seen = SeenLog(self, context, self._in_sight)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MILLISECONDS)
        self._quiet.timeout.connect(self.look)
        self.hide()

    def typed(self, texts: Sequence[str], *, can_be_same: bool) -> None:
        """Look for these texts (name, identifiers, contact details) after a short quiet.

        Args:
            texts: what was typed so far.
            can_be_same: whether a person found may be the new customer herself.
        """
        wanted = tuple(t for t in texts if len(t) >= _SHORTEST)
        if wanted != self._texts or can_be_same != self._can_be_same:
            self._texts, self._can_be_same = wanted, can_be_same
            self._quiet.start()

    def look(self) -> None:
        """Look now."""
        self._turn += 1
        turn, texts = self._turn, self._texts

        def search(gate: Gate) -> tuple[Hit, ...]:
            found: dict[tuple[str, int], Hit] = {}
            for text in texts:
                exact = "@" in text or text[-1:].isdigit()
                for hit in gate.call(find, text, _MOST):
                    if exact or hit.matched in _BY_NAME:
                        found.setdefault((hit.kind, hit.id), hit)
            return tuple(found.values())[:_MOST]

        def come(hits: tuple[Hit, ...]) -> None:
            if turn == self._turn:
                self._show(hits)

        self._context.ask(self, search, come)

    def _show(self, hits: tuple[Hit, ...]) -> None:
        if hits and hits != self.hits:
            announce(self, _("Ehkä jo rekisterissä: {names}").format(names=", ".join(h.name for h in hits)))
        self.hits = hits
        clear(self._lines)
        for place, hit in enumerate(hits):
            if place:
                self._lines.addWidget(line())
            self._lines.addWidget(self._line(hit))
        self.setVisible(bool(hits))
        self._seen.moved()

    def _line(self, hit: Hit) -> QFrame:
        what = _("Henkilö") if hit.kind == "person" else _("Asiakas")
        why = _(_FOUND_BY.get(hit.matched, ""))
        words = " · ".join(w for w in (what, why) if w)
        acts = [Button(_("Avaa"), size="s", pressed=lambda: self.open_asked.emit(hit.kind, hit.id))]
        if hit.kind == "person" and self._can_be_same:
            same = Button(_("Sama henkilö"), size="s", pressed=lambda: self.same_person.emit(hit.id, hit.name))
            acts.insert(0, same)
        name = label(hit.name, "strong", wrap=True)
        name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        who = row(Avatar(hit.name, 28), column(name, label(words, "small"), gap=0), gap=10)
        return column(who, row(*acts, None, gap=8), gap=8)

    def _in_sight(self) -> Rows:
        return [(h.kind, h.id) for h in self.hits] if self.isVisible() else []
