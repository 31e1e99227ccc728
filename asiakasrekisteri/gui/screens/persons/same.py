"""The cards of records that may be the same person, and of those that are linked as the same."""

from functools import partial

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from asiakasrekisteri.domain.formats import iso_day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.widgets.basics import Button, column, label, line, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.persons import PersonPage
from asiakasrekisteri.usecases.same_person import Linked, Suggestion, part

_SHOWN = 5


def compare_address(person_id: int, other_id: int) -> str:
    """Return the address of two records side by side."""
    return f"person/{person_id}/vertaa/{other_id}"


def suggestions_card(context: Context, page: PersonPage) -> Card | None:
    """Return what may be the same person, the likeliest first; None when nothing may."""
    if not page.suggestions:
        return None
    here = page.record.id
    lines: list[QWidget] = []
    for one in page.suggestions[:_SHOWN]:
        compare = Button(_("Vertaa"), size="s", pressed=partial(context.go, compare_address(here, one.person_id)))
        compare.setAccessibleName(_("Vertaa: {name}").format(name=one.name))
        lines += [*([line()] if lines else []), row(_words(one.name, *_about(one)), compare, gap=8)]
    if len(page.suggestions) > _SHOWN:
        more = Button(_("Näytä kaikki ehdotukset"), kind="link", pressed=lambda: context.go("same_persons"))
        lines += [line(), row(more, None)]
    count = Pill(str(len(page.suggestions)), "warn")
    return Card(_("Ehkä sama henkilö"), *lines, actions=(count,), gap=8)


def linked_card(context: Context, page: PersonPage) -> Card | None:
    """Return the records that are linked as the same person, each of which can be parted again; None without them."""
    if not page.linked:
        return None
    lines: list[QWidget] = []
    for one in page.linked:
        name = Button(one.name, kind="link", pressed=partial(context.go, f"person/{one.person_id}"))
        away = Button(_("Irrota"), size="s", pressed=partial(_part, context, one))
        away.setAccessibleName(_("Irrota: {name}").format(name=one.name))
        away.setEnabled(context.may(Permission.PERSON_WRITE) and page.restriction is None)
        if not away.isEnabled():
            away.setToolTip(_not_now(context, page))
        decided = _("yhdistetty {day}").format(day=iso_day(one.decided_on))
        small = [label(text, "small", wrap=True) for text in (_listed(one.where), decided, one.reason) if text]
        words = column(row(name, None), *small, gap=1)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        lines += [*([line()] if lines else []), row(words, away, gap=8)]
    note = label(_("Mitään ei sulauteta: jokainen tietue pitää omansa ja sen voi irrottaa."), "small", wrap=True)
    return Card(_("Sama henkilö, muut tietueet"), *lines, note, gap=8)


def _not_now(context: Context, page: PersonPage) -> str:
    if page.restriction is not None:
        return _("Käsittely on rajoitettu: tietoja saa vain säilyttää (18 artikla).")
    role = _(context.gate.actor.role.label)
    return _("Roolilla {role} ei ole tähän oikeutta. Pyydä sitä pääkäyttäjältä.").format(role=role)


def _about(one: Suggestion) -> tuple[str, str]:
    return _listed(one.where), ", ".join(one.reasons)


def _listed(where: tuple[str, ...]) -> str:
    return ", ".join(where)


def _words(name: str, *small: str) -> QFrame:
    told = (label(text, "small", wrap=True) for text in small if text)
    made = column(label(name, "strong", wrap=True), *told, gap=1)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made


def _part(context: Context, one: Linked) -> None:
    def done(saved: Saved) -> None:
        context.messages.done(_("Tietueet irrotettiin toisistaan."), partial(take_back, context, saved.undo))

    context.ask(context, lambda gate: gate.call(part, one.link_id), done)


def take_back(context: Context, number: int) -> None:
    """Undo a decision on two records."""

    def done(_none: object) -> None:
        context.messages.done(_("Muutos kumottiin."))

    context.ask(context, lambda gate: gate.call(undo, number), done)
