"""Media that an editor cannot import, or plays badly.

After Adobe's list of supported file formats (helpx.adobe.com/premiere-pro/using/
supported-file-formats.html), Apple's of Final Cut Pro (support.apple.com/guide/final-cut-pro,
"Supported media formats") and Blackmagic's of Resolve 18 (support notes). What is on no list, but
reported to work with some versions, is a loss, not an error. Kdenlive plays all that ffmpeg does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from exporters.durable import shown
from exporters.interchange.editors import Editor
from exporters.media.source import Source
from exporters.timeline.sequence import Problem, Severity

VARYING = 0.005
"""Average and stated rate of a file with a constant one differ by less than this share."""


@dataclass(frozen=True, slots=True)
class Imports:
    """What an editor does not take, by ffmpeg's names of demuxers and decoders.

    Attributes:
        no_files, no_pictures, no_sounds: are refused.
        maybe_files, maybe_pictures, maybe_sounds: are taken by some versions or systems only.
        varying: how bad media with a varying frame rate are; "" for no matter.
    """

    no_files: frozenset[str] = frozenset()
    no_pictures: frozenset[str] = frozenset()
    no_sounds: frozenset[str] = frozenset()
    maybe_files: frozenset[str] = frozenset()
    maybe_pictures: frozenset[str] = frozenset()
    maybe_sounds: frozenset[str] = frozenset()
    varying: Severity | None = None


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BYTEDANCE = Imports(
    no_pictures=_names("ffv1 theora rv40"),
    maybe_files=_names("ogg asf rm webm"),
    maybe_pictures=_names("prores dnxhd vp8 vp9 av1 cfhd"),
)
"""JianYing and CapCut are one program for two markets."""

TABLE = {
    "finalcut": Imports(
        no_files=_names("matroska webm flv ogg asf rm"),
        no_pictures=_names("vp8 vp9 theora wmv1 wmv2 wmv3 vc1 flv1 ffv1 huffyuv utvideo rv40"),
        no_sounds=_names("opus vorbis wmav1 wmav2 flac dts"),
        maybe_files=_names("avi mpeg"),
        maybe_pictures=_names("av1 mpeg1video msmpeg4v3 dnxhd cfhd"),
        varying="note",
    ),
    "premiere": Imports(
        no_files=_names("matroska webm ogg rm"),
        no_pictures=_names("vp8 vp9 theora ffv1 rv40"),
        no_sounds=_names("opus vorbis dts"),
        maybe_files=_names("flv asf"),
        maybe_pictures=_names("av1 huffyuv utvideo flv1"),
        maybe_sounds=_names("flac"),
        varying="loss",
    ),
    "resolve": Imports(
        no_files=_names("flv ogg asf rm"),
        no_pictures=_names("vp8 theora wmv1 wmv2 wmv3 vc1 flv1 ffv1 huffyuv utvideo rv40"),
        no_sounds=_names("vorbis wmav1 wmav2 dts"),
        maybe_files=_names("webm"),
        maybe_pictures=_names("vp9 av1 mpeg4 msmpeg4v3"),
        maybe_sounds=_names("opus"),
        varying="loss",
    ),
    "jianying": _BYTEDANCE,
    "capcut": _BYTEDANCE,
}
"""By name of the editor."""


def media_problems(editor: Editor, path: Path, source: Source) -> Iterator[Problem]:
    """What an editor will say to a medium."""
    table = TABLE.get(editor.name)
    if table is None:
        return
    kinds = _container(source)
    named = f"{editor.title} does not import {shown(path.name)}"
    maybe = f"Not every {editor.title} imports {shown(path.name)}"
    for what, found, no, rather_not in (
        ("a file of the kind", kinds, table.no_files, table.maybe_files),
        ("pictures in", _pictures(source), table.no_pictures, table.maybe_pictures),
        ("sound in", _sounds(source), table.no_sounds, table.maybe_sounds),
    ):
        for refused in sorted(found & no):
            yield Problem("error", f"{named}: {what} {refused}.", "media")
            return
        for doubtful in sorted(found & rather_not):
            yield Problem("loss", f"{maybe}: {what} {doubtful}.", "media")
    if table.varying is not None and varies(source):
        message = f"The frame rate of {shown(path.name)} varies: in {editor.title} "
        yield Problem(table.varying, f"{message}its sound may drift from its picture.", "media")


def varies(source: Source) -> bool:
    """Whether the frame rate is not constant, judging by what the container says."""
    video = source.video
    if video is None or source.format.endswith("_pipe"):
        return False
    average, stated = video.average_rate, video.guessed_rate
    return average > 0 and stated > 0 and abs(stated - average) > VARYING * stated


def _container(source: Source) -> frozenset[str]:
    """ffmpeg has one demuxer for Matroska and WebM; the name tells which is meant."""
    names = frozenset(source.format.split(","))
    if {"matroska", "webm"} <= names:
        return frozenset({"webm" if source.path.suffix.lower() == ".webm" else "matroska"})
    return names


def _pictures(source: Source) -> frozenset[str]:
    return frozenset() if source.video is None else frozenset({source.video.codec})


def _sounds(source: Source) -> frozenset[str]:
    return frozenset(stream.codec for stream in source.audio)
