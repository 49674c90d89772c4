"""Problems that many clips share: told one by one up to a limit, then counted."""

from __future__ import annotations

from collections.abc import Callable

from exporters.timeline.sequence import Problem, Severity

MOST = 200
"""Problems of one kind that are told clip by clip."""


class Findings:
    """Collects problems.

    Args:
        most: of one kind that are told one by one.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._problems: dict[tuple[Severity, str], list[Problem]] = {}
        self._more: dict[tuple[Severity, str], int] = {}

    def add(
        self,
        severity: Severity,
        message: str,
        where: Callable[[], str] | str = "",
        kind: str = "",
    ) -> None:
        """Add a problem.

        Args:
            where: is called only if the problem is told.
            kind: a sentence for all problems that are counted together; by default ``message``.
        """
        key = severity, kind or message
        told = self._problems.setdefault(key, [])
        if len(told) < self._most:
            place = where if isinstance(where, str) else where()
            told.append(Problem(severity, message, place))
        else:
            self._more[key] = self._more.get(key, 0) + 1

    def problems(self) -> tuple[Problem, ...]:
        """All of them, kind by kind in the order of the first; each only once."""
        found: list[Problem] = []
        for kind, told in self._problems.items():
            found += dict.fromkeys(told)
            if kind in self._more:
                severity, message = kind
                found.append(Problem(severity, message, f"and {self._more[kind]} times more"))
        return tuple(found)
