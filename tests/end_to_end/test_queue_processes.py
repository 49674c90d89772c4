"""The queue in several processes: one runs it, others steer it, and it is killed."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import psutil
import pytest

from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job, NewJob
from app.jobs.queue.owner import QueueOwner
from app.jobs.queue.states import JobState
from app.jobs.requests import make_request
from exporters.errors import StateBusy
from tests import media_factory as media
from tests.commands import ROOT, companions, digest, gone, processes_with, succeed
from tests.queue_exports import eventually
from tests.session_bus import HAS_BUS, Desktop, session_bus

PATIENCE = 60.0
SECONDS_TO_FREEZE = 1.0
SECONDS_TO_DIE = 3.0
KILLS = 4
SOAK_KILLS = 60

# Slow enough to be caught at it.
SLOW: dict[str, Any] = {"scale": "480x288!", "segment_seconds": 0.5}
SETTINGS: dict[str, dict[str, Any]] = {
    "one.mp4": {**SLOW, "encoder_preset": "veryslow"},
    "two.mkv": {**SLOW, "video_encoder": "ffv1", "audio_encoder": "flac"},
    "three.mp4": {**SLOW, "video_encoder": "libx265", "scale": "320x192!"},
}


class Owner:
    """A process that runs the queue, and the lines that it writes."""

    def __init__(self, controller: QueueController) -> None:
        self.lines: list[dict[str, Any]] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app.jobs.queue.serving"],
            cwd=ROOT,
            env={**os.environ, "REPRISE_DATA": str(controller.folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            # The last line of a killed program may be torn.
            with contextlib.suppress(ValueError):
                self.lines.append(json.loads(line))

    def said(self, event: str) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["event"] == event]

    def kill(self) -> None:
        """SIGKILL to this process alone."""
        self.process.kill()
        self.wait()

    def end(self) -> int:
        """As when the window that has started it ends."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.wait()

    def wait(self) -> int:
        code = self.process.wait(PATIENCE)
        self._reader.join()
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        self.process.stdout.close()
        return code


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return media.constant_rate(tmp_path_factory.mktemp("films") / "film.mp4", seconds=3)


@pytest.fixture
def controller(tmp_path: Path) -> Iterator[QueueController]:
    """The queue as another process than its owner sees it."""
    controller = QueueController(tmp_path / "data")
    controller.change_settings(reports=False, workers=2, save_interval=0.5)
    yield controller
    controller.close()


@pytest.fixture
def run(controller: QueueController) -> Iterator[Callable[[], Owner]]:
    """Starts a process that runs the queue; it is ended with the test."""
    owners: list[Owner] = []

    def run() -> Owner:
        owners.append(Owner(controller))
        return owners[-1]

    yield run
    for owner in owners:
        if owner.process.poll() is None:
            owner.kill()


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop | None]:
    """Keeps the machine awake when it is asked to; None where there is no D-Bus daemon."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "")
    if not HAS_BUS:
        yield None
        return
    with session_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        service = Desktop(address)
        yield service
        service.close()


def new_job(film: Path, output: Path) -> NewJob:
    request = make_request(film, output, None, SETTINGS[output.name])
    return NewJob(output, request.to_map())


@cache
def undisturbed(film: Path, name: str) -> str:
    """The digest of what one run, by the command line, makes of the same request."""
    words = [f"--{key.replace('_', '-')}={value}" for key, value in SETTINGS[name].items()]
    reference = film.with_name(f"undisturbed {name}")
    succeed("export", film, "-o", reference, *words, "--workers", 2, "--quiet")
    return digest(reference)


def encoders(folder: Path) -> list[psutil.Process]:
    """The programs that work in a folder."""
    found = []
    for pid in processes_with(str(folder)):
        with contextlib.suppress(psutil.NoSuchProcess):
            process = psutil.Process(pid)
            if "ffmpeg" in process.name():
                found.append(process)
    return found


def under_way(controller: QueueController, job: Job, folder: Path) -> None:
    eventually(lambda: controller.job(job.id).units_done >= 1 and encoders(folder))


def all_frozen(folder: Path) -> bool:
    """Whether there are encoders of a folder, and none of them moves."""
    states = []
    for process in encoders(folder):
        # One that ends just now does not move, either.
        with contextlib.suppress(psutil.NoSuchProcess):
            states.append(process.status())
    return psutil.STATUS_STOPPED in states and not (
        set(states) - {psutil.STATUS_STOPPED, psutil.STATUS_ZOMBIE}
    )


def cpu_seconds(processes: list[psutil.Process]) -> list[float]:
    return [sum(process.cpu_times()[:2]) for process in processes]


def test_another_process_pauses_and_the_encoders_stand_still_at_once(
    controller: QueueController,
    run: Callable[[], Owner],
    film: Path,
    tmp_path: Path,
    desktop: Desktop | None,
) -> None:
    output = tmp_path / "one.mp4"
    (job,) = controller.add([new_job(film, output)], start=True)
    owner = run()
    under_way(controller, job, tmp_path)
    controller.pause([job.id])
    deadline = time.monotonic() + SECONDS_TO_FREEZE
    while not all_frozen(tmp_path):
        assert time.monotonic() < deadline, "They went on."
        time.sleep(0.01)
    frozen = encoders(tmp_path)
    used = cpu_seconds(frozen)
    time.sleep(1)
    assert cpu_seconds(frozen) == used
    paused = controller.job(job.id)
    assert (paused.state, paused.rate, paused.seconds_left) == (JobState.PAUSED, 0.0, None)
    controller.resume([job.id])
    eventually(lambda: controller.job(job.id).state is JobState.COMPLETED)
    assert owner.end() == 0
    assert digest(output) == undisturbed(film, output.name)
    assert companions(output) == []
    held = [line["held"] for line in owner.said("awake")]
    assert held == ([] if desktop is None else [True, False, True, False])
    assert desktop is None or (desktop.given, desktop.held) == (2, set())
    assert [line["completed"] for line in owner.said("idle")] == [1]


def test_a_pause_outlives_its_owner(
    controller: QueueController, run: Callable[[], Owner], film: Path, tmp_path: Path
) -> None:
    output = tmp_path / "one.mp4"
    controller.change_settings(mode="auto")
    (job,) = controller.add([new_job(film, output)], start=True)
    owner = run()
    under_way(controller, job, tmp_path)
    controller.pause([job.id])
    eventually(lambda: all_frozen(tmp_path))
    owner.kill()
    assert gone(str(output), SECONDS_TO_DIE), "Frozen encoders have outlived their owner."
    # Whatever the mode: what is paused is not gone on with by itself.
    owner = run()
    eventually(lambda: [line["other"] for line in owner.said("owner")] == [""])
    time.sleep(0.5)
    assert controller.job(job.id).state is JobState.PAUSED
    assert encoders(tmp_path) == []
    controller.resume([job.id])
    eventually(lambda: controller.job(job.id).state is JobState.COMPLETED)
    owner.end()
    now = controller.job(job.id)
    assert now.attempts == 2
    (restored,) = owner.said("Restored")
    assert restored["units_done"] >= 1
    assert digest(output) == undisturbed(film, output.name)
    assert companions(output) == []


def kill_until_done(
    controller: QueueController, run: Callable[[], Owner], kills: int, dice: random.Random
) -> None:
    """Kill as many owners, each after a while by chance, as long as there is work left."""
    for _ in range(kills):
        owner = run()
        eventually(lambda owner=owner: owner.said("owner"))
        time.sleep(dice.uniform(0, 0.8))
        owner.kill()
        if all(job.state is JobState.COMPLETED for job in controller.jobs()):
            break
    assert sum(job.attempts for job in controller.jobs()) > len(SETTINGS)


def check_kills(
    controller: QueueController,
    run: Callable[[], Owner],
    film: Path,
    tmp_path: Path,
    kills: int,
) -> None:
    seed = time.time_ns()
    controller.change_settings(mode="auto", parallel=3)
    outputs = [tmp_path / name for name in SETTINGS]
    jobs = controller.add([new_job(film, output) for output in outputs], start=True)
    kill_until_done(controller, run, kills, random.Random(seed))
    assert [job.id for job in controller.jobs()] == [job.id for job in jobs], "A job is lost."
    owner = run()
    eventually(lambda: all(job.state is JobState.COMPLETED for job in controller.jobs())
               or controller.jobs([JobState.FAILED]))  # fmt: skip
    owner.end()
    assert [(job.state, job.message) for job in controller.jobs([JobState.FAILED])] == [], seed
    for job, output in zip(controller.jobs(), outputs, strict=True):
        assert digest(output) == undisturbed(film, output.name), seed
        assert job.size == output.stat().st_size
        assert job.digest, seed
        assert companions(output) == [], seed
    assert gone(str(tmp_path), SECONDS_TO_DIE)


def test_jobs_whose_owner_is_killed_again_and_again_end_with_the_same_bytes(
    controller: QueueController, run: Callable[[], Owner], film: Path, tmp_path: Path
) -> None:
    check_kills(controller, run, film, tmp_path, KILLS)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("time", range(10))
def test_they_do_so_however_often_it_is_killed(
    time: int, controller: QueueController, run: Callable[[], Owner], film: Path, tmp_path: Path
) -> None:
    check_kills(controller, run, film, tmp_path, SOAK_KILLS)


def test_of_two_owners_the_second_waits_and_takes_over_when_the_first_is_killed(
    controller: QueueController, run: Callable[[], Owner], film: Path, tmp_path: Path
) -> None:
    controller.change_settings(mode="auto")
    output = tmp_path / "one.mp4"
    (job,) = controller.add([new_job(film, output)], start=True)
    first = run()
    under_way(controller, job, tmp_path)
    assert controller.status().owner.startswith(f"process {first.process.pid} since")
    second = run()
    eventually(lambda: second.said("owner"))
    assert f"The queue is run by process {first.process.pid}" in second.said("owner")[0]["other"]
    with pytest.raises(StateBusy, match=f"run by process {first.process.pid}"):
        QueueOwner(controller).start()
    first.kill()
    eventually(lambda: [line["other"] for line in second.said("owner")][1:] == [""])
    eventually(lambda: controller.job(job.id).state is JobState.COMPLETED)
    assert second.end() == 0
    assert controller.status().owner == ""
    assert digest(output) == undisturbed(film, output.name)


@pytest.mark.parametrize("how", ["input", "signal"])
def test_an_owner_that_is_told_to_end_leaves_no_encoder_behind(
    how: str, controller: QueueController, run: Callable[[], Owner], film: Path, tmp_path: Path
) -> None:
    output = tmp_path / "one.mp4"
    (job,) = controller.add([new_job(film, output)], start=True)
    owner = run()
    under_way(controller, job, tmp_path)
    if how == "signal":
        owner.process.send_signal(signal.SIGTERM)
        assert owner.wait() == 0
    else:
        assert owner.end() == 0
    assert gone(str(output), SECONDS_TO_DIE)
    interrupted = controller.job(job.id)
    assert interrupted.state is JobState.INTERRUPTED
    assert "was closed while this export was running" in interrupted.message
    (left,) = controller.interrupted()
    assert left.units_done >= 1
    assert (left.source, left.damage) == ("unchanged", "")
    assert left.parts_size > 0


def test_a_film_that_has_changed_meanwhile_makes_its_job_fail_and_no_other(
    controller: QueueController, run: Callable[[], Owner], film: Path, tmp_path: Path
) -> None:
    changing = tmp_path / "changing.mp4"
    changing.write_bytes(film.read_bytes())
    jobs = controller.add(
        [new_job(changing, tmp_path / "one.mp4"), new_job(film, tmp_path / "two.mkv")], start=True
    )
    owner = run()
    under_way(controller, jobs[0], tmp_path)
    owner.kill()
    media.constant_rate(changing, seconds=2)
    controller.answer(jobs[0].id, "continue")
    owner = run()
    eventually(lambda: owner.said("idle"))
    owner.end()
    changed, other = (controller.job(job.id) for job in jobs)
    assert changed.state is JobState.FAILED
    assert "changed" in changed.message
    assert other.state is JobState.COMPLETED
