"""The jobs that the window knows are counted right, whatever changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.gui.queue.examples import job
from app.gui.queue.job_list import JobList
from app.jobs.queue.states import JobState

states = st.lists(st.sampled_from(JobState), max_size=8)


@given(states, st.lists(st.tuples(st.integers(1, 10), st.sampled_from(JobState)), max_size=10))
def test_counts_and_order_are_those_of_the_jobs(
    first: list[JobState], changes: list[tuple[int, JobState]]
) -> None:
    jobs = [job(number, state) for number, state in enumerate(first, 1)]
    held = JobList()
    held.show(reversed(jobs))
    now = {one.id: one for one in reversed(jobs)}
    for number, state in changes:
        changed = replace(job(number), state=state)
        held.update([changed])
        if number in now:
            now[number] = changed
    assert list(held) == list(now.values())
    assert len(held) == len(now)
    counts = Counter(one.state for one in now.values())
    for state in JobState:
        assert held.count((state,)) == counts[state]
        assert held.first((state,)) == next((one for one in held if one.state is state), None)


def test_strangers_are_left_out() -> None:
    held = JobList()
    held.show([job(1)])
    held.update([job(2)])
    assert held.get(2) is None
    assert held.some([2, 1]) == [held.get(1)]
