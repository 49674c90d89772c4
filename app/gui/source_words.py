"""What is known of a source, in the language of the window."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale

from app.gui import words
from app.gui.texts import Texts
from app.jobs.source_facts import SourceFacts, SourceWarning, TrackFacts, WarningKind

translate = QCoreApplication.translate
MOST_TRACKS = 4
"""Tracks of sound that are named one by one."""


class SourceWords(Texts):
    """Texts with plural forms."""


@dataclass(frozen=True)
class WarningWords:
    """A warning: few words, and what it means and what Reprise does about it."""

    short: str
    meaning: str


def facts_line(facts: SourceFacts) -> str:
    """Length, size, picture: one line."""
    parts = [words.duration(facts.duration), words.size(facts.size)]
    if facts.has_picture:
        size = translate("SourceWords", "{width} × {height}")
        parts.append(size.format(width=facts.width, height=facts.height))
        parts += [rate(facts), facts.video_codec]
        if facts.bit_depth > 8:
            parts.append(SourceWords.tr("%n bits", "", facts.bit_depth))
    return words.line(parts)


def rate(facts: SourceFacts) -> str:
    """Frames a second; "" when unknown."""
    if facts.frame_rate is None:
        return ""
    number = number_of(facts.frame_rate)
    if facts.rate == "variable":
        return translate("SourceWords", "about {number} fps").format(number=number)
    return translate("SourceWords", "{number} fps").format(number=number)


def sound_line(facts: SourceFacts) -> str:
    """The tracks of sound, one line."""
    if not facts.audio:
        return translate("SourceWords", "No sound")
    named = [_track(track) for track in facts.audio[:MOST_TRACKS]]
    if len(facts.audio) > MOST_TRACKS:
        rest = len(facts.audio) - MOST_TRACKS
        named.append(SourceWords.tr("%n more", "", rest))
    return translate("SourceWords", "Sound: {tracks}").format(tracks=words.line(named))


def _track(track: TrackFacts) -> str:
    parts = [language(track.language), channels(track), track.codec]
    return " ".join(part for part in parts if part)


def language(code: str) -> str:
    """A language in its own name: every reader knows those that matter to them."""
    if not code:
        return ""
    kind = QLocale.LanguageCodeType.AnyLanguageCode
    found = QLocale.codeToLanguage(code, kind)
    if found in (QLocale.Language.AnyLanguage, QLocale.Language.C):
        return code
    if found == QLocale.Language.Chinese:
        return "中文"  # which script it is said or written in is not known
    return QLocale(found, QLocale.Country.World).nativeLanguageName() or code


def channels(track: TrackFacts) -> str:
    """ "stereo", "5.1" ...; "" when unknown."""
    if track.channels == 1:
        return translate("SourceWords", "mono")
    if track.channels == 2:
        return translate("SourceWords", "stereo")
    layout = track.layout.partition("(")[0]
    if layout and layout[0].isdecimal() and "channel" not in layout:
        return layout
    return SourceWords.tr("%n channels", "", track.channels) if track.channels else ""


def number_of(value: float) -> str:
    """Up to three decimals, none where there are none."""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    rounded = round(value, 3)
    digits = next(count for count in range(4) if round(rounded, count) == rounded)
    return locale.toString(rounded, "f", digits)


def warning_words(warning: SourceWarning) -> WarningWords:
    """A warning, and what it means."""
    return _WORDS[warning.kind](warning)


def _no_picture(warning: SourceWarning) -> WarningWords:
    return WarningWords(
        translate("SourceWords", "No picture"),
        translate(
            "SourceWords",
            "There is only sound in this file. It can be exported to a format for sound.",
        ),
    )


def _undecodable(warning: SourceWarning) -> WarningWords:
    return WarningWords(
        translate("SourceWords", "Damaged beginning"),
        translate(
            "SourceWords",
            "No picture could be read at the beginning. The export starts with the first one that "
            "can be read.",
        ),
    )


def _truncated(warning: SourceWarning) -> WarningWords:
    missing = int(warning.values.get("bytes", 0))
    if missing:
        meaning = translate(
            "SourceWords",
            "{size} are missing at the end of the file. What is there is exported; the export "
            "tells where it ends.",
        ).format(size=words.size(missing))
    else:
        meaning = translate(
            "SourceWords",
            "The end of the file is missing. What is there is exported; the export tells where it "
            "ends.",
        )
    return WarningWords(translate("SourceWords", "Cut off"), meaning)


def _variable_rate(warning: SourceWarning) -> WarningWords:
    return WarningWords(
        translate("SourceWords", "Variable frame rate"),
        translate(
            "SourceWords",
            "Frames are shown for unequal times, as phones and screen recorders do. Each keeps its "
            "time, so that sound and picture stay together. For editing, choose a fixed frame "
            "rate.",
        ),
    )


def _interlaced(warning: SourceWarning) -> WarningWords:
    if warning.values.get("first") == "bottom":
        short = translate("SourceWords", "Interlaced, bottom field first")
    else:
        short = translate("SourceWords", "Interlaced, top field first")
    return WarningWords(
        short,
        translate(
            "SourceWords",
            "Each frame holds two moments in alternate lines, which shows as combs in motion. "
            "The frames are kept as they are unless “Remove interlacing” is chosen.",
        ),
    )


def _hdr(warning: SourceWarning) -> WarningWords:
    return WarningWords(
        translate("SourceWords", "HDR ({transfer})").format(transfer=warning.values["transfer"]),
        translate(
            "SourceWords",
            "The picture has a high dynamic range. Its brightness and colours are kept; choose "
            "an encoder and a quality with 10 bits. The preview is adapted to your screen.",
        ),
    )


def _dolby_vision(warning: SourceWarning) -> WarningWords:
    return WarningWords(
        translate("SourceWords", "Dolby Vision"),
        translate(
            "SourceWords",
            "The picture is exported without what Dolby Vision adds to it, which cannot be kept.",
        ),
    )


def _rotated(warning: SourceWarning) -> WarningWords:
    meaning = translate(
        "SourceWords",
        "The picture is stored in another position than it is shown in. The preview shows it "
        "upright.",
    )
    degrees = int(warning.values["degrees"])
    if warning.values.get("mirrored"):
        return WarningWords(translate("SourceWords", "Mirrored"), meaning)
    short = translate("SourceWords", "Turned by {degrees}°").format(degrees=degrees)
    return WarningWords(short, meaning)


def _pixels(warning: SourceWarning) -> WarningWords:
    return WarningWords(
        translate("SourceWords", "Pixels {ratio}").format(ratio=warning.values["ratio"]),
        translate(
            "SourceWords",
            "The pixels are not square. Their shape is kept, so that players show the picture in "
            "the right proportions.",
        ),
    )


def _subtitles(warning: SourceWarning) -> WarningWords:
    count = int(warning.values["count"])
    return WarningWords(
        SourceWords.tr("%n subtitle(s)", "", count),
        translate(
            "SourceWords",
            "Subtitles are taken along as tracks, as far as the container can hold them. "
            "Those that are pictures only fit into MKV.",
        ),
    )


def _unknown_length(warning: SourceWarning) -> WarningWords:
    return WarningWords(
        translate("SourceWords", "Unknown length"),
        translate(
            "SourceWords",
            "The file does not say how long it is, as happens when a recording was not finished. "
            "It is read as a whole when the export begins.",
        ),
    )


_WORDS = {
    WarningKind.NO_PICTURE: _no_picture,
    WarningKind.UNDECODABLE_START: _undecodable,
    WarningKind.TRUNCATED: _truncated,
    WarningKind.VARIABLE_RATE: _variable_rate,
    WarningKind.INTERLACED: _interlaced,
    WarningKind.HDR: _hdr,
    WarningKind.DOLBY_VISION: _dolby_vision,
    WarningKind.ROTATED: _rotated,
    WarningKind.NON_SQUARE_PIXELS: _pixels,
    WarningKind.SUBTITLES: _subtitles,
    WarningKind.UNKNOWN_LENGTH: _unknown_length,
}
