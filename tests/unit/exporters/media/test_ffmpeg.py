"""Which ffmpeg is used, and how commands for it are written."""

from __future__ import annotations

import hashlib
import shutil
import stat
from pathlib import Path

import ffmpeg as ffmpeg_python
import pytest

from exporters.errors import UsageError
from exporters.media.ffmpeg import (
    VARIABLE,
    arguments,
    encoders,
    file_url,
    find_ffmpeg,
    global_arguments,
)
from exporters.media.runner import run
from exporters.video.encoders import AUDIO_ENCODERS, VIDEO_ENCODERS
from tests import media_factory


def program(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(stat.S_IRWXU)
    return path


def claiming(path: Path, version: str = "9.9-test", configuration: str = "--enable-gpl") -> Path:
    text = f"ffmpeg version {version} Copyright\nconfiguration: {configuration}"
    return program(path, f"printf '%s\\n' '{text}'")


@pytest.fixture(autouse=True)
def no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def test_the_bundled_one_is_the_usual_one() -> None:
    found = find_ffmpeg()
    assert found == media_factory.build()
    assert found.path.is_absolute()
    told = run([str(found.path), "-version"], capture=True).stdout
    assert told.startswith(f"ffmpeg version {found.version} ".encode())
    assert found.identity == hashlib.blake2b(told, digest_size=16).hexdigest()


def test_the_variable_names_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = claiming(tmp_path / "my ffmpeg")
    monkeypatch.setenv(VARIABLE, str(own))
    found = find_ffmpeg()
    assert (found.path, found.version) == (own, "9.9-test")


def test_a_path_goes_before_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(claiming(tmp_path / "one")))
    other = claiming(tmp_path / "other", "8.0")
    assert find_ffmpeg(str(other)).path == other


def test_a_relative_path_is_made_absolute_and_home_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = claiming(tmp_path / "ffmpeg")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert find_ffmpeg("ffmpeg").path == own
    assert find_ffmpeg("~/ffmpeg").path == own


def test_the_identity_is_that_of_the_build_not_of_its_place(tmp_path: Path) -> None:
    one = find_ffmpeg(str(claiming(tmp_path / "one")))
    copy = find_ffmpeg(str(claiming(tmp_path / "copy")))
    other = find_ffmpeg(str(claiming(tmp_path / "other", configuration="--enable-nonfree")))
    assert one.identity == copy.identity
    assert one.identity != other.identity
    assert one.version == other.version


def test_what_is_not_ffmpeg_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no ffmpeg at"):
        find_ffmpeg(str(tmp_path / "missing"))
    with pytest.raises(UsageError, match="no ffmpeg at"):
        find_ffmpeg(str(tmp_path))
    with pytest.raises(UsageError, match="is not ffmpeg"):
        find_ffmpeg(str(program(tmp_path / "echo", 'echo "avconv version 1"')))
    with pytest.raises(UsageError, match="is not ffmpeg"):
        find_ffmpeg(str(program(tmp_path / "silent", "true")))
    with pytest.raises(UsageError, match="does not work") as failure:
        find_ffmpeg(str(program(tmp_path / "broken", "echo libx264.so: missing >&2; exit 127")))
    assert failure.value.log == ("libx264.so: missing",)
    assert VARIABLE in failure.value.advice


def test_a_file_that_cannot_be_run_is_refused(tmp_path: Path) -> None:
    path = claiming(tmp_path / "ffmpeg")
    path.chmod(0o600)
    with pytest.raises(UsageError, match="may not be run"):
        find_ffmpeg(str(path))
    path.write_bytes(bytes(range(256)))
    path.chmod(0o700)
    with pytest.raises(UsageError, match="does not work"):
        find_ffmpeg(str(path))


def test_a_program_that_talks_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not work"):
        find_ffmpeg(str(program(tmp_path / "yes", "exec yes 'ffmpeg version 1'")))


def test_the_encoders_of_a_build_are_listed() -> None:
    listed = encoders(media_factory.build())
    assert set(VIDEO_ENCODERS) <= listed
    assert set(AUDIO_ENCODERS) - {"copy"} <= listed
    assert not {"=", "Video", "h264_no_such"} & listed
    assert len(listed) > 100


def test_an_output_of_ffmpeg_python_becomes_a_command(tmp_path: Path) -> None:
    clip = media_factory.one_frame(tmp_path / "100%d -y.mp4")
    source = ffmpeg_python.input(file_url(clip))
    output = ffmpeg_python.output(source, file_url(tmp_path / "o.mkv"), c="copy")
    command = arguments(media_factory.build(), output, options=("-copyts",))
    assert command[: len(global_arguments(media_factory.build()))] == global_arguments(
        media_factory.build()
    )
    assert "-copyts" in command
    run(command, on_progress=lambda report: None)
    assert len(media_factory.packet_times(tmp_path / "o.mkv")) == 1


def test_ffmpeg_opens_every_name_as_a_file(tmp_path: Path) -> None:
    clip = media_factory.one_frame(tmp_path / "plain.mp4")
    folder = tmp_path / "hostile"
    folder.mkdir()
    expected = media_factory.decoded_hashes(clip)
    for copy in media_factory.hostile_copies(clip, folder):
        assert media_factory.decoded_hashes(copy) == expected, copy
    names = sorted(path.name for path in folder.iterdir())
    shutil.rmtree(folder)
    assert len(names) == len(media_factory.HOSTILE_NAMES) + 1
