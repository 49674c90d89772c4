"""What ffmpeg reports with ``-progress pipe:1``."""

from __future__ import annotations

from dataclasses import dataclass

from exporters.media.log_tail import LineSplitter


@dataclass(frozen=True, slots=True)
class FfmpegProgress:
    """One report.

    Args:
        frame: frames written so far.
        fps: frames a second.
        out_time: timestamp reached in the output, in seconds.
        total_size: bytes written so far.
        speed: playing time encoded per second, 1.0 for real time.
        finished: whether this is the last report.
        repeated, dropped: frames that ffmpeg repeated or left out to keep a constant rate.
    """

    frame: int = 0
    fps: float = 0.0
    out_time: float = 0.0
    total_size: int = 0
    speed: float = 0.0
    finished: bool = False
    repeated: int = 0
    dropped: int = 0


class ProgressParser:
    """Makes reports out of chunks of text; unknown and unreadable values count as 0."""

    def __init__(self) -> None:
        self._splitter = LineSplitter()
        self._values: dict[str, str] = {}

    def add(self, chunk: bytes) -> list[FfmpegProgress]:
        reports = []
        for line in self._splitter.add(chunk):
            key, _, value = line.decode("ascii", "replace").strip().partition("=")
            self._values[key] = value.strip()
            if key == "progress":
                reports.append(self._report())
                self._values.clear()
        return reports

    def _report(self) -> FfmpegProgress:
        return FfmpegProgress(
            frame=int(self._number("frame")),
            fps=self._number("fps"),
            out_time=self._number("out_time_us") / 1_000_000,
            total_size=int(self._number("total_size")),
            speed=self._number("speed"),
            finished=self._values["progress"] == "end",
            repeated=int(self._number("dup_frames")),
            dropped=int(self._number("drop_frames")),
        )

    def _number(self, key: str) -> float:
        try:
            number = float(self._values.get(key, "0").rstrip("x"))
        except ValueError:
            return 0.0
        return number if abs(number) < 2**62 else 0.0
