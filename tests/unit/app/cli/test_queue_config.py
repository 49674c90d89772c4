"""Settings of the queue and of its jobs, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from app.cli.main import reprise
from app.cli.queue_job_settings import FIELDS, OPTIONS
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import NewJob
from app.jobs.queue.running import OPTIONS as KNOWN_OPTIONS
from app.jobs.requests import make_request
from exporters.video.request import VideoRequest


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("REPRISE_DATA", str(tmp_path / "data"))
    (tmp_path / "film.mp4").write_bytes(b"film")
    controller = QueueController()
    yield controller
    controller.close()


@pytest.fixture
def job(queue: QueueController, tmp_path: Path) -> int:
    settings = {"crf": 20.0, "encoder_preset": "slow", "video_options": {"tune": "film"}}
    request = make_request(tmp_path / "film.mp4", tmp_path / "out.mp4", None, settings)
    (added,) = queue.add([NewJob(tmp_path / "out.mp4", request.to_map())])
    return added.id


def config(*words: object) -> Result:
    return CliRunner().invoke(reprise, ["queue", "config", *map(str, words)])


def changed(*words: object) -> None:
    done = config(*words)
    assert done.exit_code == 0, done.output


def test_every_setting_can_be_changed_and_is_shown(queue: QueueController) -> None:
    changed(
        "mode=auto", "when-done=command", "when_done_command=notify 'all done' 50%", "workers=3",
        "parallel=2", "reports=no", "save-interval=1.5",
    )  # fmt: skip
    assert queue.settings.to_map() == {
        "mode": "auto",
        "when_done": "command",
        "when_done_command": ["notify", "all done", "50%"],
        "workers": 3,
        "parallel": 2,
        "reports": False,
        "save_interval": 1.5,
    }
    assert "when_done_command  notify 'all done' 50%" in config().output
    assert json.loads(config("--json").output) == queue.settings.to_map()
    changed("workers=auto")
    assert queue.settings.workers is None


@pytest.mark.parametrize(
    "word", ["mode", "=x", "mode=fast", "parallel=2.5", "reports=perhaps", "workers=0",
             "save_interval=nan", "when_done_command='", "nothing=1", "when_done=command"],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_changed(
    word: str, queue: QueueController
) -> None:
    before = queue.settings
    done = config("parallel=3", word)
    assert done.exit_code == 2, done.output
    assert queue.settings == before


def test_a_jobs_settings_have_the_names_of_the_options(
    queue: QueueController, job: int, tmp_path: Path
) -> None:
    changed(job, "scale=720p", "fps=29.97", "audio-bitrate=160k", "start=0:10", "set=tune=grain",
            "in-order=yes", "overwrite=yes", "workers=2", "state=journals/j")  # fmt: skip
    request, options = queue.job(job).request, queue.job(job).options
    assert (request["scale"], request["fps"]) == ("720p", "30000/1001")
    assert (request["audio_bitrate"], request["start"]) == (160_000, "10")
    assert request["video_options"] == {"tune": "grain"}
    assert request["reading"] == "ordered"
    assert request["crf"] == 20.0
    assert (options["overwrite"], options["workers"]) == (True, 2)
    assert options["state"] == str(Path("journals/j").absolute())
    changed(job, "fps=", "audio_bitrate=", "start=", "set=", "crf=", "workers=auto")
    request = queue.job(job).request
    assert (request["fps"], request["audio_bitrate"], request["start"]) == ("", 0, "")
    assert (request["video_options"], request["crf"]) == ({}, None)


def test_another_encoder_begins_with_its_own_defaults(queue: QueueController, job: int) -> None:
    changed(job, "encoder_preset=fast", "video_encoder=x265")
    request = queue.job(job).request
    assert request["video_encoder"] == "libx265"
    assert (request["crf"], request["video_options"]) == (None, {})
    assert request["encoder_preset"] == "fast"


def test_another_output_keeps_its_source(queue: QueueController, job: int, tmp_path: Path) -> None:
    changed(job, f"output={tmp_path / 'elsewhere' / 'out.mkv'}")
    moved = queue.job(job)
    assert moved.output == tmp_path / "elsewhere" / "out.mkv"
    assert moved.source == tmp_path / "film.mp4"
    assert moved.request["container"] == "mkv"


def test_what_a_job_does_is_shown_as_it_is_typed(job: int) -> None:
    changed(job, "pix-fmt=yuv422p", "audio=1,2")
    shown = config(job).output
    assert "pix_fmt          yuv422p" in shown
    assert "set              tune=film" in shown
    assert "audio            1,2" in shown
    assert json.loads(config(job, "--json").output)["pixel_format"] == "yuv422p"


@pytest.mark.parametrize("word", ["crf=x", "crf=99", "sorce=a", "output=out.txt", "set=tune",
                                  "denoise=maybe", "fps=0", "start=soon", "workers=999",
                                  "save_interval=0"])  # fmt: skip
def test_a_jobs_settings_that_cannot_be_are_refused(
    word: str, queue: QueueController, job: int
) -> None:
    before = queue.job(job)
    done = config(job, "scale=480p", word)
    assert done.exit_code == 2, done.output
    assert queue.job(job) == before


def test_every_setting_of_an_export_has_a_name() -> None:
    own = {"output", "source", "container", "video_options"}
    fields = {field for field, _ in FIELDS.values()}
    assert fields | own == {*VideoRequest("film.mp4").to_map(), "output"}
    assert set(OPTIONS) == set(KNOWN_OPTIONS)
    add = reprise.get_command(click.Context(reprise), "queue").commands["add"]  # type: ignore
    typed = {name.removeprefix("--").replace("-", "_") for option in add.params
             if isinstance(option, click.Option) for name in option.opts}  # fmt: skip
    assert {*FIELDS, *OPTIONS} <= typed
