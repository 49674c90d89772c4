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
from app.cli.wording import clock, duration
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


def choose_display(as_json: bool, quiet: bool) -> Display:
    if as_json:
        return JsonDisplay()
    if quiet:
        return QuietDisplay()
    if sys.stderr.isatty():
        return LiveDisplay()
    return PlainDisplay()


def restored_line(event: Restored) -> str:
    saved = f", saved {clock(event.saved)}" if event.saved else ""
    return f"Restored {event.units_done} of {event.units_total} segments{saved}; continuing"


def finished_line(event: Finished) -> str:
    path = shown(event.path)[1:-1]
    return f"Wrote {path} ({in_words(event.size)}) in {duration(event.seconds)}"


def progress_line(event: Progress) -> str:
    if event.waiting_for:
        return f"{event.phase}: waiting for {event.waiting_for}"
    if event.paused:
        return f"{event.phase}: paused"
    if event.phase != "exporting":
        return f"{event.phase} {event.fraction:.0%}"
    unit = "fps" if event.work_name == "frames" else f"{event.work_name}/s"
    return (
        f"{event.phase} {event.fraction:.0%}  {event.work_done}/{event.work_total} "
        f"{event.work_name}  {event.units_done}/{event.units_total} segments  "
        f"{event.rate:.0f} {unit}  {event.speed:.2f}x  {in_words(event.size)}  "
        f"{duration(event.seconds_left)} left"
    )


def lines_of(event: Event) -> list[str]:
    """What is said about an event apart from progress."""
    if isinstance(event, Restored):
        return [restored_line(event), *event.notes]
    if isinstance(event, Warned):
        return [f"Warning: {event.message}"]
    if isinstance(event, UnitRetried):
        what = f"Warning: segment {event.unit} is tried again (try {event.attempt})"
        return [f"{what}: {event.message}"]
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
    if event.phase != "exporting":
        return ""
    unit = "fps" if event.work_name == "frames" else f"{event.work_name}/s"
    segments = f"{event.units_done}/{event.units_total} segments"
    rate, speed = f"{event.rate:.0f} {unit}", f"{event.speed:.1f}x"
    size, left = in_words(event.size), f"{duration(event.seconds_left)} left"
    parts = [segments, rate, speed, size, left]
    for least in (size, rate, segments, speed):
        if room is None or len(_SEPARATOR.join(parts)) <= room:
            break
        parts.remove(least)
    return _SEPARATOR.join(parts)


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

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix
        self._next = 0.0
        self._phase = ""

    def show(self, event: Event) -> None:
        for line in lines_of(event):
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

    def __init__(self) -> None:
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

    def show(self, event: Event) -> None:
        if isinstance(event, Progress):
            if not event.final:
                self._update(event)
            return
        for line in lines_of(event):
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
