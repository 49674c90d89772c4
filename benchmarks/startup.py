"""How soon the command line answers, and an interrupted export goes on.

    python -m benchmarks.startup

Prints a Markdown table of medians.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.film import FFMPEG
from exporters.checkpoint.parts import PartsFolder, digest_of, parse_name
from exporters.checkpoint.units import FinishedUnit

ROOT = Path(__file__).parents[1]
TIMES = 7
UNITS, SPARE = 10_000, 400


def command(*arguments: object) -> list[str]:
    return [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]


def wall(arguments: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(arguments, check=True, capture_output=True)
    return time.perf_counter() - began


def seconds_until_encoding(arguments: list[str]) -> float:
    """Seconds from the start of a command to its first encoder's report; it is killed then."""
    began = time.perf_counter()
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            event = json.loads(line)
            if event.get("phase") == "exporting" and event.get("workers"):
                spent = time.perf_counter() - began
                process.kill()
                return spent
    raise SystemExit("The export ended before it was measured.")


def make_film(path: Path, picture: str, *encoder: str) -> None:
    source = ["-f", "lavfi", "-i", picture, "-c:v", "libx264", "-preset", "ultrafast"]
    subprocess.run([FFMPEG, "-v", "error", *source, *encoder, str(path)], check=True)


def forge_parts(folder: Path, count: int) -> None:
    """Put parts of ``count`` units into an export's folder, as their names would tell of them.

    What is in them is nothing that could be joined.
    """
    real = next(filter(None, (parse_name(path.name) for path in folder.iterdir())))
    parts = PartsFolder(folder, real.plan.ljust(32, "0"))
    for index in range(1, count + 1):
        path = folder / "forged"
        path.write_bytes(b"unit %d" % index)
        size, digest = digest_of(path)
        path.rename(parts.path_of(FinishedUnit(index, size, digest), real.suffix))


def seconds_to_resume(output: Path) -> float:
    """Median from the start of `reprise resume` until an encoder works."""
    again = command("resume", output, "--json")
    return statistics.median(seconds_until_encoding(again) for _ in range(TIMES))


def main() -> None:
    print("| what | median of 7 |\n| --- | --- |")
    helps = [wall(command("--help")) for _ in range(TIMES)]
    print(f"| `reprise --help` | {statistics.median(helps) * 1000:.0f} ms |", flush=True)
    with tempfile.TemporaryDirectory() as name:
        film, output = Path(name) / "film.mp4", Path(name) / "out.mp4"
        make_film(film, "testsrc2=s=1280x720:r=25:d=120", "-g", "50")
        arguments = command("export", film, "-o", output, "--json", "--encoder-preset", "slower")
        seconds_until_encoding(arguments)
        what = "`reprise resume` to the first segment under way"
        print(f"| {what} | {seconds_to_resume(output):.2f} s |", flush=True)
    with tempfile.TemporaryDirectory() as name:
        film, output = Path(name) / "film.mp4", Path(name) / "out.mp4"
        make_film(film, f"testsrc2=s=64x36:r=4:d={(UNITS + SPARE) // 2}", "-g", "2")
        arguments = command("export", film, "-o", output, "--json", "--segment-seconds", 0.5)
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            parts = Path(f"{output}.export_parts")
            while not (parts.exists() and any(parse_name(path.name) for path in parts.iterdir())):
                process.stdout.readline()
            process.kill()
        forge_parts(parts, UNITS)
        # Records what the names say in the journal.
        seconds_until_encoding(command("resume", output, "--json"))
        what = f"the same with {UNITS:,} units finished"
        print(f"| {what} | {seconds_to_resume(output):.2f} s |")


if __name__ == "__main__":
    main()
