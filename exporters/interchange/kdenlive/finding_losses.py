"""What a Kdenlive project does not hold of an edit, and what Kdenlive will say when it opens it."""

from __future__ import annotations

from fractions import Fraction

from exporters.interchange.mlt import finding_losses as mlt_losses
from exporters.interchange.mlt import profile_of
from exporters.timeline.places import place
from exporters.timeline.readers.mlt.profiles import stock_name
from exporters.timeline.sequence import Problem, Sequence

NTSC = (Fraction(24000, 1001), Fraction(30000, 1001), Fraction(60000, 1001))


def losses_of(sequence: Sequence, version: str) -> list[Problem]:
    """Problems of writing a sequence in a document version."""
    return [
        *_profile(sequence),
        *mlt_losses.losses_of(sequence, kdenlive=True),
        *(_nested(sequence) if version == "1.04" else ()),
    ]


def _profile(sequence: Sequence) -> list[Problem]:
    rate = sequence.rate
    if stock_name(profile_of(sequence)) or rate.denominator == 1:
        return []
    if rate in NTSC:
        text = (
            f"Some versions of Kdenlive warn of {float(rate):.5g} frames a second at a picture of "
            f"{sequence.width}x{sequence.height}; the warning can be closed."
        )
        return [Problem("note", text)]
    text = (
        f"Kdenlive knows no projects of {float(rate):.5g} frames a second; it warns and may "
        "misplace clips. Choose a whole rate, 23.976, 29.97 or 59.94."
    )
    return [Problem("loss", text)]


def _nested(sequence: Sequence) -> list[Problem]:
    found = []
    for kind, tracks in (("V", sequence.video), ("A", sequence.audio)):
        for number, track in enumerate(tracks, 1):
            for clip in track.clips:
                if isinstance(clip.content, Sequence):
                    where = place(sequence, f"{kind}{number}", clip, clip.start)
                    text = "Nested sequences need Kdenlive 23.04 (version 1.1); it is left out."
                    found.append(Problem("loss", text, where))
    return found
