"""The demonstration: an export that is killed part of the way, and resumed."""

from __future__ import annotations

import hashlib
import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from exporters.cancel import CancelToken
from exporters.errors import Cancelled, ExportError
from exporters.media import ffmpeg as program
from exporters.media.runner import run

SECONDS = 30
PART_OF_THE_WAY = 0.4
SETTINGS = ("--segment-seconds", "3", "--video-encoder", "libx264", "--crf", "23")


def run_demo(folder: Path, say: Callable[[str], None]) -> bool:
    """Returns whether both files are the same. Raises ExportError."""
    film = folder / "film.mp4"
    say(f"Making a film of {SECONDS} seconds with picture and sound ...")
    make_film(film)

    undisturbed, killed = folder / "undisturbed.mp4", folder / "killed.mp4"
    began = time.monotonic()
    _reprise("export", film, "-o", undisturbed, *SETTINGS)
    say(f"An undisturbed export took {time.monotonic() - began:.1f} s.")

    _start_and_kill(film, killed, say)

    began = time.monotonic()
    lines = _reprise("resume", killed)
    say(next((line for line in lines if line.startswith("Restored")), "Nothing was restored!"))
    say(f"The resumed export took {time.monotonic() - began:.1f} s.")

    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (undisturbed, killed)]
    say(f"undisturbed: {digests[0]}\nresumed:     {digests[1]}")
    same = digests[0] == digests[1]
    say("The files are the same, byte for byte." if same else "The files DIFFER.")
    return same


def make_film(path: Path) -> None:
    """A test picture with a running counter, and two tones."""
    import ffmpeg

    size = f"size=1280x720:rate=25:duration={SECONDS}"
    picture = ffmpeg.input(f"testsrc2={size}", f="lavfi")
    sound = ffmpeg.input(f"sine=440:duration={SECONDS}:sample_rate=48000", f="lavfi")
    coding = {"c:v": "libx264", "preset": "ultrafast", "crf": "20", "g": "50", "c:a": "aac"}
    output = ffmpeg.output(picture, sound, program.file_url(path), pix_fmt="yuv420p", **coding)
    run(program.arguments(program.find_ffmpeg(), output, progress=False), time_limit=120)


def _start_and_kill(film: Path, output: Path, say: Callable[[str], None]) -> None:
    """Start an export in a process of its own, and kill that process part of the way."""
    token = CancelToken()
    reached: list[float] = []

    def watch(line: bytes) -> None:
        told = json.loads(line)
        part = float(told.get("fraction", 0.0)) if told.get("event") == "progress" else 0.0
        if told.get("phase") == "exporting" and part >= PART_OF_THE_WAY and not reached:
            reached.append(part)
            # Cancelling kills: SIGKILL, which no program can catch. Not from the thread that
            # reads the program's output, which has to end first.
            threading.Thread(target=token.cancel).start()

    try:
        run(_command("export", film, "-o", output, *SETTINGS, "--json"), token=token, on_line=watch)
    except Cancelled:
        say(f"Another export of the same film was killed with SIGKILL at {reached[0]:.0%}.")
        return
    raise ExportError("The export ended before it could be killed.", "Run the demo again.")


def _reprise(*arguments: object) -> list[str]:
    command = _command(*arguments)
    return run(command, capture=True).stdout.decode("utf-8", "replace").splitlines()


def _command(*arguments: Any) -> list[str]:
    root = Path(__file__).parents[2]
    start = "import sys; sys.path.insert(0, sys.argv.pop(1)); from app.cli.main import main; main()"
    return [sys.executable, "-c", start, str(root), *(str(argument) for argument in arguments)]
