"""What the journal keeps for a report, and what is told once an output is in its place."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from exporters.cancel import CancelToken
from exporters.checkpoint.history import PhaseChange, ProgressNote, read_history
from exporters.checkpoint.state import JournalState
from exporters.engine.options import ExportOptions, Places
from exporters.engine.published import PUBLISHING, Published, told
from exporters.errors import Cancelled
from exporters.plan import AssemblyContext, Unit, UnitContext
from exporters.resume_export import ResumableExporter
from tests.engine_bench import OPTIONS, SURROUNDINGS, Bench
from tests.synthetic_exporter import REQUEST, SyntheticExporter, expected


def notes_of(bench: Bench) -> list[ProgressNote]:
    happenings = read_history(bench.journal).happenings
    return [one for one in happenings if isinstance(one, ProgressNote)]


def test_the_beginning_of_a_session_is_recorded_when_there_is_a_journal(bench: Bench) -> None:
    before = time.time()
    bench.export(keep_parts=True)
    changes = [
        one for one in read_history(bench.journal).happenings if isinstance(one, PhaseChange)
    ]
    begun, done = changes[:2]
    assert (begun.name, begun.completed) == ("preparing", False)
    assert (done.name, done.completed) == ("preparing", True)
    assert before <= begun.time <= read_history(bench.journal).state.created <= done.time


def test_a_stop_records_the_work_that_was_begun_in_vain(bench: Bench) -> None:
    def stop(unit: Unit, context: UnitContext) -> None:
        if unit.index == 3:
            context.report(7, 1)
            bench.token.cancel()

    bench.exporter.on_run = stop
    with pytest.raises(Cancelled):
        bench.export(save_interval=1e6)
    last = notes_of(bench)[-1]
    assert last.details == {"work": 30, "running": 0, "wasted": 7, "phase": "exporting"}


def test_a_pause_is_recorded_with_what_it_waits_for(bench: Bench) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def wait(unit: Unit, context: UnitContext) -> None:
        if unit.index == 2:
            begun.set()
            assert go_on.wait(20)

    bench.exporter.on_run = wait
    resumable = bench.resumable(save_interval=0.001, keep_parts=True)
    thread = threading.Thread(target=resumable.export, args=(REQUEST, bench.output))
    thread.start()
    assert begun.wait(20)
    bench.token.pause()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if any("paused" in note.details for note in notes_of(bench)):
            break
        time.sleep(0.01)
    bench.token.resume()
    go_on.set()
    thread.join(20)
    told = [note.details.get("paused") for note in notes_of(bench)]
    assert "user" in told
    assert told[-1] is None


def test_whoever_is_told_finds_output_and_journal_in_their_places(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    heard: list[Published] = []

    def note(context: AssemblyContext) -> None:
        context.notes.append("odd")
        context.findings["packets"] = [{"kind": "video", "count": 3}]

    def listen(published: Published) -> tuple[str, ...]:
        heard.append(published)
        assert published.output.read_bytes() == expected(REQUEST)
        assert read_history(published.journal).state.phase == "reporting"
        return ("told",)

    resumable = ResumableExporter(
        SyntheticExporter(on_assemble=note),
        options=replace(OPTIONS, workers=2),
        subscriber=bench.events.append,
        token=CancelToken(),
        surroundings=SURROUNDINGS,
        on_published=listen,
    )
    resumable.export(REQUEST, bench.output)
    (published,) = heard
    assert (published.size, published.workers, published.later) == (1215, 2, False)
    assert published.notes == ("odd",)
    assert published.findings == {"packets": [{"kind": "video", "count": 3}]}
    assert bench.is_complete()
    assert bench.events[-1].notes == ("odd", "told")  # type: ignore[union-attr]


def context(**changes: Any) -> AssemblyContext:
    made = AssemblyContext(None, [], Path(), Path(), CancelToken())  # type: ignore[arg-type]
    return replace(made, **changes)


@pytest.mark.parametrize("findings", [{"a": object()}, {"a": {1: 2}}, {"a": "x" * 300_000}])
def test_findings_that_a_journal_cannot_hold_are_left_out(findings: dict[str, Any]) -> None:
    assert told(context(findings=findings)) == {"notes": [], "findings": {}}


def test_of_very_many_notes_some_are_kept() -> None:
    kept = told(context(notes=["x" * 5000] * 500))["notes"]
    assert 10 < len(kept) < 500
    assert sum(map(len, kept)) <= 100_000


@pytest.mark.parametrize(
    "noted", [None, 3, [], {"notes": 3, "findings": []}, {"notes": [1, None], "findings": "x"}]
)
def test_a_forged_note_of_an_output_does_no_harm(noted: Any) -> None:
    state = JournalState("5e", 0.0, "0" * 32, "x", 1, details={PUBLISHING: noted})
    places = Places.of("out.bin", ExportOptions(workers=1))
    published = Published.of(places, state, 1, "00", 1, later=True)
    assert published.notes == ()
    assert published.findings == {}
