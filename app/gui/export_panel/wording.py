"""What can be chosen for an export, in the language of the window."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QCoreApplication, QLocale

from app.gui import source_words, words
from app.gui.encoder_words import audio_encoder, container, video_encoder
from app.jobs.choices import fastest_first, has_profiles
from app.jobs.sizes import Size
from app.jobs.source_facts import track_facts
from exporters.media.source import AudioStream
from exporters.video.request import VideoRequest

translate = QCoreApplication.translate


def speed(encoder: str, preset: str, listed: list[str], usual: str) -> str:
    """A speed preset, with what its place in the list means."""
    if has_profiles(encoder):
        return preset
    fastest = listed[0] if fastest_first(encoder) else listed[-1]
    slowest = listed[-1] if fastest_first(encoder) else listed[0]
    if preset == usual:
        return translate("ExportPanel", "{speed} – usual").format(speed=preset)
    if preset == fastest:
        return translate("ExportPanel", "{speed} – fastest").format(speed=preset)
    if preset == slowest:
        return translate("ExportPanel", "{speed} – slowest, smallest file").format(speed=preset)
    return preset


def size(choice: Size) -> str:
    """A size of the picture, with what becomes of this source."""
    known = {"width": choice.width, "height": choice.height}
    if not choice.scale:
        if not choice.width:
            return translate("ExportPanel", "As the source")
        return translate("ExportPanel", "As the source ({width} × {height})").format(**known)
    box = choice.scale.replace("x", " × ").removesuffix("!")
    if not choice.width:
        if choice.scale.endswith("!"):
            return translate("ExportPanel", "Exactly {box}").format(box=box)
        return translate("ExportPanel", "Up to {box}").format(box=box)
    return translate("ExportPanel", "{width} × {height}").format(**known)


def frame_rate(rate: str) -> str:
    """A frame rate, as it is spoken of."""
    if not rate:
        return translate("ExportPanel", "As the source")
    number = QLocale().toString(round(float(Fraction(rate)), 3), "g", 5)
    return translate("ExportPanel", "{number} frames a second").format(number=number)


def bit_rate(bits: int) -> str:
    """A bit rate of sound; 0 is the encoder's usual one."""
    if not bits:
        return translate("ExportPanel", "Usual for the number of channels")
    number = QLocale().toString(bits / 1000, "g", 6)
    return translate("ExportPanel", "{number} kbit/s").format(number=number)


def pixel_format(name: str) -> str:
    """A pixel format; "" takes the one nearest to the source's."""
    return name or translate("ExportPanel", "As the source, if possible")


def track(number: int, stream: AudioStream) -> str:
    """A track of sound: number, language, title, codec and channels."""
    facts = track_facts(number, stream)
    parts = [
        source_words.language(facts.language),
        facts.title,
        facts.codec,
        source_words.channels(facts),
    ]
    listed = " · ".join(part for part in parts if part)
    return translate("ExportPanel", "{number}: {what}").format(number=number, what=listed)


def replaced(before: VideoRequest, now: VideoRequest) -> str:
    """What a container has made of the encoders that were chosen; "" if they are the same."""
    pairs = []
    if before.video and now.video and before.video != now.video:
        pairs.append((video_encoder(before.video.name), video_encoder(now.video.name)))
    if before.audio_encoder and before.audio and now.audio and before.audio != now.audio:
        pairs.append((audio_encoder(before.audio.name), audio_encoder(now.audio.name)))
    sentences = []
    name = container(now.container)
    if before.video and not now.video:
        text = translate("ExportPanel", "{container}: the picture is left out.")
        sentences.append(text.format(container=name))
    if len(pairs) == 1:
        text = translate("ExportPanel", "{container} cannot hold {old}: {new} takes over.")
        sentences.append(text.format(container=name, old=pairs[0][0], new=pairs[0][1]))
    elif pairs:
        text = translate(
            "ExportPanel",
            "{container} cannot hold {old} and {old_sound}: {new} and {new_sound} take over.",
        )
        (old, new), (old_sound, new_sound) = pairs
        sentences.append(
            text.format(container=name, old=old, new=new, old_sound=old_sound, new_sound=new_sound)
        )
    return words.sentences(*sentences)
