"""Measuring: processor time and wall time of a call, percentiles of many."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what, ours, what it is compared with, and the goal of the product."""

    name: str
    customers: int
    ours_ms: float
    plain_ms: float | None
    goal: str

    @property
    def ratio(self) -> str:
        """Return ours divided by the comparison."""
        return "" if not self.plain_ms else f"{self.ours_ms / self.plain_ms:.2f}"


def once(work: Callable[[], object]) -> float:
    """Return the wall milliseconds of one call."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def best(work: Callable[[], object], times: int = 5) -> float:
    """Return the least wall milliseconds of several calls: the machine is shared and noisy."""
    return min(once(work) for _ in range(times))


def p95(works: Iterable[Callable[[], object]], rounds: int = 3) -> float:
    """Return the 95th percentile of the calls, each at its best of some rounds."""
    taken = [best(work, rounds) for work in works]
    return statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = ["| work | customers | ours, ms | compared, ms | ratio | goal |", "|---|---|---|---|---|---|"]
    for row in rows:
        plain = "" if row.plain_ms is None else f"{row.plain_ms:.2f}"
        lines.append(f"| {row.name} | {row.customers} | {row.ours_ms:.2f} | {plain} | {row.ratio} | {row.goal} |")
    return "\n".join(lines)
