"""The media that the events of an edit decision list name.

Programs that work with files write the reel "AX" and the file's name as the clip's; those that
come from tape write the reel, and the clip's name is a take. Paths stand in comments.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from exporters.timeline.readers.edl.lines import Event
from exporters.timeline.readers.xmeml.files import SOUNDS, STILLS
from exporters.timeline.sequence import Generator, Media

_FILMS = "avi braw dv m2t m2ts m4v mkv mov mp4 mpg mts mxf r3d ts webm wmv"
_FILES = STILLS | SOUNDS | {f".{suffix}" for suffix in _FILMS.split()}
_NO_REEL = ("AX", "")


def is_black(reel: str) -> bool:
    """Whether a reel stands for black and silence."""
    return reel.upper() in ("BL", "BLACK", "BLK")


class MediaBook:
    """All media of a list; one that is both seen and heard is one."""

    def __init__(self, events: list[Event]) -> None:
        self._seen: set[tuple[str, str]] = set()
        self._heard: set[tuple[str, str]] = set()
        for event in events:
            for name in {event.name, event.to_name}:
                key = _key(event, name)
                if any(channel[0] == "V" for channel in event.channels):
                    self._seen.add(key)
                if any(channel[0] == "A" for channel in event.channels):
                    self._heard.add(key)

    def content(self, event: Event, name: str) -> Media | Generator:
        """What an event shows.

        Args:
            name: of the clip that is shown; a transition names two.
        """
        if event.reel.upper() in ("BARS", "BAR") or "bars and tone" in name.lower():
            return Generator("bars")
        if name.lower() == "black video":  # as Premiere calls it
            return Generator("black")
        key = _key(event, name)
        suffix = _suffix(key[1] or key[0])
        return Media(
            *key,
            still=suffix in STILLS,
            has_video=suffix not in SOUNDS and (key in self._seen or key not in self._heard),
            channels=(2,) if key in self._heard else (),
            by_timecode=suffix not in STILLS,
        )


def _key(event: Event, name: str) -> tuple[str, str]:
    """Name and URL of the medium of an event."""
    file = event.file if name == event.name else ""
    if "/" in file or "\\" in file:
        return _base(file), file
    if _suffix(name) in _FILES:
        return name, ""
    if file:
        return file, ""
    return (name or event.reel or "unknown" if event.reel in _NO_REEL else event.reel), ""


def _base(path: str) -> str:
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2] or path


def _suffix(name: str) -> str:
    return PurePosixPath(_base(name)).suffix.lower()
