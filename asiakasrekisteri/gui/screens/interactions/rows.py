"""What the list of interactions shows of each."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.interactions.words import INTERACTION, STATE_TONES, interaction_icon, kind_words, option_words
from asiakasrekisteri.gui.tables.columns import Cell, Column, Mark, Values
from asiakasrekisteri.usecases.interactions.lists import interaction_rows


def _kind(values: Values) -> Cell:
    kind, way = str(values["kind"]), str(values["direction"])
    return Cell(text=kind_words(kind, way), kind="icons", marks=(Mark(interaction_icon(kind, way), ""),))


def _subject(values: Values) -> Cell:
    return Cell(text=str(values["subject"]), kind="strong")


def _state(values: Values) -> Cell:
    code = str(values["state"])
    return Cell(text=option_words(INTERACTION["state"], code), kind="pill", tone=STATE_TONES.get(code, "neutral"))


def _marks(values: Values) -> Cell:
    count = values["attachments"]
    marks = []
    if isinstance(count, int) and count:
        words = ngettext("{n} tiedosto", "{n} tiedostoa", count).format(n=count)
        marks.append(Mark("paperclip", words))
    if values["recorded"]:
        marks.append(Mark("file-audio", _("nauhoitettu")))
    return Cell(text="", kind="icons", marks=tuple(marks))


COLUMNS = (
    Column(name="kind", label=N_("Laji"), width=50, sortable=False, render=_kind),
    Column(name="at", label=N_("Aika"), kind=FieldKind.INSTANT, width=160, sortable=False),
    Column(name="subject", label=N_("Aihe"), width=184, sortable=False, render=_subject),
    Column(name="customer", label=N_("Asiakas"), width=166, sortable=False, bends=True, spare=True),
    Column(name="people", label=N_("Henkilöt"), width=121, sortable=False, bends=True, spare=True),
    Column(name="state", label=N_("Tila"), width=92, sortable=False, render=_state),
    Column(name="marks", label=N_("Huomiot"), width=84, sortable=False, shown=False, render=_marks),
    Column(name="who", label=N_("Kirjasi"), width=150, sortable=False, shown=False),
)


class InteractionPages:
    """Fetches rows of the list."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def fetch(self, ids: Sequence[int]) -> Sequence[Mapping[str, object]]:
        """See tables.model.Pages."""
        rows = {row.id: row for row in self._context.gate.call(interaction_rows, list(ids))}
        return [asdict(rows[i]) if i in rows else {} for i in ids]
