"""Lets a use case of an invented office have been done some time ago."""

import datetime as dt
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case

P = ParamSpec("P")
R = TypeVar("R")


def earlier(work: Work, days: int, body: Callable[Concatenate[Work, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """Run the body of a use case as it was run so many days ago, and return its result; the log has its own clock."""
    now, today = work.now, work.today
    work.now = now - dt.timedelta(days=days)
    work.today = work.now.astimezone(FINLAND).date()
    try:
        return body(work, *args, **kwargs)
    finally:
        work.now, work.today = now, today


@use_case(Permission.IMPORT_RUN, discloses=nothing)
def done_earlier(work: Work, days: int, body: Callable[..., object], *args: object) -> None:
    """Do the same in a transaction of its own."""
    earlier(work, days, body, *args)
