"""Shows what an export reports: a live bar on a terminal, plain lines or JSON elsewhere."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Protocol

import click

from app.cli.json_lines import print_json
from app.cli.wording import clock, count, duration, unit_word
from exporters.durable import shown
from exporters.engine.disk import in_words
from exporters.events import (
    Event,
    Finished,
    Progress,
    Restored,
    UnitChecked,
    UnitFinished,
    UnitRetried,
    Warned,
)

PLAIN_SECONDS = 5.0
_SEPARATOR = " · "
_log = logging.getLogger("reprise.events")


class Display(Protocol):
    """Gets every event of an export, from one thread at a time."""

    def show(self, event: Event) -> None: ...

    def reading(self, share: float) -> None:
        """The source is being read, before there is anything to export."""

    def close(self) -> None: ...


def choose_display(as_json: bool, quiet: bool, of_project: bool = False) -> Display:
    """The display that fits.

    Args:
        of_project: a project is exported, whose units are files.
    """
    if as_json:
        return JsonDisplay()
    if quiet:
        return QuietDisplay()
    if sys.stderr.isatty():
        return LiveDisplay(of_project)
    return PlainDisplay(of_project=of_project)


def restored_line(event: Restored, of_project: bool = False) -> str:
    saved = f", saved {clock(event.saved)}" if event.saved else ""
    total = count(event.units_total, unit_word(of_project))
    return f"Restored {event.units_done} of {total}{saved}; continuing"


def finished_line(event: Finished) -> str:
    path = shown(event.path)[1:-1]
    return f"Wrote {path} ({in_words(event.size)}) in {duration(event.seconds)}"


def progress_line(event: Progress) -> str:
    if event.waiting_for:
        return f"{event.phase}: waiting for {event.waiting_for}"
    if event.paused:
        return f"{event.phase}: paused"
    head = f"{event.phase} {event.fraction:.0%}"
    if event.phase != "exporting" or not event.units_total:
        return head
    left = f"{duration(event.seconds_left)} left"
    if _counts_bytes(event):
        return "  ".join((head, _size(event), _units(event), _rate(event), left))
    work = f"{event.work_done}/{event.work_total} {event.work_name}"
    speed = f"{event.speed:.2f}x"
    return "  ".join((head, work, _units(event), _rate(event), speed, _size(event), left))


def lines_of(event: Event, of_project: bool = False) -> list[str]:
    """What is said about an event apart from progress."""
    if isinstance(event, Restored):
        return [restored_line(event, of_project), *event.notes]
    if isinstance(event, Warned):
        return [f"Warning: {event.message}"]
    if isinstance(event, UnitRetried):
        unit = f"{unit_word(of_project)} {event.unit}"
        return [f"Warning: {unit} is tried again (try {event.attempt}): {event.message}"]
    if isinstance(event, Finished):
        return [*(f"Note: {note}" for note in event.notes), finished_line(event)]
    return []


def bar_note(event: Progress, room: int | None = None) -> str:
    """What stands beside a bar; where there is not enough room, what matters least is left out.

    Args:
        room: cells of the terminal; None for any number.
    """
    if event.waiting_for:
        return f"waiting for {event.waiting_for}"
    if event.phase != "exporting" or not event.units_total:
        return ""
    units, rate, size, speed = _units(event), _rate(event), _size(event), f"{event.speed:.1f}x"
    left = f"{duration(event.seconds_left)} left"
    parts, leaving = [units, rate, speed, size, left], [size, rate, units, speed]
    if _counts_bytes(event):
        parts, leaving = [units, rate, size, left], [rate, units, size]
    for least in leaving:
        if room is None or len(_SEPARATOR.join(parts)) <= room:
            break
        parts.remove(least)
    return _SEPARATOR.join(parts)


def _counts_bytes(event: Progress) -> bool:
    """Whether media are gathered for a project: nothing is played meanwhile that has a speed."""
    return event.work_name == "bytes"


def _units(event: Progress) -> str:
    return f"{event.units_done}/{count(event.units_total, unit_word(_counts_bytes(event)))}"


def _rate(event: Progress) -> str:
    if _counts_bytes(event):
        return f"{in_words(round(event.rate))}/s"
    return f"{event.rate:.0f} {'fps' if event.work_name == 'frames' else f'{event.work_name}/s'}"


def _size(event: Progress) -> str:
    if _counts_bytes(event):
        return f"{in_words(event.work_done)} of {in_words(event.work_total)}"
    return in_words(event.size)


class QuietDisplay:
    """Only what needs attention."""

    def show(self, event: Event) -> None:
        if isinstance(event, Warned):
            click.echo(f"Warning: {event.message}", err=True)

    def reading(self, share: float) -> None:
        pass

    def close(self) -> None:
        pass


class PlainDisplay:
    """Lines for logs: one for each event, one for progress every few seconds."""

    def __init__(self, prefix: str = "", of_project: bool = False) -> None:
        self._prefix = prefix
        self._of_project = of_project
        self._next = 0.0
        self._phase = ""

    def show(self, event: Event) -> None:
        for line in lines_of(event, self._of_project):
            click.echo(self._prefix + line, err=not isinstance(event, Finished | Restored))
        if isinstance(event, Progress) and not event.final:
            now = time.monotonic()
            if event.phase != self._phase or now >= self._next:
                self._phase, self._next = event.phase, now + PLAIN_SECONDS
                click.echo(self._prefix + progress_line(event), err=True)

    def reading(self, share: float) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + PLAIN_SECONDS
            click.echo(f"reading the source {share:.0%}", err=True)

    def close(self) -> None:
        pass


class JsonDisplay:
    """One JSON object a line, named by its ``event``; ``head`` stands in each."""

    def __init__(self, **head: Any) -> None:
        self._head = head

    def show(self, event: Event) -> None:
        name = _NAMES[type(event)]
        print_json({"event": name, **self._head, **asdict(event)})

    def reading(self, share: float) -> None:
        print_json({"event": "reading", "fraction": share})

    def close(self) -> None:
        pass


_NAMES: dict[type[Any], str] = {
    Progress: "progress",
    Restored: "restored",
    Warned: "warning",
    UnitFinished: "unit_finished",
    UnitRetried: "unit_retried",
    UnitChecked: "unit_checked",
    Finished: "finished",
}


class LiveDisplay:
    """A bar that is drawn anew in place, with what each worker does below it."""

    def __init__(self, of_project: bool = False) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bars

        self._console = Console(stderr=True, highlight=False)
        self._bars = Bars(
            TextColumn("{task.description}", style="bold"),
            BarColumn(bar_width=None),
            TextColumn("{task.percentage:>3.0f}%"),
            TextColumn("{task.fields[note]}", style="dim"),
            console=self._console,
            transient=True,
        )
        self._task = self._bars.add_task("preparing", total=1.0, note="")
        self._started = False
        self._of_project = of_project

    def show(self, event: Event) -> None:
        if isinstance(event, Progress):
            if not event.final:
                self._update(event)
            return
        for line in lines_of(event, self._of_project):
            self._console.print(line, markup=False, soft_wrap=True)

    def _update(self, event: Progress) -> None:
        self._start()
        self._bars.update(
            self._task,
            description="paused" if event.paused else event.phase,
            completed=event.fraction,
            note=bar_note(event),
        )

    def reading(self, share: float) -> None:
        self._start()
        self._bars.update(self._task, description="reading", completed=share, note="")

    def _start(self) -> None:
        if not self._started:
            self._started = True
            self._bars.start()

    def close(self) -> None:
        if self._started:
            self._bars.stop()


def logging_too(show: Callable[[Event], None]) -> Callable[[Event], None]:
    """``show``, and the log file when there is one."""

    def both(event: Event) -> None:
        if isinstance(event, Progress):
            _log.debug("%s", progress_line(event))
        else:
            _log.info("%s", event)
        show(event)

    return both
