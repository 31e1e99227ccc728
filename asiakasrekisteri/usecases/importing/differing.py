"""What the register has otherwise than a file: shown beside each other, and left as it is where the user says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from asiakasrekisteri.domain.fields import Sensitivity
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.store.identity import MASK
from asiakasrekisteri.store.models import Entity
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import Difference

_MOST = 20_000
"""Differences that are shown; what is decided of a whole column holds for the others too."""
_NOT_ASKED = frozenset({"foreign_numbers", "written", "identity_blind", "identity_ground"})
"""Fields that follow from others or are added to."""
_OF_VALUE = " + "
"""Between the place and the value where a row may bring several: each is decided of alone."""


class Place(NamedTuple):
    """A row of a file: its line, what it is called there where lines do not tell rows apart, and whose it is."""

    line: int
    name: str = ""
    who: str = ""

    def key(self) -> str:
        """Return by what decisions of the row are known."""
        return self.name or str(self.line)


@dataclass(slots=True)
class Differing:
    """Compares rows of a file with those of the register.

    Attributes:
        found: what was told otherwise, in the order of the file.
    """

    order: Order
    found: list[Difference] = field(default_factory=list)

    def taken(self, at: Place, row: Entity, said: Mapping[str, Any], *, ours_first: bool = False) -> dict[str, Any]:
        """Return what of the values a row is given: all but those where the user keeps what is there.

        Args:
            at: where they stand in the file.
            row: of the register.
            said: checked values of the file.
            ours_first: whether what is there stays unless the user says otherwise.
        """
        taken: dict[str, Any] = {}
        for name, value in said.items():
            ours = getattr(row, name)
            if name not in _NOT_ASKED and ours not in (None, "", value) and value not in (None, ""):
                column = f"{row.__tablename__}.{name}"
                kept = self.order.keeps(at.key(), column, otherwise=ours_first)
                self._note(Difference(at.line, at.key(), column, *_words(row, name, value), who=at.who, kept=kept))
                if kept:
                    continue
            taken[name] = value
        return taken

    def beside(self, at: Place, entity: type[Entity], name: str, here: Iterable[str], value: str) -> bool:
        """Tell whether a further phone number, address or role is added beside those that are there."""
        spec = entity.spec()[name]
        ours = ", ".join(as_text(spec, one) for one in here if one)
        if not ours:
            return True
        column, place = f"{entity.__tablename__}.{name}", f"{at.key()}{_OF_VALUE}{value}"
        kept = self.order.keeps(place, column)
        self._note(Difference(at.line, place, column, ours, as_text(spec, value), at.who, kept, beside=True))
        return not kept

    def _note(self, one: Difference) -> None:
        if len(self.found) < _MOST:
            self.found.append(one)


def _words(row: Entity, name: str, value: object) -> tuple[str, str]:
    spec = row.spec()[name]
    if spec.sensitivity is not Sensitivity.PLAIN:
        return MASK, MASK
    return as_text(spec, getattr(row, name)), as_text(spec, value)
