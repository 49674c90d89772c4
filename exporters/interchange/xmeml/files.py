"""The files of an xmeml document: each defined where it is first used, named by its id later."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from exporters.interchange.xmeml.text import (
    is_possible_rate,
    leaf,
    node,
    path_url,
    rate_element,
    stated_rate,
    timecode_element,
    truth,
)
from exporters.timeline.readers.xmeml.values import pixel_aspect_name
from exporters.timeline.sequence import Clip, Media, Sequence


class Files:
    """Ids of media and sequences, and which have been defined already.

    A file that is meant before it is defined leaves Premiere waiting for media
    (WyattBlue/auto-editor#195).

    Args:
        clips: of the whole document; still pictures last as long as the longest of them.
        rate: of the outermost sequence, for media without one.
    """

    def __init__(self, clips: Iterable[Clip], rate: Fraction) -> None:
        self._rate = rate
        self._numbers: dict[Media | Sequence, int] = {}
        self._known: dict[int, tuple[int, Media | Sequence]] = {}
        self._defined: set[int] = set()
        self._longest: dict[int, int] = {}
        for clip in clips:
            if isinstance(clip.content, Media) and clip.content.still:
                number = self.number(clip.content)
                self._longest[number] = max(self._longest.get(number, 1), clip.duration)

    def number(self, content: Media | Sequence) -> int:
        """Of a medium or a sequence; equal ones have the same."""
        known = self._known.get(id(content))
        if known is None:
            number = self._numbers.setdefault(content, len(self._numbers) + 1)
            # The content is kept, so that no other one gets its address.
            known = self._known[id(content)] = (number, content)
        return known[0]

    def is_new(self, content: Media | Sequence) -> bool:
        """Whether it has not been defined; it counts as defined from now on."""
        number = self.number(content)
        if number in self._defined:
            return False
        self._defined.add(number)
        return True

    def rate(self, media: Media) -> Fraction:
        """The rate that a file's frames are counted in."""
        if media.rate is None or not is_possible_rate(media.rate):
            return stated_rate(self._rate)
        return media.rate

    def element(self, media: Media) -> str:
        """``file``: the definition at first, then a reference."""
        number = self.number(media)
        if not self.is_new(media):
            return f'<file id="file-{number}"/>'
        rate = self.rate(media)
        parts = [leaf("name", media.name)]
        url = path_url(media.path, media.url)
        if url:
            parts.append(leaf("pathurl", url))
        parts.append(rate_element(rate))
        if media.still:
            parts.append(leaf("duration", self._longest.get(number, 1)))
        elif media.duration is not None:
            parts.append(leaf("duration", max(1, round(media.duration * rate))))
        parts.append(timecode_element(round(media.start * rate), rate, media.drop_frame))
        parts.append(node("media", _video(media, rate), *_sounds(media)))
        return f'<file id="file-{number}">{"".join(parts)}</file>'


def _video(media: Media, rate: Fraction) -> str:
    if not media.has_video:
        return ""
    picture = [rate_element(rate)]
    if media.width and media.height:
        picture += [leaf("width", media.width), leaf("height", media.height)]
        picture.append(pixels_element(media.pixel_aspect))
    return node("video", node("samplecharacteristics", *picture))


def pixels_element(aspect: Fraction) -> str:
    """``anamorphic``, ``pixelaspectratio`` and ``fielddominance``."""
    name, anamorphic = pixel_aspect_name(aspect) or ("square", False)
    return (
        truth("anamorphic", anamorphic)
        + leaf("pixelaspectratio", name)
        + leaf("fielddominance", "none")
    )


def _sounds(media: Media) -> list[str]:
    rate = media.sample_rate or 48000
    return [
        node(
            "audio",
            node("samplecharacteristics", leaf("depth", 16), leaf("samplerate", rate)),
            leaf("channelcount", count),
        )
        for count in media.channels
    ]
