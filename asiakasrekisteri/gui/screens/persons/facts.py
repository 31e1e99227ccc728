"""The card of identification: names, henkilötunnus, phones, e-mails and addresses, each with its origin."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from asiakasrekisteri.domain.fields import FieldSpec, Origin, Record
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.personname import list_form
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.concealing import HiddenValue, ProtectedAddress, ask_reason
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.describe import DETAIL_SPECS, detail_label, detail_origin, detail_value
from asiakasrekisteri.gui.history import history_of
from asiakasrekisteri.gui.records.reading import field_words
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import column, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.facts import Fact, Facts, MaskedValue, Value
from asiakasrekisteri.usecases.persons import PERSON, PersonPage, Revealed, reveal_identity_code

_NAME_FIELDS = ("last_name", "first_names", "former_names")
_SHOWN_ELSEWHERE = {*_NAME_FIELDS, "identity_code", "identity_ground", "non_disclosure"}
_ORDER = ("phone", "email", "address")
_WIDTHS = {"phone": 130, "email": 190, "address": 220}


class IdentityCard(Card):
    """Everything that tells who the person is and how she is reached.

    Args:
        context: the surroundings.
        page: what is shown.
        foot: stands under the facts; None for nothing.
    """

    def __init__(self, context: Context, page: PersonPage, foot: QWidget | None = None) -> None:
        super().__init__(_("Tunnistetiedot"), gap=8)
        self._context, self._page = context, page
        self.masked: list[MaskedValue] = []
        facts = [self._name(), *self._identity_code(), *self._details(), *self._others()]
        self.add(Facts(tuple(facts), context.today(), "stacked"))
        if foot is not None:
            self.add(foot)

    def _name(self) -> Fact:
        record = self._page.record
        name = list_form(record.text("first_names"), record.text("last_name"))
        former = "" if "former_names" in record.hidden else record.text("former_names")
        if former:
            name = _("{name} · ent. {former}").format(name=name, former=former)
        return Fact(
            label=_("Nimi"),
            value=name,
            origin=_newest(record, _NAME_FIELDS),
            history=self._history(record, _NAME_FIELDS),
        )

    def _identity_code(self) -> list[Fact]:
        record = self._page.record
        if record.values.get("identity_code") is None:
            return []
        name = _("Henkilötunnus")
        if not self._page.may_reveal:
            value: QWidget = _quiet(
                _("Tallennettu. Roolillesi ei ole annettu avainta henkilötunnuksiin; pyydä sitä pääkäyttäjältä.")
            )
        else:
            masked = MaskedValue(name, self._ask_reason)
            self.masked.append(masked)
            ground = as_text(PERSON["identity_ground"], record.values.get("identity_ground"))
            words = label(_("Peruste: {ground}").format(ground=ground), "small", wrap=True)
            value = column(masked, *([words] if ground else []), gap=4)
        return [
            Fact(
                label=name,
                value=value,
                origin=record.origins.get("identity_code"),
                history=self._history(record, ("identity_code", "identity_ground")),
            )
        ]

    def _details(self) -> list[Fact]:
        known = sorted(self._page.details, key=lambda r: (_ORDER.index(r.entity), r.id))
        return [self._detail(record) for record in known]

    def _detail(self, record: Record) -> Fact:
        caption = detail_label(record)
        fields = tuple(f.name for f in DETAIL_SPECS[record.entity])
        return Fact(
            label=caption,
            value=self._hidden(record, caption) if record.hidden else self._plain(record, caption),
            origin=detail_origin(record),
            history=self._history(record, fields),
        )

    def _plain(self, record: Record, caption: str) -> str | QWidget:
        value, place = detail_value(record), (record.entity, record.id)
        if place not in self._page.foreign:
            return value
        other = place in self._page.linked_details
        where = _("Toisesta tietueesta, sama henkilö") if other else _("Oman asiakkuuden kortilta")
        return column(Value(value, caption), label(where, "small"), gap=2)

    def _hidden(self, record: Record, caption: str) -> QWidget:
        why = next(iter(record.hidden.values()))
        protected = record.entity == "address" and bool(self._page.record.values.get("non_disclosure"))
        if not protected:
            return HiddenValue(caption, why, _WIDTHS[record.entity])
        masked = ProtectedAddress(self._context, self._page.record.id, record)
        self.masked.append(masked)
        words = label(_("Turvakielto: osoitetta ei näytetä eikä luovuteta."), "small", wrap=True)
        return column(masked, words, gap=4)

    def _others(self) -> list[Fact]:
        record = self._page.record
        rest = [spec for spec in PERSON if spec.editable and spec.name not in _SHOWN_ELSEWHERE]
        known = [spec for spec in rest if spec.name in record.hidden or record.values.get(spec.name)]
        return [self._fact(spec) for spec in known]

    def _fact(self, spec: FieldSpec) -> Fact:
        record, name = self._page.record, _(spec.label)
        why = record.hidden.get(spec.name)
        return Fact(
            label=name,
            value=HiddenValue(name, why) if why else field_words(record, spec),
            origin=record.origins.get(spec.name),
            history=self._history(record, (spec.name,)),
        )

    def _history(self, record: Record, fields: tuple[str, ...]) -> Callable[[QWidget], None]:
        spec = PERSON if record.entity == "person" else DETAIL_SPECS[record.entity]
        return history_of(self._context, spec, record.id, fields)

    def _ask_reason(self, masked: MaskedValue) -> None:
        person_id = self._page.record.id

        def reveal(reason: str) -> None:
            self._context.ask(
                masked,
                lambda gate: gate.call(reveal_identity_code, person_id, reason),
                lambda shown: _show(masked, shown),
            )

        ask_reason(
            self,
            self._context,
            _("Mihin henkilötunnusta tarvitaan?"),
            _("Tunnus näkyy 20 sekuntia. Katselu kirjataan käyttölokiin tarkoituksineen (tietosuojalaki 29 §)."),
            reveal,
        )


def _show(masked: MaskedValue, shown: Revealed) -> None:
    if not masked.isVisible():
        return  # the page was left or the register locked meanwhile
    masked.show_value(shown.value)
    masked.copy.setFocus(Qt.FocusReason.OtherFocusReason)


def _newest(record: Record, fields: tuple[str, ...]) -> Origin | None:
    known = [record.origins[f] for f in fields if f in record.origins]
    return max(known, key=lambda origin: origin.date, default=None)


def _quiet(text: str) -> QFrame:
    words = label(text, "small", wrap=True)
    words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return row(Icon("lock", 14), words, gap=6)
