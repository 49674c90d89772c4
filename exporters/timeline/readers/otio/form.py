"""OpenTimelineIO's form of a sequence: what its adapters give and its files hold.

Both directions work on OTIO's JSON (its schemas of version 0.17 and the older ones that it still
reads). Files are never given to OTIO's own parser, which is C++ and meets strangers badly.

What OTIO has no schema for lies under ``metadata["reprise"]``; numbers that must stay exact are
texts there, "30000/1001":

====================  ============================================================================
object                keys
====================  ============================================================================
timeline              ``version`` (1), ``rate``, ``width``, ``height``, ``pixel_aspect``,
                      ``drop_frame``, ``sample_rate``, ``channels``, ``captions`` (maps of ``name``,
                      ``language`` and ``captions``: start, duration, text), ``duration`` (only
                      without tracks; else a gap makes up the length)
clip                  ``source_in`` and ``speed`` where OTIO's numbers are not exact; ``look``,
                      ``sound``, ``stream``, ``link``
stack on a track      likewise, and ``sequence``: settings as of a timeline, with ``name``,
                      ``start`` and ``markers``
media reference       fields of ``Media``; ``found``: the URL is where it lies; ``url`` is then
                      what the project had named
transition, marker    ``kind``; ``color``
====================  ============================================================================

Values are left out where they are the defaults of ``exporters.timeline.sequence``. Exact ones count
only while they agree with OTIO's own: another program may have moved the clip. Times of OTIO are
written as whole frames of the sequence: float ranges are misread as gaps (ynput/ayon-core#1393).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from exporters.timeline.findings import Findings
from exporters.timeline.readers.otio.reading import read_timeline
from exporters.timeline.readers.otio.values import Plain
from exporters.timeline.readers.otio.writing import timeline as plain_timeline
from exporters.timeline.reading import ReadOptions
from exporters.timeline.sequence import Problem, Sequence

if TYPE_CHECKING:
    from opentimelineio.schema import Timeline


def from_otio(
    timeline: Timeline, options: ReadOptions | None = None
) -> tuple[Sequence, list[Problem]]:
    """The sequence that a timeline of OTIO's is, and what of it could not be kept.

    The result is still to be looked over by ``exporters.timeline.checking``.
    """
    return from_plain(json.loads(timeline.to_json_string(indent=-1)), options)


def from_plain(
    timeline: Plain, options: ReadOptions | None = None
) -> tuple[Sequence, list[Problem]]:
    """Likewise, from OTIO's JSON of a ``Timeline``; nothing is expected of what is in it."""
    findings = Findings()
    sequence = read_timeline(timeline, options or ReadOptions(), findings)
    return sequence, list(findings.problems())


def to_otio(sequence: Sequence) -> Timeline:
    """A checked sequence as a timeline of OTIO's; ``from_otio`` gives the same one back."""
    from opentimelineio.core import deserialize_json_from_string

    timeline: Timeline = deserialize_json_from_string(json.dumps(plain_timeline(sequence)))
    return timeline
