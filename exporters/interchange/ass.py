"""Advanced SubStation Alpha subtitles (ASS, v4.00+).

Times are hundredths of a second: at up to 50 frames a second each frame keeps its own.
"""

from __future__ import annotations

from collections.abc import Sequence as Many
from fractions import Fraction
from pathlib import Path

from exporters.interchange.subtitles import clock, lines_of, losses_of, spoken
from exporters.interchange.writing import WriteFormat, WriteOptions
from exporters.timeline.sequence import Problem, Sequence

FORMAT = WriteFormat("ass", "SubStation Alpha subtitles", (".ass", ".ssa"))

HEAD = """[Script Info]
ScriptType: v4.00+
PlayResX: {width}
PlayResY: {height}
WrapStyle: 0
ScaledBorderAndShadow: yes

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, \
Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, \
Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,{size},&H00FFFFFF,&H000000FF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,\
{outline},0,2,{side},{side},{bottom},1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
# Braces begin overrides and a backslash a command; neither can be escaped everywhere.
_SAFE = str.maketrans({"{": "｛", "}": "｝", "\\": "＼"})


def losses(sequence: Sequence, options: WriteOptions) -> Many[Problem]:
    """What the file will not hold: all but the captions."""
    return losses_of(sequence, options, tags=False)


def write(sequence: Sequence, path: Path, options: WriteOptions) -> None:
    """Write the captions to ``path``. Raises OSError; UsageError for a track that is not there."""
    height = sequence.height
    head = HEAD.format(
        width=sequence.width,
        height=height,
        size=max(1, height * 6 // 100),
        outline=max(1, height // 400),
        side=sequence.width // 20,
        bottom=height // 20,
    )
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
        stream.write(head)
        for text in spoken(sequence, options):
            times = f"{_time(text.start)},{_time(text.end)}"
            lines = r"\N".join(line.translate(_SAFE) for line in lines_of(text.text))
            stream.write(f"Dialogue: 0,{times},Default,,0,0,0,,{lines}\n")


def _time(seconds: Fraction) -> str:
    hundredths = (200 * seconds.numerator + seconds.denominator) // (2 * seconds.denominator)
    hour, minute, second, rest = clock(hundredths * 10)
    return f"{hour}:{minute:02}:{second:02}.{rest // 10:02}"
