"""A whole day of the queue. Run with ``pytest -m soak tests/soak/test_scripted_day.py``.

``DAY_SEED`` in the environment repeats a day; ``-rP`` shows what happened.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from app.jobs.queue.states import JobState
from tests.day import Day
from tests.day_plan import KINDS, DayPlan, seed_of_the_day


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_thirty_jobs_and_ten_kills_end_as_if_nothing_had_happened(tmp_path: Path) -> None:
    plan = DayPlan.of(seed_of_the_day(), jobs=30, kills=10, seconds=10)
    assert {job.kind.name for job in plan.jobs} == {kind.name for kind in KINDS}
    with Day(plan, tmp_path) as day:
        day.run()
        day.check()
        assert [job.state for job in day.repair()] == [JobState.COMPLETED]
        day.check()
        print("\n".join([f"DAY_SEED={plan.seed}", *day.log]))
        if day.left_out:
            warnings.warn(day.left_out, stacklevel=1)
