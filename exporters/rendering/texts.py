"""Texts in the picture: titles and burnt-in captions, drawn by libass with the system's fonts.

The format is ASS v4+ (as libass reads it). Letters come from the fonts that the machine has: the
same export on machines with other fonts may look different.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from exporters.rendering.streams import filtered
from exporters.timeline.sequence import Caption, Generator, Sequence

CAPTION_SIZE = 0.055
"""Height of letters as a share of the picture's height."""
BOTTOM = 2
"""Alignment in the middle of the lower edge, as a number pad has it."""
FOREVER = "9:59:59.99"
WORD_JOINER = "\u2060"

_HEAD = """[Script Info]
ScriptType: v4.00+
PlayResX: {width}
PlayResY: {height}
WrapStyle: 0
ScaledBorderAndShadow: yes

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, Bold, Italic, \
BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Text,sans-serif,{size},&H00{colour},&H00000000,&H80000000,0,0,1,{outline},0,{place},\
{side},{side},{bottom},1

[Events]
Format: Layer, Start, End, Style, Text
"""


@dataclass
class TextFiles:
    """Files for libass beside a unit's result, removed with it.

    Attributes:
        path: of the result.
    """

    path: Path
    written: int = 0

    def add(self, document: str) -> Path:
        """Write one more file."""
        target = self.path.with_name(f"{self.path.name}.{self.written}.ass")
        target.write_text(document, "utf-8")
        self.written += 1
        return target

    def remove(self) -> None:
        """Remove them all."""
        for number in range(self.written):
            self.path.with_name(f"{self.path.name}.{number}.ass").unlink(missing_ok=True)


def drawn(stream: Any, document: Path, alpha: bool) -> Any:
    """The stream with the texts of ``document``."""
    return filtered(stream, "ass", filename=document.absolute(), alpha=int(alpha))


def title_document(title: Generator, width: int, height: int) -> str:
    """A text that is shown all the time."""
    head = _head(width, height, title.size, title.color)
    return f"{head}Dialogue: 0,0:00:00.00,{FOREVER},Text,{_escaped(title.text)}\n"


def captions_document(sequence: Sequence, first: int, stop: int) -> str:
    """The captions of frames [first, stop), at their times in the sequence; "" if there are none.

    Only the first track with any is drawn.
    """
    captions = next((track.captions for track in sequence.captions if track.captions), ())
    shown = [item for item in captions if item.start < stop and item.start + item.duration > first]
    if not shown:
        return ""
    head = _head(sequence.width, sequence.height, CAPTION_SIZE, "#ffffff")
    return head + "".join(_lines(shown, sequence.rate))


def _lines(captions: Iterable[Caption], rate: Fraction) -> Iterable[str]:
    for caption in captions:
        ends = caption.start, caption.start + caption.duration
        begin, end = (_clock(frame, rate) for frame in ends)
        yield f"Dialogue: 0,{begin},{end},Text,{_escaped(caption.text)}\n"


def _head(width: int, height: int, size: float, color: str) -> str:
    red, green, blue = color[1:3], color[3:5], color[5:7]
    return _HEAD.format(
        width=width,
        height=height,
        size=max(1, round(size * height)),
        colour=f"{blue}{green}{red}".upper(),
        outline=max(1, round(size * height / 18)),
        place=BOTTOM,
        side=round(width * 0.06),
        bottom=round(height * 0.06),
    )


def _clock(frame: int, rate: Fraction) -> str:
    """Half a frame before it: ASS counts in hundredths of a second."""
    hundredths = max(0, int((frame - Fraction(1, 2)) * 100 / rate)) if frame else 0
    seconds, rest = divmod(hundredths, 100)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}.{rest:02}"


def _escaped(text: str) -> str:
    """No letter of a text is a command."""
    plain = text.replace("\\", "\\" + WORD_JOINER).replace("{", "\\{").replace("}", "\\}")
    return "\\N".join(line.rstrip() for line in plain.splitlines())
