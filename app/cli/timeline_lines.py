"""An edit as a person reads it, in lines of at most 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.cli.columns import columns
from app.cli.wording import count, duration
from exporters.timeline.linking import Missing
from exporters.timeline.places import clip_name
from exporters.timeline.sequence import Clip, Edit, Media, Problem, Track, media_in
from exporters.timeline.sequence import Sequence as Edited
from exporters.timeline.timecode import to_timecode

WIDTH = 80
MOST_CLIPS = 40
"""Clips of a track that are listed unless all are asked for."""
MOST_LINES = 20
LABELS = {"error": "Error", "loss": "Lost", "note": "Note"}


def edit_lines(edit: Edit, missing: tuple[Missing, ...], whole: bool = False) -> list[str]:
    """All that ``timeline show`` says; ``whole`` leaves nothing out."""
    sequence = edit.sequence
    lines = [f"{edit.path.name}: {edit.format}"]
    lines += [f"  {name:<8} {text}" for name, text in _settings(sequence)]
    for label, track in _tracks(sequence):
        lines += ["", *_track(sequence, label, track, whole)]
    lines += _captions(sequence)
    lines += ["", *_media(sequence, missing, whole)]
    problems = edit.problems
    if problems:
        lines += ["", *problem_lines(problems, whole)]
    return [line.rstrip() for line in lines]


def _settings(sequence: Edited) -> Iterator[tuple[str, str]]:
    yield "name", printable(sequence.name) or "none"
    aspect = "" if sequence.pixel_aspect == 1 else f", pixels {sequence.pixel_aspect}"
    yield "picture", f"{sequence.width}x{sequence.height}{aspect}, {rate_words(sequence)}"
    code = to_timecode(sequence.start, sequence.rate, sequence.drop_frame)
    frames = count(sequence.duration, "frame")
    yield "length", f"{duration(float(sequence.seconds))} ({frames}), from {code}"
    yield "sound", f"{sequence.sample_rate} Hz, {count(sequence.channels, 'channel')}"
    if sequence.markers:
        yield "markers", str(len(sequence.markers))


def rate_words(sequence: Edited) -> str:
    """ "25 fps", "29.97 fps (30000/1001), drop-frame"."""
    rate = sequence.rate
    words = f"{float(rate):.6g} fps"
    if rate.denominator != 1:
        words = f"{float(rate):.5g} fps ({rate})"
    return f"{words}, drop-frame" if sequence.drop_frame else words


def _tracks(sequence: Edited) -> Iterator[tuple[str, Track]]:
    """The highest track of pictures first, as in editors; then sound."""
    numbered = list(enumerate(sequence.video, 1))
    yield from ((f"V{number}", track) for number, track in reversed(numbered))
    yield from ((f"A{number}", track) for number, track in enumerate(sequence.audio, 1))


def _track(sequence: Edited, label: str, track: Track, whole: bool) -> Iterator[str]:
    name = f" {printable(track.name)}" if track.name else ""
    parts = [count(len(track.clips), "clip")]
    if track.transitions:
        parts.append(count(len(track.transitions), "transition"))
    if not track.enabled:
        parts.append("switched off")
    yield f"{label}{name}: {', '.join(parts)}"
    shown = track.clips if whole else track.clips[:MOST_CLIPS]
    if shown:
        rows = [_row(sequence, clip) for clip in shown]
        names = ("from", "to", "source", "speed", "clip")
        yield from (f"  {line}" for line in columns(names, rows, 4, WIDTH - 2))
    left = len(track.clips) - len(shown)
    if left:
        yield f"  and {count(left, 'more clip')}; --all lists them"


def _row(sequence: Edited, clip: Clip) -> tuple[str, ...]:
    def code(frame: int) -> str:
        return to_timecode(sequence.start + frame, sequence.rate, sequence.drop_frame)

    speed = "" if clip.speed == 1 else f"{float(clip.speed) * 100:.4g}%"
    words = printable(clip_name(clip))
    if isinstance(clip.content, Edited):
        words = f"[{words}]"
    if not clip.enabled:
        words = f"(off) {words}"
    return code(clip.start), code(clip.end), _source(sequence, clip), speed, words


def _source(sequence: Edited, clip: Clip) -> str:
    """Time code of the medium at which the clip begins, at the medium's own rate if known."""
    content = clip.content
    if isinstance(content, Edited):
        frame = content.start + round(clip.source_in * content.rate)
        return to_timecode(frame, content.rate, content.drop_frame)
    if not isinstance(content, Media) or content.still:
        return ""
    rate = content.rate or sequence.rate
    frame = round((content.start + clip.source_in) * rate)
    return to_timecode(frame, rate, content.drop_frame)


def _captions(sequence: Edited) -> Iterator[str]:
    for number, track in enumerate(sequence.captions, 1):
        name = f" {printable(track.name)}" if track.name else ""
        language = f" ({track.language})" if track.language else ""
        yield ""
        yield f"Captions {number}{name}{language}: {count(len(track.captions), 'caption')}"


def _media(sequence: Edited, missing: tuple[Missing, ...], whole: bool) -> Iterator[str]:
    media = media_in(sequence)
    found = [item for item in media if item.path is not None]
    yield f"Media: {len(found)} found, {len(missing)} missing"
    lines = [f"  found    {printable(str(item.path))}" for item in found]
    for item in missing:
        url = f" ({printable(item.media.url)})" if item.media.url else ""
        state = "packed" if item.packed else "missing"
        lines.append(f"  {state:<8} {printable(item.name)}{url}")
    yield from lines if whole else map(_cut, lines[:MOST_LINES])
    if len(lines) > MOST_LINES and not whole:
        yield f"  and {len(lines) - MOST_LINES} more; --all lists them"


def problem_lines(problems: Sequence[Problem], whole: bool) -> Iterator[str]:
    """Problems, the worst first, broken into lines."""
    order = list(LABELS)
    ranked = sorted(problems, key=lambda problem: order.index(problem.severity))
    shown = ranked if whole else ranked[:MOST_LINES]
    for problem in shown:
        label = f"{LABELS[problem.severity]}: "
        yield from _wrapped(f"{label}{printable(str(problem))}")
    if len(ranked) > len(shown):
        yield f"and {count(len(ranked) - len(shown), 'more problem')}; --all lists them"


def _wrapped(text: str) -> Iterator[str]:
    """The text in lines of at most ``WIDTH`` cells of a terminal; Chinese takes two a letter."""
    from rich.cells import cell_len, chop_cells

    line, indent = "", ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line.strip() else f"{line}{word}"
        if cell_len(longer) <= WIDTH:
            line = longer
            continue
        if line.strip():
            yield line
        indent = "  "
        *full, line = chop_cells(word, WIDTH - len(indent)) or [""]
        yield from (f"{indent}{piece}" for piece in full)
        line = f"{indent}{line}"
    yield line


def _cut(text: str) -> str:
    """The text in one line of at most ``WIDTH`` cells."""
    from rich.cells import cell_len, set_cell_size

    return text if cell_len(text) <= WIDTH else f"{set_cell_size(text, WIDTH - 1)}…"


def printable(text: str) -> str:
    """In one line, without characters that steer a terminal."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}"
                   for letter in text)  # fmt: skip
