"""Jobs in every state, for pictures and tests of the views."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from app.jobs.queue.job import Job
from app.jobs.queue.states import JobState


def job(number: int, state: JobState = JobState.QUEUED, **values: Any) -> Job:
    """A job with plausible values."""
    now = time.time()
    usual: dict[str, Any] = {
        "id": number, "position": number - 1, "output": Path(f"/films/film {number}.mp4"),
        "source": Path(f"/films/film {number}.mov"), "preset": "web-1080p", "state": state,
        "phase": "", "last_completed_phase": "", "added": now, "began": 0.0, "ended": 0.0,
        "units_done": 0, "units_total": 0, "work_done": 0, "work_total": 0, "work_name": "frames",
        "rate": 0.0, "speed": 0.0, "size": 0, "seconds_left": None, "fraction": 0.0,
        "waiting_for": "", "message": "", "log": (), "attempts": 0, "digest": "",
        "start_over": False, "request_text": "{}", "options_text": "{}",
    }  # fmt: skip
    return Job(**{**usual, **values})


def jobs() -> list[Job]:
    """A queue as one meets it."""
    begun = {"phase": "exporting", "units_total": 960, "work_total": 96000}
    return [
        job(1, JobState.COMPLETED, output=Path("/films/trailer.mp4"), size=48_200_000,
            ended=time.time()),
        job(2, JobState.ACTIVE, output=Path("/films/harbour_master.mp4"), units_done=412,
            work_done=60500, rate=148.0, speed=5.9, seconds_left=1260.0, size=1_230_000_000,
            **begun),
        job(3, JobState.PAUSED, output=Path("/films/episode 02 – 港口的主人.mp4"), units_done=100,
            work_done=20000, **begun),
        job(4, JobState.QUEUED, output=Path("/films/episode 03 with a name that is very long.mp4")),
        job(5, JobState.INTERRUPTED, output=Path("/films/lecture 7.mkv"), units_done=700,
            work_done=70000, message="Reprise ended while this export was running.", **begun),
        job(6, JobState.FAILED, output=Path("/films/archive reel 12.mov"),
            message="The source reel12.mxf is missing (looked for at /films/reel12.mxf). Put it "
            "back, or move the output's files to where it lies relative to them."),
        job(7, JobState.INACTIVE, output=Path("/films/later.webm")),
    ]  # fmt: skip
