"""The sentence that answers at a glance."""

from __future__ import annotations

from app.jobs.report.story import Story
from app.jobs.report.words import counted, duration


def headline(story: Story) -> str:
    """ "Finished in 3:12:05 with 2 interruptions; nothing finished was lost." """
    count = len(story.interruptions)
    often = f"with {counted(count, 'interruption')}" if count else "without interruption"
    if story.journal_was_lost:
        # How long it took, and how often it was interrupted, is not known then.
        return f"Finished; the journal was lost and rebuilt from {_parts(story)}{_lost(story)}."
    kept = "; nothing finished was lost" if count else ""
    return f"Finished in {duration(story.working)} {often}{_lost(story) or kept}."


def _parts(story: Story) -> str:
    return counted(len(story.sessions[0].restored), "finished part")


def _lost(story: Story) -> str:
    damaged = story.damaged_units
    if not damaged:
        return ""
    again = "was made again" if damaged == 1 else "were made again"
    return f"; {counted(damaged, 'finished part')} had been damaged and {again}"
