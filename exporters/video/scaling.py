"""The size of the output picture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from exporters.errors import UsageError

_HEIGHT = re.compile(r"(\d{2,5})p")
_SIZE = re.compile(r"(\d{2,5})[x×:](\d{2,5})(!?)")


@dataclass(frozen=True)
class Scale:
    """A box that the picture must fit into, as it is displayed (after rotation).

    ``exact`` stretches the picture to the box; otherwise the aspect is kept and a smaller picture
    stays as it is. ``width`` None leaves the width free.
    """

    width: int | None
    height: int
    exact: bool = False

    @classmethod
    def parse(cls, text: str) -> Scale:
        """Read "1080p", "1280x720" (fit into) or "1280x720!" (stretch to). Raises UsageError."""
        if found := _HEIGHT.fullmatch(text):
            return cls(None, int(found[1]))
        if found := _SIZE.fullmatch(text):
            return cls(int(found[1]), int(found[2]), bool(found[3]))
        raise UsageError(
            f"“{text[:40]}” is not a size.",
            "Write 720p, 1280x720 (fit into it) or 1280x720! (exactly that).",
        )

    def fit(
        self, width: int, height: int, aspect: Fraction, rotation: int, even: bool
    ) -> tuple[int, int]:
        """Coded size in pixels of the scaled picture.

        Args:
            width, height: coded size of the source in pixels.
            aspect: its pixel aspect ratio, which is kept.
            rotation: degrees by which players turn it.
            even: whether both sides must be even.
        """
        box_width, box_height = self.width, self.height
        if self.exact:
            assert box_width is not None
            turned = (box_height, box_width) if rotation % 180 else (box_width, box_height)
            return _whole(turned[0], even), _whole(turned[1], even)
        shown_width, shown_height = Fraction(width) * aspect, Fraction(height)
        if rotation % 180:
            shown_width, shown_height = shown_height, shown_width
        ratio = Fraction(box_height) / shown_height
        if box_width is not None:
            ratio = min(ratio, Fraction(box_width) / shown_width)
        ratio = min(ratio, Fraction(1))
        return _whole(width * ratio, even), _whole(height * ratio, even)


def even_size(width: int, height: int) -> tuple[int, int]:
    """The largest size with even sides inside the given one, at least 2 by 2."""
    return max(2, width - width % 2), max(2, height - height % 2)


def _whole(side: Fraction | int, even: bool) -> int:
    step = 2 if even else 1
    return max(step, step * round(Fraction(side) / step))
