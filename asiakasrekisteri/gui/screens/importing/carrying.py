"""What an import does off the GUI thread: it tries or takes in a file, and ends when the user asks."""

from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

from asiakasrekisteri.domain.errors import CancelledError, ExchangeError
from asiakasrekisteri.domain.progress import Progress
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import ImportReport
from asiakasrekisteri.usecases.importing.run import import_file

Mark = tuple[int, int] | None
"""Size and time of a file: by these one sees that it has been saved anew."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The report, None when the user stopped the work; and the mark of the file it was made of."""

    report: ImportReport | None
    mark: Mark


@dataclass(slots=True)
class Wish:
    """What the user has decided of a file: what its columns mean, cells that were corrected, conflicts."""

    file: Path
    mapping: Any = None
    edits: dict[tuple[int, str], str] = field(default_factory=dict)
    whose: dict[int, str] = field(default_factory=dict)
    keep: dict[tuple[str, str], bool] = field(default_factory=dict)

    def decide(self, place: str, column: str, *, kept: bool) -> None:
        """Let ours or theirs stand in a row, or by "" in all rows, whatever was said of single ones before."""
        if not place:
            self.keep = {of: said for of, said in self.keep.items() if of[1] != column}
        self.keep[place, column] = kept

    def order(self, source: str, how: str, *, dry_run: bool) -> Order:
        """Return the order to try or to import it."""
        return Order(self.file, self.mapping, source, dry_run, how, dict(self.edits), dict(self.whose), dict(self.keep))


class Stoppable:
    """Passes progress on, and ends the work at its next step once the user has asked for it."""

    def __init__(self, inner: Progress, stop: Event) -> None:
        self._inner, self._stop = inner, stop

    def report(self, done: int, total: int, text: str = "") -> None:
        if self._stop.is_set():
            raise CancelledError
        self._inner.report(done, total, text)


def carry_out(gate: Gate, order: Order, stop: Event, tried: Mark = None) -> Outcome:
    """Try or import a file; on the store's thread.

    Args:
        gate: hears of progress.
        order: what and how.
        stop: set when the user wants the work to end; everything is rolled back then.
        tried: the mark of the file the dry run was made of.

    Raises:
        ExchangeError: the file cannot be read, or it is not the one that was tried.
    """
    mark = _mark(order.file)
    if tried is not None and mark != tried:
        raise ExchangeError(_("Tiedosto on muuttunut koeajon jälkeen. Mitään ei tuotu. Tee koeajo uudelleen."))
    try:
        progress = Stoppable(gate.progress, stop)
        progress.report(0, 0)
        return Outcome(gate.during(progress).call(import_file, order), mark)
    except CancelledError:
        return Outcome(None, mark)


def _mark(file: Path) -> Mark:
    try:
        found = file.stat()
    except OSError:  # the reader tells it in words
        return None
    return found.st_size, found.st_mtime_ns
