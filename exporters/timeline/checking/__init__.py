"""Making an edit valid, whatever a reader made of a file, and telling what was done to it.

What ``checked`` gives keeps every rule of ``exporters.timeline.sequence``. Editors do the same with
what they cannot use: where clips of a track overlap, the earlier one is cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from exporters.durable import shown
from exporters.errors import SourceError
from exporters.timeline.checking.clips import ClipChecker, clean_markers
from exporters.timeline.checking.transitions import clean_transitions
from exporters.timeline.checking.values import (
    MAX_CHANNELS,
    MAX_SIZE,
    MIN_SIZE,
    SAMPLE_RATES,
    clean_aspect,
    clean_name,
    clean_rate,
    clean_text,
)
from exporters.timeline.findings import Findings
from exporters.timeline.places import quoted
from exporters.timeline.sequence import (
    Caption,
    CaptionTrack,
    Edit,
    Media,
    Sequence,
    Severity,
    Track,
)
from exporters.timeline.settling import guessed_size
from exporters.timeline.timecode import can_drop

MAX_DEPTH = 16
"""Sequences within sequences, the outermost one included."""
MAX_CLIPS = 1_000_000
"""Clips of an edit, those of nested sequences counted each time that one is used."""
MAX_DAYS = 100
DEFAULT_SIZE = (1920, 1080)
DEFAULT_RATE = Fraction(25)


def checked(edit: Edit) -> Edit:
    """The edit made valid; its problems tell what was changed for that.

    A second call changes nothing more. Raises SourceError if it holds nothing, or more than
    ``MAX_CLIPS`` clips.
    """
    _refuse_endless(edit)
    findings = Findings()
    sequence = _Checker(findings).sequence(edit.sequence)
    if not _holds_anything(sequence):
        raise SourceError(
            f"{shown(edit.path)} holds no clips.",
            "Check that the right sequence was exported, and that it is not empty.",
        )
    problems = dict.fromkeys((*edit.problems, *findings.problems()))
    guessed = edit.size_guessed or not (edit.sequence.width > 0 and edit.sequence.height > 0)
    return replace(edit, sequence=sequence, problems=tuple(problems), size_guessed=guessed)


def count_clips(sequence: Sequence, depth: int = MAX_DEPTH) -> int:
    """Clips, those of nested sequences each time that one is used, ``depth`` levels down."""
    return _count(sequence, depth, {})


def _count(sequence: Sequence, depth: int, known: dict[tuple[int, int], int]) -> int:
    # A sequence of ten that each hold ten, and so on, has few objects and no end of clips.
    key = id(sequence), depth
    if depth <= 0:
        return 0
    if key not in known:
        total = 0
        for track in (*sequence.video, *sequence.audio):
            total += len(track.clips)
            for clip in track.clips:
                if isinstance(clip.content, Sequence):
                    total += _count(clip.content, depth - 1, known)
        known[key] = total
    return known[key]


def _refuse_endless(edit: Edit) -> None:
    if count_clips(edit.sequence) > MAX_CLIPS:
        raise SourceError(
            f"{shown(edit.path)} holds more than {MAX_CLIPS:,} clips, more than Reprise takes.",
            "Divide the edit into several.",
        )


def _holds_anything(sequence: Sequence) -> bool:
    tracks = (*sequence.video, *sequence.audio)
    return any(track.clips for track in tracks) or any(item.captions for item in sequence.captions)


class _Checker:
    """Checks a sequence and those in it; one that is used several times only once."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._done: dict[tuple[int, int], tuple[Sequence, Sequence]] = {}

    def sequence(self, given: Sequence, depth: int = 1, outer: Sequence | None = None) -> Sequence:
        """The valid form; ``outer`` is the valid frame of the one that it is nested in."""
        inside = "" if outer is None else f"{quoted(given.name).strip() or 'nested'}, "
        settings = self._settings(given, outer, inside)
        longest = max(1, int(MAX_DAYS * 86400 * settings.rate))
        checker = ClipChecker(
            settings, longest, lambda inner: self._nested(inner, depth, settings),
            self._findings, inside,
        )  # fmt: skip

        def track(track: Track, label: str) -> Track:
            clips = checker.clips(track.clips, label)
            transitions = clean_transitions(
                track.transitions, clips, longest,
                lambda message, frame: checker.tell("loss", message, label, None, frame),
            )  # fmt: skip
            return Track(clean_name(track.name), clips, transitions, track.enabled)

        video = tuple(track(item, f"V{number}") for number, item in enumerate(given.video, 1))
        audio = tuple(track(item, f"A{number}") for number, item in enumerate(given.audio, 1))
        duration = min(max(given.duration, _end((*video, *audio))), longest)
        captions = self._captions(given, duration or longest, inside)
        return self._whole(
            replace(settings, video=video, audio=audio, captions=captions),
            duration or _captions_end(captions),
            inside,
        )

    def _nested(self, given: Sequence, depth: int, outer: Sequence) -> Sequence | None:
        if depth >= MAX_DEPTH:
            return None
        key = id(given), depth
        if key not in self._done:
            self._done[key] = given, self.sequence(given, depth + 1, outer)
        return self._done[key][1]

    def _whole(self, sequence: Sequence, duration: int, inside: str) -> Sequence:
        """With its length, and what lies within it."""
        markers = clean_markers(sequence.markers, duration)
        if len(markers) < len(sequence.markers):
            self._tell("note", "Markers outside the edit were left out.", inside)
        return replace(sequence, duration=duration, markers=markers)

    def _captions(self, given: Sequence, longest: int, inside: str) -> tuple[CaptionTrack, ...]:
        found = []
        for track in given.captions:
            kept = [_caption(caption, longest) for caption in track.captions]
            captions = sorted(
                (caption for caption in kept if caption is not None),
                key=lambda caption: caption.start,
            )
            if len(captions) < len(kept):
                message = "Captions without a text, or outside the edit, were left out."
                self._tell("note", message, inside)
            found.append(
                CaptionTrack(clean_name(track.name), tuple(captions), clean_name(track.language))
            )
        return tuple(found)

    def _settings(self, given: Sequence, outer: Sequence | None, inside: str) -> Sequence:
        """Rate, size and sound made possible; tracks, captions and markers are left as they are."""
        rate = clean_rate(given.rate)
        if rate is None:
            rate = _first_rate(given) or (outer.rate if outer is not None else DEFAULT_RATE)
            message = f"The frame rate is impossible; {float(rate):.6g} a second is used."
            self._tell("loss", message, inside)
        width, height = self._size(given, outer, inside)
        drop_frame = given.drop_frame and can_drop(rate)
        if given.drop_frame and not drop_frame:
            message = f"There is no drop-frame time code at {float(rate):.6g} frames a second."
            self._tell("note", message, inside)
        low, high = SAMPLE_RATES
        return replace(
            given,
            name=clean_name(given.name),
            rate=rate,
            width=width,
            height=height,
            pixel_aspect=clean_aspect(given.pixel_aspect),
            start=min(max(given.start, 0), int(MAX_DAYS * 86400 * rate)),
            drop_frame=drop_frame,
            sample_rate=given.sample_rate if low <= given.sample_rate <= high else 48000,
            channels=given.channels if 1 <= given.channels <= MAX_CHANNELS else 2,
        )

    def _size(self, given: Sequence, outer: Sequence | None, inside: str) -> tuple[int, int]:
        width, height = given.width, given.height
        if _possible_size(width, height):
            return width, height
        if width > 0 and height > 0:
            width = min(max(width, MIN_SIZE), MAX_SIZE)
            height = min(max(height, MIN_SIZE), MAX_SIZE)
            message = f"The picture's size is impossible; {width}x{height} is used."
        else:
            if outer is not None:
                # A sequence in another one is as large as that, unless it says otherwise.
                return outer.width, outer.height
            width, height = _first_size(given) or DEFAULT_SIZE
            message = guessed_size(width, height)
        self._tell("note", message, inside)
        return width, height

    def _tell(self, severity: Severity, message: str, inside: str) -> None:
        self._findings.add(severity, message, inside.rstrip(", "))


def _caption(caption: Caption, longest: int) -> Caption | None:
    """The part of a caption within the edit, with a clean text."""
    text = clean_text(caption.text)
    start = max(0, caption.start)
    end = min(caption.start + caption.duration, longest)
    if end <= start or not text.strip():
        return None
    return Caption(start, end - start, text)


def _end(tracks: tuple[Track, ...]) -> int:
    """The frame after the last one that a clip or a transition needs; 0 without any."""
    clips = (track.clips[-1].end for track in tracks if track.clips)
    passages = (track.transitions[-1].end for track in tracks if track.transitions)
    return max((*clips, *passages), default=0)


def _captions_end(captions: tuple[CaptionTrack, ...]) -> int:
    """The length of an edit that has nothing but captions; at least 1."""
    ends = (item.start + item.duration for track in captions for item in track.captions)
    return max(ends, default=1)


def _media(sequence: Sequence) -> Iterator[Media]:
    for track in sequence.video:
        for clip in track.clips:
            if isinstance(clip.content, Media):
                yield clip.content


def _first_size(sequence: Sequence) -> tuple[int, int] | None:
    sizes = ((media.width, media.height) for media in _media(sequence))
    return next((size for size in sizes if _possible_size(*size)), None)


def _possible_size(width: int, height: int) -> bool:
    return min(width, height) >= MIN_SIZE and max(width, height) <= MAX_SIZE


def _first_rate(sequence: Sequence) -> Fraction | None:
    rates = (clean_rate(media.rate) for media in _media(sequence))
    return next((rate for rate in rates if rate is not None), None)
