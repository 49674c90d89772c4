"""Roles, by which Final Cut tells apart what other editors lay on tracks.

A part before a dot is the role, the one behind it a subrole; "?" begins parameters of captions.
"""

from __future__ import annotations

from collections.abc import Container
from itertools import count

from exporters.timeline.checking.values import clean_name
from exporters.timeline.sequence import CaptionTrack


def audio_role(number: int, name: str) -> str:
    """The role of a track of sound, by which Final Cut keeps tracks apart: "dialogue.A2 Music"."""
    title = _role_name(name)
    return f"dialogue.A{number + 1}{f' {title}' if title else ''}"


def caption_role(track: CaptionTrack, taken: Container[str] = ()) -> str:
    """The role of a track of captions, other than those in ``taken``.

    Final Cut demands a language: English where none is known.
    """
    name, language = _role_name(track.name) or "SRT", track.language or "en"
    for number in count(1):
        numbered = f"{name} {number}" if number > 1 else name
        role = f"{numbered}?captionFormat=SRT.{language}"
        if role not in taken:
            return role
    raise AssertionError


def video_role(name: str) -> str:
    """The role of a track of pictures; "" for one without a name."""
    title = _role_name(name)
    return f"video.{title}" if title else ""


def _role_name(name: str) -> str:
    """A name without the characters that part roles."""
    return " ".join(clean_name(name).replace(".", " ").replace("?", " ").split())
