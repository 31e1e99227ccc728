"""An answer of more than three hundred pages: bounded memory, words on how far it is, and a way to cancel it."""

import datetime as dt
import tracemalloc

import pytest

from asiakasrekisteri.domain.errors import CancelledError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import Interaction, Participant
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.answer import make_answer
from asiakasrekisteri.usecases.privacy.extract import ExtractOrder

pytestmark = pytest.mark.slow
_TALKS = 1500
_MOST_BYTES = 64 << 20
_BODY = "Sovittiin, että palvelu siirretään uudelle palvelimelle ja että lasku lähetetään kirjeenä. " * 4


def talk(work: Work, person: int) -> None:
    """Write down many talks with a person."""
    from_source(work, "call")
    start = dt.datetime(2020, 1, 1, 9, tzinfo=dt.UTC)
    for number in range(_TALKS):
        at = start + dt.timedelta(days=number)
        row = Interaction(kind="call", direction="in", at=at, subject=f"Asia {number}", body=_BODY, state="closed")
        row.recorded = row.informed_at_start = False
        work.session.add(row)
        work.session.flush()
        work.session.add(Participant(interaction_id=row.id, person_id=person, part="caller", written="Hanna Kettunen"))
    work.session.flush()


@pytest.fixture
def talkative(gate: Gate) -> tuple[Gate, int]:
    """A person with whom much has been said."""
    person = gate.call(add_person, {"last_name": "Kettunen", "first_names": "Hanna"}).id
    case: UseCase[[int], None] = UseCase("talk", Permission.PERSON_WRITE, nothing, writes=True, body=talk)
    gate.call(case, person)
    return gate, person


def test_three_hundred_pages_take_little_memory(talkative: tuple[Gate, int]) -> None:
    gate, person = talkative
    tracemalloc.start()
    try:
        made = gate.call(make_answer, person, ExtractOrder(draft=True))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert made.pages > 300
    assert peak < _MOST_BYTES


def test_a_long_answer_tells_how_far_it_is_and_is_cancelled(talkative: tuple[Gate, int]) -> None:
    gate, person = talkative

    class Listener:
        def __init__(self, stop_at: int) -> None:
            self.told: list[tuple[int, int]] = []
            self.stop_at = stop_at

        def report(self, done: int, total: int, text: str = "") -> None:  # noqa: ARG002 - as the listener is called
            self.told.append((done, total))
            if self.stop_at and done >= self.stop_at:
                raise CancelledError

    whole = Listener(0)
    gate.during(whole).call(make_answer, person, ExtractOrder(draft=True))
    assert len({done for done, _total in whole.told}) > 20
    assert max(total for _done, total in whole.told) >= _TALKS
    stopped = Listener(200)
    with pytest.raises(CancelledError):
        gate.during(stopped).call(make_answer, person, ExtractOrder(draft=True))
    assert len(stopped.told) < len(whole.told)
