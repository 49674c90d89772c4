"""Small edits for tests: written as OTIO files, rendered, and read back frame by frame."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np

from exporters.media.ffmpeg import arguments, file_url
from exporters.media.frame_index import index_frames
from exporters.media.probe import probe
from exporters.media.runner import run
from exporters.rendering.as_film import colours_of
from exporters.rendering.graph import Graph
from exporters.rendering.plan_record import medium_frames
from exporters.rendering.sources import MediumFrames
from exporters.rendering.texts import TextFiles
from exporters.timeline.readers.otio.form import to_otio
from exporters.timeline.sequence import Clip, Media, Sequence, Track, media_in
from tests import media_factory as media

SIZE = (160, 96)


def medium(path: Path) -> Media:
    """A file with the facts that a probe gives."""
    source = probe(path, stills=True)
    assert source.video is not None or source.audio
    video = source.video
    still = source.format.endswith("_pipe")
    return Media(
        path.name,
        path.as_uri(),
        path,
        still=still,
        duration=None if still else source.duration,
        rate=video.average_rate if video and not still else None,
        width=video.width if video else 0,
        height=video.height if video else 0,
        has_video=video is not None,
        channels=tuple(stream.channels for stream in source.audio),
        sample_rate=source.audio[0].sample_rate if source.audio else 0,
        known=True,
    )


def sequence(*video: Clip | Track, rate: Fraction = Fraction(25), **more: object) -> Sequence:
    """Clips are put on one track of pictures; tracks are taken as they are."""
    clips = tuple(item for item in video if isinstance(item, Clip))
    tracks = tuple(item for item in video if isinstance(item, Track))
    tracks = (Track("V1", clips), *tracks) if clips else tracks
    found = Sequence("edit", rate, *SIZE, duration=1, video=tracks)
    found = replace(found, **more)  # type: ignore[arg-type]
    ends = [clip.end for track in (*found.video, *found.audio) for clip in track.clips]
    return replace(found, duration=max([found.duration, *ends]))


def write_edit(edit: Sequence, path: Path) -> Path:
    """The edit as an OTIO file."""
    path.write_text(to_otio(edit).to_json_string(), "utf-8")
    return path


@cache
def frames_of(path: Path) -> list[str]:
    """A digest of each picture of a file, as a plain decoder shows them."""
    command = [str(media.build().path), "-v", "error", "-i", file_url(path), "-map", "0:v:0"]
    return _digests([*command, "-fps_mode", "passthrough", "-f", "framemd5", "-"])


def sound_of(path: Path) -> np.ndarray:
    """Samples of a file's first track of sound, as floats: (samples, channels)."""
    channels = probe(path).audio[0].channels
    command = [str(media.build().path), "-v", "error", "-i", file_url(path), "-map", "0:a:0"]
    told = run([*command, "-f", "f32le", "-"], capture=True, max_output=1 << 28).stdout
    return np.frombuffer(told, np.float32).reshape(-1, channels)


class Rendered:
    """A sequence's graph, run without an encoder."""

    def __init__(self, edit: Sequence, folder: Path, attempt: int = 1) -> None:
        self.edit = edit
        self.media = opened(edit)
        self._texts = TextFiles(folder / "unit")
        colours = colours_of(edit, self.media)
        self.graph = Graph(edit, self.media, colours, self._texts, attempt)
        self.pixel_format = colours.pixel_format

    def digests(self, first: int = 0, stop: int | None = None) -> list[str]:
        """One for each frame."""
        return _digests(self._command(first, stop, "framemd5"))

    def luma(self, first: int = 0, stop: int | None = None) -> np.ndarray:
        """Brightness: (frames, height, width), for pictures of 8 bits."""
        told = run(self._command(first, stop, "rawvideo"), capture=True, max_output=1 << 29).stdout
        wide, high = self.edit.width, self.edit.height
        assert self.pixel_format == "yuv420p"
        size = wide * high + 2 * ((wide + 1) // 2) * ((high + 1) // 2)
        frames = np.frombuffer(told, np.uint8).reshape(-1, size)
        return frames[:, : wide * high].reshape(-1, high, wide).astype(int)

    def _command(self, first: int, stop: int | None, muxer: str) -> list[str]:
        import ffmpeg

        stream = self.graph.frames(first, self.edit.duration if stop is None else stop)
        output = ffmpeg.output(stream, "pipe:1", f=muxer, fps_mode="passthrough")
        return arguments(media.build(), output, progress=False, options=("-copyts",))


def opened(edit: Sequence) -> dict[Media, MediumFrames]:
    """The media of an edit, as the exporter opens them."""
    found = {}
    for item in media_in(edit):
        assert item.path is not None
        source = probe(item.path, stills=True)
        index = index_frames(item.path) if source.video and not item.still else None
        found[item] = medium_frames(item.path, source, index)
    return found


def _digests(command: list[str]) -> list[str]:
    told = run(command, capture=True, max_output=1 << 26).stdout.decode()
    lines = [line for line in told.splitlines() if line and not line.startswith("#")]
    return [line.rsplit(",", 1)[1].strip() for line in lines]
