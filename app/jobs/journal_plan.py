"""The plan that a journal holds, read without its source and without ffmpeg."""

from __future__ import annotations

from pathlib import Path

from app.jobs.requests import EDIT
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
    """What the units stand for; None for exporters of no film, or when it is damaged."""
    try:
        if state.exporter == EDIT:
            return _of_edit(state)
        if state.exporter != NAME or len(state.sources) != 1:
            return None
        request = VideoRequest.from_map(state.request)
        mark = Fingerprint.from_map(state.sources[0])
        plan = restore_plan(request, Path(request.source), state.stored_plan, mark, _NAMELESS)
    except ExportError:
        return None
    return plan.details if isinstance(plan.details, VideoPlan) else None


def _of_edit(state: JournalState) -> VideoPlan | None:
    """The plan of the film that an edit is rendered into, which that of the edit holds."""
    # Only now: most exports are of films, and are looked at sooner without it.
    from exporters.rendering import plan_record
    from exporters.rendering.edit_plan import EditPlan

    request = VideoRequest.from_map(state.request)
    marks = {Path(str(item.get("path"))): Fingerprint.from_map(item) for item in state.sources}
    if not marks:
        return None
    plan = plan_record.restore_plan(request, next(iter(marks)), state.stored_plan, marks, _NAMELESS)
    return plan.details.video if isinstance(plan.details, EditPlan) else None
