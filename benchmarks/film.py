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
    "[0:v]trim=duration={seconds},setpts=PTS-STARTPTS,scale={size}:flags=bicubic[zoom];"
    "[1:v]format=yuv420p[colours];"
    "[zoom][colours]blend=all_expr='(A+B)/2'[scene];"
    "[scene][2:v]overlay=x='mod(20*t,w)':y='400-5*t'[v]"
)


def make_film(path: Path, seconds: int, size: str = "1280x720") -> Path:
    """Write an MP4 (H.264 in good quality, key frames every 2 s at most, AAC) of 25 fps.

    The pictures of a long film are those of its first minute again and again.
    """
    if path.exists():
        return path
    if seconds <= LONGEST_TAKE:
        _draw(path, seconds, size)
        return path
    with tempfile.TemporaryDirectory() as name:
        take, pictures = Path(name, "take.mp4"), Path(name, "pictures.mp4")
        _draw(take, LONGEST_TAKE, size)
        # Without the sound, which is longer by a part of a frame.
        _run("-i", str(take), "-an", "-c", "copy", str(pictures))
        _run(
            "-stream_loop", "-1", "-i", str(pictures),
            "-f", "lavfi", "-i", f"aevalsrc='{TONE}|{TONE}':s=48000:d={seconds}",
            "-t", str(seconds), "-c:v", "copy", "-c:a", "aac", "-b:a", "160k", str(path),
        )  # fmt: skip
    return path


def _draw(path: Path, seconds: int, size: str) -> None:
    width, height = size.split("x")
    _run(
        "-f", "lavfi", "-i", "mandelbrot=s=160x90:r=25:end_scale=0.05",
        "-f", "lavfi", "-i",
        f"gradients=s={size}:r=25:d={seconds}:speed=0.02:seed=7:nb_colors=5",
        "-f", "lavfi", "-i", f"testsrc2=s=320x180:r=25:d={seconds}",
        "-f", "lavfi", "-i", f"aevalsrc='{TONE}|{TONE}':s=48000:d={seconds}",
        "-filter_complex", _PICTURE.format(seconds=seconds, size=f"{width}:{height}"),
        "-map", "[v]", "-map", "3:a",
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-g", "50",
        "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "160k", str(path),
    )  # fmt: skip


def _run(*arguments: str) -> None:
    command = [FFMPEG, "-v", "error", "-y", *arguments]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
