"""Taking up interrupted exports whose journals were dropped on the window."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.jobs.queue.adopting import adopt_journal
from app.jobs.queue.controller import QueueController
from app.jobs.queue.states import JobState
from exporters.checkpoint.journal import Journal
from exporters.errors import StateError, UsageError
from exporters.video.plan_record import NAME
from exporters.video.request import VideoRequest
from tests.queue_jobs import FILM, Owner, added, new_job, queue_in, states_of

S = JobState


@pytest.fixture
def queue(tmp_path: Path) -> QueueController:
    return queue_in(tmp_path)


def journal_in(folder: Path, exporter: str = NAME) -> Path:
    """The journal of an interrupted export of "out.mp4"."""
    new_job(folder)
    path = folder / "out.mp4.export_state"
    request = VideoRequest.from_map({"source": FILM}).to_map()
    Journal.create(
        path, plan_hash="0" * 32, exporter=exporter, unit_count=3, request=request,
        stored_plan=b"", sources=[],
    ).close()  # fmt: skip
    return path


def test_an_export_that_is_not_in_the_queue_is_added(
    queue: QueueController, tmp_path: Path
) -> None:
    journal = journal_in(tmp_path)
    found = adopt_journal(queue, journal)
    assert (found.job.output, found.units_done, found.units_total) == (tmp_path / "out.mp4", 0, 3)
    assert adopt_journal(queue, journal).job == found.job
    assert states_of(queue) == [S.INACTIVE]


def test_a_job_that_cannot_be_started_is_told_of_and_not_offered(
    queue: QueueController, tmp_path: Path
) -> None:
    (number,) = added(queue, tmp_path, "out.mp4", start=True)
    with pytest.raises(UsageError, match=f"Job {number} is queued"):
        adopt_journal(queue, journal_in(tmp_path))


def test_a_completed_job_of_the_same_output_is_another_one(
    queue: QueueController, tmp_path: Path
) -> None:
    (number,) = added(queue, tmp_path, "out.mp4", start=True)
    Owner(queue).complete(number)
    found = adopt_journal(queue, journal_in(tmp_path))
    assert found.job.id != number
    assert states_of(queue) == [S.COMPLETED, S.INACTIVE]
    queue.answer(found.job.id, "continue")
    assert states_of(queue) == [S.COMPLETED, S.QUEUED]


def test_the_journal_of_something_else_is_refused(queue: QueueController, tmp_path: Path) -> None:
    with pytest.raises(StateError, match="not the journal of an interrupted video export"):
        adopt_journal(queue, journal_in(tmp_path, exporter="batch"))
    assert states_of(queue) == []
