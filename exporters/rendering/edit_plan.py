"""What the units of a rendered edit stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from exporters.rendering.sources import MediumFrames
from exporters.timeline.sequence import Media, Sequence
from exporters.video.video_plan import VideoPlan


@dataclass(frozen=True)
class Colours:
    """How the values of a picture are meant: ffmpeg's names; "" when unknown."""

    pixel_format: str
    range: str
    matrix: str
    primaries: str
    transfer: str


@dataclass(frozen=True)
class EditPlan:
    """``Plan.details`` of the exporter of edits.

    Attributes:
        video: the plan of a film that looks like the sequence: its frames, segments and sound.
        sequence: the edit, with media that were found.
        media: what each one holds, and its pictures.
        colours: of the composited picture.
    """

    video: VideoPlan
    sequence: Sequence
    media: Mapping[Media, MediumFrames]
    colours: Colours
