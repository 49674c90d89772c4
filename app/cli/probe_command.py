"""``reprise probe``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.ending import FAILED, errors_told, leave
from app.cli.json_lines import json_option, print_json
from app.cli.options import FILE
from app.cli.wording import duration
from exporters.engine.disk import in_words

if TYPE_CHECKING:
    from exporters.media.frame_index import FrameIndex
    from exporters.media.source import Source, VideoStream


@click.command("probe")
@click.argument("inputs", type=FILE, nargs=-1, required=True)
@click.option("--frames", is_flag=True, help="List the frames as well: reads the whole file.")
@json_option
def command(inputs: tuple[Path, ...], frames: bool, as_json: bool) -> None:
    """Show what media files hold, as far as an export is concerned."""
    from exporters.errors import ExportError
    from exporters.media.frame_index import read_frames
    from exporters.media.probe import probe

    with errors_told():
        code = 0
        for path in inputs:
            try:
                source, index = read_frames(path) if frames else (probe(path), None)
            except ExportError as error:
                if len(inputs) == 1:
                    raise
                click.echo(f"Error: {error}", err=True)
                code = FAILED
                continue
            if as_json:
                print_json({**source.to_map(), **_frames(index)})
            else:
                click.echo("\n".join(_described(source, index)))
        leave(code)


def _frames(index: FrameIndex | None) -> dict[str, object]:
    if index is None:
        return {}
    base = [index.time_base.numerator, index.time_base.denominator]
    return {
        "frames": {"count": len(index), "time_base": base, "pts": list(index.pts),
                   "keys": list(index.keys), "reading": index.reading,
                   "notes": list(index.notes), "truncated": index.truncated}
    }  # fmt: skip


def _picture(video: VideoStream) -> list[str]:
    details = [video.codec, f"{video.width}x{video.height}", video.pix_fmt]
    if video.average_rate:
        details.append(f"{float(video.average_rate):.3f} fps")
    if video.rotation:
        details.append(f"turned by {video.rotation}°")
    if video.sample_aspect_ratio not in (None, 1):
        details.append(f"pixels {video.sample_aspect_ratio}")
    if video.field_order not in ("progressive", "unknown"):
        details.append("interlaced")
    if video.hdr:
        details.append("HDR")
    return details


def _described(source: Source, index: FrameIndex | None) -> list[str]:
    length = duration(float(source.duration)) if source.duration is not None else "?"
    lines = [f"{source.path}", f"  {source.format}, {length}, {in_words(source.size)}"]
    if source.video is not None:
        lines.append(f"  video: {', '.join(_picture(source.video))}")
    for number, audio in enumerate(source.audio, 1):
        details = [audio.codec, f"{audio.sample_rate} Hz", audio.layout, audio.language]
        lines.append(f"  audio {number}: {', '.join(text for text in details if text)}")
    for number, track in enumerate(source.subtitle_tracks, 1):
        details = [track.codec or "unknown", track.language, track.title, *track.disposition]
        lines.append(f"  subtitles {number}: {', '.join(text for text in details if text)}")
    if source.chapters:
        lines.append(f"  chapters: {len(source.chapters)}")
    if index is not None:
        how = {"seek": "every frame can be reached", "timed": "read by timestamps",
               "ordered": "read from front to back"}[index.reading]  # fmt: skip
        lines.append(f"  frames: {len(index)}, {len(index.keys)} key frames, {how}")
        lines += [f"  note: {note}" for note in index.notes]
    return [*lines, *(f"  warning: {warning}" for warning in source.warnings)]
