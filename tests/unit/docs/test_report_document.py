"""docs/report.md against reports that there are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.unit.app.jobs.report.told_journal import START, ToldJournal
from tests.unit.exporters.video import plans

DOCUMENT = Path(__file__).parents[3] / "docs" / "report.md"
MEDIA = ("output.media", "source.media")


def documented() -> set[str]:
    """Every key of the tables; those of media under both names."""
    text = DOCUMENT.read_text("utf-8").split("## The JSON file")[1]
    main, media = text.split("### Media")

    def keys(part: str) -> set[str]:
        cells = re.findall(r"^\| (`[^|]+) \|", part, re.M)
        return {key for cell in cells for key in re.findall(r"`([^`]+)`", cell)}

    return keys(main) | {f"{name}.{key}" for name in MEDIA for key in keys(media)}


def found(value: Any, name: str = "") -> set[str]:
    """Every key of a report, in the document's notation."""
    if isinstance(value, dict) and name != "request":
        inner = [found(item, f"{name}.{key}" if name else key) for key, item in value.items()]
        return set().union(*inner) | ({name} if not value else set())
    if isinstance(value, list):
        if value and not isinstance(value[0], dict):
            return {f"{name}[]"}
        return set().union(*(found(item, f"{name}[]") for item in value))
    return {name}


def a_report(folder: Path) -> dict[str, Any]:
    """With everything in it that a report can have."""
    plan = plans.described()
    told = ToldJournal(folder / "out.export_state", plan).exporting(0, 2)
    told.note(3, running=0, wasted=0, paused="user").note(9, running=4, wasted=0).unit(0, 10)
    told.exporting(60, 61)
    for unit in plan.units[1:]:
        told.unit(unit.index, 62 + unit.index, 5000, unit.work)
    document = told.finish(90).document()
    document["output"]["media"] = document["source"]["media"]
    return document


def test_every_key_is_documented_and_every_documented_key_exists(tmp_path: Path) -> None:
    keys = found(a_report(tmp_path))
    containers = {name for name in documented() if any(k.startswith(f"{name}.") for k in keys)}
    assert documented() - containers == keys


def test_times_and_lengths_are_what_the_page_says(tmp_path: Path) -> None:
    report = a_report(tmp_path)
    times = report["times"]
    assert times["began"] == START
    assert times["elapsed"] == times["working"] + times["away"] + times["paused"]
    assert report["version"] == int(
        re.search(r"^Version (\d+)\.", DOCUMENT.read_text("utf-8"), re.M)[1]  # type: ignore[index]
    )
