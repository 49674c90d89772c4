"""What of a film is copied, and how what lies between is encoded so that it fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from exporters.cancel import CancelToken
from exporters.errors import UnitFailed
from exporters.video.segment import Pictures
from exporters.video.smart.codecs import fitting_for, misfit
from exporters.video.smart.fitting import Fitting, UnfitError
from exporters.video.smart.gops import Gops
from exporters.video.smart.reading import Medium, scan
from exporters.video.smart.record import SmartPlan
from exporters.video.smart.trial import encoded_part
from exporters.video.video_plan import VideoPlan

COPY_SECONDS = 60
"""Of one copied segment: copying is fast, and each begins a process."""
LEAST_SECONDS = Fraction(1, 2)
"""Shorter pieces are encoded, where what is around them is: each new beginning costs bits."""
MOST_REASONS = 5


@dataclass(frozen=True)
class Wish:
    """Output frames [first, stop) show pictures of a medium, from ``picture`` on, one by one."""

    first: int
    stop: int
    medium: int
    picture: int


def applied(plan: VideoPlan, smart: SmartPlan) -> VideoPlan:
    """A film's plan with the segments of ``smart``."""
    assert plan.picture is not None
    picture = plan.picture
    if smart.arguments:
        picture = replace(picture, arguments=smart.arguments)
    return replace(
        plan,
        boundaries=smart.boundaries,
        picture=picture,
        smart=smart,
        notes=(*plan.notes, smart.note),
    )


def medium_of(plan: VideoPlan) -> Medium:
    """The film itself."""
    assert plan.source.video is not None
    assert plan.frames is not None
    return Medium(plan.path, plan.source.video, plan.frames.pts, plan.keys, plan.reading)


def smart_film(plan: VideoPlan, token: CancelToken | None = None) -> SmartPlan:
    """What is copied of a film. Raises Cancelled."""
    assert plan.grid is not None
    grid = plan.grid
    wish = Wish(0, len(grid), 0, grid.first_source)
    return smart_plan(plan, {0: medium_of(plan)}, [wish], (), token, None)


def smart_plan(
    plan: VideoPlan,
    media: dict[int, Medium],
    wishes: Sequence[Wish],
    reasons: Sequence[str],
    token: CancelToken | None,
    pictures: Pictures | None,
) -> SmartPlan:
    """Segments of a film that shows pictures of some media.

    Args:
        plan: without copies.
        media: by number; those that ``wishes`` name.
        wishes: what could be copied, in order.
        reasons: why other frames cannot be.
        pictures: as for ``run_segment``.

    Raises Cancelled.
    """
    chooser = _Chooser(plan, media, wishes, token)
    told = [*reasons, *chooser.reasons]
    boundaries, copies = _laid_out(plan, chooser.stretches())
    if not copies:
        return _nothing(plan, told or ["no piece could be cut out that is decoded alone"])
    kept = {medium for medium, _ in copies.values()}
    smart = SmartPlan(boundaries, copies, arguments=(), note=_note(plan, boundaries, copies, told))
    try:
        return _fitted(plan, smart, chooser.fitting(kept), max(media) + 1, token, pictures)
    except UnfitError as error:
        return _nothing(plan, [str(error)])


def _fitted(
    plan: VideoPlan,
    smart: SmartPlan,
    fitting: Fitting[Any],
    count: int,
    token: CancelToken | None,
    pictures: Pictures | None,
) -> SmartPlan:
    """With the headers of all parts. Raises UnfitError if they do not go together."""
    assert plan.picture is not None
    headers = tuple(fitting.copied.get(number) for number in range(count))
    shifts = tuple(fitting.shifts.get(number, 0) for number in range(count))
    smart = replace(smart, copied=headers, shifts=shifts if any(shifts) else ())
    segments = range(len(smart.boundaries) - 1)
    encoded = next((number for number in segments if number not in smart.copies), None)
    if encoded is None:
        return replace(smart, header=fitting.header(None))
    arguments = fitting.arguments(plan.picture.arguments)
    smart = replace(smart, arguments=arguments, shift=fitting.shift())
    try:
        part = encoded_part(applied(plan, smart), encoded, token, pictures)
    except UnitFailed as error:
        raise UnfitError("what the encoder writes is not understood") from error
    fitting.check(part)
    header = part.header if fitting.has_header else None
    return replace(smart, encoded=header, header=fitting.header(header))


class _Chooser:
    """Which media are copied from, and what of them."""

    def __init__(
        self,
        plan: VideoPlan,
        media: dict[int, Medium],
        wishes: Sequence[Wish],
        token: CancelToken | None,
    ) -> None:
        self._plan, self._media, self._wishes = plan, media, wishes
        self._gops: dict[int, Gops] = {}
        self._fitting = fitting_for(plan)
        self.reasons: list[str] = []
        for number in self._by_length():
            try:
                self._take(number, token)
            except UnfitError as error:
                self.reasons.append(f"{media[number].path.name}: {error}")

    def _by_length(self) -> list[int]:
        """Media, those that are shown longest first: they decide what all must be like."""
        shown = dict.fromkeys(self._media, 0)
        for wish in self._wishes:
            shown[wish.medium] += wish.stop - wish.first
        return sorted((n for n in shown if shown[n]), key=lambda number: (-shown[number], number))

    def _take(self, number: int, token: CancelToken | None) -> None:
        medium = self._media[number]
        if problem := misfit(self._plan, medium):
            raise UnfitError(problem)
        mine = [wish for wish in self._wishes if wish.medium == number]
        first = min(wish.picture for wish in mine)
        stop = max(wish.picture + wish.stop - wish.first for wish in mine)
        several = len(self._media) > 1
        found = scan(medium, first, min(stop, len(medium.pts)), token, several)
        self._fitting.add(number, medium, found)
        self._gops[number] = found.gops

    def stretches(self) -> list[Wish]:
        """What is copied, in pieces of a sensible length."""
        grid = self._plan.grid
        assert grid is not None
        rate = len(grid) / grid.duration if grid.duration else Fraction(25)
        length = max(1, round(COPY_SECONDS * rate))
        least = max(1, round(LEAST_SECONDS * rate)) if self._fitting.has_cost else 1
        made = []
        for wish in self._wishes:
            gops = self._gops.get(wish.medium)
            if gops is None:
                continue
            moved = wish.first - wish.picture
            stop = wish.picture + wish.stop - wish.first
            for first, end in gops.ranges(wish.picture, stop):
                if end - first >= min(least, wish.stop - wish.first):
                    pieces = gops.pieces(first, end, length)
                    made += [Wish(a + moved, b + moved, wish.medium, a) for a, b in pieces]
        return made

    def fitting(self, kept: set[int]) -> Fitting[Any]:
        """What parts of these media need so that they go together."""
        return self._fitting.only(kept)


def _laid_out(
    plan: VideoPlan, stretches: Sequence[Wish]
) -> tuple[tuple[int, ...], dict[int, tuple[int, int]]]:
    """Boundaries of all segments, and which are copies; the others end where they did before."""
    assert plan.grid is not None
    edges = {0, len(plan.grid)}
    for stretch in stretches:
        edges |= {stretch.first, stretch.stop}
    begins = {stretch.first: stretch for stretch in stretches}
    boundaries: list[int] = []
    copies: dict[int, tuple[int, int]] = {}
    for first, stop in pairwise(sorted(edges)):
        if first in begins:
            copies[len(boundaries)] = begins[first].medium, begins[first].picture
            boundaries.append(first)
            continue
        # As long as half of what lies before them at least.
        inside = [first]
        inside += [place for place in plan.boundaries if _apart(place, first, stop)]
        boundaries += inside
    return (*boundaries, len(plan.grid)), copies


def _apart(place: int, first: int, stop: int) -> bool:
    """Whether a boundary lies far enough from both ends to be worth it."""
    least = min(25, (stop - first) // 3)
    return first + least < place < stop - least


def _nothing(plan: VideoPlan, reasons: Sequence[str]) -> SmartPlan:
    listed = f" ({_listed(reasons)})" if reasons else ""
    return SmartPlan(
        tuple(plan.boundaries), note=f"No frames were copied{listed}: all were encoded."
    )


def _note(
    plan: VideoPlan,
    boundaries: Sequence[int],
    copies: dict[int, tuple[int, int]],
    reasons: Sequence[str],
) -> str:
    assert plan.grid is not None
    count = sum(boundaries[segment + 1] - boundaries[segment] for segment in copies)
    if count == len(plan.grid):
        return "All frames were copied."
    share = min(99.9, count * 100 / len(plan.grid))
    listed = f" Not copied: {_listed(reasons)}." if reasons else ""
    return f"{share:.3g} % of the frames were copied, the others were encoded.{listed}"


def _listed(reasons: Sequence[str]) -> str:
    shown = list(dict.fromkeys(reasons))
    more = f"; and {len(shown) - MOST_REASONS} more" if len(shown) > MOST_REASONS else ""
    return "; ".join(shown[:MOST_REASONS]) + more
