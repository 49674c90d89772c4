"""Writes LosslessCut's projects (.llc, version 2) and its lists of segments (.csv).

Both belong to one film: the one that is shown longest. Segments have begin and end in seconds and
a name; LosslessCut exports them in this order. A list has no header, as LosslessCut writes it
(edlFormats.ts, formatCsvSeconds); a project is JSON5, of which JSON is a part. Everything else of
an edit is told by ``losses``.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from exporters.durable import shown
from exporters.interchange.cut_choice import Chosen, chosen, chosen_track, common_losses
from exporters.interchange.writing import WriteFormat, WriteOptions
from exporters.timeline.findings import Findings
from exporters.timeline.locations import base_name
from exporters.timeline.places import place
from exporters.timeline.sequence import Media, Problem, Sequence

FORMAT = WriteFormat("losslesscut", "LosslessCut project or CSV", (".llc", ".csv"), ("2", "1"), "2")


def losses(sequence: Sequence, options: WriteOptions) -> list[Problem]:
    """What LosslessCut will not get; an error if nothing would be left."""
    findings = Findings()
    film = main_film(sequence)
    label = (chosen_track(sequence) or ("",))[0]
    for item in chosen(sequence):
        if item.media != film:
            findings.add(
                "loss", "LosslessCut works on one film; a clip of another one is left out.",
                place(sequence, label, item.clip, item.clip.start),
            )  # fmt: skip
    project = options.output.suffix.lower() != ".csv"
    if project and film and film.path and film.path.parent != options.output.parent:
        text = f"LosslessCut looks for {shown(film.path)} beside the project; put it there."
        findings.add("note", text)
    return [*common_losses(sequence, False, False, False), *findings.problems()]


def write(sequence: Sequence, path: Path, options: WriteOptions) -> None:
    """Write a project, or a list if the output's name ends in .csv."""
    segments = list(_segments(sequence))
    with path.open("x", encoding="utf-8", errors="replace", newline="") as stream:
        if options.output.suffix.lower() == ".csv":
            rows = csv.writer(stream, lineterminator="\n")
            rows.writerows((_short(s["start"]), _short(s["end"]), s["name"]) for s in segments)
            return
        film = main_film(sequence)
        project: dict[str, Any] = {"version": 1 if options.version == "1" else 2}
        if film is not None:
            name = film.path.name if film.path is not None else base_name(film.url) or film.name
            project["mediaFileName"] = name
        selected = {} if options.version == "1" else {"selected": True}
        project["cutSegments"] = [{**segment, **selected} for segment in segments]
        json.dump(project, stream, ensure_ascii=False, indent=2)
        stream.write("\n")


def main_film(sequence: Sequence) -> Media | None:
    """The film that is shown longest, the first one of several."""
    total: dict[Media, Fraction] = {}
    for item in chosen(sequence):
        total[item.media] = total.get(item.media, Fraction(0)) + item.end - item.start
    return max(total, key=lambda media: total[media], default=None)


def _segments(sequence: Sequence) -> Iterator[dict[str, Any]]:
    film = main_film(sequence)
    for item in chosen(sequence):
        if item.media == film:
            yield {
                "start": seconds(item.start), "end": seconds(item.end), "name": _name(item),
            }  # fmt: skip


def _name(item: Chosen) -> str:
    return item.clip.name if item.clip.name != item.media.name else ""


def seconds(value: Fraction) -> float:
    """Seconds as a number, to the microsecond: enough for any frame rate."""
    return round(float(value), 6)


def _short(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
