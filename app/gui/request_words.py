"""The settings of an export in one line of words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from app.gui import encoder_words, project_words, words
from app.jobs.requests import is_of_project

translate = QCoreApplication.translate


def settings_line(request: Mapping[str, Any]) -> str:
    """What a request asks for: of a film, or of a project."""
    return _of_project(request) if is_of_project(request) else _of_film(request)


def _of_project(request: Mapping[str, Any]) -> str:
    """Editor or format, version, and what becomes of the media."""
    editor, name = str(request.get("editor") or ""), str(request.get("format") or "")
    collect = str(request.get("collect") or "")
    parts = [
        project_words.editor(editor) if editor else "",
        f"{project_words.file_format(name)} {request.get('version') or ''}".strip(),
        translate("Settings", "media: {what}").format(what=project_words.media(collect)),
    ]
    if collect == "trim":
        handles = _seconds(request.get("handles")) or 0.0
        number = QLocale().toString(handles, "g", 4)
        parts.append(translate("Settings", "{number} s around").format(number=number))
    parts += _of_edit(request)
    return " · ".join(part for part in parts if part)


def _of_edit(request: Mapping[str, Any]) -> list[str]:
    """How an edit is read."""
    options: Mapping[str, Any] = request.get("edit") or {}
    captions = {
        "burn": translate("Settings", "captions drawn"),
        "none": translate("Settings", "no captions"),
    }
    slates = translate("Settings", "slates for what is missing")
    return [
        str(options.get("sequence") or ""),
        captions.get(str(options.get("captions") or ""), ""),
        slates if options.get("placeholder") else "",
    ]


def _of_film(request: Mapping[str, Any]) -> str:
    """Container, encoders, quality, size and part."""
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
    parts.append(_part(request))
    if request.get("subtitles") == "none":
        parts.append(translate("Settings", "no subtitles"))
    parts += _of_edit(request)
    return " · ".join(part for part in parts if part)


def _part(request: Mapping[str, Any]) -> str:
    """What of the source is exported; "" for all."""
    if not (request.get("start") or request.get("end")):
        return ""
    begin = words.duration(_seconds(request.get("start")) or 0.0)
    end = _seconds(request.get("end"))
    if end is None:
        return translate("Settings", "from {begin}").format(begin=begin)
    text = translate("Settings", "{begin} to {end}")
    return text.format(begin=begin, end=words.duration(end))


def _seconds(text: object) -> float | None:
    from fractions import Fraction

    try:
        return float(Fraction(str(text))) if text else None
    except (ValueError, ZeroDivisionError):
        return None
