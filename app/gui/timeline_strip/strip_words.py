"""An edit, its tracks and its clips in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from app.gui import words
from app.gui.segments.segment_words import clock
from app.gui.texts import Texts
from app.gui.timeline_strip.rows import FINEST, Item, Row, is_missing
from exporters.timeline.sequence import Caption, Clip, Generator, Marker, Media, Transition
from exporters.timeline.sequence import Sequence as Edited

translate = QCoreApplication.translate

FINE = 10.0
"""Seconds up to which parts of a second are told."""


class TimelineStrip(Texts):
    """Texts with plural forms."""


def summary(edit: Edited, rows: list[Row]) -> str:
    """What a screen reader says of the whole."""
    counts = {kind: [row for row in rows if row.kind == kind] for kind in ("video", "audio")}
    captions = [row for row in rows if row.kind == "captions"]
    clips = sum(len(row.items) for row in rows if row.kind != "captions")
    missing = sum(row.missing for row in rows)
    parts = [
        edit.name,
        clock(float(edit.seconds), edit.seconds < FINE),
        TimelineStrip.tr("%n video track(s)", "", len(counts["video"])),
        TimelineStrip.tr("%n audio track(s)", "", len(counts["audio"])),
        TimelineStrip.tr("%n caption track(s)", "", len(captions)) if captions else "",
        TimelineStrip.tr("%n clip(s)", "", clips),
        TimelineStrip.tr("%n clip(s) without their media", "", missing) if missing else "",
    ]
    return " · ".join(part for part in parts if part)


def track_label(row: Row) -> str:
    """ "V1", "A2", or what captions are called."""
    letter = {
        "captions": translate("TimelineStrip", "C{number}"),
        "video": translate("TimelineStrip", "V{number}"),
        "audio": translate("TimelineStrip", "A{number}"),
    }[row.kind]
    return letter.format(number=row.number)


def item_name(item: Item) -> str:
    """What a clip is called."""
    if isinstance(item, Caption):
        return words.one_line(item.text)
    if item.name:
        return words.one_line(item.name)
    if isinstance(item.content, Generator):
        return words.one_line(item.content.text) or _generator(item.content.kind)
    return words.one_line(item.content.name)


def describe(edit: Edited, row: Row, first: int, stop: int) -> str:
    """Items of a row that are pointed at, in lines."""
    item = row.items[first]
    if stop - first > 1:
        text = TimelineStrip.tr("%n clip(s)", "", stop - first)
        return "\n".join([f"{_track(row)} · {text}", span(edit, item.start, row.end(stop - 1))])
    lines = [f"{_track(row)} · {item_name(item)}", span(edit, item.start, row.end(first))]
    if isinstance(item, Clip):
        lines += _of_clip(row, item)
    return "\n".join(line for line in lines if line)


def tip_in(edit: Edited, row: Row, frame: float, reach: float, scale: float) -> str:
    """What is known of what is at a frame of a row, in lines; "" where nothing is.

    Args:
        reach: frames beside a narrow clip that still point at it.
        scale: pixels a frame.
    """
    passage = next((one for one in row.transitions if one.start <= frame < one.end), None)
    if passage is not None and (passage.end - passage.start) * scale >= FINEST:
        told = [describe_transition(edit, passage)]
        if (place := row.at(frame)) is not None:
            told.append(describe(edit, row, place, place + 1))
        return "\n".join(told)
    place = row.at(frame, reach)
    if place is None:
        return ""
    pixel = frame * scale
    found = next((one for one in row.blocks(scale) if one.left <= pixel < one.right), None)
    first, stop = (found.first, found.stop) if found is not None else (place, place + 1)
    return describe(edit, row, first, stop)


def describe_transition(edit: Edited, transition: Transition) -> str:
    """A passage from one clip to the next."""
    name = transition.name or {
        "dissolve": translate("TimelineStrip", "Dissolve"),
        "wipe": translate("TimelineStrip", "Wipe"),
    }.get(transition.kind, transition.kind)
    return f"{words.one_line(name)}\n{span(edit, transition.start, transition.end)}"


def describe_marker(edit: Edited, marker: Marker) -> str:
    """A remark of the whole edit."""
    lines = [words.one_line(marker.name), moment(edit, marker.start), marker.note]
    return "\n".join(line for line in lines if line)


def moment(edit: Edited, frame: int) -> str:
    """A frame as a time from the beginning."""
    return clock(float(frame / edit.rate), edit.seconds < FINE)


def span(edit: Edited, start: int, end: int) -> str:
    """From one frame up to another."""
    text = translate("TimelineStrip", "{start} to {end}")
    return text.format(start=moment(edit, start), end=moment(edit, end))


def _track(row: Row) -> str:
    label = track_label(row)
    return f"{label} ({words.one_line(row.name)})" if row.name else label


def _of_clip(row: Row, clip: Clip) -> list[str]:
    lines = []
    if isinstance(clip.content, Media):
        lines.append(words.one_line(str(clip.content.path or clip.content.url)))
    elif isinstance(clip.content, Edited):
        lines.append(translate("TimelineStrip", "Another edit within this one"))
    if is_missing(clip):
        lines.append(translate("TimelineStrip", "The medium was not found."))
    if clip.speed == 0:
        lines.append(translate("TimelineStrip", "One picture is held"))
    elif clip.speed != 1:
        number = QLocale().toString(float(clip.speed * 100), "g", 4)
        lines.append(translate("TimelineStrip", "Speed {number} %").format(number=number))
    if not (clip.enabled and row.enabled):
        lines.append(translate("TimelineStrip", "Switched off"))
    return lines


def _generator(kind: str) -> str:
    return {
        "black": translate("TimelineStrip", "Black"),
        "color": translate("TimelineStrip", "Colour"),
        "bars": translate("TimelineStrip", "Bars"),
        "text": translate("TimelineStrip", "Title"),
    }.get(kind, kind)
