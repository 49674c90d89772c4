"""The film that the benchmarks encode: moving detail, cuts and sound, made by ffmpeg itself."""

from __future__ import annotations

import subprocess
from pathlib import Path

import imageio_ffmpeg

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()

_PICTURE = (
    "[0:v]trim=duration={seconds},setpts=PTS-STARTPTS,scale={size}:flags=bicubic[zoom];"
    "[1:v]format=yuv420p[colours];"
    "[zoom][colours]blend=all_expr='(A+B)/2'[scene];"
    "[scene][2:v]overlay=x='mod(20*t,w)':y='400-5*t'[v]"
)


def make_film(path: Path, seconds: int, size: str = "1280x720") -> Path:
    """Write an MP4 (H.264 in good quality, key frames every 2 s at most, AAC) of 25 fps."""
    if path.exists():
        return path
    width, height = size.split("x")
    tone = "0.3*sin(440*2*PI*t)+0.1*sin(997*t*t)"
    command = [
        FFMPEG, "-v", "error", "-y",
        "-f", "lavfi", "-i", "mandelbrot=s=160x90:r=25:end_scale=0.05",
        "-f", "lavfi", "-i",
        f"gradients=s={size}:r=25:d={seconds}:speed=0.02:seed=7:nb_colors=5",
        "-f", "lavfi", "-i", f"testsrc2=s=320x180:r=25:d={seconds}",
        "-f", "lavfi", "-i", f"aevalsrc='{tone}|{tone}':s=48000:d={seconds}",
        "-filter_complex", _PICTURE.format(seconds=seconds, size=f"{width}:{height}"),
        "-map", "[v]", "-map", "3:a",
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-g", "50",
        "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "160k", str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path
