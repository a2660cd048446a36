"""Two things timed in turns, so that whatever else the machine does falls on both."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Comparison:
    """Medians in seconds, and the goal for their ratio (None: there is none)."""

    name: str
    ours: float
    baseline: float
    goal: float | None
    baseline_name: str

    @property
    def ratio(self) -> float:
        """Ours by the baseline."""
        return self.ours / self.baseline

    def __str__(self) -> str:
        goal = f"   goal ≤ {self.goal:g}{'' if self.ratio <= self.goal else '   MISSED'}" if self.goal else ""
        times = f"{self.ours * 1000:8.3f} ms against {self.baseline * 1000:8.3f} ms"
        return f"{self.name}\n  {times} for {self.baseline_name}\n  {self.ratio:8.2f} ×{goal}"


def compare(
    name: str,
    ours: Callable[[], object],
    baseline: Callable[[], object],
    *,
    baseline_name: str,
    goal: float | None = None,
    rounds: int = 2000,
    warm_up: int = 100,
) -> Comparison:
    """Call both ``rounds`` times in turns, after some that do not count."""
    times: tuple[list[float], list[float]] = ([], [])
    for index in range(rounds + warm_up):
        for function, taken in zip((ours, baseline), times, strict=True):
            started = time.perf_counter()
            function()
            if index >= warm_up:
                taken.append(time.perf_counter() - started)
    return Comparison(name, statistics.median(times[0]), statistics.median(times[1]), goal, baseline_name)
