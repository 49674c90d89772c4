"""Media of a draft: how they are named in it, and the list of them beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from urllib.parse import unquote, urlsplit

from exporters.interchange.jianying.ids import Ids
from exporters.interchange.jianying.shapes import STILL_DURATION, Json
from exporters.timeline.sequence import Clip, Generator, Media, Sequence, sequences_in

MICROSECONDS = 1_000_000
DRAFT_FOLDER = "##_draftpath_placeholder_0E685133-18CE-45ED-8CB8-2904A212EC80_##"
"""Stands for the draft's folder in paths; the same in drafts of CapCut 1.5 to 7.8 and JianYing 5.3.
So a draft with its media in it can be moved."""
LISTED_STILL = 5_000_000
"""Length under which a photo is listed (pyCapCut#14)."""


def written_path(media: Media, output: Path) -> str:
    """How a draft names a file: below the draft's folder by its placeholder, else absolute."""
    if media.path is None:
        return _from_url(media.url)
    try:
        return f"{DRAFT_FOLDER}/{media.path.relative_to(output).as_posix()}"
    except ValueError:
        return media.path.as_posix()


def _from_url(url: str) -> str:
    parts = urlsplit(url) if url.lower().startswith("file:") else None
    if parts is None:
        return url
    path = unquote(parts.path)
    # "/C:/film.mp4" is how a file URL has a path of Windows (RFC 8089, appendix E.2).
    return path[1:] if path[2:3] == ":" else path


def micros(seconds: Fraction) -> int:
    """Whole microseconds, cut off, as the applications do it."""
    return seconds.numerator * MICROSECONDS // seconds.denominator


@dataclass
class Register:
    """The media of a draft and of the compound clips in it, each file once.

    Attributes:
        output: the draft's folder in the end.
        stills: pictures to be written into the draft's folder, by path below it.
    """

    output: Path
    ids: Ids
    stills: dict[str, bytes] = field(default_factory=dict)
    _entries: dict[str, Json] = field(default_factory=dict)
    _ends: dict[Media, Fraction] = field(default_factory=dict)

    def measure(self, sequence: Sequence) -> None:
        """Note how far into each medium clips reach, for media of unknown length."""
        for current in sequences_in(sequence):
            for track in (*current.video, *current.audio):
                for clip in track.clips:
                    if isinstance(clip.content, Media):
                        self._reach(clip.content, clip, current.rate)

    def _reach(self, media: Media, clip: Clip, rate: Fraction) -> None:
        end = clip.source_in + max(Fraction(0), clip.speed) * clip.duration / rate
        self._ends[media] = max(self._ends.get(media, Fraction(0)), end)

    def length(self, media: Media) -> int:
        """Microseconds of a medium; of one of unknown length, as far as it is used."""
        if media.still:
            return STILL_DURATION
        return max(1, micros(media.duration or self._ends.get(media, Fraction(0))))

    def link(self, media: Media) -> str:
        """The id under which a medium's file is listed; "" for one that names no file."""
        path = written_path(media, self.output)
        if not path:
            return ""
        if path not in self._entries:
            self._entries[path] = self._entry(media, path)
        identity: str = self._entries[path]["id"]
        return identity

    def still(self, generator: Generator, picture: bytes) -> Media:
        """The medium of a generated picture, which lies in the draft's folder."""
        kind = generator.kind if generator.kind == "bars" else generator.color.lstrip("#")
        name = f"{'black' if generator.kind == 'black' else kind}.png"
        below = f"Resources/reprise/{name}"
        self.stills.setdefault(below, picture)
        return Media(name, path=self.output / below, still=True)

    def listed(self) -> list[Json]:
        """The entries of ``draft_materials`` of type 0, in the order of their first use."""
        return list(self._entries.values())

    def _entry(self, media: Media, path: str) -> Json:
        kind = "photo" if media.still else "video" if media.has_video else "music"
        length = LISTED_STILL if media.still else self.length(media)
        return {
            "ai_group_type": "",
            "create_time": 0,
            "duration": length,
            "enter_from": 0,
            "extra_info": media.name or path.rpartition("/")[2],
            "file_Path": path.replace(DRAFT_FOLDER, "."),
            "height": media.height if media.has_video else 0,
            "id": self.ids.small("listed"),
            "import_time": 0,
            "import_time_ms": 0,
            "item_source": 1,
            "material_color_tag": "",
            "md5": "",
            "metetype": kind,
            "roughcut_time_range": {"duration": -1, "start": -1}
            if media.still
            else {"duration": length, "start": 0},
            "sub_time_range": {"duration": -1, "start": -1},
            "type": 0,
            "width": media.width if media.has_video else 0,
        }
