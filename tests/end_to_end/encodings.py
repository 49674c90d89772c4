"""The encoders that a plan may hold, with settings that make them quick."""

from __future__ import annotations

ENCODINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "libx264": ("mp4", ("--encoder-preset", "medium")),
    "libx265": ("mp4", ("--encoder-preset", "ultrafast")),
    "libsvtav1": ("mp4", ("--encoder-preset", "10", "--audio-encoder", "libopus")),
    "libvpx-vp9": ("webm", ("--encoder-preset", "5", "--audio-encoder", "libopus")),
    "ffv1": ("mkv", ("--audio-encoder", "flac")),
    "prores_ks": ("mov", ("--audio-encoder", "pcm_s16le")),
}
"""Encoder to container and options."""


def settings(encoder: str) -> tuple[str, ...]:
    return ("--video-encoder", encoder, "--segment-seconds", "0.5", *ENCODINGS[encoder][1])
