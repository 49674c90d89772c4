"""The report as one map of plain values: what OUTPUT.report.json holds.

docs/report.md has its keys. Everything that the page shows comes out of this map.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app import __version__
from app.jobs.report import checks, headline, media, settings
from app.jobs.report.interruptions import Interruption
from app.jobs.report.segments import Segments, bit_rates
from app.jobs.report.sessions import SessionSpan, Span
from app.jobs.report.story import Story
from app.jobs.report.words import printable
from exporters.events import PHASES
from exporters.media.ffmpeg import FfmpegBuild

FORMAT = "reprise-export-report"
VERSION = 1


def document_of(story: Story, build: FfmpegBuild | None) -> dict[str, Any]:
    """The map. Times are in seconds since 1970, lengths in seconds, sizes in bytes."""
    published, state, details = story.published, story.history.state, story.details
    return {
        "format": FORMAT,
        "version": VERSION,
        "headline": headline.headline(story),
        "made": story.made,
        "made_by": f"Reprise {__version__}",
        "made_later": published.later,
        "output": {
            "name": printable(published.output.name),
            "size": published.size,
            "digest": published.digest,
            "media": media.output_media(published.output),
        },
        "source": media.source_map(state, details),
        "settings": [] if details is None else settings.settings_of(details),
        "request": settings.asked(state.request),
        "ffmpeg": build and {"version": printable(build.version), "identity": build.identity},
        "workers": published.workers,
        "journal": {
            "session_id": state.session_id,
            "created": state.created,
            "plan_hash": state.plan_hash,
            "exporter": printable(state.exporter),
            "damage": printable(state.damage),
        },
        "times": {
            "began": story.sessions[0].began,
            "ended": story.sessions[-1].ended,
            "elapsed": story.elapsed,
            "working": story.working,
            "away": story.away,
            "paused": story.paused,
        },
        "phases": _phases(story.sessions),
        "sessions": [_session(session, story) for session in story.sessions],
        "interruptions": [_interruption(one) for one in story.interruptions],
        "work": _work(story),
        "speed": _speed(story),
        "bit_rate": _bit_rate(story.segments),
        "segments": _segments(story.segments),
        "sound": [{"size": size} for size in story.segments.sound],
        "verification": checks.verification(story),
    }


def _phases(sessions: Sequence[SessionSpan]) -> list[dict[str, Any]]:
    """The known phases in their order; an exporter's own would be in the sessions."""
    lengths = [
        (span.name, session.active_seconds(span)) for session in sessions for span in session.phases
    ]
    made = []
    for name in PHASES:
        found = [seconds for phase, seconds in lengths if phase == name]
        made.append({"name": name, "seconds": sum(found), "times": len(found)})
    return made


def _session(session: SessionSpan, story: Story) -> dict[str, Any]:
    ended_by = "finished" if session is story.sessions[-1] else "died"
    return {
        "began": session.began,
        "ended": session.ended,
        "ended_by": "stopped" if ended_by == "died" and session.stopped else ended_by,
        "host": printable(session.host),
        "process": session.pid,
        "phases": [
            {"name": printable(span.name), **_span(span), "completed": span.completed}
            for span in session.phases
        ],
        "pauses": [{"waiting_for": printable(span.name), **_span(span)} for span in session.pauses],
        "units_finished": len(session.finished),
        "units_restored": len(session.restored),
        "units_damaged": len(session.voided),
        "work_repeated": session.repeated,
    }


def _span(span: Span) -> dict[str, float]:
    return {"began": span.began, "ended": span.ended}


def _interruption(one: Interruption) -> dict[str, Any]:
    return {
        "stopped": one.stopped,
        "how": one.how,
        "phase": printable(one.phase),
        "went_on": one.went_on,
        "away": one.away,
        "restart": one.restart_seconds,
        "moved": one.moved,
        "units_kept": one.kept_units,
        "size_kept": one.kept_size,
        "work_repeated": one.repeated_work,
        "work_repeated_is_estimate": one.how == "died",
        "units_damaged": one.damaged_units,
    }


def _work(story: Story) -> dict[str, Any]:
    known = [interruption.repeated_work for interruption in story.interruptions]
    # Of the session that finished it, retries; a very short one has no record of any.
    known.append(story.sessions[-1].repeated or 0)
    return {
        "name": _work_name(story),
        "total": sum(story.segments.works),
        "timed": story.speed.work,
        "repeated": None if None in known else sum(amount or 0 for amount in known),
        "units": story.history.state.unit_count,
        "units_damaged": sum(len(session.voided) for session in story.sessions),
        "units_restored": sum(len(session.restored) for session in story.sessions),
    }


def _work_name(story: Story) -> str:
    if story.details is None:
        return "units of work"
    return "frames" if story.segments.starts else "seconds of sound"


def _speed(story: Story) -> dict[str, Any]:
    speed, segments = story.speed, story.segments
    total = sum(segments.works)
    played = segments.seconds / total if total and segments.starts else None
    return {
        "mean": speed.mean,
        "times_real_time": speed.mean * played if speed.mean and played else None,
        "seconds": speed.seconds,
        "step": speed.step,
        "rates": [round(rate, 3) for rate in speed.rates],
        "interrupted_at": speed.breaks,
    }


def _bit_rate(segments: Segments) -> dict[str, Any] | None:
    if not segments.starts:
        return None
    return {
        "mean": segments.mean_rate,
        "points": [
            {"at": step.at, "seconds": step.seconds, "rate": round(step.rate)}
            for step in bit_rates(segments)
        ],
    }


def _segments(segments: Segments) -> dict[str, Any]:
    return {
        "count": len(segments.sizes),
        "total_size": sum(segments.sizes),
        "sizes": segments.sizes,
        "work": segments.works,
        "starts": [round(start, 6) for start in segments.starts],
        "finished": segments.finished,
    }
