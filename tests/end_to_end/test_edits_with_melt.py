"""The same MLT edit rendered by melt and by Reprise: as many frames, and the same pictures."""

from __future__ import annotations

import math
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from exporters.interchange import mlt
from exporters.interchange.writing import WriteOptions
from exporters.media.ffmpeg import file_url
from exporters.media.runner import run
from exporters.timeline.sequence import Clip, Generator, Look, Sequence, Track, Transition
from tests import media_factory as factory
from tests.commands import succeed
from tests.edits import SIZE, medium, sequence

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(shutil.which("melt") is None, reason="melt is not installed"),
]

WIDE, HIGH = SIZE
SAME, MIXED = 40.0, 30.0
"""PSNR in decibels, away from dissolves and in them."""


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("films")
    paths = [folder / "one.mp4", folder / "two.mp4"]
    sources = ("testsrc2", "smptebars")
    for path, name in zip(paths, sources, strict=True):
        pictures = ["-f", "lavfi", "-i", f"{name}=size={WIDE}x{HIGH}:rate=25:duration=4"]
        factory.ffmpeg(*pictures, *factory.tone(4), *factory.X264, *factory.AAC, path)
    return paths


def luma(path: Path) -> np.ndarray:
    """(frames, height, width)"""
    command = [str(factory.build().path), "-v", "error", "-i", file_url(path), "-map", "0:v:0"]
    command += ["-fps_mode", "passthrough", "-pix_fmt", "gray", "-f", "rawvideo", "-"]
    told = run(command, capture=True, max_output=1 << 28).stdout
    return np.frombuffer(told, np.uint8).reshape(-1, HIGH, WIDE).astype(float)


def rendered(edit: Sequence, folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Frames by melt and by Reprise."""
    project = folder / "edit.mlt"
    mlt.write(edit, project, WriteOptions("", project))
    theirs, ours = folder / "melt.mkv", folder / "ours.mkv"
    consumer = [f"avformat:{theirs}", "vcodec=ffv1", "pix_fmt=yuv420p", "an=1", "real_time=-1"]
    subprocess.run(
        ["melt", str(project), "-consumer", *consumer],
        check=True,
        capture_output=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )
    succeed("export", project, "-o", ours, "--video-encoder", "ffv1", "--audio", "none", "--quiet")
    return luma(theirs), luma(ours)


def psnr(one: np.ndarray, other: np.ndarray) -> float:
    error = float(((one - other) ** 2).mean())
    return math.inf if error == 0 else 10 * math.log10(255**2 / error)


def compare(edit: Sequence, folder: Path) -> None:
    theirs, ours = rendered(edit, folder)
    assert len(theirs) == len(ours) == edit.duration
    mixed = {
        frame
        for track in edit.video
        for passage in track.transitions
        for frame in range(passage.start, passage.end)
    }
    found = [psnr(one, other) for one, other in zip(theirs, ours, strict=True)]
    assert min(value for n, value in enumerate(found) if n not in mixed) >= SAME, found
    assert all(found[frame] >= MIXED for frame in mixed), [found[frame] for frame in sorted(mixed)]


def test_cuts_and_gaps(films: list[Path], tmp_path: Path) -> None:
    one, two = map(medium, films)
    clips = [
        Clip(0, 13, one, Fraction(37, 25)),
        Clip(13, 20, two, Fraction(5, 25)),
        Clip(40, 17, one, Fraction(71, 25)),
    ]
    compare(sequence(*clips), tmp_path)


def test_a_dissolve(films: list[Path], tmp_path: Path) -> None:
    one, two = map(medium, films)
    clips = (Clip(0, 30, one, Fraction(1)), Clip(30, 30, two, Fraction(1)))
    compare(sequence(Track("V1", clips, (Transition(30, 8, 8),))), tmp_path)


def test_a_picture_in_the_picture(films: list[Path], tmp_path: Path) -> None:
    one, two = map(medium, films)
    inset = Clip(10, 20, two, Fraction(1), look=Look(scale_x=0.5, scale_y=0.5, x=0.2, y=0.125))
    compare(sequence(Clip(0, 40, one), Track("V2", (inset,))), tmp_path)


def test_colours_and_speeds(films: list[Path], tmp_path: Path) -> None:
    one, _ = map(medium, films)
    clips = [
        Clip(0, 10, Generator("color", "#4080c0")),
        Clip(10, 20, one, Fraction(1), Fraction(2)),
        Clip(30, 10, Generator("black")),
    ]
    compare(sequence(*clips), tmp_path)
