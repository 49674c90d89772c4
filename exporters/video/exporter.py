"""The video exporter: one source in, one file out, in segments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from exporters.cancel import CancelToken
from exporters.errors import SourceError, UsageError
from exporters.media.ffmpeg import FfmpegBuild, encoders
from exporters.media.fingerprint import Fingerprint, check_unchanged, fingerprint
from exporters.media.frame_index import FrameIndex, read_frames
from exporters.media.probe import probe
from exporters.media.source import Source
from exporters.plan import AssemblyContext, Plan, Unit, UnitContext
from exporters.video import assembling, plan_record, planning, verifying
from exporters.video.request import VideoRequest
from exporters.video.segment import run_segment
from exporters.video.smart.planning import medium_of, smart_film
from exporters.video.smart.reading import Medium, run_copy
from exporters.video.sound import run_sound
from exporters.video.subtitles import run_subtitles
from exporters.video.trial import try_options
from exporters.video.video_plan import VideoPlan


class VideoExporter:
    """Encodes a source in segments, each by an ffmpeg process of its own.

    Args:
        build: the ffmpeg to use.
        base: folder at which relative paths of sources start: the output's.
        on_progress: gets the share of the source that has been read while planning.

    Attributes:
        incomplete: the source of the last export ends before its time, and the request does not
            allow that: what decodes was exported.
    """

    name = plan_record.NAME

    def __init__(
        self,
        build: FfmpegBuild,
        base: Path,
        on_progress: Callable[[float], None] | None = None,
    ) -> None:
        self.build = build
        self.base = base
        self._on_progress = on_progress
        self.incomplete = False

    def plan(self, request: Mapping[str, Any], token: CancelToken) -> Plan:
        """Read the source and lay out its segments."""
        wanted = VideoRequest.from_map(request)
        self._check_encoders(wanted)
        path = planning.resolve_source(wanted.source, self.base)
        # First, so that a change while the source is read shows at the next start.
        mark = fingerprint(path)
        source, index = self._read(wanted, path, token)
        plan = plan_record.make_plan(wanted, path, source, index, mark, self.build)
        if wanted.smart:
            smart = smart_film(self._details(plan), token)
            plan = plan_record.make_plan(wanted, path, source, index, mark, self.build, smart)
        picture = self._details(plan).picture
        if wanted.video_options and picture is not None:
            try_options(self.build, picture, token)
        return plan

    def _read(
        self, request: VideoRequest, path: Path, token: CancelToken
    ) -> tuple[Source, FrameIndex | None]:
        """What the file holds, and the list of its frames."""
        if request.video is None:
            return probe(path, token=token), None
        decode = request.reading == "ordered"
        return read_frames(path, token=token, on_progress=self._on_progress, decode=decode)

    def restore_plan(
        self, request: Mapping[str, Any], stored: bytes, sources: Sequence[Mapping[str, Any]]
    ) -> Plan:
        """The plan out of a journal; the source's fingerprint is compared."""
        wanted = VideoRequest.from_map(request)
        path = planning.resolve_source(wanted.source, self.base)
        if len(sources) != 1:
            raise SourceError("The journal's list of sources is damaged.", "Start over.")
        mark = Fingerprint.from_map(sources[0])
        check_unchanged(path, mark)
        return plan_record.restore_plan(wanted, path, stored, mark, self.build)

    def run(self, unit: Unit, context: UnitContext) -> None:
        """Make a segment or a track, by what the unit stands for."""
        plan, details = context.plan, self._details(context.plan)
        track = unit.index - details.segment_count
        if unit.index in details.copies:
            run_copy(details, unit.index, self._copied(plan, unit.index), context)
        elif unit.index < details.segment_count:
            self._run_segment(plan, unit.index, context)
        elif track < len(details.sound):
            self._run_sound(plan, track, unit, context)
        else:
            self._run_subtitles(plan, track - len(details.sound), context)

    def _run_segment(self, plan: Plan, index: int, context: UnitContext) -> None:
        run_segment(self._details(plan), index, context)

    def _run_sound(self, plan: Plan, track: int, unit: Unit, context: UnitContext) -> None:
        details = self._details(plan)
        run_sound(details, details.sound[track], unit.work, context)

    def _run_subtitles(self, plan: Plan, track: int, context: UnitContext) -> None:
        run_subtitles(self._details(plan), track, context)

    def _copied(self, plan: Plan, index: int) -> Medium:
        """The medium that a copied segment is taken from."""
        return medium_of(self._details(plan))

    def assemble(self, plan: Plan, context: AssemblyContext) -> None:
        """Join the parts by stream copy."""
        assembling.assemble(self._details(plan), context)

    def verify(self, plan: Plan, context: AssemblyContext) -> None:
        """Compare the file's packets and properties with the plan."""
        details = self._details(plan)
        verifying.verify(details, context)
        context.notes.extend(details.notes)
        self.incomplete = details.truncated and not details.request.allow_truncated

    def close(self) -> None:
        """Nothing is kept open."""

    def _details(self, plan: Plan) -> VideoPlan:
        assert isinstance(plan.details, VideoPlan)
        return plan.details

    def _check_encoders(self, request: VideoRequest) -> None:
        """Raises UsageError if this build of ffmpeg lacks an encoder that is asked for."""
        wanted = [coder.name for coder in (request.video, request.audio) if coder is not None]
        missing = [name for name in wanted if name != "copy" and name not in encoders(self.build)]
        if missing:
            raise UsageError(
                f"The ffmpeg at {self.build.path} has no encoder {missing[0]}.",
                "Choose another encoder, or another ffmpeg with --ffmpeg.",
            )
