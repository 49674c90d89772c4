"""From tracks to storylines: how Final Cut would lay an edit out.

The lowest track of pictures becomes the primary storyline, with gaps where nothing is. What lies on
other tracks is connected to it: pictures in lanes 1, 2 and so on, sound in lanes -1, -2. Picture
and sound that were cut together become one clip. Clips that a transition joins become a storyline
of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from exporters.interchange.fcpxml.links import Links
from exporters.interchange.fcpxml.ranges import within_media
from exporters.timeline.sequence import Clip, Sequence, Track, Transition


@dataclass(slots=True)
class Piece:
    """One clip of the project.

    Attributes:
        clip: as the medium allows it.
        picture: it shows something.
        sound: the clip on a track of sound that is heard with a picture; None without.
        track: number of the track of pictures, or of sound for a clip that only sounds; from 0.
        sound_track: number of the track of ``sound``.
        enabled: clip and track are.
        split: the sound begins or ends elsewhere than the picture.
        seconds: the length of a sound that ends within its last frame; None for whole frames.
    """

    clip: Clip
    picture: bool
    track: int
    enabled: bool
    sound: Clip | None = None
    sound_track: int = -1
    split: bool = False
    seconds: Fraction | None = None


@dataclass(slots=True)
class Passage:
    """A transition in a storyline; ``sound`` tells whether the sound passes over, too."""

    transition: Transition
    start: int
    end: int
    picture: bool
    sound: bool


@dataclass(slots=True)
class Gap:
    """Nothing, for some frames."""

    start: int
    end: int


Part = Piece | Passage | Gap


@dataclass(slots=True)
class Connected:
    """What is connected to the primary storyline: one clip, or a storyline."""

    start: int
    lane: int
    parts: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """Parts of the primary storyline, one after another, and what is connected, by its begin."""

    primary: list[Part]
    connected: list[Connected]


def lay_out(sequence: Sequence) -> Layout:
    """The storylines of a sequence."""
    links = Links(sequence)
    primary: list[Part] = []
    connected: list[Connected] = []
    for number, track in enumerate(sequence.video):
        pieces = list(_pieces(track, number, True, sequence, links))
        if number == 0:
            primary = list(_storyline(pieces, track.transitions, True, links.passages(0), 0))
        else:
            passages = links.passages(number)
            connected += _connect(pieces, track.transitions, True, passages, number)
    for number, track in enumerate(sequence.audio):
        pieces = list(_pieces(track, number, False, sequence, links))
        left = [one for one in track.transitions if not links.carries(number, one)]
        connected += _connect(pieces, left, False, frozenset(), -1 - number)
    connected.sort(key=lambda one: (one.start, one.lane))
    return Layout(_filled(primary, sequence.duration), connected)


def _pieces(
    track: Track, number: int, picture: bool, sequence: Sequence, links: Links
) -> Iterator[Piece]:
    for clip in track.clips:
        if not picture and links.is_tied(clip):
            continue
        kept = within_media(clip, sequence.rate, picture)
        if kept is None:
            continue
        piece = Piece(kept.clip, picture, number, clip.enabled and track.enabled)
        piece.seconds = kept.seconds
        tie = links.sound_of(clip) if picture else None
        if tie is not None:
            piece.sound_track, piece.sound = tie
            if (tie[1].start, tie[1].duration) != (clip.start, clip.duration):
                heard = within_media(tie[1], sequence.rate, False)
                piece.split = heard is not None
                piece.sound = tie[1] if heard is None else heard.clip
        yield piece


def _storyline(
    pieces: list[Piece],
    transitions: Iterable[Transition],
    picture: bool,
    sounding: frozenset[int],
    begin: int,
) -> Iterator[Part]:
    """Clips with gaps and transitions between them, from the frame ``begin`` on."""
    passages = sorted(transitions, key=lambda one: one.cut)
    at, next_passage = begin, 0
    for index, piece in enumerate(pieces):
        clip = piece.clip
        if clip.start > at:
            yield Gap(at, clip.start)
        while next_passage < len(passages) and passages[next_passage].cut <= clip.start:
            passage = passages[next_passage]
            next_passage += 1
            if passage.cut == clip.start:
                yield _passage(passage, picture, sounding)
        yield piece
        at = clip.end
        following = pieces[index + 1].clip.start if index + 1 < len(pieces) else None
        if following != at and next_passage < len(passages) and passages[next_passage].cut == at:
            yield _passage(passages[next_passage], picture, sounding)
            next_passage += 1


def _passage(transition: Transition, picture: bool, sounding: frozenset[int]) -> Passage:
    sound = not picture or transition.cut in sounding
    return Passage(transition, max(transition.start, 0), transition.end, picture, sound)


def _connect(
    pieces: list[Piece],
    transitions: Iterable[Transition],
    picture: bool,
    sounding: frozenset[int],
    lane: int,
) -> Iterator[Connected]:
    """Clips of a track one by one; those that transitions join in a storyline."""
    passages = {transition.cut: transition for transition in transitions}
    runs: list[list[Piece]] = []
    for piece in pieces:
        start = piece.clip.start
        if runs and runs[-1][-1].clip.end == start and start in passages:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    for index, run in enumerate(runs):
        before = runs[index - 1][-1].clip.end if index else 0
        after = runs[index + 1][0].clip.start if index + 1 < len(runs) else None
        yield _run(run, _within(passages, run, before, after), picture, sounding, lane)


def _within(
    passages: dict[int, Transition], run: list[Piece], before: int, after: int | None
) -> dict[int, Transition]:
    """The transitions of some clips, as far as they do not reach over other clips of the track."""
    if not passages:
        return passages
    start, end = run[0].clip.start, run[-1].clip.end
    found = {}
    for cut in sorted({start, end, *(piece.clip.start for piece in run)} & passages.keys()):
        one = passages[cut]
        # Where clips meet without being joined the transition belongs to the later ones.
        if cut == end == after or (cut == start != end and before == start and before):
            continue
        room = min(one.before, cut - before)
        reach = one.after if after is None else min(one.after, after - cut)
        if room + reach > 0:
            found[cut] = replace(one, before=room, after=reach)
    return found


def _run(
    pieces: list[Piece],
    passages: dict[int, Transition],
    picture: bool,
    sounding: frozenset[int],
    lane: int,
) -> Connected:
    start, end = pieces[0].clip.start, pieces[-1].clip.end
    if not passages:
        return Connected(start, lane, list(pieces))
    parts = list(_storyline(pieces, passages.values(), picture, sounding, start))
    first, last = passages.get(start), passages.get(end)
    # A transition from nothing, or to nothing, lies over a gap.
    if first is not None and first.before:
        parts.insert(0, Gap(first.start, start))
        start = first.start
    if last is not None and last.after:
        parts.append(Gap(end, last.end))
    return Connected(start, lane, parts)


def _filled(parts: list[Part], duration: int) -> list[Part]:
    """With a gap at the end, so that every frame has something to be connected to."""
    end = max((part.end for part in parts if isinstance(part, Gap)), default=0)
    end = max([end, *(part.clip.end for part in parts if isinstance(part, Piece))])
    return [*parts, Gap(end, duration)] if end < duration else parts
