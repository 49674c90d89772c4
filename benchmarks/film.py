"""The film that the benchmarks encode: moving detail, cuts and sound, made by ffmpeg itself."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import imageio_ffmpeg

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()

LONGEST_TAKE = 64
"""Seconds. Further into the zoom each picture takes longer and longer to draw."""
TONE = "0.3*sin(440*2*PI*t)+0.1*sin(997*t*t)"
_PICTURE = (
    "[1:v]trim=duration={seconds},setpts=PTS-STARTPTS,scale={size}:flags=bicubic[zoom];"
    "[2:v]format=yuv420p[colours];"
    "[zoom][colours]blend=all_expr='(A+B)/2'[scene];"
    "[scene][3:v]overlay=x='mod(20*t,w)':y='400-5*t'[v]"
)
_ENCODER = (
    "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-g", "50", "-pix_fmt", "yuv420p",
)  # fmt: skip


def make_film(path: Path, seconds: int, size: str = "1280x720") -> Path:
    """Write an MP4 (H.264 in good quality, key frames every 2 s at most, AAC) of 25 fps.

    The pictures of a long film are those of its first minute again and again.
    """
    if path.exists():
        return path
    width, height = size.split("x")
    takes, each = -(-seconds // LONGEST_TAKE), min(seconds, LONGEST_TAKE)
    inputs = [
        "-f", "lavfi", "-i", f"aevalsrc='{TONE}|{TONE}':s=48000:d={seconds}",
        "-f", "lavfi", "-i", "mandelbrot=s=160x90:r=25:end_scale=0.05",
        "-f", "lavfi", "-i",
        f"gradients=s={size}:r=25:d={each}:speed=0.02:seed=7:nb_colors=5",
        "-f", "lavfi", "-i", f"testsrc2=s=320x180:r=25:d={each}",
    ]  # fmt: skip
    sound = ["-map", "0:a", "-c:a", "aac", "-b:a", "160k"]
    picture = _PICTURE.format(seconds=each, size=f"{width}:{height}")
    with tempfile.TemporaryDirectory() as name:
        if takes > 1:
            take = Path(name, "take.mp4")
            _run(*inputs, "-filter_complex", picture, "-map", "[v]", *_ENCODER, str(take))
            inputs = [*inputs[:4], *(["-i", str(take)] * takes)]
            joined = "".join(f"[{number}:v]" for number in range(1, takes + 1))
            picture = f"{joined}concat=n={takes},trim=duration={seconds}[v]"
        _run(*inputs, "-filter_complex", picture, "-map", "[v]", *_ENCODER, *sound, str(path))
    return path


def _run(*arguments: str) -> None:
    command = [FFMPEG, "-v", "error", "-y", *arguments]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
