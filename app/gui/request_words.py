"""The settings of an export in one line of words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from app.gui import encoder_words, words

translate = QCoreApplication.translate


def settings_line(request: Mapping[str, Any]) -> str:
    """Container, encoders, quality, size and part of a request."""
    video, audio = str(request.get("video_encoder") or ""), str(request.get("audio_encoder") or "")
    parts = [str(request.get("container", "")).upper()]
    if video:
        parts.append(encoder_words.video_encoder(video))
        if request.get("crf") is not None:
            number = QLocale().toString(float(request["crf"]), "g", 4)
            parts.append(translate("Settings", "quality {number}").format(number=number))
        if request.get("encoder_preset"):
            parts.append(str(request["encoder_preset"]))
        if request.get("scale"):
            parts.append(str(request["scale"]))
        if request.get("fps"):
            parts.append(translate("Settings", "{rate} fps").format(rate=request["fps"]))
    else:
        parts.append(translate("Settings", "no picture"))
    if request.get("audio_tracks") == "none":
        parts.append(translate("Settings", "no sound"))
    elif audio:
        parts.append(encoder_words.audio_encoder(audio))
    if request.get("start") or request.get("end"):
        begin = words.duration(_seconds(request.get("start")) or 0.0)
        end = _seconds(request.get("end"))
        if end is None:
            parts.append(translate("Settings", "from {begin}").format(begin=begin))
        else:
            text = translate("Settings", "{begin} to {end}")
            parts.append(text.format(begin=begin, end=words.duration(end)))
    return " · ".join(part for part in parts if part)


def _seconds(text: object) -> float | None:
    from fractions import Fraction

    try:
        return float(Fraction(str(text))) if text else None
    except (ValueError, ZeroDivisionError):
        return None
