"""A job's settings come back as they were, and a change of them costs no more than is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.jobs.draft import Draft
from app.jobs.naming import parts_in
from app.jobs.presets import BUILT_IN, Preset, all_presets, find_preset
from app.jobs.queue.controller import QueueController
from app.jobs.queue.editing import JobChange, change_of, draft_of, save_change
from app.jobs.queue.job import Job
from app.jobs.queue.states import JobState
from exporters.errors import UsageError
from exporters.video.encoders import VIDEO_ENCODERS
from exporters.video.request import VideoRequest
from tests.queue_jobs import new_job, queue_in

PRESETS = sorted(path.stem for path in BUILT_IN.glob("*.toml"))


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[QueueController]:
    controller = queue_in(tmp_path)
    yield controller
    controller.close()


def job_in(queue: QueueController, folder: Path, name: str = "out.mp4", **values: Any) -> Job:
    (job,) = queue.add([new_job(folder, name, **values)])
    return job


def edited(
    job: Job, output: Path | None = None, overwrite: bool = False, **changes: Any
) -> JobChange:
    draft = draft_of(job, all_presets()[0])
    for name, value in changes.items():
        draft = draft.with_value(name, value)
    return change_of(job, draft, output or job.output, overwrite)


@given(
    preset=st.sampled_from([None, *PRESETS]),
    encoder=st.sampled_from(["", *VIDEO_ENCODERS]),
    tracks=st.sampled_from(["all", "first", "none", "1,2"]),
    scale=st.sampled_from(["", "720p", "640x480!"]),
    start=st.sampled_from(["", "3/2"]),
    extra=st.sampled_from(
        [{}, {"segment_seconds": 4.0}, {"reading": "ordered"}, {"denoise": True}]
    ),
    options=st.sampled_from([{}, {"tune": "film"}]),
)
def test_a_draft_of_a_request_comes_to_that_request(
    preset: str | None, encoder: str, tracks: str, scale: str, start: str, extra: dict[str, Any],
    options: dict[str, str],
) -> None:  # fmt: skip
    if not encoder and tracks == "none":
        return
    container = "mov" if encoder == "dnxhd" else "mkv"
    wanted = VideoRequest(
        source="-", container=container, video_encoder=encoder, audio_tracks=tracks, scale=scale,
        start=start, video_options=options, **extra,
    )  # fmt: skip
    draft = Draft.of_request(wanted, find_preset(preset) if preset else None)
    assert draft.settings == wanted


def test_a_draft_keeps_the_preset_where_that_is_possible() -> None:
    preset = find_preset("web-720p")
    wanted = replace(Draft.of(preset).settings, audio_bitrate=96_000)
    draft = Draft.of_request(wanted, preset)
    assert draft.preset is preset
    assert dict(draft.changes) == {"audio_bitrate": 96_000}
    # The encoder's usual quality cannot be told as a change to a preset that names another.
    assert preset.settings["crf"]
    unnamed = Draft.of_request(replace(wanted, crf=None), preset)
    assert unnamed.preset.name == ""
    assert unnamed.settings == replace(wanted, crf=None)


def test_an_unchanged_job_is_left_alone(queue: QueueController, tmp_path: Path) -> None:
    job = job_in(queue, tmp_path, request={"crf": 21.0, "scale": "720p"})
    change = edited(job)
    assert change.nothing
    before = queue.change_count()
    assert save_change(queue, job, change) == job
    assert queue.change_count() == before


def test_only_what_differs_is_changed(queue: QueueController, tmp_path: Path) -> None:
    options = {"workers": 2, "ffmpeg": "/usr/bin/ffmpeg"}
    job = job_in(queue, tmp_path, request={"segment_seconds": 4.0}, options=options)
    change = edited(job, overwrite=True, crf=30.0)
    assert change.request == {"crf": 30.0}
    assert change.options == {"overwrite": True}
    saved = save_change(queue, job, change)
    assert saved.request == {**job.request, "crf": 30.0}
    assert saved.options == {**options, "overwrite": True}
    assert saved.state is JobState.INACTIVE


def test_another_output_finds_the_same_source(queue: QueueController, tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    job = job_in(queue, tmp_path)
    saved = save_change(queue, job, edited(job, tmp_path / "web" / "b.mkv"))
    assert saved.output == tmp_path / "web" / "b.mkv"
    assert saved.source == job.source
    assert saved.request["container"] == "mkv"


def test_parts_in_a_common_folder_are_named_after_the_new_output(
    queue: QueueController, tmp_path: Path
) -> None:
    common = tmp_path / "parts"
    own = {"parts": str(parts_in(common, tmp_path / "out.mp4"))}
    job = job_in(queue, tmp_path, options=own)
    saved = save_change(queue, job, edited(job, tmp_path / "b.mp4"))
    assert saved.options["parts"] == str(parts_in(common, tmp_path / "b.mp4"))
    chosen = job_in(queue, tmp_path, "c.mp4", options={"parts": str(common / "mine")})
    saved = save_change(queue, chosen, edited(chosen, tmp_path / "d.mp4"))
    assert saved.options["parts"] == str(common / "mine")


def begun(queue: QueueController, job: Job, state: JobState, done: int = 3) -> Job:
    """A job of which something is finished, with a journal beside its output."""
    journal = job.output.with_name(f"{job.output.name}.export_state")
    journal.write_bytes(b"a journal")
    queue.database.update([job.id], state=state, units_done=done, units_total=9)
    return queue.job(job.id)


@pytest.mark.parametrize(
    ("state", "after"),
    [
        (JobState.INACTIVE, JobState.INACTIVE),
        (JobState.QUEUED, JobState.QUEUED),
        (JobState.INTERRUPTED, JobState.INACTIVE),
        (JobState.FAILED, JobState.INACTIVE),
    ],
)
def test_what_is_finished_with_other_settings_is_dropped(
    queue: QueueController, tmp_path: Path, state: JobState, after: JobState
) -> None:
    job = begun(queue, job_in(queue, tmp_path), state)
    change = edited(job, crf=30.0)
    assert change.drops(job)
    assert not change.leaves(job)
    saved = save_change(queue, job, change)
    assert saved.state is after
    assert saved.units_done == 0
    assert saved.request["crf"] == 30.0
    assert not job.output.with_name("out.mp4.export_state").exists()


def test_what_may_be_replaced_costs_nothing(queue: QueueController, tmp_path: Path) -> None:
    job = begun(queue, job_in(queue, tmp_path), JobState.FAILED)
    change = edited(job, overwrite=True)
    assert not change.drops(job)
    saved = save_change(queue, job, change)
    assert (saved.state, saved.units_done) == (JobState.FAILED, 3)


def test_what_is_finished_stays_beside_the_old_output(
    queue: QueueController, tmp_path: Path
) -> None:
    job = begun(queue, job_in(queue, tmp_path), JobState.INTERRUPTED)
    change = edited(job, tmp_path / "b.mp4")
    assert change.leaves(job)
    assert not change.drops(job)
    saved = save_change(queue, job, change)
    assert (saved.state, saved.units_done) == (JobState.INACTIVE, 0)
    assert (tmp_path / "out.mp4.export_state").exists()


@pytest.mark.parametrize("state", [JobState.ACTIVE, JobState.PAUSED, JobState.COMPLETED])
def test_a_job_that_has_begun_meanwhile_is_refused(
    queue: QueueController, tmp_path: Path, state: JobState
) -> None:
    job = job_in(queue, tmp_path)
    queue.database.update([job.id], state=state)
    with pytest.raises(UsageError, match="cannot be changed"):
        save_change(queue, job, edited(job, crf=30.0))
    assert queue.job(job.id).request == job.request


def test_a_waiting_job_waits_again_when_it_could_not_be_changed(
    queue: QueueController, tmp_path: Path
) -> None:
    job_in(queue, tmp_path, "taken.mp4")
    job = begun(queue, job_in(queue, tmp_path), JobState.QUEUED)
    with pytest.raises(UsageError, match="written by job 1"):
        save_change(queue, job, edited(job, tmp_path / "taken.mp4"))
    kept = queue.job(job.id)
    assert (kept.state, kept.units_done, kept.output) == (JobState.QUEUED, 3, job.output)


def test_a_preset_that_is_gone_leaves_its_settings(queue: QueueController, tmp_path: Path) -> None:
    job = job_in(queue, tmp_path, preset="of-yesterday", request={"crf": 19.0})
    draft = draft_of(job, all_presets()[0])
    assert draft.preset == Preset("", "", "", "", draft.preset.settings, own=False)
    assert draft.settings.crf == 19.0
