"""HEVC for tests: made by x265 with options that change what its headers say."""

from __future__ import annotations

import subprocess
from pathlib import Path

from exporters.media.own_files import open_own, packets
from tests import media_factory as factory

QUIET = "log-level=error"


def x265(path: Path, params: str = "", *options: str, seconds: float = 0.4) -> Path:
    """Pictures of 160x96 points, and no sound."""
    listed = f"{QUIET}:{params}" if params else QUIET
    codec = ["-c:v", "libx265", "-preset", "ultrafast", "-tag:v", "hvc1", "-x265-params", listed]
    formats = [] if "-pix_fmt" in options else ["-pix_fmt", "yuv420p"]
    factory.ffmpeg(*factory.pictures(seconds), *codec, *formats, *options, path)
    return path


def header_of(path: Path) -> bytes:
    with open_own(path) as container:
        return bytes(container.streams.video[0].codec_context.extradata or b"")


def packets_of(path: Path) -> list[tuple[bytes, int]]:
    """Content and timestamp, in the order of decoding."""
    with open_own(path) as container:
        found = packets(container, container.streams.video[0])
        return [(bytes(packet), packet.pts or 0) for packet in found]


def decoded(path: Path) -> list[str]:
    """Digests of all pictures; ffmpeg checks the digests that x265 wrote, and must not complain."""
    checks = ["-v", "warning", "-err_detect", "explode+crccheck"]
    command = [str(factory.build().path), *checks, "-i", str(path), "-f", "framemd5", "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert told.stderr == ""
    return [line.rsplit(",", 1)[1] for line in told.stdout.splitlines() if line[0] != "#"]
