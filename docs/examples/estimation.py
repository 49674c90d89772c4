"""A long estimation in four phases: kill it in any of them, and start it again.

python docs/examples/estimation.py [--folder DIR] [--seconds S]

Measures, fits a line, repeats the fit with 100 samples drawn from the measurements, and writes the
line's slope with its interval of 95 % to estimation.json. phases.log tells what was begun and
what was completed, in all runs.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable
from pathlib import Path

from exporters.checkpoint.progress_tracker import (
    ProgressTracker,
    export_progress,
    resume_phase,
)

MEASUREMENTS = 400
ROUNDS = 100

Point = list[float]


class Estimation:
    """The work; ``pace`` waits, as if a step were heavy."""

    def __init__(self, tracker: ProgressTracker, log: Path, pace: Callable[[int], None]) -> None:
        self.tracker = tracker
        self.log = log
        self.pace = pace

    def measure(self) -> list[Point]:
        """A phase without state of its own: interrupted, it begins again."""
        self.note("began measure")
        source, points = random.Random(7), []
        for number in range(MEASUREMENTS):
            self.pace(MEASUREMENTS)
            points.append([float(number), 3 + 0.25 * number + source.gauss(0, 10)])
        self.note("completed measure")
        return points

    def fit(self, points: list[Point]) -> dict[str, float]:
        self.note("began fit")
        for _ in range(10):
            self.pace(10)
        line = fitted(points)
        self.note("completed fit")
        return line

    def resample(self, points: list[Point]) -> list[float]:
        """A phase that goes on in its middle: what it has is kept with every step."""
        self.note("began resample")
        slopes = self.tracker.values.get("slopes", [])
        for number in range(len(slopes), ROUNDS):
            self.pace(ROUNDS)
            drawn = random.Random(number).choices(points, k=len(points))
            slopes.append(fitted(drawn)["slope"])
            self.tracker.step(slopes=slopes)
        self.note("completed resample")
        return slopes

    def conclude(self, line: dict[str, float], slopes: list[float]) -> dict[str, float]:
        self.note("began conclude")
        for _ in range(10):
            self.pace(10)
        ordered = sorted(slopes)
        low, high = ordered[int(ROUNDS * 0.025)], ordered[int(ROUNDS * 0.975)]
        self.note("completed conclude")
        return {**line, "low": low, "high": high}

    def note(self, text: str) -> None:
        with self.log.open("a") as log:
            log.write(text + "\n")


def fitted(points: list[Point]) -> dict[str, float]:
    """The line of least squares."""
    count = len(points)
    x, y = sum(p[0] for p in points) / count, sum(p[1] for p in points) / count
    slope = sum((p[0] - x) * (p[1] - y) for p in points) / sum((p[0] - x) ** 2 for p in points)
    return {"slope": slope, "intercept": y - slope * x}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=Path())
    parser.add_argument("--seconds", type=float, default=20.0, help="about this long in all")
    given = parser.parse_args()

    def pace(steps: int) -> None:
        time.sleep(given.seconds / 4 / steps)

    with export_progress("estimation", save_interval=0.2, progress_dir=given.folder) as tracker:
        if tracker.is_resumed:
            print("resumed; completed:", ", ".join(tracker.completed_phases) or "none", flush=True)
        work = Estimation(tracker, given.folder / "phases.log", pace)
        points = resume_phase(tracker, "measure", work.measure)
        line = resume_phase(tracker, "fit", work.fit, points)
        slopes = resume_phase(tracker, "resample", work.resample, points)
        result = resume_phase(tracker, "conclude", work.conclude, line, slopes)
        # Before the end of the with: a run that is killed here finds all phases complete.
        told = json.dumps(result, indent=1) + "\n"
        (given.folder / "estimation.json").write_text(told)
        print(f"slope {result['slope']:.4f} ({result['low']:.4f} to {result['high']:.4f})")


if __name__ == "__main__":
    main()
