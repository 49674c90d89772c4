"""Captions as the SubRip text that Shotcut keeps in a project."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from exporters.timeline.sequence import Caption


def srt_text(captions: Iterable[Caption], rate: Fraction) -> str:
    """Cues with times in thousandths of a second."""
    cues = []
    for number, caption in enumerate(captions, 1):
        times = f"{_time(caption.start, rate)} --> {_time(caption.start + caption.duration, rate)}"
        # An empty line would end the cue.
        text = re.sub(r"\n\s*\n+", "\n", caption.text.strip("\n"))
        cues.append(f"{number}\n{times}\n{text}\n")
    return "\n".join(cues)


def _time(frame: int, rate: Fraction) -> str:
    seconds, thousandths = divmod(round(frame / rate * 1000), 1000)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02}:{minute:02}:{second:02},{thousandths:03}"
