"""Editors and formats of projects by the names that people know."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

FILM = "film"
"""The target that is no project."""


def target(name: str) -> str:
    """One of ``app.jobs.project_draft.targets()``, or ``FILM``."""
    if name == FILM:
        return translate("Projects", "Film")
    kind, _, rest = name.partition(":")
    if kind == "for":
        return editor(rest)
    return file_format(rest)


def editor(name: str) -> str:
    """An editor, with a version or without, as it calls itself."""
    plain, _, version = name.partition(":")
    known = {
        "finalcut": translate("Projects", "Final Cut Pro"),
        "premiere": translate("Projects", "Adobe Premiere Pro"),
        "resolve": translate("Projects", "DaVinci Resolve"),
        "kdenlive": translate("Projects", "Kdenlive"),
        "jianying": translate("Projects", "JianYing"),
        "capcut": translate("Projects", "CapCut"),
    }
    return f"{known.get(plain, plain)} {version}".strip()


def file_format(name: str) -> str:
    """A format that projects are written in."""
    return {
        "ass": translate("Projects", "SubStation Alpha subtitles (ASS)"),
        "capcut": translate("Projects", "CapCut draft"),
        "cut_list": translate("Projects", "Cut list (CSV)"),
        "edl": translate("Projects", "CMX3600 EDL"),
        "fcpxml": translate("Projects", "Final Cut Pro XML"),
        "jianying": translate("Projects", "JianYing draft"),
        "kdenlive": translate("Projects", "Kdenlive project"),
        "losslesscut": translate("Projects", "LosslessCut project"),
        "mlt": translate("Projects", "MLT XML (melt, Shotcut)"),
        "otio": translate("Projects", "OpenTimelineIO"),
        "srt": translate("Projects", "SubRip subtitles (SRT)"),
        "vtt": translate("Projects", "WebVTT subtitles"),
        "xmeml": translate("Projects", "Premiere / Final Cut Pro 7 XML"),
    }.get(name, name)


def media(collect: str) -> str:
    """What becomes of media."""
    return {
        "": translate("Projects", "Leave where they are"),
        "copy": translate("Projects", "Copy whole"),
        "trim": translate("Projects", "Copy what is used"),
        "link": translate("Projects", "Links beside the project"),
    }.get(collect, collect)
