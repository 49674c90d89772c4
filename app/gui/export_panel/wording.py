"""Containers, encoders, sizes and reasons in the language of the window."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QCoreApplication, QLocale

from app.gui import source_words, words
from app.jobs.choices import fastest_first, has_profiles
from app.jobs.reasons import Reason, Refused
from app.jobs.sizes import Size
from app.jobs.source_facts import track_facts
from exporters.errors import ExportError
from exporters.media.source import AudioStream
from exporters.video.request import VideoRequest

translate = QCoreApplication.translate


def container(name: str) -> str:
    """A container by the name that people know."""
    return {
        "mp4": translate("ExportPanel", "MP4"),
        "mov": translate("ExportPanel", "MOV (QuickTime)"),
        "mkv": translate("ExportPanel", "MKV (Matroska)"),
        "webm": translate("ExportPanel", "WebM"),
        "m4a": translate("ExportPanel", "M4A (sound only)"),
        "mka": translate("ExportPanel", "MKA (sound only)"),
    }.get(name, name.upper())


def video_encoder(name: str) -> str:
    """A video encoder, by its format; "" is no picture."""
    return {
        "": translate("ExportPanel", "No picture"),
        "libx264": translate("ExportPanel", "H.264 (x264)"),
        "libx265": translate("ExportPanel", "H.265 / HEVC (x265)"),
        "libsvtav1": translate("ExportPanel", "AV1 (SVT-AV1)"),
        "libvpx-vp9": translate("ExportPanel", "VP9"),
        "prores_ks": translate("ExportPanel", "ProRes"),
        "dnxhd": translate("ExportPanel", "DNxHR"),
        "ffv1": translate("ExportPanel", "FFV1 (lossless)"),
    }.get(name, name)


def audio_encoder(name: str) -> str:
    """An audio encoder, by its format."""
    return {
        "aac": translate("ExportPanel", "AAC"),
        "libopus": translate("ExportPanel", "Opus"),
        "flac": translate("ExportPanel", "FLAC (lossless)"),
        "pcm_s16le": translate("ExportPanel", "PCM, 16 bits (lossless)"),
        "pcm_s24le": translate("ExportPanel", "PCM, 24 bits (lossless)"),
        "copy": translate("ExportPanel", "As it is in the source"),
    }.get(name, name)


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


def problem(error: ExportError) -> str:
    """Why something was refused, in the language of the window where that is known."""
    if isinstance(error, Refused):
        return reason(error.reason)
    return str(error)


def reason(why: Reason) -> str:
    """A reason as a sentence."""
    values = dict(why.values)
    if "encoder" in values:
        name = values["encoder"]
        worded = video_encoder(name)
        values["encoder"] = worded if worded != name else audio_encoder(name)
    for name in values.keys() & {"containers", "placeholders"}:
        values[name] = values[name].replace(", ", translate("Reasons", ", "))
    return _sentences().get(why.key, why.sentence).format(**values)


def _sentences() -> dict[str, str]:
    """By the keys of ``app.jobs.reasons.SENTENCES``."""
    return {
        "container_holds_no_video": translate("Reasons", "{container} holds sound only."),
        "container_cannot_hold_video": translate(
            "Reasons", "{container} cannot hold {encoder} video: choose {containers}."
        ),
        "container_cannot_hold_audio": translate(
            "Reasons", "{container} cannot hold {encoder} sound: choose {containers}."
        ),
        "container_cannot_hold_copy": translate(
            "Reasons", "{container} cannot hold {codec} sound as it is."
        ),
        "nothing_left": translate("Reasons", "Without a picture there must be sound."),
        "no_picture": translate("Reasons", "There is no picture to export."),
        "no_sound": translate("Reasons", "There is no sound to export."),
        "source_has_no_picture": translate("Reasons", "The source has no picture."),
        "source_has_no_sound": translate("Reasons", "The source has no sound."),
        "no_quality": translate(
            "Reasons", "{encoder} has no quality setting: its profile decides."
        ),
        "lossless": translate(
            "Reasons", "{encoder} keeps every value: there is no quality to choose."
        ),
        "no_speed": translate("Reasons", "{encoder} has no speed to choose."),
        "profile_decides": translate(
            "Reasons", "The profile {profile} of {encoder} decides the pixel format."
        ),
        "sound_is_copied": translate("Reasons", "Copied sound keeps its bit rate."),
        "sound_is_lossless": translate(
            "Reasons", "{encoder} is lossless: its bit rate cannot be chosen."
        ),
        "several_sources": translate("Reasons", "This can be chosen for one film at a time."),
        "no_name": translate(
            "Reasons", "The output has no name: write one, it may hold {placeholders}."
        ),
        "no_placeholder": translate(
            "Reasons", "There is no placeholder {placeholder}: there are {placeholders}."
        ),
        "unsafe_character": translate(
            "Reasons", "A name cannot hold {character}: folders are chosen apart."
        ),
        "folder_missing": translate(
            "Reasons", "The folder {folder} does not exist: choose another one."
        ),
        "folder_closed": translate(
            "Reasons", "The folder {folder} cannot be written to: choose another one."
        ),
        "no_track": translate(
            "Reasons", "The source has {count} audio tracks: track {number} does not exist."
        ),
        "starts_after_end": translate(
            "Reasons", "The film ends before the start: choose an earlier one."
        ),
        "preset_name": translate(
            "Reasons",
            "“{name}” cannot be the name of a preset: use letters, digits and hyphens.",
        ),
        "preset_exists": translate(
            "Reasons",
            "There is a preset “{name}” already: choose another name, or replace it.",
        ),
        "preset_came": translate(
            "Reasons", "“{name}” is not a preset of your own: those that came stay."
        ),
    }
