"""A trial of an encoder's options before hours are spent on them."""

from __future__ import annotations

import re

from exporters.cancel import CancelToken
from exporters.errors import ProcessFailed, UsageError
from exporters.media import ffmpeg as program
from exporters.media.ffmpeg import FfmpegBuild
from exporters.media.runner import run
from exporters.video.picture import Picture

FRAMES = "size=320x240:rate=25:duration=0.2"
_IGNORED = re.compile(
    r"error parsing option|unknown option|invalid value|error setting option", re.I
)
"""x264, x265 and SVT-AV1 go on without an option that they do not know."""


def try_options(build: FfmpegBuild, picture: Picture, token: CancelToken) -> None:
    """Encode a few frames. Raises UsageError if the encoder refuses or ignores an option."""
    import ffmpeg

    source = ffmpeg.input(f"color={FRAMES}", f="lavfi")
    output = ffmpeg.output(source, "-", f="null", **dict(picture.arguments))
    name = picture.encoder.name
    try:
        log = run(program.arguments(build, output, progress=False), token=token, time_limit=60).log
    except ProcessFailed as error:
        problem = f"{name} does not work with these options."
        raise UsageError(problem, "Check those given with --set.", error.log) from error
    if wrong := [line for line in log if _IGNORED.search(line)]:
        problem = f"{name} does not take an option as it was given."
        raise UsageError(problem, "Check those given with --set.", tuple(wrong))
