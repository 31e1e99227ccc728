"""One record for reading: the sections of the catalogue as cards, each value with where it came from."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.fields import FieldKind, FieldSpec, Record, Section, Sensitivity
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.dialogs.purpose import ReasonDialog
from asiakasrekisteri.gui.history import history_of
from asiakasrekisteri.gui.records.kinds import RecordKind
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.facts import Fact, Facts, MaskedValue


def field_words(record: Record, spec: FieldSpec) -> str:
    """Return the value of a field in words; of a reference, what the other row is called."""
    if spec.kind is FieldKind.LINK:
        return record.names.get(spec.name, "")
    words = as_text(spec, record.values.get(spec.name))
    return words[:1].upper() + words[1:] if spec.options else words


def section_cards(context: Context, kind: RecordKind, record: Record) -> list[Card]:
    """Return a card for each section that has something to show."""
    known = {f.name: f for f in kind.spec}
    placed = {name for section in kind.spec.sections for name in section.fields}
    rest = tuple(f.name for f in kind.spec if f.name not in placed)
    sections = [*kind.spec.sections, *([Section(_("Muut tiedot"), rest)] if rest else [])]
    cards = []
    for section in sections:
        facts = [fact for name in section.fields if (fact := _fact(context, kind, record, known[name])) is not None]
        if facts:
            cards.append(Card(_(section.title), Facts(tuple(facts), context.today(), "stacked")))
    return cards


def _fact(context: Context, kind: RecordKind, record: Record, spec: FieldSpec) -> Fact | None:
    value: str | QWidget = field_words(record, spec)
    if spec.name in record.hidden:
        value = record.hidden[spec.name][:1].upper() + record.hidden[spec.name][1:]
    if spec.kind is FieldKind.FLAG and record.values.get(spec.name) is not True:
        return None
    if not value:
        return None
    if spec.sensitivity is not Sensitivity.PLAIN and spec.name not in record.hidden:
        value = _masked(context, kind, record, spec)
    return Fact(
        label=_(spec.label),
        value=value,
        origin=record.origins.get(spec.name),
        history=history_of(context, kind.spec, record.id, (spec.name,)),
    )


def _masked(context: Context, kind: RecordKind, record: Record, spec: FieldSpec) -> MaskedValue:
    keys = context.gate.store.keys
    may = {Sensitivity.SECRET: keys.secrets, Sensitivity.IDENTITY: keys.identity}.get(spec.sensitivity) is not None
    asked = partial(_ask_reason, context, kind, record, spec)
    return MaskedValue(_(spec.label), asked, may=may and kind.reveal is not None, mask="••••••••••")


def _ask_reason(context: Context, kind: RecordKind, record: Record, spec: FieldSpec, masked: MaskedValue) -> None:
    def show(clear: str) -> None:
        if masked.isVisible():  # the page was not left, nor the register locked meanwhile
            masked.show_value(clear)
            masked.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(reason: str) -> None:
        context.ask(masked, lambda gate: gate.call(kind.reveal, record.id, reason).value, show)

    dialog = ReasonDialog(
        masked.window(),
        _("Mihin tietoa ”{what}” tarvitaan?").format(what=_(spec.label).lower()),
        _("Tieto näkyy 20 sekuntia. Katselu kirjataan käyttölokiin tarkoituksineen."),
        _(context.gate.purpose),
        reveal,
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
