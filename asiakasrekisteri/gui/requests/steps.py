"""The bodies of the steps: what stands beside the list of steps on a request's page, by step and kind of request.

A part of the program that has a step of its own puts one line into `STEP_BODIES`, with the kind it is for, or "" for
every kind. The page and the other steps need not know of it.
"""

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.requests import Stage
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.tasks import Failed
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import UseCase
from asiakasrekisteri.usecases.privacy.requests.reading import RequestCard


class RequestHost(Protocol):
    """The page of a request, as far as the body of a step needs it."""

    context: Context

    def shown(self) -> RequestCard:
        """Return the request as it was fetched last."""

    def do(self, case: UseCase[..., Saved], *said: object, words: str, failed: Failed | None = None) -> None:
        """Call a use case of the request with its id, its version and what is said, tell it and fetch the page anew.

        Args:
            case: takes the id, the version, and `said`.
            said: more.
            words: told when it is done.
            failed: given the refusal; by default it is told in a banner.
        """

    def show_panel(self, panel: QWidget) -> None:
        """Show something in place of the body of the step until `close_panel`: the form of a refusal."""

    def close_panel(self) -> None:
        """Show the body of the step again."""

    def reload(self) -> None:
        """Fetch the request anew."""


@runtime_checkable
class HasActs(Protocol):
    """A body with acts of its own for the top of the page; the primary one last."""

    def top_acts(self) -> Sequence[QWidget]:
        """Return the buttons."""


@runtime_checkable
class HasStart(Protocol):
    """A body in which work begins somewhere."""

    def focus_start(self) -> None:
        """Put the focus there."""


MakeBody = Callable[[RequestHost], QWidget]
"""Makes the body of a step; it is made anew whenever the request has changed."""
Bodies = dict[tuple[Stage, str], MakeBody]


def body_for(bodies: Bodies, stage: Stage, kind: str) -> MakeBody:
    """Return what makes the body of a step for a kind of request."""
    return bodies.get((stage, kind)) or bodies[stage, ""]
