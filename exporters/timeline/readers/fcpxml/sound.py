"""Which sound of a medium an element of FCPXML lets be heard, and under which role.

Final Cut has roles where others have tracks. Components that are switched off ("active" is 0) are
not heard; single channels of a stream cannot be picked in Reprise's timeline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from lxml import etree

from exporters.timeline.readers.fcpxml.look import outer_sound, read_sound
from exporters.timeline.sequence import PLAIN_SOUND, Media, Sound

ONE_CHANNEL = "Single channels are not kept apart: the whole stream of sound is heard."
_TRACK_ROLE = re.compile(r"A(\d{1,5})(?: (.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heard:
    """What is heard of an element.

    Attributes:
        stream: of the medium, -1 for all of them.
        role: "dialogue", "music.music-1" and so on; "" where none is stated.
        sound: what its components add to the element's own sound.
        enabled: it is switched on.
    """

    stream: int
    role: str
    sound: Sound = PLAIN_SOUND
    enabled: bool = True


def heard_of_clip(
    element: etree._Element, media: Media, rate: Fraction, losses: list[str]
) -> Heard | None:
    """The sound of an ``asset-clip``; None if all of it is switched off."""
    # Up to 1.5 they were called audio-source.
    components = list(element.iterchildren("audio-channel-source", "audio-source"))
    every = -1 if len(media.channels) > 1 else 0
    stated = element.get("audioRole", "")
    if not components:
        return Heard(every, stated)
    active = [component for component in components if component.get("active") != "0"]
    if not active:
        return None
    stream = every
    if len(active) < len(components):
        stream = _stream([component.get("srcCh", "") for component in active], media, losses)
    return Heard(
        stream,
        active[0].get("role", stated),
        _common_sound(active, rate, losses),
        any(component.get("enabled") != "0" for component in active),
    )


def heard_of_audio(element: etree._Element, media: Media, losses: list[str]) -> Heard:
    """The sound of an ``audio`` element, by its ``srcID`` and ``srcCh``."""
    role, channels = element.get("role", ""), element.get("srcCh", "")
    number = element.get("srcID", "1")
    if number.isdecimal() and 1 < int(number[:6]) <= len(media.channels):
        return Heard(int(number[:6]) - 1, role)
    if not channels:
        return Heard(0, role)
    return Heard(_stream([channels], media, losses), role)


def component_sound(
    components: list[etree._Element], rate: Fraction, losses: list[str]
) -> tuple[Sound, frozenset[str]]:
    """What ``audio-role-source`` elements add to the sound, and the roles that are switched off."""
    off = [one for one in components if one.get("active") == "0" or one.get("enabled") == "0"]
    on = [one for one in components if one not in off]
    sound = _common_sound(on, rate, losses) if on else PLAIN_SOUND
    return sound, frozenset(plain_role(one.get("role", "")) for one in off)


def plain_role(role: str) -> str:
    """Final Cut's own first subrole is the role itself: "dialogue.dialogue-1" is "dialogue"."""
    main, dot, sub = role.partition(".")
    return main if dot and sub == f"{main}-1" else role


def track_of_role(role: str) -> tuple[int, str]:
    """Place and name of the track that a role stands for.

    Reprise's own files name tracks in roles ("dialogue.A2 Music"): (2, "Music"). Others have
    place 0; the usual role, and none, have no name.
    """
    main, _, sub = plain_role(role).partition(".")
    found = _TRACK_ROLE.fullmatch(sub)
    if found is not None:
        return int(found[1]), found[2] or ""
    name = sub or main
    return 0, "" if name == "dialogue" else name


def _stream(channels: list[str], media: Media, losses: list[str]) -> int:
    """The stream that has just these channels ("1, 2"; counted on from stream to stream)."""
    numbers = [part.strip() for text in channels for part in text.split(",")[:64]]
    wanted = {int(number) for number in numbers if number.isdecimal() and len(number) < 6}
    first = 1
    for index, count in enumerate(media.channels):
        if wanted == set(range(first, first + count)):
            return index
        first += count
    every = -1 if len(media.channels) > 1 else 0
    if media.channels and wanted and wanted != set(range(1, first)):
        losses.append(ONE_CHANNEL)
    return every


def _common_sound(components: list[etree._Element], rate: Fraction, losses: list[str]) -> Sound:
    sounds = [read_sound(component, rate, losses) for component in components]
    if any(sound != sounds[0] for sound in sounds):
        losses.append("Its components of sound have levels of their own: those of one are used.")
        sounds = [sound for sound in sounds if sound != PLAIN_SOUND]
    return outer_sound(PLAIN_SOUND, sounds[0])
