"""Journals with chosen times, and the stories that they tell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.jobs.report.document import document_of
from app.jobs.report.story import Story
from exporters.checkpoint import frames, records
from exporters.checkpoint.history import read_history
from exporters.checkpoint.units import FinishedUnit
from exporters.engine.published import Published
from exporters.plan import Plan
from tests.unit.exporters.video import plans

START = 1_773_320_531.0
"""2026-03-12 13:02:11 UTC; whole, as times of units are."""


class ToldJournal:
    """Writes records at times that are given in seconds from ``START``."""

    def __init__(self, path: Path, plan: Plan | None = None, units: int = 10) -> None:
        self.path = path
        self.units = len(plan.units) if plan else units
        content, self._checksum = frames.preamble(b"saltsalt")
        self._pieces = [content]
        self._add(
            records.HEADER,
            {
                "session_id": "5e55",
                "created": START,
                "plan_hash": plan.hash if plan else "0" * 32,
                "exporter": plan.exporter if plan else "synthetic",
                "unit_count": self.units,
                "request": dict(plan.request) if plan else {"units": units},
                "stored_plan": plan.stored if plan else b"",
                "sources": [dict(source) for source in plan.sources] if plan else [],
                "app_version": "1.0",
            },
        )

    def session(self, at: float, host: str = "studio") -> ToldJournal:
        return self._add(records.SESSION, ["ab12", START + at, 4711, host])

    def phase(self, name: str, at: float, completed: bool = False) -> ToldJournal:
        return self._add(records.PHASE, [name, completed, START + at])

    def exporting(self, began: float, at: float, host: str = "studio") -> ToldJournal:
        """A start, until units run."""
        self.session(at, host).phase("preparing", began).phase("preparing", at, True)
        return self.phase("exporting", at)

    def unit(self, index: int, at: int, size: int = 1000, work: int = 10) -> ToldJournal:
        unit = FinishedUnit(index, size, bytes(16), work)
        return self._append(records.UNIT, records.pack_unit(unit, int(START) + at))

    def void(self, index: int) -> ToldJournal:
        return self._add(records.VOID, [index])

    def note(self, at: float, **details: Any) -> ToldJournal:
        return self._add(records.PROGRESS, [START + at, 0, details])

    def finish(self, at: float) -> ToldJournal:
        """From the end of the phase "exporting", a second for each of the others."""
        self.phase("exporting", at, True)
        for name in ("assembling", "verifying"):
            self.phase(name, at).phase(name, at + 1, True)
            at += 1
        return self.phase("reporting", at)

    def write(self) -> Path:
        self.path.write_bytes(b"".join(self._pieces))
        return self.path

    def story(self, output: str = "out.mp4", **changes: Any) -> Story:
        """The report's is made a second after the last record."""
        path = self.write()
        published = Published(path.with_name(output), path, **{**PUBLISHED, **changes})
        history = read_history(path)
        return Story.of(published, history, history.state.saved + 1)

    def document(self, output: str = "out.mp4", **changes: Any) -> dict[str, Any]:
        return document_of(self.story(output, **changes), plans.BUILD)

    def _add(self, kind: int, value: Any) -> ToldJournal:
        return self._append(kind, records.pack(value, kind))

    def _append(self, kind: int, payload: bytes) -> ToldJournal:
        frame, self._checksum = frames.frame(kind, payload, self._checksum)
        self._pieces.append(frame)
        return self


PUBLISHED: dict[str, Any] = {
    "size": 5_000_000,
    "digest": "9d" * 16,
    "notes": ("A note.",),
    "findings": {"packets": [{"stream": 0, "kind": "video", "count": 1500}]},
    "workers": 1,
}


def long_plan(segments: int) -> Plan:
    """A plan of about so many segments of 10 s, and a track of sound."""
    from array import array
    from dataclasses import replace
    from fractions import Fraction

    count = segments * 250
    index = replace(
        plans.INDEX,
        pts=array("q", range(0, count * 512, 512)),
        keys=array("q", range(0, count, 12)),
    )
    video = replace(plans.VIDEO, frame_count=count, duration=Fraction(count, 25))
    source = replace(plans.SOURCE, video=video, duration=Fraction(count, 25))
    return plans.described(source, index, segment_seconds=10.0)


def whole_export(path: Path, plan: Plan, seconds: int = 4) -> ToldJournal:
    """An undisturbed export: a segment every few seconds."""
    told = ToldJournal(path, plan).exporting(0, 2)
    for unit in plan.units:
        told.unit(unit.index, 2 + seconds * (unit.index + 1), 1_000_000 + unit.index, unit.work)
    return told.finish(2 + seconds * (len(plan.units) + 1))
