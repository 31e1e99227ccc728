"""The yearly review (R-46, R-71, R-80; LAW §4.2): what is looked at, what was answered, and the minutes of it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from asiakasrekisteri.domain.description import Controller
from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.texts import N_, _, ngettext

Answer = Literal["ok", "task"]
REVIEW_MONTHS = 12
"""What is looked at every year: the register, its published description, the rights of its users."""
GROUP_TITLES: Mapping[str, str] = {
    "categories": N_("Tietoryhmät: ovatko ne yhä tarpeen ja säännöt oikeat"),
    "text": N_("Seloste"),
    "people": N_("Käyttäjät ja käsittelijät"),
    "holdings": N_("Hävitys ja erityiset tiedot"),
}
"""Groups of the checklist in the order of the minutes."""


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One thing to look at.

    Attributes:
        code: which, "category:contact" or "users".
        group: of `GROUP_TITLES`.
        title: the question, in words.
        told: what the store says of it, in words.
        wanting: how many things the store finds wanting; 0 where it finds none.
        place: address of the page where it is put right; "" for none.
    """

    code: str
    group: str
    title: str
    told: str
    wanting: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class ReviewAnswer:
    """What the reviewer says of a line: "ok", or "task" with a note that tells what will be done."""

    code: str
    answer: Answer
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """A review that has been made, ready to print.

    Attributes:
        controller: the firm.
        register_name: which register was looked at.
        on: the day.
        reviewer, present: who led it, and who else was there, in words.
        lines: what was looked at, each with its answer.
        tasks: what else will be done, a line each.
        previous_on: when the register was last reviewed; None for never.
        next_on: by when it is reviewed next.
    """

    controller: Controller
    register_name: str
    on: dt.date
    reviewer: str
    present: str
    lines: tuple[tuple[ReviewLine, ReviewAnswer], ...]
    tasks: tuple[str, ...]
    previous_on: dt.date | None
    next_on: dt.date

    def all_tasks(self) -> tuple[str, ...]:
        """Return everything that will be done: what the answers say, and the rest."""
        said = (
            _("{title}: {note}").format(title=line.title, note=answer.note)
            for line, answer in self.lines
            if answer.answer == "task"
        )
        return (*said, *self.tasks)

    def summary(self) -> str:
        """Return the findings in a few words, as the list of reviews shows them."""
        tasks = len(self.all_tasks())
        looked = ngettext("Tarkistettiin {n} kohta", "Tarkistettiin {n} kohtaa", len(self.lines))
        if not tasks:
            return _("{looked}, kaikki kunnossa.").format(looked=looked.format(n=len(self.lines)))
        made = ngettext("{n} toimenpide", "{n} toimenpidettä", tasks).format(n=tasks)
        return _("{looked}, {tasks}.").format(looked=looked.format(n=len(self.lines)), tasks=made)


def faults_of(lines: Sequence[ReviewLine], answers: Mapping[str, ReviewAnswer]) -> list[FieldError]:
    """Return what keeps a review from being approved: lines without an answer, tasks without words."""
    left = [line for line in lines if line.code not in answers]
    faults = []
    if left:
        words = ngettext("{n} kohta on vielä vastaamatta.", "{n} kohtaa on vielä vastaamatta.", len(left))
        faults.append(FieldError(left[0].code, words.format(n=len(left))))
    faults += [
        FieldError(line.code, _("Kirjoita, mitä tehdään: {title}.").format(title=line.title))
        for line in lines
        if line.code in answers and answers[line.code].answer == "task" and not answers[line.code].note.strip()
    ]
    return faults


def as_json(lines: Iterable[tuple[ReviewLine, ReviewAnswer]]) -> list[dict[str, Any]]:
    """Return lines and answers as plain data, as they are kept with the review."""
    return [
        {"code": line.code, "told": line.told, "wanting": line.wanting, "answer": answer.answer, "note": answer.note}
        for line, answer in lines
    ]
