"""What is told about an output that was just published, to whoever wants to report on it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from exporters.checkpoint import records
from exporters.checkpoint.state import JournalState
from exporters.engine.meter import Reporter
from exporters.engine.options import Places
from exporters.errors import ExportError, StateError
from exporters.events import Warned
from exporters.plan import AssemblyContext

PUBLISHING = "publishing"
"""Key, in a progress record's details, of what is known of an output about to be published."""

_MOST_NOTES = 100
_LONGEST_NOTE = 1000
_MOST_BYTES = 256 << 10

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Published:
    """An output in its place, whose journal and parts are still there.

    Attributes:
        output, journal: paths.
        size: of the output, in bytes.
        digest: of the output: as ``ContentDigest`` gives it, in hex.
        notes: the exporter's sentences.
        findings: what the exporter has measured when it verified the output.
        workers: of the run that tells this.
        later: the run that published it has died before it could tell this.
    """

    output: Path
    journal: Path
    size: int
    digest: str
    notes: tuple[str, ...] = ()
    findings: Mapping[str, Any] = field(default_factory=dict)
    workers: int = 1
    later: bool = False

    @classmethod
    def of(
        cls, places: Places, state: JournalState, size: int, digest: str, workers: int, later: bool
    ) -> Published:
        """Out of what the journal holds; nothing that it holds is trusted."""
        noted = state.details.get(PUBLISHING)
        noted = noted if isinstance(noted, Mapping) else {}
        notes, findings = noted.get("notes"), noted.get("findings")
        return cls(
            places.output,
            places.journal,
            size,
            digest,
            tuple(note for note in notes if isinstance(note, str)) if type(notes) is list else (),
            findings if isinstance(findings, Mapping) else {},
            workers,
            later,
        )


OnPublished = Callable[[Published], Sequence[str]]
"""Does something with an output; returns sentences for the user."""


def told(assembled: AssemblyContext) -> dict[str, Any]:
    """What an exporter says of an output, as the journal keeps it: never too much, or unfit."""
    notes = [str(note)[:_LONGEST_NOTE] for note in assembled.notes[:_MOST_NOTES]]
    try:
        findings = records.checked(dict(assembled.findings))
        if len(records.pack(findings, records.PROGRESS)) > _MOST_BYTES:
            findings = {}
    except StateError:
        findings = {}
    return {"notes": notes, "findings": findings}


def announce(
    on_published: OnPublished | None, published: Published, reporter: Reporter
) -> Sequence[str]:
    """Call ``on_published``, if there is one; what it raises is only warned of.

    The output is in its place: nothing that happens now can make the export a failure.
    """
    if on_published is None:
        return ()
    try:
        return tuple(on_published(published))
    except ExportError as error:
        reporter.post(Warned(str(error)))
    except Exception as error:
        _log.exception("What was to be done with the finished output failed.")
        problem = f"{type(error).__name__}: {error}".rstrip(": ")
        reporter.post(
            Warned(
                f"The output is complete. What was to be done with it then failed: {problem}. "
                "This is a defect in the program."
            )
        )
    return ()
