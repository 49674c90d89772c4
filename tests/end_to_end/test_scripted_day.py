"""A scripted day in small: kills, a full disk, an edited source, a damaged part, a lost journal.

``DAY_SEED`` in the environment repeats a day; tests/soak/test_scripted_day.py is a whole one.
"""

from __future__ import annotations

import warnings
from pathlib import Path

from app.jobs.queue.states import JobState
from tests.day import Day
from tests.day_plan import DayPlan, seed_of_the_day


def test_a_day_of_mishaps_ends_with_the_outputs_of_a_quiet_one(tmp_path: Path) -> None:
    plan = DayPlan.of(seed_of_the_day(), jobs=6, kills=3, seconds=4)
    with Day(plan, tmp_path) as day:
        day.run()
        day.check()
        assert [job.state for job in day.repair()] == [JobState.COMPLETED]
        day.check()
        if day.left_out:
            warnings.warn(day.left_out, stacklevel=1)


def test_the_same_seed_makes_the_same_day() -> None:
    first, second = (DayPlan.of(7, jobs=30, kills=10, seconds=8) for _ in range(2))
    assert first == second
    assert first != DayPlan.of(8, jobs=30, kills=10, seconds=8)
    assert {mishap.what for mishap in first.mishaps} == {
        "killed", "edited", "corrupted", "forgotten", "filled",
    }  # fmt: skip
    assert sum(mishap.kills for mishap in first.mishaps) == 10
