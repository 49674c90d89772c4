"""The film that the benchmarks encode: moving detail, cuts and sound, made by ffmpeg itself."""

from __future__ import annotations

import subprocess
from pathlib import Path

import imageio_ffmpeg

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()

_PICTURE = (
    "[0:v]trim=duration={seconds},setpts=PTS-STARTPTS,scale=1280:720[zoom];"
    "[1:v]format=yuv420p[bars];"
    "[zoom][bars]blend=all_expr='if(mod(floor(T/7),2),A,(A+B)/2)'[v]"
)


def make_film(path: Path, seconds: int, size: str = "1280x720") -> Path:
    """Write an MP4 (H.264 in good quality, key frames every 10 s at most, AAC) of 25 fps."""
    if path.exists():
        return path
    tone = "0.3*sin(440*2*PI*t)+0.1*sin(997*t*t)"
    command = [
        FFMPEG, "-v", "error", "-y",
        "-f", "lavfi", "-i", "mandelbrot=s=640x360:r=25:end_scale=0.05",
        "-f", "lavfi", "-i", f"testsrc2=s={size}:r=25:d={seconds}",
        "-f", "lavfi", "-i", f"aevalsrc='{tone}|{tone}':s=48000:d={seconds}",
        "-filter_complex", _PICTURE.format(seconds=seconds), "-map", "[v]", "-map", "2:a",
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt", "yuv420p",
        "-c:a", "aac", "-b:a", "160k", str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path
