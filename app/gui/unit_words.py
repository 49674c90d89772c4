"""The units of exports in words: segments of films, files of projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.gui.texts import Texts
from app.jobs.queue.job import Job
from app.jobs.requests import is_of_project


class Units(Texts):
    """Texts with plural forms."""


def are_files(jobs: Iterable[Job]) -> bool:
    """Whether the units of all these exports are files, not segments."""
    return all(is_of_project(job.request) for job in jobs)


def progress(job: Job, done: int, total: int) -> str:
    """How many of all are finished; without ``total`` how many are."""
    files = is_of_project(job.request)
    if not total:
        if files:
            return Units.tr("%n finished file(s)", "", done)
        return Units.tr("%n finished segment(s)", "", done)
    if files:
        return Units.tr("{done} of %n file(s)", "", total).format(done=done)
    return Units.tr("{done} of %n segment(s)", "", total).format(done=done)


def ask_to_start_over(jobs: Iterable[Job], kept: int) -> str:
    """Whether what is finished may be dropped."""
    if are_files(jobs):
        return Units.tr("Start over and drop %n finished file(s)?", "", kept)
    return Units.tr("Start over and drop %n finished segment(s)?", "", kept)


def ask_to_discard(jobs: Iterable[Job], kept: int) -> str:
    """Whether what is finished may be removed."""
    if are_files(jobs):
        return Units.tr("Discard %n finished file(s)? The export stays in the list.", "", kept)
    return Units.tr("Discard %n finished segment(s)? The export stays in the list.", "", kept)


def go_on_tip(request: Mapping[str, Any]) -> str:
    """What continuing an interrupted export means."""
    if is_of_project(request):
        return Units.tr("Go on from the last finished file")
    return Units.tr("Go on from the last finished segment")
