"""What was verified before the output was published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.jobs.report.story import Story
from app.jobs.report.words import counted, listed, number, printable

_KINDS = {"video": "picture", "audio": "sound"}


def verification(story: Story) -> dict[str, Any]:
    """What was counted and compared, and what the exporter noted."""
    packets = _packets(story.published.findings.get("packets"))
    frames = len(story.details.grid) if story.details and story.details.grid else None
    compared = _compared(story)
    return {
        "digest_algorithm": "BLAKE2b, 16 bytes",
        "packets": packets,
        "frames_planned": frames,
        "units_read_again": compared,
        "checks": _sentences(packets, frames, compared, story),
        "notes": [printable(note) for note in story.published.notes],
    }


def _packets(found: Any) -> list[dict[str, Any]]:
    """Out of the journal: nothing in it is trusted."""
    made = []
    for one in found if isinstance(found, list) else ():
        if isinstance(one, Mapping):
            kind, count = one.get("kind"), one.get("count")
            if isinstance(kind, str) and type(count) is int:
                made.append({"kind": printable(kind), "count": count})
    return made


def _compared(story: Story) -> int:
    """Units that the last session found finished: it has read the part of each."""
    sessions = story.sessions
    if len(sessions) < 2:
        return len(sessions[-1].restored)
    last = sessions[-1]
    return max(0, sessions[-2].held_units - len(last.voided)) + len(last.restored)


def _sentences(
    packets: list[dict[str, Any]], frames: int | None, compared: int, story: Story
) -> list[str]:
    made = []
    if packets:
        counts = [
            f"{number(one['count'])} of {_KINDS.get(one['kind'], one['kind'])}" for one in packets
        ]
        made.append(f"Every packet of the output was read and counted: {listed(counts)}.")
    if packets and frames:
        made.append(
            f"All {counted(frames, 'frame')} of the plan are in it, each once and at its time."
        )
    units = counted(story.history.state.unit_count, "part")
    made.append(f"Each of {units} was checked before it counted, and has a digest of its own.")
    if compared:
        read = counted(compared, "part")
        made.append(f"After the last start {read} of earlier runs were read again and compared.")
    return made
