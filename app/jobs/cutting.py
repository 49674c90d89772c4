"""Copying a short piece out of a source, so that it need not be read as a whole."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from exporters.cancel import CancelToken
from exporters.durable import shown
from exporters.errors import ProcessFailed, SourceError
from exporters.media.ffmpeg import FfmpegBuild, file_url, global_arguments
from exporters.media.probe import probe
from exporters.media.runner import run
from exporters.media.source import Source

TIME_LIMIT = 120.0
MARGIN_SECONDS = Fraction(1)
"""So much more is cut out than is asked for: filters look at neighbouring frames."""


def cut_piece(
    source: Source,
    folder: Path,
    begin: Fraction,
    end: Fraction,
    token: CancelToken,
    build: FfmpegBuild,
) -> Source:
    """The packets of a piece, from the key frame before it, copied to a file of their own.

    Their times stay those of the source.

    Args:
        begin, end: seconds from the beginning of the source, which has a picture.

    Raises SourceError, Cancelled.
    """
    suffixes = (".mov", ".mkv", ".nut") if "mov" in source.format else (".mkv", ".mov", ".nut")
    problem: Exception | None = None
    for suffix in suffixes:
        path = folder / f"original{suffix}"
        try:
            run(
                _cut_command(source, path, begin, end, build),
                token=token,
                time_limit=TIME_LIMIT,
                stall_timeout=TIME_LIMIT,
                name="ffmpeg",
            )
            found = probe(path, token=token)
        except (ProcessFailed, SourceError) as error:
            problem = error
            continue
        if found.video is not None:
            return as_described(found, source)
    raise SourceError(
        f"No piece of {shown(source.path)} could be read there.",
        "It may be damaged in that place.",
    ) from problem


def _cut_command(
    source: Source, path: Path, begin: Fraction, end: Fraction, build: FfmpegBuild
) -> list[str]:
    assert source.video is not None
    from_second = max(Fraction(0), begin - MARGIN_SECONDS)
    length = end + MARGIN_SECONDS - from_second
    return [
        *global_arguments(build, progress=False), "-copyts",
        "-protocol_whitelist", "file", "-format_whitelist", source.format,
        *(["-ss", f"{float(from_second):.6f}"] if from_second else []),
        "-t", f"{float(length):.6f}", "-fflags", "+genpts", "-i", file_url(source.path),
        "-map", f"0:{source.video.index}", "-c", "copy", "-copytb", "1", "-map_metadata", "-1",
        "-avoid_negative_ts", "disabled", file_url(path),
    ]  # fmt: skip


def as_described(cut: Source, source: Source) -> Source:
    """What decides about the picture is told by the source: not every container carries it all."""
    assert cut.video is not None
    assert source.video is not None
    video = replace(
        cut.video,
        rotation=source.video.rotation,
        flipped=source.video.flipped,
        sample_aspect_ratio=source.video.sample_aspect_ratio,
        field_order=source.video.field_order,
    )
    return replace(cut, video=video)
