"""The settings of an export are the same for every command that begins one."""

from __future__ import annotations

from typing import Any

import click
import pytest

from app.cli.main import reprise
from app.cli.settings_options import read_settings
from exporters.errors import UsageError
from exporters.video.request import VideoRequest

OF_EXPORT_ALONE = {
    "--resume", "--no-resume", "--checkpoint-info", "--checkpoint-clear", "--check-progress",
    "--clean-progress", "--no-progress-tracking", "--auto-cleanup-progress", "--yes", "-y",
}  # fmt: skip


def options(*names: str) -> dict[str, Any]:
    command: Any = reprise
    for name in names:
        command = command.get_command(click.Context(command), name)
    return {
        spelling: (option.metavar, option.help, option.default)
        for option in command.params
        if isinstance(option, click.Option)
        for spelling in (*option.opts, *option.secondary_opts)
    }


def test_the_queue_takes_the_options_of_export() -> None:
    export, add = options("export"), options("queue", "add")
    assert set(export) - set(add) == OF_EXPORT_ALONE
    assert set(add) - set(export) == {"--now", "--before"}
    assert {name: add[name] for name in set(add) & set(export)} == {
        name: export[name] for name in set(add) & set(export)
    }


def test_what_was_typed_becomes_fields_of_a_request() -> None:
    typed = {"start": "0:01:02.5", "end": None, "audio_bitrate": "160k", "fps": "29.97",
             "in_order": True, "crf": 20.0}  # fmt: skip
    read = read_settings(typed)
    assert read == {"start": "125/2", "end": None, "audio_bitrate": 160_000,
                    "fps": "30000/1001", "reading": "ordered", "crf": 20.0}  # fmt: skip
    assert set(read) <= set(VideoRequest("film.mp4").to_map())
    assert typed["in_order"]


@pytest.mark.parametrize("typed", [{"start": "soon"}, {"end": ""}, {"audio_bitrate": "much"}])
def test_what_is_no_time_or_rate_is_refused(typed: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        read_settings(typed)
