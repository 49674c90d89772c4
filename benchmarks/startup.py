"""How soon the command line answers, and an interrupted export goes on.

    python -m benchmarks.startup

Prints a Markdown table of medians.
"""

from __future__ import annotations

import json
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.film import FFMPEG

ROOT = Path(__file__).parents[1]
TIMES = 7


def command(*arguments: object) -> list[str]:
    return [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]


def wall(arguments: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(arguments, check=True, capture_output=True)
    return time.perf_counter() - began


def seconds_until(arguments: list[str], phase: str) -> tuple[float, subprocess.Popen[str]]:
    """Seconds from the start of a command to its first encoder's report, and the process."""
    began = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        event = json.loads(line)
        if event.get("phase") == phase and event.get("workers"):
            return time.perf_counter() - began, process
    raise SystemExit("The export ended before it was measured.")


def main() -> None:
    print("| what | median of 7 |\n| --- | --- |")
    helps = [wall(command("--help")) for _ in range(TIMES)]
    print(f"| `reprise --help` | {statistics.median(helps) * 1000:.0f} ms |")
    with tempfile.TemporaryDirectory() as name:
        film, output = Path(name) / "film.mp4", Path(name) / "out.mp4"
        source = ["-f", "lavfi", "-i", "testsrc2=s=1280x720:r=25:d=120", "-c:v", "libx264"]
        subprocess.run(
            [FFMPEG, "-v", "error", *source, "-preset", "ultrafast", "-g", "50", str(film)],
            check=True,
        )
        times = []
        arguments = command("export", film, "-o", output, "--json", "--encoder-preset", "slower")
        _, process = seconds_until(arguments, "exporting")
        process.send_signal(signal.SIGKILL)
        process.wait()
        for _ in range(TIMES):
            spent, process = seconds_until(command("resume", output, "--json"), "exporting")
            times.append(spent)
            process.send_signal(signal.SIGKILL)
            process.wait()
    print(f"| `reprise resume` to the first segment under way | {statistics.median(times):.2f} s |")


if __name__ == "__main__":
    main()
