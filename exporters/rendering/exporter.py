"""The exporter of edits: a project in, a film out, in segments."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from exporters.cancel import CancelToken
from exporters.errors import StateError
from exporters.media.ffmpeg import FfmpegBuild
from exporters.media.fingerprint import Fingerprint, check_unchanged, fingerprint
from exporters.media.frame_index import index_frames
from exporters.media.source import Source
from exporters.plan import Plan, Unit, UnitContext
from exporters.rendering import plan_record
from exporters.rendering.caption_tracks import run_captions
from exporters.rendering.edit_plan import EditPlan
from exporters.rendering.edit_reading import read_for_render
from exporters.rendering.graph import Graph
from exporters.rendering.smart_edit import copied_medium, smart_edit
from exporters.rendering.sound import run_mix
from exporters.rendering.sources import MediumFrames
from exporters.rendering.texts import TextFiles
from exporters.timeline.options import EditOptions
from exporters.timeline.sequence import Media, Problem, media_in
from exporters.video import planning
from exporters.video.exporter import VideoExporter
from exporters.video.request import VideoRequest
from exporters.video.segment import run_segment
from exporters.video.smart.reading import Medium
from exporters.video.smart.record import SmartPlan
from exporters.video.video_plan import VideoPlan

READERS = 4
"""Media that are read at the same time while planning."""


class EditExporter(VideoExporter):
    """Renders an edit in segments, each by an ffmpeg process of its own.

    Args:
        build, base, on_progress: as for films.
        on_problems: gets what cannot be rendered as it was meant, before anything is.
    """

    name = plan_record.NAME

    def __init__(
        self,
        build: FfmpegBuild,
        base: Path,
        on_progress: Callable[[float], None] | None = None,
        on_problems: Callable[[Sequence[Problem]], None] | None = None,
    ) -> None:
        super().__init__(build, base, on_progress)
        self._on_problems = on_problems

    def plan(self, request: Mapping[str, Any], token: CancelToken) -> Plan:
        """Read the project and its media, and lay out the segments."""
        wanted = VideoRequest.from_map(request)
        self._check_encoders(wanted)
        path = planning.resolve_source(wanted.source, self.base)
        # First, so that a change while the files are read shows at the next start.
        mark = fingerprint(path)
        sources: dict[Path, Source] = {}
        options = EditOptions.from_map(wanted.edit)
        sequence, problems = read_for_render(path, options, token, sources)
        if self._on_problems is not None:
            self._on_problems(problems)
        places = dict.fromkeys(item.path for item in media_in(sequence) if item.path)
        marks = {path: mark, **{place: fingerprint(place) for place in places}}
        media = self._media(media_in(sequence), sources, token)
        plan = plan_record.make_plan(wanted, path, sequence, media, marks, self.build)
        if not wanted.smart:
            return plan
        smart = self._smart(self._edit(plan), token)
        return plan_record.make_plan(wanted, path, sequence, media, marks, self.build, smart)

    def restore_plan(
        self, request: Mapping[str, Any], stored: bytes, sources: Sequence[Mapping[str, Any]]
    ) -> Plan:
        """The plan out of a journal; the fingerprints of project and media are compared."""
        wanted = VideoRequest.from_map(request)
        if not sources:
            raise StateError("The journal's list of sources is damaged.", "Start over.")
        places = [planning.resolve_source(str(item.get("path")), self.base) for item in sources]
        kept = [Fingerprint.from_map(item) for item in sources]
        for place, mark in zip(places, kept, strict=True):
            check_unchanged(place, mark)
        marks = dict(zip(places, kept, strict=True))
        return plan_record.restore_plan(wanted, places[0], stored, marks, self.build)

    def _run_segment(self, plan: Plan, index: int, context: UnitContext) -> None:
        details, texts = self._edit(plan), TextFiles(context.path)
        try:
            run_segment(details.video, index, context, partial(_composited, details, texts))
        finally:
            texts.remove()

    def _run_sound(self, plan: Plan, track: int, unit: Unit, context: UnitContext) -> None:
        details = self._edit(plan)
        run_mix(details, details.video.sound[track], unit.work, context)

    def _run_subtitles(self, plan: Plan, track: int, context: UnitContext) -> None:
        run_captions(self._edit(plan), track, context)

    def _copied(self, plan: Plan, index: int) -> Medium:
        details = self._edit(plan)
        number, _ = details.video.copies[index]
        return copied_medium(details, number)

    def _smart(self, details: EditPlan, token: CancelToken) -> SmartPlan:
        with tempfile.TemporaryDirectory(prefix="reprise-trial-") as folder:
            texts = TextFiles(Path(folder) / "trial")
            return smart_edit(details, token, texts, partial(_composited, details, texts))

    def _details(self, plan: Plan) -> VideoPlan:
        return self._edit(plan).video

    def _edit(self, plan: Plan) -> EditPlan:
        assert isinstance(plan.details, EditPlan)
        return plan.details

    def _media(
        self, media: list[Media], sources: Mapping[Path, Source], token: CancelToken
    ) -> dict[Media, MediumFrames]:
        """What all media hold, and lists of their pictures; several are read at a time."""
        paths = {item.path: item.still for item in media if item.path is not None}

        def read(path: Path) -> MediumFrames:
            moves = sources[path].video is not None and not paths[path]
            index = index_frames(path, token=token) if moves else None
            return plan_record.medium_frames(path, sources[path], index)

        with ThreadPoolExecutor(READERS) as pool:
            found = dict(zip(paths, pool.map(read, paths), strict=True))
        return {item: found[item.path] for item in media if item.path is not None}


def _composited(details: EditPlan, texts: TextFiles, first: int, stop: int, attempt: int) -> Any:
    graph = Graph(details.sequence, details.media, details.colours, texts, attempt)
    stream = graph.frames(first, stop)
    if details.video.request.edit.get("captions") == "burn":
        return graph.with_captions(stream, first, stop)
    return stream
