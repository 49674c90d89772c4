"""What the encoder makes, found out before anything is planned on it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from exporters.cancel import CancelToken
from exporters.media.own_files import open_own
from exporters.media.probe import probe
from exporters.media.runner import run
from exporters.media.source import VideoStream
from exporters.video.segment import Pictures, segment_command
from exporters.video.smart.renumbering import renumber
from exporters.video.video_plan import VideoPlan

FRAMES = 2


@dataclass(frozen=True)
class Part:
    """A few encoded pictures: the codec's header, and how a probe describes them."""

    header: bytes
    video: VideoStream


def encoded_part(
    plan: VideoPlan, segment: int, token: CancelToken | None, pictures: Pictures | None
) -> Part:
    """The first frames of a segment, encoded.

    Raises ProcessFailed, SourceError; UnitFailed if numbers of parameter sets cannot be changed in
    what the encoder makes; Cancelled.
    """
    first, stop = plan.segment(segment)
    shift = plan.smart.shift if plan.smart is not None else 0
    short = replace(plan, boundaries=(first, min(stop, first + FRAMES)), smart=None)
    with tempfile.TemporaryDirectory(prefix="reprise-trial-") as folder:
        assert plan.picture is not None
        path = Path(folder) / f"part{plan.picture.encoder.part_suffix}"
        command = segment_command(short, 0, path, 1, pictures)
        run(command, token=token, name="ffmpeg")
        if shift:
            renumber(path, path := path.with_stem("renumbered"), shift)
        with open_own(path) as container:
            header = bytes(container.streams.video[0].codec_context.extradata or b"")
        found = probe(path, token=token).video
        assert found is not None
        return Part(header, found)
