"""Exports that are killed again and again: the file is that of an undisturbed run."""

from __future__ import annotations

import random
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from tests import media_factory as media
from tests.commands import Running, companions, digest, gone, reprise, succeed
from tests.end_to_end.encodings import ENCODINGS, settings

KILLS = 2
"""For each of six encoders: 12 in a run of the suite; a soak has 84 for each."""
SOAK_KILLS = 84
SHORT = [
    pytest.param(
        encoder, marks=() if encoder in ("libx264", "libsvtav1", "ffv1") else pytest.mark.soak
    )
    for encoder in ENCODINGS
]
"""One encoder with frames that look ahead, one with hidden frames, one without either."""
SECONDS_TO_DIE = 2.0


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return media.constant_rate(tmp_path_factory.mktemp("films") / "film.mp4", seconds=4)


class Killer:
    """Kills an export after a random number of finished segments and a random while."""

    def __init__(self, dice: random.Random, least: int = 0) -> None:
        self._left = least + dice.randrange(4)
        self._delay = dice.uniform(0, 0.15)
        self._armed = False

    def __call__(self, event: dict[str, Any], running: Running) -> None:
        if event["event"] == "unit_finished":
            self._left -= 1
        started = event.get("phase") == "exporting" or event["event"] == "unit_finished"
        if started and self._left <= 0 and not self._armed:
            self._armed = True
            threading.Timer(self._delay, running.kill).start()


def kill_until_done(
    arguments: list[object], output: Path, kills: int, dice: random.Random
) -> tuple[int, int]:
    """Start and kill an export ``kills`` times, then let it end.

    It is killed more often, but not for ever, while there was nothing yet to be restored.

    Returns how often it was killed, and how many units were restored in all.
    """
    killed = lost = restored = 0
    finished_before = 0
    while killed < kills or (not restored and killed < 4 * kills):
        running = Running(*arguments, act=Killer(dice))
        code, told = running.wait()
        for event in running.of_kind("restored"):
            restored += event["units_done"]
            # What a run has reported as finished is never done again.
            assert event["units_done"] >= finished_before
            finished_before = event["units_done"]
        finished_before += len(running.of_kind("unit_finished"))
        assert gone(str(output.parent), SECONDS_TO_DIE), "ffmpeg outlived the application"
        if code == 0:
            output.unlink()
            finished_before, lost = 0, lost + 1
            assert lost < 3 * kills + 10, "the export is always done before it can be killed"
            continue
        assert code == -signal.SIGKILL, told
        killed += 1
        if output.exists() and not companions(output):
            # It was complete already, and killed on its way out.
            output.unlink()
            finished_before = 0
    succeed(*arguments, "--quiet")
    return killed, restored


def check_identity(film: Path, folder: Path, encoder: str, kills: int, seed: int) -> None:
    dice = random.Random(seed)
    container = ENCODINGS[encoder][0]
    reference, output = folder / f"reference.{container}", folder / f"killed.{container}"
    succeed("export", film, "-o", reference, *settings(encoder), "--workers", 1)
    arguments = ["export", film, "-o", output, *settings(encoder), "--workers", 2]
    killed, restored = kill_until_done(arguments, output, kills, dice)
    assert killed >= kills
    assert restored > 0
    assert digest(output) == digest(reference)
    assert companions(output) == []


@pytest.mark.parametrize("encoder", SHORT)
def test_a_killed_export_ends_with_the_same_bytes(encoder: str, film: Path, tmp_path: Path) -> None:
    check_identity(film, tmp_path, encoder, KILLS, seed=time.time_ns())


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("encoder", ENCODINGS)
def test_it_does_so_however_often_it_is_killed(encoder: str, film: Path, tmp_path: Path) -> None:
    check_identity(film, tmp_path, encoder, SOAK_KILLS, seed=time.time_ns())


def test_the_bytes_do_not_depend_on_the_number_of_workers(film: Path, tmp_path: Path) -> None:
    digests = set()
    for workers in (1, 2, 4):
        output = tmp_path / f"{workers}.mp4"
        succeed("export", film, "-o", output, *settings("libx264"), "--workers", workers)
        digests.add(digest(output))
    assert len(digests) == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_it_cleanly_and_it_goes_on(number: int, film: Path, tmp_path: Path) -> None:
    output, reference = tmp_path / "film.mp4", tmp_path / "reference.mp4"
    arguments = ["export", film, "-o", output, *settings("libx264"), "--set", "subme=10"]
    sent: list[int] = []

    def stop(event: dict[str, Any], running: Running) -> None:
        if event["event"] == "unit_finished" and not sent:
            sent.append(number)
            running.signal(number)

    code, told = Running(*arguments, act=stop).wait()
    assert code == 75
    assert "reprise resume" in told
    assert "Traceback" not in told
    assert gone(str(tmp_path), SECONDS_TO_DIE)
    assert companions(output) == ["film.mp4.export_parts", "film.mp4.export_state"]
    assert "Restored" in succeed("resume", output)
    succeed("export", film, "-o", reference, *arguments[4:])
    assert digest(output) == digest(reference)


def test_a_killed_export_can_be_moved_with_its_source(film: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    (first / "film.mp4").write_bytes(film.read_bytes())
    arguments = ["export", first / "film.mp4", "-o", first / "out.mkv", *settings("ffv1")]
    Running(*arguments, act=Killer(random.Random(2), least=1)).wait()
    assert gone(str(tmp_path), SECONDS_TO_DIE)
    assert (first / "out.mkv.export_state").exists()
    first.rename(second)
    assert "Restored" in succeed("resume", second / "out.mkv")
    reference = tmp_path / "reference.mkv"
    succeed("export", film, "-o", reference, *settings("ffv1"))
    assert digest(second / "out.mkv") == digest(reference)


def test_status_names_what_was_interrupted(film: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.mp4"
    Running(
        "export", film, "-o", output, *settings("libx264"), act=Killer(random.Random(2), least=1)
    ).wait()
    assert "out.mp4" in succeed("status", tmp_path)
    assert '"source": "there"' in succeed("status", tmp_path, "--json")
    assert reprise("status", tmp_path / "nowhere" / "at all").returncode == 2
