"""The plan that a journal holds, read without its source and without ffmpeg."""

from __future__ import annotations

from pathlib import Path

from exporters.checkpoint.state import JournalState
from exporters.errors import ExportError
from exporters.media.ffmpeg import FfmpegBuild
from exporters.media.fingerprint import Fingerprint
from exporters.video.plan_record import NAME, restore_plan
from exporters.video.request import VideoRequest
from exporters.video.video_plan import VideoPlan

# Which ffmpeg it is changes the plan's hash, not what is read out of the plan.
_NAMELESS = FfmpegBuild(Path("ffmpeg"), "", "")


def plan_in(state: JournalState) -> VideoPlan | None:
    """What the units stand for; None for other exporters than video's, or when it is damaged."""
    if state.exporter != NAME or len(state.sources) != 1:
        return None
    try:
        request = VideoRequest.from_map(state.request)
        mark = Fingerprint.from_map(state.sources[0])
        plan = restore_plan(request, Path(request.source), state.stored_plan, mark, _NAMELESS)
    except ExportError:
        return None
    return plan.details if isinstance(plan.details, VideoPlan) else None
