"""Which unit is run next."""

from __future__ import annotations

import heapq
from collections.abc import Container, Sequence
from dataclasses import dataclass

from exporters.plan import Unit


@dataclass(frozen=True, slots=True, order=True)
class Task:
    """A unit to run: not before ``due`` (seconds on the scheduler's clock), ``attempt`` from 1."""

    due: float
    index: int
    attempt: int = 1


class UnitQueue:
    """Units by (priority, index); those that are to be done again come first once they are due.

    Not thread-safe.
    """

    def __init__(self, units: Sequence[Unit], finished: Container[int]) -> None:
        # Highest last, so that taking the next one is cheap; sorting keeps the order of equals.
        self._waiting = [index for index in range(len(units)) if index not in finished]
        priorities = {index: units[index].priority for index in self._waiting}
        if len(set(priorities.values())) > 1:
            self._waiting.sort(key=priorities.__getitem__)
        self._waiting.reverse()
        self._again: list[Task] = []

    def __len__(self) -> int:
        return len(self._waiting) + len(self._again)

    def put_back(self, task: Task) -> None:
        """Run a unit again."""
        heapq.heappush(self._again, task)

    def take(self, now: float) -> Task | None:
        """The next unit, or None when there is none that is due."""
        if self._again and self._again[0].due <= now:
            return heapq.heappop(self._again)
        if self._waiting:
            return Task(0.0, self._waiting.pop())
        return None

    def next_due(self) -> float | None:
        """When the next unit that is done again is due."""
        return self._again[0].due if self._again else None
