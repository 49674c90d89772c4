"""The export panel with realistic content, for screenshots and for a look at it alone."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.gui import theme
from app.gui.export_panel.memory import FOLDER, Forgetful
from app.gui.export_panel.panel import ExportPanel
from exporters.media.source import AudioStream, Source, VideoStream

WIDTH, HEIGHT = 320, 600
FILM = Path("/films/harbour_master.mov")


def film(path: Path = FILM, *, sound: int = 2, interlaced: bool = False) -> Source:
    """A film of 1920x1080, 25 frames a second, 42 minutes long."""
    return Source(
        path=path,
        format="mov,mp4,m4a,3gp,3g2,mj2",
        duration=Fraction(2_520),
        start_time=Fraction(0),
        size=8_400_000_000,
        bit_rate=26_600_000,
        metadata={},
        chapters=(),
        video=_picture(interlaced),
        audio=tuple(_sound(number) for number in range(sound)),
        subtitles=0,
        warnings=(),
        truncated=False,
    )


def _picture(interlaced: bool) -> VideoStream:
    return VideoStream(
        index=0,
        codec="prores",
        profile="HQ",
        width=1920,
        height=1080,
        pix_fmt="yuv422p10le",
        bit_depth=10,
        time_base=Fraction(1, 25),
        start=0,
        sample_aspect_ratio=Fraction(1),
        rotation=0,
        flipped=False,
        field_order="tt" if interlaced else "progressive",
        color_range="tv",
        color_primaries="bt709",
        color_transfer="bt709",
        color_space="bt709",
        mastering_display=None,
        content_light=None,
        dolby_vision=False,
        average_rate=Fraction(25),
        guessed_rate=Fraction(25),
        frame_count=63_000,
        duration=Fraction(2_520),
        bit_rate=25_000_000,
        metadata={},
        disposition=("default",),
    )


def _sound(number: int) -> AudioStream:
    return AudioStream(
        index=number + 1,
        codec="pcm_s24le",
        profile="",
        sample_rate=48_000,
        channels=2,
        layout="stereo",
        sample_format="s32",
        time_base=Fraction(1, 48_000),
        start_time=Fraction(0),
        duration=Fraction(2_520),
        bit_rate=2_304_000,
        metadata={"language": ("eng", "zho")[number % 2], "title": ("", "Commentary")[number % 2]},
        disposition=(),
    )


def example() -> QWidget:
    """A film with the usual preset, and an estimate."""
    memory = Forgetful()
    memory.set(FOLDER, str(Path.home()))
    panel = ExportPanel(memory)
    panel.show_source(FILM, film())
    panel.show_moment(Fraction(751_040, 1000))
    panel.show_estimate(1_340_000_000, 1_260)
    panel.resize(WIDTH, HEIGHT)
    panel.setContentsMargins(*[theme.GRID] * 4)
    return panel
