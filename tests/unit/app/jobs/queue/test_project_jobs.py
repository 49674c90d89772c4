"""Jobs that write projects: added, changed, run and taken up as those of films are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.jobs.presets import all_presets
from app.jobs.projects import ProjectSettings, project_request
from app.jobs.queue.adopting import adopt_journal
from app.jobs.queue.controller import QueueController
from app.jobs.queue.editing import JobChange, draft_of, save_change
from app.jobs.queue.job import Job, NewJob
from app.jobs.queue.owner import QueueOwner
from app.jobs.queue.running import make_job, places_of_job
from app.jobs.queue.states import JobState
from app.jobs.requests import is_of_project
from exporters.cancel import CancelToken
from exporters.checkpoint.journal import Journal
from exporters.errors import SourceError, UsageError
from exporters.interchange.request import ProjectRequest
from exporters.timeline.reading import read_edit
from exporters.timeline.sequence import media_in
from tests import media_factory as media
from tests.queue_exports import PATIENCE
from tests.queue_jobs import queue_in

MAIN = "draft_content.json"


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[QueueController]:
    controller = queue_in(tmp_path)
    yield controller
    controller.close()


def new_project(folder: Path, name: str, **settings: Any) -> NewJob:
    """The job of a project of a film in a folder."""
    film = folder / "film.mp4"
    if not film.exists():
        film.write_bytes(b"a film")
    output, request = project_request(film, folder / name, ProjectSettings(**settings), {})
    return NewJob(output, request.to_map())


def added(queue: QueueController, folder: Path, name: str, **settings: Any) -> Job:
    (job,) = queue.add([new_project(folder, name, **settings)])
    return job


def test_a_project_comes_back_as_it_was_asked_for(queue: QueueController, tmp_path: Path) -> None:
    job = added(queue, tmp_path, "a.fcpxml", editor="resolve:17", collect="trim", handles="2")
    assert is_of_project(job.request)
    assert job.source == tmp_path / "film.mp4"
    request = make_job(job, queue.settings, CancelToken()).request
    assert request == ProjectRequest("film.mp4", "fcpxml", "1.9", "resolve:17", "trim", "2")


def test_drafts_are_called_as_their_folders(queue: QueueController, tmp_path: Path) -> None:
    draft = added(queue, tmp_path, "my draft", to="capcut")
    assert (draft.output, draft.name) == (tmp_path / "my draft" / MAIN, "my draft")
    assert added(queue, tmp_path, "a.otio").name == "a.otio"
    assert list(tmp_path.glob("my draft")) == []


@pytest.mark.parametrize(
    ("name", "values", "error"),
    [
        ("a.otio", {"format": "avid"}, UsageError),
        ("a.otio", {"collect": "move"}, UsageError),
        ("a.otio", {"crf": 20}, UsageError),
        ("a.otio", {"source": "none.mp4"}, SourceError),
        ("a.otio", {"edit": {"keep": "/none.srt"}}, SourceError),
        ("film.mp4", {"format": "otio"}, UsageError),
        ("draft", {"format": "capcut"}, UsageError),
    ],
)
def test_what_can_never_be_is_not_added(
    name: str, values: dict[str, Any], error: type[Exception], queue: QueueController,
    tmp_path: Path,
) -> None:  # fmt: skip
    new = new_project(tmp_path, "a.otio")
    with pytest.raises(error):
        queue.add([NewJob(tmp_path / name, {**new.request, **values})])
    assert queue.jobs() == []


def test_two_jobs_do_not_write_one_draft(queue: QueueController, tmp_path: Path) -> None:
    added(queue, tmp_path, "draft", to="capcut")
    with pytest.raises(UsageError, match="is written by job 1 already"):
        added(queue, tmp_path, "draft", to="jianying")


def test_another_output_or_format_of_a_job(queue: QueueController, tmp_path: Path) -> None:
    number = added(queue, tmp_path, "a.fcpxml").id
    (job,) = queue.configure([number], output=tmp_path / "below" / "b.otio")
    assert (job.output, job.request["format"]) == (tmp_path / "below" / "b.otio", "otio")
    assert (job.source, job.request["source"]) == (tmp_path / "film.mp4", "../film.mp4")
    (job,) = queue.configure([number], request={"format": "capcut", "collect": "copy"})
    assert (job.output, job.name) == (tmp_path / "below" / "b" / MAIN, "b")
    assert (job.source, job.request["collect"]) == (tmp_path / "film.mp4", "copy")
    with pytest.raises(UsageError, match="film's name"):
        queue.configure([number], output=tmp_path / "b.mp4")
    with pytest.raises(UsageError, match="unknown settings"):
        queue.configure([number], request={"container": "mp4"})
    assert queue.job(number) == job


def test_a_projects_job_has_no_settings_of_films(queue: QueueController, tmp_path: Path) -> None:
    job = added(queue, tmp_path, "a.otio")
    with pytest.raises(UsageError, match="Job 1 writes a project"):
        draft_of(job, all_presets()[0])
    saved = save_change(queue, job, JobChange(request={"collect": "link"}))
    assert saved.request["collect"] == "link"


def journal_of(job: Job) -> Path:
    places = places_of_job(job)
    places.journal.parent.mkdir(exist_ok=True)
    Journal.create(
        places.journal, plan_hash="0" * 32, exporter="project", unit_count=3, request=job.request,
        stored_plan=b"", sources=[],
    ).close()  # fmt: skip
    return places.journal


def test_an_interrupted_project_is_taken_up(queue: QueueController, tmp_path: Path) -> None:
    job = added(queue, tmp_path, "draft", to="capcut")
    journal = journal_of(job)
    queue.remove([job.id])
    found = adopt_journal(queue, journal)
    assert (found.job.output, found.job.request) == (job.output, job.request)
    assert (found.units_done, found.units_total) == (0, 3)


def test_what_is_reset_leaves_no_empty_folder(queue: QueueController, tmp_path: Path) -> None:
    draft = added(queue, tmp_path, "draft", to="capcut")
    file = added(queue, tmp_path, "below/a.otio")
    for job in (draft, file):
        journal_of(job)
        queue.reset([job.id])
    assert not (tmp_path / "draft").exists()
    assert list((tmp_path / "below").iterdir()) == []
    journal_of(draft)
    (tmp_path / "draft" / "mine.txt").touch()
    queue.reset([draft.id])
    assert [path.name for path in (tmp_path / "draft").iterdir()] == ["mine.txt"]


def test_the_owner_writes_projects_and_no_reports(queue: QueueController, tmp_path: Path) -> None:
    media.constant_rate(tmp_path / "film.mp4", 0.4)
    queue.change_settings(parallel=2, reports=True)
    news = [
        new_project(tmp_path, "a.otio", collect="copy"),
        new_project(tmp_path, "draft", to="jianying", collect="copy"),
    ]
    jobs = queue.add(news, start=True)
    owner = QueueOwner(queue)
    owner.start()
    try:
        assert owner.wait_until_idle(PATIENCE)
    finally:
        owner.stop()
    done = [queue.job(job.id) for job in jobs]
    assert [(job.state, job.done) for job in done] == [(JobState.COMPLETED, 1.0)] * 2
    assert [job.size for job in done] == [job.output.stat().st_size for job in done]
    assert [entry.name for entry in queue.history()] in (["a.otio", "draft"], ["draft", "a.otio"])
    (medium,) = media_in(read_edit(tmp_path / "a.otio").sequence)
    assert medium.url == "a%20media/film.mp4"
    assert (tmp_path / "draft" / "media" / "film.mp4").exists()
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"film.mp4", "a.otio", "a media", "draft", "queue"}
