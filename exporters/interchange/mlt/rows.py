"""A track as MLT needs it: which frames of its producers each clip takes, also within transitions.

MLT has no handles: what a transition shows beyond a cut must lie in the playlist. So clips reach
over their cuts as far as the transitions there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from exporters.timeline.sequence import Clip, Generator, Media, Track, Transition


@dataclass(frozen=True, slots=True)
class Placed:
    """A clip with its place.

    Attributes:
        clip: with its fades.
        start, end: frames of the track, cut to cut.
        position: frame of its producer at ``start``.
        head, tail: frames that it reaches beyond its cuts.
        opened, closed: it comes from, or goes to, nothing there, and its fade lies there, too.
    """

    clip: Clip
    start: int
    end: int
    position: int
    head: int = 0
    tail: int = 0
    opened: bool = False
    closed: bool = False

    @property
    def fade_first(self) -> int:
        """Frame of its producer at which its fade in begins."""
        return self.at(self.first if self.opened else self.start)

    @property
    def fade_last(self) -> int:
        """The last frame of its producer that its fade out has."""
        return self.at(self.last if self.closed else self.end) - 1

    @property
    def first(self) -> int:
        """Frame of the track from which on it is needed."""
        return self.start - self.head

    @property
    def last(self) -> int:
        """The frame after the last one for which it is needed."""
        return self.end + self.tail

    def at(self, frame: int) -> int:
        """Frame of its producer at a frame of the track."""
        return self.position + frame - self.start


@dataclass(frozen=True, slots=True)
class Join:
    """A transition between the clips ``left`` and ``left + 1`` of a row."""

    cut: int
    before: int
    after: int
    left: int


@dataclass(frozen=True, slots=True)
class Row:
    """A track with its clips and the transitions between two of them."""

    track: Track
    placed: tuple[Placed, ...]
    joins: tuple[Join, ...]
    shortened: tuple[Transition, ...]
    _by_cut: Mapping[int, Join]

    def join_at(self, cut: int) -> Join | None:
        return self._by_cut.get(cut)


def lay_out(track: Track, position: Callable[[Clip], int], fades: bool) -> Row:
    """The row of a track.

    Args:
        position: frame of its producer that a clip shows first.
        fades: of pictures, not of sound: which fades a one-sided transition becomes.
    """
    placed = [Placed(clip, clip.start, clip.end, position(clip)) for clip in track.clips]
    starts = {item.start: number for number, item in enumerate(placed)}
    ends = {item.end: number for number, item in enumerate(placed)}
    joins: list[Join] = []
    shortened: list[Transition] = []
    used = 0
    for transition in track.transitions:
        left, right = ends.get(transition.cut), starts.get(transition.cut)
        if left is not None and right is not None:
            join = _join(transition, placed[left], placed[right], left, used)
            if (join.before, join.after) != (transition.before, transition.after):
                shortened.append(transition)
            if join.before + join.after > 0:
                joins.append(join)
                used = join.cut + join.after
                placed[left] = replace(placed[left], tail=join.after)
                placed[right] = _reaching(placed[right], join.before)
        elif right is not None:
            room = placed[right].start - (placed[right - 1].last if right else 0)
            placed[right] = _opened(placed[right], transition, fades, room)
        elif left is not None:
            following = track.clips[left + 1 :]
            room = following[0].start - transition.cut if following else transition.after
            placed[left] = _closed(placed[left], transition, fades, room)
    return Row(
        track, tuple(placed), tuple(joins), tuple(shortened), {join.cut: join for join in joins}
    )


def _join(transition: Transition, left: Placed, right: Placed, number: int, used: int) -> Join:
    """The transition as far as there is material: a producer has nothing before its frame 0."""
    cut = transition.cut
    room = transition.before if _is_endless(right.clip) else right.position
    before = min(transition.before, room, cut - max(left.start, used))
    return Join(cut, max(0, before), min(transition.after, right.end - cut), number)


def _opened(item: Placed, transition: Transition, fades: bool, room: int) -> Placed:
    """A clip that comes from nothing; it may begin earlier for that."""
    if not _is_endless(item.clip):
        room = min(room, item.position)
    head = max(0, min(transition.before, room))
    clip = _faded(item.clip, fades, fade_in=head + transition.after)
    return _reaching(replace(item, opened=True, clip=clip), head)


def _is_endless(clip: Clip) -> bool:
    """Whether a clip shows the same at any frame of its producer."""
    content = clip.content
    return isinstance(content, Generator) or (isinstance(content, Media) and content.still)


def _reaching(item: Placed, head: int) -> Placed:
    """The clip with frames before its cut; what is endless just begins later for that."""
    position = max(item.position, head) if _is_endless(item.clip) else item.position
    return replace(item, head=head, position=position)


def _closed(item: Placed, transition: Transition, fades: bool, room: int) -> Placed:
    tail = max(0, min(transition.after, room))
    clip = _faded(item.clip, fades, fade_out=transition.before + tail)
    return replace(item, closed=True, tail=tail, clip=clip)


def _faded(clip: Clip, picture: bool, fade_in: int = 0, fade_out: int = 0) -> Clip:
    if picture:
        look = clip.look
        return replace(
            clip,
            look=replace(
                look, fade_in=max(look.fade_in, fade_in), fade_out=max(look.fade_out, fade_out)
            ),
        )
    sound = clip.sound
    return replace(
        clip,
        sound=replace(
            sound, fade_in=max(sound.fade_in, fade_in), fade_out=max(sound.fade_out, fade_out)
        ),
    )
