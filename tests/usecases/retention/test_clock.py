"""A clock that has jumped destroys nothing before somebody has looked at the day."""

import datetime as dt
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.usecases.office import Office
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.retention.looking import count_due, list_due
from asiakasrekisteri.usecases.retention.run import Chosen, run_retention
from tests import offices
from tests.usecases.retention.making import old_and_new, within

YEARS, DAYS = dt.timedelta(days=365), dt.timedelta(days=1)


@pytest.mark.slow
def test_a_clock_that_jumps_destroys_nothing_until_the_day_is_confirmed(tmp_path: Path) -> None:
    folder, clock = tmp_path / "office", offices.Clock()
    offices.office(folder)
    office = Office(folder, offices.surroundings(clock))
    desk = office.enter(offices.MAIN_USER, offices.PASSWORD)
    within(desk.gate, old_and_new)
    right = {group.code: group.free for group in desk.gate.call(count_due).groups}
    assert right
    assert desk.gate.call(count_due).doubt == ""
    desk.close()
    for jump, said in ((20 * YEARS, "edellisen kerran rekisteriä on käytetty 22.11.2026"), (-3 * YEARS, "on käytetty")):
        clock.now = offices.NOW + jump
        desk = office.enter(offices.MAIN_USER, offices.PASSWORD)
        assert said in desk.gate.call(list_due).doubt
        with pytest.raises(InvalidInputError, match="kello"):
            run_retention(desk.gate)
        desk.gate.call(add_person, {"last_name": "Aika"})
        assert desk.gate.call(count_due).doubt, "using the register by a wrong clock does not make it right"
        desk.close()
    clock.now = offices.NOW + 30 * DAYS
    desk = office.enter(offices.MAIN_USER, offices.PASSWORD)
    assert f"on käytetty {day((offices.NOW + 20 * YEARS).date())}" in desk.gate.call(count_due).doubt
    assert run_retention(desk.gate, Chosen(sure_of_day=True)).count >= sum(right.values())
    desk.close()
