"""The fields of a note in the making, and what they mean for the register."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
)

from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.noting.stopwatch import Stopwatch
from asiakasrekisteri.gui.noting.who import Who
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import column, label, row
from asiakasrekisteri.gui.widgets.choices import Choice, Segmented
from asiakasrekisteri.usecases.choices import Choice as Offered, choices
from asiakasrekisteri.usecases.interactions.people import ParticipantEdit

_DIRECTED = frozenset({"call", "letter", "support"})
_TIMED = frozenset({"call", "visit", "support"})
_PARTS = {
    ("call", "in"): "caller",
    ("call", "out"): "called",
    ("support", "in"): "caller",
    ("support", "out"): "called",
    ("letter", "in"): "sender",
    ("letter", "out"): "recipient",
    ("visit", ""): "visitor",
}
_LONGEST_SUBJECT = 200
_NOTES_HEIGHT = 148


class _Notes(QPlainTextEdit):
    """Some lines high; a longer text is scrolled."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(_NOTES_HEIGHT))


class NoteFields(QFrame):
    """Everything that is asked of a call, a visit, a letter, a note or a support case.

    Args:
        context: the desk.
    """

    changed = Signal()
    """The user changed something."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._context = context
        self._service: int | None = None
        self._loading = False
        self.who = Who(context)
        self._given = self.who.kept()
        self.kind = Segmented(_("Laji"), _kinds(), small=True)
        self.direction = Segmented(_("Suunta"), (("in", _("Saapunut")), ("out", _("Lähtenyt"))), small=True)
        self.subject = QLineEdit()
        self.subject.setMaxLength(_LONGEST_SUBJECT)
        self.body = _Notes()
        self.body.setTabChangesFocus(True)
        self.body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.minutes = Stopwatch()
        self.recorded = QCheckBox(_("Puhelu nauhoitettiin"))
        self.informed, self.not_informed = QRadioButton(_("Kerrottiin alussa")), QRadioButton(_("Ei kerrottu"))
        self._answers = QButtonGroup(self)
        self.service = Choice((), optional=True)
        self.follow_up = QCheckBox(_("Jää avoimeksi, vaatii jatkotoimia"))
        self._build()
        self._connect()
        self._fit()

    def _build(self) -> None:
        for answer in (self.informed, self.not_informed):
            self._answers.addButton(answer)
        self._subject = Field(_("Aihe"), self.subject)
        self._body = Field(
            _("Muistiinpanot"),
            self.body,
            _("Kirjaa vain asian hoitamiseen tarvittava. Henkilö saa nähdä tekstin sellaisenaan."),
            optional=True,
        )
        self.informed.setAccessibleName(_("Nauhoituksesta kerrottiin alussa"))
        self.not_informed.setAccessibleName(_("Nauhoituksesta ei kerrottu"))
        self.minutes.line.setAccessibleName(_("Kesto minuutteina"))
        self._timed = column(label(_("Kesto"), "strong"), self.minutes, gap=4)
        self._told = label("", "err", wrap=True)
        self._told.hide()
        answers = row(self.informed, self.not_informed, None, gap=14)
        self._asked = column(
            label(_("Kerrottiinko nauhoituksesta ennen sen alkua?"), "muted"), answers, self._told, gap=6
        )
        self._service_field = Field(_("Palvelu"), self.service, optional=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        for part in (
            column(label(_("Kenestä"), "strong"), self.who, gap=4),
            column(self.kind, self.direction, gap=6),
            self._subject,
            self._body,
            self._timed,
            column(self.recorded, self._asked, gap=8),
            self._service_field,
            self.follow_up,
        ):
            layout.addWidget(part)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.who.changed.connect(self._typed)
        self.who.customer_changed.connect(self._offer_services)
        self.kind.changed.connect(self._turn_kind)
        self.kind.changed.connect(self._typed)
        self.direction.changed.connect(self._typed)
        self.subject.textChanged.connect(self._typed)
        self.body.textChanged.connect(self._typed)
        self.minutes.changed.connect(self._typed)
        self.recorded.toggled.connect(lambda _on: self._fit())
        self.recorded.toggled.connect(self._typed)
        self._answers.buttonToggled.connect(self._typed)
        self.service.currentIndexChanged.connect(self._typed)
        self.follow_up.toggled.connect(self._typed)

    def is_said(self) -> bool:
        """Tell whether there is anything to keep: the minutes are the clock's, and the page in front told who."""
        written = bool(self.subject.text().strip() or self.body.toPlainText().strip())
        ticked = self.recorded.isChecked() or self.follow_up.isChecked() or bool(self.service.code())
        return written or ticked or self.who.kept() != self._given

    def take_who(self, entity: str, row_id: int, name: str) -> None:
        """Begin with the customer or the person whose page was in front."""
        self.who.take(entity, row_id, name)
        self._given = self.who.kept()

    def values(self) -> dict[str, object]:
        """Return the fields as the register keeps them."""
        kind = self.kind.chosen()
        recorded = kind == "call" and self.recorded.isChecked()
        found: dict[str, object] = {
            "kind": kind,
            "direction": self.direction.chosen() if kind in _DIRECTED else None,
            "subject": self.subject.text().strip(),
            "body": self.body.toPlainText().strip() or None,
            "minutes": self.minutes.minutes() if kind in _TIMED else None,
            "state": "open" if self.follow_up.isChecked() else "closed",
            "recorded": recorded,
            "service_id": int(self.service.code()) if self.service.code() else None,
        }
        if recorded:
            answered = self._answers.checkedButton() is not None
            found["informed_at_start"] = self.informed.isChecked() if answered else None
        return found

    def participants(self) -> list[ParticipantEdit]:
        """Return those who took part, each in the part that follows from the kind and the direction."""
        kind = self.kind.chosen()
        way = self.direction.chosen() if kind in _DIRECTED else ""
        part = _PARTS.get((kind, way), "mentioned")
        return [
            ParticipantEdit(part, p.id) if p.id is not None else ParticipantEdit(part, written=p.name)
            for p in self.who.parties
        ]

    def draft(self) -> dict[str, Any]:
        """Return everything a draft keeps."""
        return {**self.values(), **self.who.kept()}

    def load(self, draft: Mapping[str, Any]) -> None:
        """Show what a draft kept; an empty one begins anew. The clock stands."""
        self._loading = True
        self.kind.choose(str(draft.get("kind") or "call"))
        self.direction.choose(str(draft.get("direction") or "in"))
        self.subject.setText(str(draft.get("subject") or ""))
        self.body.setPlainText(str(draft.get("body") or ""))
        self.minutes.show_minutes(draft.get("minutes"))
        self.recorded.setChecked(bool(draft.get("recorded")))
        self._answer(draft.get("informed_at_start"))
        self.follow_up.setChecked(draft.get("state") == "open")
        self._service = draft.get("service_id")
        self.who.load(draft)
        if not draft:
            self._given = self.who.kept()
        self.show_errors(())
        self._fit()
        self._loading = False

    def show_errors(self, errors: Sequence[FieldError]) -> None:
        """Put each message at its field, and go to the first."""
        told = {e.field.rpartition(".")[2]: e.message for e in errors}
        self._subject.show_problem(told.get("subject", ""))
        self._service_field.show_problem(told.get("service_id", ""))
        self._told.setText(told.get("informed_at_start", ""))
        self._told.setVisible("informed_at_start" in told)
        places = {"subject": self.subject, "informed_at_start": self.informed, "service_id": self.service}
        first = next((places[name] for name in told if name in places), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Begin where writing begins: with whom, when that is not known, else with the subject."""
        first = self.who.finder.search if self.who.is_empty() else self.subject
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_timed(self) -> bool:
        """Tell whether the kind chosen takes time by the clock."""
        return self.kind.chosen() in {"call", "support"}

    def _answer(self, told: object) -> None:
        self._answers.setExclusive(False)
        self.informed.setChecked(told is True)
        self.not_informed.setChecked(told is False)
        self._answers.setExclusive(True)

    def _typed(self, *_what: object) -> None:
        if not self._loading:
            self._told.hide()
            self.changed.emit()

    def _turn_kind(self, kind: str) -> None:
        """A support case begins open; of the others each is dealt with when it is over, unless told otherwise."""
        if not self._loading:
            self.follow_up.setChecked(kind == "support")
        self._fit()

    def _fit(self) -> None:
        """Show what the kind asks for."""
        kind = self.kind.chosen()
        self.direction.setVisible(kind in _DIRECTED)
        self._timed.setVisible(kind in _TIMED)
        self.recorded.setVisible(kind == "call")
        self._asked.setVisible(kind == "call" and self.recorded.isChecked())

    def _offer_services(self) -> None:
        customer = self.who.customer
        wanted, self._service = self._service, None
        self.service.blockSignals(True)
        self.service.offer(())
        self.service.blockSignals(False)
        self._service_field.hide()
        if customer is None:
            return

        def come(found: Sequence[Offered]) -> None:
            if self.who.customer != customer:
                return
            self.service.blockSignals(True)
            self.service.offer([(str(c.id), c.name) for c in found])
            self.service.choose(str(wanted or ""))
            self.service.blockSignals(False)
            self._service_field.setVisible(bool(found))

        self._context.ask(self, lambda gate: gate.call(choices, "service", customer[0]), come)


def _kinds() -> tuple[tuple[str, str], ...]:
    return (
        ("call", _("Puhelu")),
        ("visit", _("Käynti")),
        ("letter", _("Kirje")),
        ("note", _("Muistiinpano")),
        ("support", _("Tukipyyntö")),
    )
