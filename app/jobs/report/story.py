"""Everything that is known of an export once its output is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.jobs.journal_plan import plan_in
from app.jobs.report.interruptions import Interruption, interruptions_of
from app.jobs.report.segments import Segments, segments_of
from app.jobs.report.sessions import SessionSpan, sessions_of
from app.jobs.report.speed import Speed, speed_of
from exporters.checkpoint.history import Happening, JournalHistory, UnitDone
from exporters.engine.published import Published
from exporters.errors import StateError
from exporters.video.video_plan import VideoPlan


@dataclass(frozen=True)
class Story:
    """What is known of an export.

    Attributes:
        published: the output.
        history: of its journal.
        sessions, interruptions, segments, speed: worked out of that.
        details: what the units stand for; None for other exporters than video's.
        made: time of the report, in seconds since 1970.
    """

    published: Published
    history: JournalHistory
    sessions: Sequence[SessionSpan]
    interruptions: Sequence[Interruption]
    segments: Segments
    speed: Speed
    details: VideoPlan | None
    made: float

    @classmethod
    def of(cls, published: Published, history: JournalHistory, made: float) -> Story:
        """Work it out of a journal. Raises ``StateError`` if that tells of no start."""
        details = plan_in(history.state)
        sessions, finished = sessions_of(_with_work(history.happenings, details))
        if not sessions:
            raise StateError("The journal tells of no start of the export.")
        _end_reporting(sessions, published, made)
        return cls(
            published,
            history,
            sessions,
            interruptions_of(sessions),
            segments_of(finished, details),
            speed_of(sessions, published.workers),
            details,
            made,
        )

    @property
    def journal_was_lost(self) -> bool:
        """It was begun anew when units were finished already: what was before is unknown."""
        return bool(self.sessions[0].restored)

    @property
    def damaged_units(self) -> int:
        """Finished units whose part was found damaged or missing."""
        return sum(len(session.voided) for session in self.sessions)

    @property
    def elapsed(self) -> float:
        """Seconds from the first start to the end."""
        return self.sessions[-1].ended - self.sessions[0].began

    @property
    def away(self) -> float:
        """Seconds between sessions."""
        return sum(interruption.away for interruption in self.interruptions)

    @property
    def paused(self) -> float:
        return sum(session.paused_seconds for session in self.sessions)

    @property
    def working(self) -> float:
        """Seconds of sessions, without pauses."""
        return max(0.0, self.elapsed - self.away - self.paused)


def _end_reporting(sessions: Sequence[SessionSpan], published: Published, made: float) -> None:
    """The report itself is the end of the phase that it is made in, unless it was made later."""
    last = sessions[-1]
    if not published.later and last.phases and last.phases[-1].name == "reporting":
        last.phases[-1].ended = last.ended = max(last.ended, made)


def _with_work(happenings: Iterable[Happening], details: VideoPlan | None) -> Iterator[Happening]:
    """Units that are known by their parts alone get the frames that the plan gives them."""
    for happening in happenings:
        if isinstance(happening, UnitDone) and not happening.work:
            happening = replace(happening, work=_work_of(happening.index, details))
        yield happening


def _work_of(index: int, details: VideoPlan | None) -> int:
    if details is None or index >= details.segment_count:
        return 0
    first, stop = details.segment(index)
    return stop - first
