"""What the encoder makes, found out before anything is planned on it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from exporters.cancel import CancelToken
from exporters.media.own_files import open_own
from exporters.media.probe import probe
from exporters.media.source import VideoStream
from exporters.video.segment import Pictures, encode
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
    short = replace(plan, boundaries=(first, min(stop, first + FRAMES)))
    with tempfile.TemporaryDirectory(prefix="reprise-trial-") as folder:
        assert plan.picture is not None
        path = Path(folder) / f"part{plan.picture.encoder.part_suffix}"
        encode(short, 0, path, 1, pictures, token)
        with open_own(path) as container:
            header = bytes(container.streams.video[0].codec_context.extradata or b"")
        found = probe(path, token=token).video
        assert found is not None
        return Part(header, found)
