"""One save of a customer's form: persons made in passing, the customer, its details; and taking all of it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from asiakasrekisteri.domain.errors import AppError
from asiakasrekisteri.usecases.customers import add_customer, save_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.persons import add_person


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSave:
    """What the form wants stored; made on the GUI thread, carried out on the store's.

    Attributes:
        id, version: of the stored customer; id 0 for a new one.
        values: of the customer.
        edits: of its details and roles.
        persons: names of persons to be made first, by the position of the role edit they are for.
        source: code of where the data come from.
        person_id: the person a new private customer or sole trader is, when she is in the register already.
        trader: the name of a new sole trader who is not.
    """

    id: int
    version: int
    values: Mapping[str, object]
    edits: Sequence[Edit]
    persons: Mapping[int, Mapping[str, object]] = field(default_factory=dict)
    source: str = "customer"
    person_id: int | None = None
    trader: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """The customer stored, and the numbers of the saves in order."""

    id: int
    saves: tuple[int, ...]


def carry_out(save: CustomerSave, gate: Gate) -> Stored:
    """Store everything; when the customer is refused, persons already made are taken back."""
    done: list[int] = []
    edits = list(save.edits)
    try:
        for place, names in save.persons.items():
            person = gate.call(add_person, names, source=save.source)
            done.append(person.undo)
            edits[place] = replace(edits[place], links={"person_id": person.id})
        if save.id:
            saved = gate.call(save_customer, save.id, save.version, save.values, edits, source=save.source)
        else:
            saved = gate.call(
                add_customer,
                save.values,
                edits,
                source=save.source,
                person_id=save.person_id,
                trader=save.trader,
            )
    except AppError:
        take_back(Stored(0, tuple(done)), gate)
        raise
    return Stored(saved.id, (*done, saved.undo))


def take_back(stored: Stored, gate: Gate) -> None:
    """Undo the saves, the last first."""
    for number in reversed(stored.saves):
        gate.call(undo, number)
