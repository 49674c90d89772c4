"""Encoding one segment: which frames are read, how they are told, what ffmpeg is given."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import lcm
from pathlib import Path
from typing import Any

from exporters.cancel import CancelToken
from exporters.media import ffmpeg as program
from exporters.media.ffmpeg_progress import FfmpegProgress
from exporters.media.runner import run
from exporters.plan import UnitContext
from exporters.video.part_check import check_segment, wrong_segment
from exporters.video.picture import Filter
from exporters.video.seeking import seek_options, seek_time
from exporters.video.smart.renumbering import renumber
from exporters.video.timestamps import round_half_up
from exporters.video.video_plan import VideoPlan

GLOBAL = ("-copyts", "-filter_complex_threads", "1")
"""Timestamps stay those of the source, by which frames are chosen."""

FINEST_TIME_BASE = 2**31 - 1

Pictures = Callable[[int, int, int], Any]
"""Gives a stream of ffmpeg-python with the source's frames [first, stop), for an attempt."""


def run_segment(
    plan: VideoPlan, index: int, context: UnitContext, pictures: Pictures | None = None
) -> None:
    """Encode a segment to ``context.path`` and check it, frame by frame, against the plan.

    From one attempt to the next reading begins earlier; the last ones read from the beginning.

    Args:
        pictures: where frames come from; None reads them from the source's file.
    """
    last = FfmpegProgress()

    def progress(report: FfmpegProgress) -> None:
        nonlocal last
        last = report
        context.report(report.frame, report.total_size)

    encode(plan, index, context.path, context.attempt, pictures, context.token, progress)
    if last.repeated or last.dropped:
        raise wrong_segment(index, plan, "frames that were repeated or left out")
    check_segment(plan, index, context.path)


def encode(
    plan: VideoPlan,
    index: int,
    path: Path,
    attempt: int,
    pictures: Pictures | None,
    token: CancelToken | None,
    on_progress: Callable[[FfmpegProgress], None] | None = None,
) -> None:
    """Encode a segment to ``path``, its parameter sets under the numbers that the plan wants.

    Raises ProcessFailed, SourceError; UnitFailed if they cannot be changed; Cancelled.
    """
    shift = plan.smart.shift if plan.smart else 0
    made = path.with_suffix(".encoded") if shift else path
    try:
        command = segment_command(plan, index, made, attempt, pictures)
        run(command, token=token, on_progress=on_progress, name="ffmpeg")
        if shift:
            renumber(made, path, shift)
    finally:
        if shift:
            made.unlink(missing_ok=True)


def encoder_arguments(plan: VideoPlan) -> list[list[str]]:
    """Options of the encoder and the muxer of segments, the same for all."""
    assert plan.picture is not None
    assert plan.grid is not None
    options = dict(plan.picture.arguments)
    rate = plan.part_rate
    if rate is None:
        base = plan.grid.time_base
        options |= {
            "fps_mode": "passthrough",
            "enc_time_base": _text(base),
            "video_track_timescale": str(base.denominator),
        }
    else:
        options |= {"fps_mode": "cfr", "r": _text(rate), "enc_time_base": _text(1 / rate)}
    if plan.picture.encoder.tag:
        options["tag:v"] = plan.picture.encoder.tag
    options |= {
        "map_metadata": "-1",
        "map_chapters": "-1",
        "fflags": "+bitexact",
        "f": plan.picture.encoder.part_suffix.removeprefix("."),
    }
    return [[key, value] for key, value in options.items()]


def segment_command(
    plan: VideoPlan, index: int, path: Path, attempt: int = 1, pictures: Pictures | None = None
) -> list[str]:
    """The command that writes segment ``index`` to ``path``."""
    import ffmpeg

    reader = _Reader(plan, index, attempt)
    if pictures is None:
        stream = reader.opened()
    else:
        stream = pictures(reader.source_first, reader.source_stop, attempt)
    for name, values in reader.filters():
        stream = stream.filter(name, **dict(values))
    output = ffmpeg.output(stream, program.node_url(path), **dict(encoder_arguments(plan)))
    return program.arguments(plan.build, output, options=GLOBAL)


class _Reader:
    """How the frames of one segment are taken from the source.

    Attributes:
        source_first, source_stop: frames of the source that are needed, those for filters among
            them.
    """

    def __init__(self, plan: VideoPlan, index: int, attempt: int) -> None:
        assert plan.grid is not None
        assert plan.frames is not None
        assert plan.picture is not None
        self._plan, self._grid = plan, plan.grid
        self._frames, self._picture = plan.frames, plan.picture
        self._first, self._stop = plan.segment(index)
        self._attempt = attempt
        begin, end = plan.grid.source_range(self._first, self._stop, plan.frames)
        if plan.grid.converted:
            begin, end = max(0, begin - 1), min(len(plan.frames.pts), end + 1)
        self._begin, self._end = begin, end
        reach = plan.picture.run_up
        self.source_first = max(0, begin - reach)
        self.source_stop = min(len(plan.frames.pts), end + reach)

    def opened(self) -> Any:
        """The source's pictures, from a key frame before the first one that is needed."""
        import ffmpeg

        plan = self._plan
        assert plan.source.video is not None
        # Switches have no value.
        options: dict[str, str | None] = {"threads": "1", "noautorotate": None}
        options |= program.input_options()
        seek = seek_time(
            self._frames,
            plan.keys,
            plan.reading,
            self.source_first,
            self._attempt,
            plan.source.start_time or Fraction(0),
        )
        options |= seek_options(seek)
        stream = ffmpeg.input(program.node_url(plan.path), **options)
        return stream[str(plan.source.video.index)]

    def filters(self) -> list[Filter]:
        base = _filter("settb", expr=_text(self._frames.time_base))
        made = [base, self._cut(self.source_first, self.source_stop)]
        if self._picture.temporal:
            # Deinterlacers halve the ticks.
            made += [*self._picture.temporal, base]
            made.append(self._cut(self._begin, self._end, self.source_first))
        return [*made, *self._timing(), *self._picture.spatial]

    def _cut(self, begin: int, end: int, counted_from: int = 0) -> Filter:
        """Let source frames [begin, end) through; they are counted only where times are no use."""
        if self._plan.reading == "ordered":
            return _filter(
                "trim", start_frame=str(begin - counted_from), end_frame=str(end - counted_from)
            )
        pts = self._frames.pts
        return _filter("trim", start_pts=str(pts[begin]), end_pts=str(pts[end - 1] + 1))

    def _timing(self) -> list[Filter]:
        """Timestamps that begin with 0, on the output's grid."""
        grid = self._grid
        rate = self._plan.part_rate
        if grid.converted:
            return self._conversion()
        if self._plan.reading == "ordered":
            assert rate is not None
            return [_filter("settb", expr=_text(1 / rate)), _filter("setpts", expr="N")]
        if rate is None:
            base = grid.time_base
            zero = round_half_up(self._plan.origin / base) + grid.pts[self._first]
            return [
                _filter("settb", expr=_text(base)),
                _filter("setpts", expr=f"PTS-({zero})"),
            ]
        seconds = self._plan.origin + grid.pts[self._first] * grid.time_base
        zero = round_half_up(seconds / self._frames.time_base)
        return [
            _filter("setpts", expr=f"PTS-({zero})"),
            _filter("settb", expr=_text(1 / rate)),
        ]

    def _conversion(self) -> list[Filter]:
        """Repeat and leave out frames; which, depends on the whole film's grid alone."""
        grid, frames = self._grid, self._frames
        assert grid.rate is not None
        base = _common(frames.time_base, grid.time_base)
        zero = (self._plan.origin + grid.pts[self._first] * grid.time_base) / base
        if self._plan.reading == "ordered":
            step = Fraction(frames.pts[-1] - frames.pts[0], max(1, len(frames.pts) - 1))
            first = frames.pts[0] * frames.time_base / base + self._begin * step * (
                frames.time_base / base
            )
            shift = f"N*{_text(step * frames.time_base / base)}+({round_half_up(first - zero)})"
        else:
            shift = f"PTS-({round_half_up(zero)})"
        count = self._stop - self._first
        return [
            _filter("settb", expr=_text(base)),
            _filter("setpts", expr=shift),
            _filter("fps", fps=_text(grid.rate), start_time="0", round="near"),
            # The last frame may have to be shown for longer than the source says.
            _filter("tpad", stop_mode="clone", stop="-1"),
            _filter("trim", end_frame=str(count)),
        ]


def _filter(name: str, **options: str) -> Filter:
    return name, tuple(options.items())


def _text(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


def _common(one: Fraction, other: Fraction) -> Fraction:
    """A time base in which both are whole numbers, if it is not too fine."""
    denominator = lcm(one.denominator, other.denominator)
    return Fraction(1, denominator) if denominator <= FINEST_TIME_BASE else Fraction(1, 1_000_000)
