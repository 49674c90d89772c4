"""Titles, groups and descriptions of the presets that come with Reprise, translated.

The texts are those of ``resources/presets``; a test compares the two.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.jobs.presets import Preset

translate = QCoreApplication.translate


def title(preset: Preset) -> str:
    """The title; of the user's own presets as it was written."""
    if not preset.name:
        return translate("Presets", "Settings of this export")
    return preset.title if preset.own else built_in().get(preset.name, ("", ""))[0] or preset.title


def description(preset: Preset) -> str:
    """What a preset is for, in one line."""
    if preset.own:
        return preset.description
    return built_in().get(preset.name, ("", ""))[1] or preset.description


def group(preset: Preset) -> str:
    """The heading that a preset stands under."""
    if preset.own and preset.group == "Own":
        return translate("Presets", "Your own")
    return groups().get(preset.group, preset.group)


def groups() -> dict[str, str]:
    """Headings by the name in the file."""
    return {
        "Archive": translate("Presets", "Archive"),
        "Editing": translate("Presets", "Editing"),
        "Small files": translate("Presets", "Small files"),
        "Sound": translate("Presets", "Sound"),
        "Web": translate("Presets", "Web"),
    }


def built_in() -> dict[str, tuple[str, str]]:
    """Title and description by the preset's name."""
    return {
        "archive-hevc": (
            translate("Presets", "Archive HEVC"),
            translate(
                "Presets", "HEVC in high quality and lossless sound, all tracks, in Matroska."
            ),
        ),
        "audio-copy": (
            translate("Presets", "Sound as it is"),
            translate("Presets", "The tracks of sound without the picture, not encoded again."),
        ),
        "audio-only": (
            translate("Presets", "Sound only"),
            translate("Presets", "AAC without the picture."),
        ),
        "av1-small": (
            translate("Presets", "AV1 small"),
            translate("Presets", "AV1 and Opus: about half the size of H.264, for newer players."),
        ),
        "dnxhr-edit": (
            translate("Presets", "DNxHR HQ"),
            translate("Presets", "DNxHR HQ and PCM, for Avid and others."),
        ),
        "lecture": (
            translate("Presets", "Lecture"),
            translate("Presets", "H.264 up to 1280x720 for slides and speech."),
        ),
        "lossless": (
            translate("Presets", "Lossless FFV1"),
            translate(
                "Presets", "FFV1 and FLAC: every frame and every sample exactly as they are."
            ),
        ),
        "prores-edit": (
            translate("Presets", "ProRes 422 HQ"),
            translate("Presets", "ProRes 422 HQ and PCM for editors and mastering."),
        ),
        "prores-proxy": (
            translate("Presets", "ProRes proxy"),
            translate("Presets", "Small ProRes files up to 1280x720 to edit with."),
        ),
        "vertical-1080p": (
            translate("Presets", "Vertical 1080p"),
            translate("Presets", "H.264 and AAC up to 1080x1920, for short dramas on phones."),
        ),
        "web-1080p": (
            translate("Presets", "Web 1080p"),
            translate("Presets", "H.264 and AAC up to 1920x1080: plays everywhere."),
        ),
        "web-2160p": (
            translate("Presets", "Web 4K"),
            translate("Presets", "H.264 and AAC up to 3840x2160, for video sites."),
        ),
        "web-720p": (
            translate("Presets", "Web 720p"),
            translate("Presets", "H.264 and AAC up to 1280x720: small, plays everywhere."),
        ),
        "webm-vp9": (
            translate("Presets", "WebM VP9"),
            translate("Presets", "VP9 and Opus up to 1920x1080, free of licence fees."),
        ),
    }
