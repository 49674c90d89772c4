"""Whoever follows the queue reads only what has changed, and misses nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from app.jobs.queue.following import Following
from app.jobs.queue.job import Job
from app.jobs.queue.states import Verb, allowed
from tests.queue_jobs import added, new_job, queue_in


def names(jobs: list[Job]) -> list[str]:
    return [job.name for job in jobs]


def test_the_first_look_finds_all_jobs_in_order(tmp_path: Path) -> None:
    queue = queue_in(tmp_path)
    added(queue, tmp_path, "a", "b")
    queue.add([new_job(tmp_path, "first")], before=1)
    assert names(Following(queue.database).look().jobs or []) == ["first", "a", "b"]


def test_an_empty_queue_is_found_to_be_empty(tmp_path: Path) -> None:
    assert Following(queue_in(tmp_path).database).look().jobs == []


def test_a_change_of_another_process_finds_that_job_alone(tmp_path: Path) -> None:
    queue, other = queue_in(tmp_path), queue_in(tmp_path)
    ids = added(queue, tmp_path, *"abcdef")
    following = Following(queue.database)
    following.look()
    other.database.update([ids[3]], work_done=7)
    found = following.look()
    assert found.jobs is None
    assert [(job.id, job.work_done) for job in found.changed] == [(ids[3], 7)]
    assert following.look().changed == []


@pytest.mark.parametrize("change", ["add", "remove", "move"])
def test_a_change_of_the_order_finds_all_jobs(tmp_path: Path, change: str) -> None:
    queue, other = queue_in(tmp_path), queue_in(tmp_path)
    ids = added(queue, tmp_path, *"abc")
    following = Following(queue.database)
    following.look()
    if change == "add":
        other.add([new_job(tmp_path, "new")], before=ids[1])
        wanted = ["a", "new", "b", "c"]
    elif change == "remove":
        other.remove([ids[1]])
        wanted = ["a", "c"]
    else:
        other.move([ids[2]], ids[0])
        wanted = ["c", "a", "b"]
    assert names(following.look().jobs or []) == wanted
    assert following.look().jobs is None


def test_after_any_changes_it_knows_what_the_queue_is(tmp_path: Path) -> None:
    queue, other = queue_in(tmp_path), queue_in(tmp_path)
    following = Following(queue.database)
    chance, known = random.Random(7), list[Job]()
    for step in range(120):
        jobs = other.jobs()
        some = chance.sample(jobs, min(len(jobs), chance.randint(1, 3)))
        ids = [job.id for job in some]
        kind = chance.choice(["add", "update", "verb", "remove", "move", "nothing"])
        if kind == "add" or not jobs:
            other.add([new_job(tmp_path, f"out {step}.mp4")], start=chance.random() < 0.5)
        elif kind == "update":
            other.database.update(ids, work_done=step)
        elif kind == "verb":
            verb = chance.choice([Verb.START, Verb.PAUSE, Verb.RESUME, Verb.STOP])
            fitting = [job.id for job in some if allowed(job.state, verb)]
            getattr(other, verb.value)(fitting)
        elif kind == "remove" and len(jobs) > 5:
            other.remove(ids)
        elif kind == "move":
            rest = [job.id for job in jobs if job.id not in ids]
            other.move(ids, chance.choice([*rest, None]))
        if chance.random() < 0.6:
            found = following.look()
            if found.jobs is not None:
                known = found.jobs
            else:
                changed = {job.id: job for job in found.changed}
                known = [changed.get(job.id, job) for job in known]
            assert known == queue.jobs()
