"""Writes lists of cuts that people, spreadsheets and scripts can read: CSV, TSV or JSON.

A table has one cut a line under the header ``COLUMNS``; JSON is an object with ``rate``, ``width``,
``height`` and ``cuts``, whose objects have the same words. Times are seconds; ``position`` is the
place on the timeline, so that gaps are kept. Kept are films, begin, end, name, speed, volume,
whether there is sound, and captions (as ``text`` of the cuts that they begin in). ``losses`` tells
the rest. ``exporters.timeline.readers.cut_list`` reads it.
"""

from __future__ import annotations

import csv
import json
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from exporters.interchange.cut_choice import Chosen, chosen, common_losses
from exporters.interchange.losslesscut import seconds
from exporters.interchange.writing import WriteFormat, WriteOptions
from exporters.timeline.findings import Findings
from exporters.timeline.places import place
from exporters.timeline.sequence import Caption, Media, Problem, Sequence

FORMAT = WriteFormat("cut_list", "Cut list (CSV, TSV, JSON)", (".csv", ".tsv", ".json"))
COLUMNS = ("media", "start", "end", "duration", "position", "name", "speed", "volume", "has_audio",
           "rate", "text")  # fmt: skip


def losses(sequence: Sequence, options: WriteOptions) -> list[Problem]:
    """What the list will not hold; an error if it would be empty."""
    findings = Findings()
    items = list(chosen(sequence))
    kept = {
        id(caption): (caption.start, caption.duration) == (item.clip.start, item.clip.duration)
        for item, captions in zip(items, _captions(sequence, items), strict=True)
        for caption in captions
    }
    for number, track in enumerate(sequence.captions, 1):
        for caption in track.captions:
            where = place(sequence, track.name or f"captions {number}", None, caption.start)
            if id(caption) not in kept:
                findings.add("loss", "A caption that begins in no cut is left out.", where)
            elif not kept[id(caption)]:
                findings.add("loss", "A caption gets the length of the cut it begins in.", where)
    common = common_losses(sequence, speeds=True, gaps=True, levels=True, captions=True)
    return [*common, *findings.problems()]


def write(sequence: Sequence, path: Path, options: WriteOptions) -> None:
    """Write the list in the form that the output's suffix asks for."""
    suffix = options.output.suffix.lower()
    with path.open("x", encoding="utf-8", errors="replace", newline="") as stream:
        if suffix == ".json":
            listed = {
                "name": sequence.name, "rate": str(sequence.rate), "width": sequence.width,
                "height": sequence.height, "cuts": list(_rows(sequence)),
            }  # fmt: skip
            json.dump(listed, stream, ensure_ascii=False, indent=2)
            stream.write("\n")
            return
        table = csv.writer(stream, delimiter="\t" if suffix == ".tsv" else ",", lineterminator="\n")
        table.writerow(COLUMNS)
        for row in _rows(sequence):
            table.writerow([_cell(row.get(name, "")) for name in COLUMNS])


def _rows(sequence: Sequence) -> Iterator[dict[str, Any]]:
    items = list(chosen(sequence))
    for item, captions in zip(items, _captions(sequence, items), strict=True):
        row: dict[str, Any] = {
            "media": _address(item.media),
            "start": seconds(item.start),
            "end": seconds(item.end),
            "duration": seconds(item.clip.duration / sequence.rate),
            "position": seconds(item.clip.start / sequence.rate),
            "name": item.clip.name,
            "speed": round(float(item.clip.speed), 9),
            "volume": f"{_volume(item):g} dB",
            "has_audio": item.sound is not None,
            "rate": str(sequence.rate),
        }
        text = "\n".join(caption.text for caption in captions)
        yield {**row, "text": text} if text else row


def _address(media: Media) -> str:
    """Path of a film; as a URL where its name is no Unicode."""
    if media.path is None:
        return media.url or media.name
    text = str(media.path)
    undecodable = any("\ud800" <= character <= "\udfff" for character in text)
    return media.path.as_uri() if undecodable and media.path.is_absolute() else text


def _volume(item: Chosen) -> float:
    if item.sound is None:
        return 0.0
    return -200.0 if item.sound.sound.mute else item.sound.sound.volume


def _captions(sequence: Sequence, items: list[Chosen]) -> list[list[Caption]]:
    """For each cut the captions that begin in it."""
    found: list[list[Caption]] = [[] for _ in items]
    starts = [item.clip.start for item in items]
    for track in sequence.captions:
        for caption in track.captions:
            number = bisect_right(starts, caption.start) - 1
            if number >= 0 and caption.start < items[number].clip.end:
                found[number].append(caption)
    return found


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.9f}".rstrip("0").rstrip(".")
    return str(value)
