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


def shown_of(job: int) -> dict[str, str]:
    return dict(line.split(maxsplit=1) for line in config(job).output.splitlines()[1:])


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


def test_an_empty_setting_of_the_queue_goes_back_to_the_default(queue: QueueController) -> None:
    before = queue.settings
    changed("mode=auto", "when_done=command", "when_done_command=notify", "workers=3",
            "parallel=2", "reports=no", "save_interval=1.5")  # fmt: skip
    changed(*(f"{name}=" for name in before.to_map()))
    assert queue.settings == before


@pytest.mark.parametrize(
    "word", ["mode", "=x", "mode=fast", "parallel=2.5", "reports=perhaps", "workers=0",
             "save_interval=nan", "when_done_command='", "nothing=1", "nothing=",
             "when_done=command"],
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
    changed(job, "set=profile=high", "set=tune=")
    assert queue.job(job).request["video_options"] == {"profile": "high"}


TYPED = {
    "video_encoder": "libx265", "crf": "0", "encoder_preset": "fast", "pix_fmt": "yuv422p",
    "scale": "480p", "fps": "25", "deinterlace": "yes", "denoise": "yes", "audio": "1",
    "audio_encoder": "aac", "audio_bitrate": "96k", "subtitles": "none", "start": "1", "end": "9",
    "smart": "yes",
    "segment_seconds": "5", "in_order": "yes", "allow_truncated": "yes", "workers": "2",
    "overwrite": "yes", "keep_parts": "yes", "report": "no", "save_interval": "9", "state": "j",
    "parts": "p", "ffmpeg": "f", "set": "x265-params=bframes=2",
}  # fmt: skip


def test_an_empty_value_goes_back_to_the_default(queue: QueueController, tmp_path: Path) -> None:
    assert TYPED.keys() == {*FIELDS, *OPTIONS, "set"}
    output = tmp_path / "plain.mp4"
    request = make_request(tmp_path / "film.mp4", output, None, {}).to_map()
    (plain,) = queue.add([NewJob(output, request)])
    for name, text in TYPED.items():
        changed(plain.id, f"{name}={text}")
        now = queue.job(plain.id)
        assert (now.request, now.options) != (request, {}), name
        changed(plain.id, f"{name}=")
        now = queue.job(plain.id)
        assert now.request == request, name
        assert set(now.options.values()) <= {None}, name


def test_everything_that_was_typed_is_shown_also_what_is_nothing(job: int) -> None:
    # Copying does not go with other settings that are typed here.
    together = {name: text for name, text in TYPED.items() if name != "smart"}
    changed(job, *(f"{name}={text}" for name, text in together.items()))
    shown = shown_of(job)
    assert shown.keys() == {*together, "source", "output"}
    assert (shown["crf"], shown["report"], shown["in_order"]) == ("0.0", "no", "yes")
    changed(job, "video_encoder=none")
    assert shown_of(job)["video_encoder"] == "none"


def test_the_encoders_default_follows_the_kind_of_file(
    queue: QueueController, job: int, tmp_path: Path
) -> None:
    changed(job, f"output={tmp_path / 'out.webm'}", "video_encoder=", "audio_encoder=")
    assert queue.job(job).request["video_encoder"] == "libvpx-vp9"


def test_the_home_folder_is_meant_by_its_sign(
    queue: QueueController, job: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    changed(job, "output=~/mine.mp4", "parts=~/parts")
    assert queue.job(job).output == tmp_path / "mine.mp4"
    assert queue.job(job).source == tmp_path / "film.mp4"
    assert queue.job(job).options["parts"] == str(tmp_path / "parts")
    assert config(job, "output=~no-such-user/mine.mp4").exit_code == 2


def test_another_encoder_begins_with_its_own_defaults(queue: QueueController, job: int) -> None:
    changed(job, "encoder_preset=fast", "video_encoder=x265")
    request = queue.job(job).request
    assert request["video_encoder"] == "libx265"
    assert (request["crf"], request["video_options"]) == (None, {})
    assert request["encoder_preset"] == "fast"
    changed(job, "video_encoder=libx264", "set=tune=grain")
    assert queue.job(job).request["video_options"] == {"tune": "grain"}


def test_another_output_keeps_its_source(queue: QueueController, job: int, tmp_path: Path) -> None:
    changed(job, f"output={tmp_path / 'elsewhere' / 'out.mkv'}")
    moved = queue.job(job)
    assert moved.output == tmp_path / "elsewhere" / "out.mkv"
    assert moved.source == tmp_path / "film.mp4"
    assert moved.request["container"] == "mkv"


def test_what_a_job_does_is_shown_as_it_is_typed(job: int) -> None:
    changed(job, "pix-fmt=yuv422p", "audio=1,2")
    shown = shown_of(job)
    assert (shown["pix_fmt"], shown["set"], shown["audio"]) == ("yuv422p", "tune=film", "1,2")
    assert json.loads(config(job, "--json").output)["pixel_format"] == "yuv422p"


@pytest.mark.parametrize("word", ["crf=x", "crf=99", "sorce=a", "output=out.txt", "output=",
                                  "set=tune", "denoise=maybe", "fps=0", "start=soon", "workers=999",
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
    assert fields | own == {
        *VideoRequest("film.mp4", subtitles="none", smart=True).to_map(),
        "output",
    }
    assert set(OPTIONS) == set(KNOWN_OPTIONS)
    add = reprise.get_command(click.Context(reprise), "queue").commands["add"]  # type: ignore
    typed = {name.removeprefix("--").replace("-", "_") for option in add.params
             if isinstance(option, click.Option) for name in option.opts}  # fmt: skip
    assert {*FIELDS, *OPTIONS} <= typed
