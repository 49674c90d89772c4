"""Shows several exports at once: a bar each on a terminal, plain lines or JSON elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Protocol

import click

from app.cli.display import (
    Display,
    JsonDisplay,
    PlainDisplay,
    QuietDisplay,
    bar_note,
    lines_of,
)
from app.cli.json_lines import print_json
from app.cli.queue_options import label, writes_project
from exporters.events import Event, Progress

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bars

    from app.jobs.queue.job import Job

LONGEST_NAME = 32
LONGEST_PHASE = len("assembling")
SHORTEST_BAR = 8
PERCENT = len("100%")


class Screen(Protocol):
    """Where the queue's exports are shown.

    Attributes:
        asks: whether the user may be asked something.
    """

    asks: bool

    def display(self, job: Job) -> Display:
        """For one export's events, until it is closed."""

    def say(self, sentence: str, urgent: bool = False, **told: Any) -> None:
        """Something about the queue; ``told`` is the same for programs, ``event`` first."""

    def close(self) -> None: ...


def choose_screen(as_json: bool, quiet: bool) -> Screen:
    """Also for commands that show nothing but sentences."""
    if as_json:
        return JsonScreen()
    if quiet:
        return QuietScreen()
    if sys.stderr.isatty():
        return LiveScreen()
    return PlainScreen()


class JsonScreen:
    """One JSON object a line; ``job`` stands in those of an export."""

    asks = False

    def display(self, job: Job) -> Display:
        return JsonDisplay(job=job.id)

    def say(self, sentence: str, urgent: bool = False, **told: Any) -> None:
        print_json({**told, "message": sentence})

    def close(self) -> None:
        pass


class PlainScreen:
    """Lines that begin with the job's number and name."""

    asks = True

    def display(self, job: Job) -> Display:
        return PlainDisplay(f"[{label(job)}] ", writes_project(job))

    def say(self, sentence: str, urgent: bool = False, **told: Any) -> None:
        click.echo(sentence, err=True)

    def close(self) -> None:
        pass


class QuietScreen(PlainScreen):
    """Only what needs attention."""

    def display(self, job: Job) -> Display:
        return QuietDisplay()

    def say(self, sentence: str, urgent: bool = False, **told: Any) -> None:
        if urgent:
            click.echo(sentence, err=True)


class LiveScreen:
    """A bar for each export, drawn anew in place; what is said scrolls above them."""

    asks = True

    def __init__(self) -> None:
        self._console: Console | None = None
        self._bars: Bars | None = None

    def display(self, job: Job) -> Display:
        from rich.cells import cell_len, set_cell_size

        bars = self._started()
        name = label(job)
        longest = min(LONGEST_NAME, bars.console.width // 4)
        short = name if cell_len(name) <= longest else set_cell_size(name, longest - 1) + "…"
        return _Bar(bars, short, f"[{name}] ", writes_project(job))

    def say(self, sentence: str, urgent: bool = False, **told: Any) -> None:
        if self._bars is None:
            click.echo(sentence, err=True)
        else:
            self._bars.console.print(sentence, markup=False, soft_wrap=True)

    def close(self) -> None:
        if self._bars is not None:
            self._bars.stop()
            self._bars = None

    def _started(self) -> Bars:
        if self._bars is None:
            from rich.console import Console
            from rich.progress import BarColumn, TextColumn
            from rich.progress import Progress as Bars

            self._bars = Bars(
                # Names of files are no markup.
                TextColumn("{task.description}", style="bold", markup=False),
                TextColumn("{task.fields[phase]}"),
                BarColumn(bar_width=None),
                TextColumn("{task.percentage:>3.0f}%"),
                TextColumn("{task.fields[note]}", style="dim"),
                console=Console(stderr=True, highlight=False),
                transient=True,
            )
            self._bars.start()
        return self._bars


class _Bar:
    """The bar of one export."""

    def __init__(self, bars: Bars, name: str, prefix: str, of_project: bool) -> None:
        self._bars = bars
        self._of_project = of_project
        self._prefix = prefix
        self._task = bars.add_task(name, total=1.0, phase="preparing", note="")

    def show(self, event: Event) -> None:
        if isinstance(event, Progress):
            if not event.final:
                phase = "paused" if event.paused else event.phase
                note = bar_note(event, self._room())
                self._bars.update(self._task, completed=event.fraction, phase=phase, note=note)
            return
        for line in lines_of(event, self._of_project):
            self._bars.console.print(self._prefix + line, markup=False, soft_wrap=True)

    def _room(self) -> int:
        """For what stands beside the bar, in cells, when all names are as long as they may be."""
        name = min(LONGEST_NAME, self._bars.console.width // 4)
        others = (name, LONGEST_PHASE, SHORTEST_BAR, PERCENT)
        return self._bars.console.width - sum(width + 1 for width in others)

    def reading(self, share: float) -> None:
        self._bars.update(self._task, completed=share, phase="reading", note="")

    def close(self) -> None:
        self._bars.remove_task(self._task)
