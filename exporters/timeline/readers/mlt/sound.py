"""Filters of MLT on a clip's sound: what a ``Sound`` can hold of them."""

from __future__ import annotations

import math
from dataclasses import replace

from exporters.timeline.readers.mlt.document import Document
from exporters.timeline.readers.mlt.effect import EffectView
from exporters.timeline.readers.mlt.effects import SILENT_SERVICES, is_sound_effect
from exporters.timeline.readers.mlt.envelope import Envelope, envelope
from exporters.timeline.readers.mlt.numbers import SILENCE
from exporters.timeline.readers.mlt.spans import Span
from exporters.timeline.sequence import PLAIN_SOUND, Sound

FAINT = 10 ** (SILENCE / 20)


class SoundReader:
    """Reads the effects on a clip's sound.

    Attributes:
        sound: what has come of them.
        losses: sentences on what is not kept.
    """

    def __init__(self, document: Document, span: Span) -> None:
        self.sound: Sound = PLAIN_SOUND
        self.losses: list[str] = []
        for effect in span.effects:
            view = EffectView(document, span, effect)
            if not view.touches or not is_sound_effect(view.service):
                continue
            if view.service == "volume":
                self._volume(view)
            elif view.service == "panner":
                self._panner(view)
            elif view.service not in SILENT_SERVICES and not view.internal:
                self.losses.append(f"The effect “{view.name}” on the sound is left out.")

    def _volume(self, view: EffectView) -> None:
        if view.text("gain").lower().startswith("normali") or "normali" in view.text("normalize"):
            self.losses.append("Normalised loudness is left out.")
            return
        levels = view.keys("level")
        found = envelope(levels, view.length, SILENCE) if levels else _linear(view)
        if found is None:
            self.losses.append("Changes of the volume over time are left out.")
            return
        if not view.covers and not found.fade_in and not found.fade_out:
            if found.level:
                self.losses.append("Another volume for a part of the clip is left out.")
            return
        self._apply(found)

    def _apply(self, found: Envelope) -> None:
        sound = self.sound
        if found.level <= SILENCE:
            self.sound = replace(sound, mute=True)
            return
        self.sound = replace(
            sound,
            volume=round(min(max(sound.volume + found.level, -200.0), 60.0), 4),
            fade_in=max(sound.fade_in, found.fade_in),
            fade_out=max(sound.fade_out, found.fade_out),
        )

    def _panner(self, view: EffectView) -> None:
        if not view.text("start"):
            return
        channel = view.value("channel")
        positions = view.keys("split") or view.ramp("split", "start", "end")
        if len({value for _, value in positions}) > 1:
            self.losses.append("A movement of the sound between left and right is left out.")
            return
        pan = min(max(positions[0][1] * 2 - 1, -1.0), 1.0)
        if channel not in (None, -1.0):
            if pan:
                self.losses.append("A move of one channel to another one is left out.")
            return
        self.sound = replace(self.sound, pan=round(pan, 6))


def _linear(view: EffectView) -> Envelope | None:
    """The level, in decibels, that ``gain`` and ``end`` state as factors."""
    first, last = view.gain("gain"), view.gain("end")
    if first is None:
        return Envelope(0.0)
    if last is None:
        return Envelope(_decibels(first))
    found = envelope([(view.begin, first), (view.end - 1, last)], view.length, FAINT)
    return replace(found, level=_decibels(found.level)) if found else None


def _decibels(factor: float) -> float:
    return 20 * math.log10(factor) if factor > FAINT else -200.0
