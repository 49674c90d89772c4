"""Containers and encoders by the names that people know."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

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


def any_encoder(name: str) -> str:
    """An encoder of picture or sound, by its format."""
    worded = video_encoder(name)
    return worded if worded != name else audio_encoder(name)
