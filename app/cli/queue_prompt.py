"""What becomes of interrupted exports when the queue is started again."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import click

from app.cli.queue_options import label, writes_project
from app.cli.wording import clock, count, unit_word
from exporters.engine.disk import in_words

if TYPE_CHECKING:
    from app.cli.queue_display import Screen
    from app.jobs.queue.controller import Answer, QueueController
    from app.jobs.queue.job import Interrupted

ANSWERS = ("continue", "over", "discard", "later")
_SPELLINGS = {
    **{answer: answer for answer in ANSWERS},
    **{answer[0]: answer for answer in ANSWERS},
    "start over": "over",
    "s": "over",
}
QUESTION = "Continue, start over, discard, or later?"


def settle_interrupted(
    queue: QueueController, screen: Screen, named: Sequence[int] | None, answer: str | None
) -> None:
    """Decide about every interrupted export that is not started by its number anyway.

    Args:
        named: numbers of jobs that are started anyway; None for none.
        answer: given beforehand for all. Without one the mode "auto" continues them; "manual" asks
            at a terminal, and leaves them for later elsewhere.
    """
    found = [one for one in queue.interrupted() if one.job.id not in (named or ())]
    if not found:
        return
    auto = queue.settings.mode == "auto"
    many = count(len(found), "interrupted export")
    if answer is None and auto:
        latest = max(one.saved or one.job.began for one in found)
        sentence = f"Continuing {count(len(found), 'export')} interrupted at {clock(latest)}."
        screen.say(sentence, event="continuing", jobs=[one.job.id for one in found])
        answer = "continue"
    elif answer is None and not (screen.asks and sys.stdin.isatty()):
        sentence = f"Left for later: {many}; `--interrupted continue` goes on."
        screen.say(sentence, event="later", jobs=[one.job.id for one in found])
        answer = "later"
    for one in found:
        choice = answer or _ask(one)
        if choice == "later" and auto:
            # The owner continues whatever is interrupted, in this mode.
            queue.stop([one.job.id])
        queue.answer(one.job.id, cast("Answer", choice))


def _ask(one: Interrupted) -> str:
    click.echo("\n".join(lines_of(one)), err=True)
    answer: str = click.prompt(QUESTION, default="continue", value_proc=_read_answer, err=True)
    return answer


def _read_answer(text: str) -> str:
    answer = _SPELLINGS.get(" ".join(text.lower().split()))
    if answer is None:
        raise click.BadParameter("Answer with continue, start over, discard or later.")
    return answer


def lines_of(one: Interrupted) -> list[str]:
    """What is known of an interrupted export."""
    unit = unit_word(writes_project(one.job))
    total = count(one.units_total, unit) if one.units_total else f"? {unit}s"
    share = f" ({one.units_done / one.units_total:.0%})" if one.units_total else ""
    lines = [
        f"Interrupted: {label(one.job)}",
        f"  progress  {one.units_done} of {total}{share}",
        f"  saved     {clock(one.saved)}",
        f"  parts     {in_words(one.parts_size)}",
        f"  source    {one.source or 'unknown'}",
        f"  stopped   {one.why}",
    ]
    return [*lines, f"  Warning: {one.damage}"] if one.damage else lines
