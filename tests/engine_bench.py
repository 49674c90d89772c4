"""Exports of the synthetic exporter in a temporary folder, with everything they report."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from exporters.cancel import CancelToken
from exporters.engine.options import ExportOptions, Surroundings
from exporters.events import Event
from exporters.resume_export import ResumableExporter
from tests.synthetic_exporter import REQUEST, SyntheticExporter, expected

OPTIONS = ExportOptions(workers=1, retry_waits=(0.001,), check_space=False)
SURROUNDINGS = Surroundings(free_bytes=lambda folder: 1 << 40, disk_interval=0.01)


class Bench:
    """One output in a folder, exported again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder / "out put's 100%.bin"
        self.events: list[Event] = []
        self.exporter = SyntheticExporter()
        self.options = OPTIONS
        self.surroundings = SURROUNDINGS
        self.token = CancelToken()

    @property
    def journal(self) -> Path:
        return self.output.with_name(self.output.name + ".export_state")

    @property
    def parts(self) -> Path:
        return self.output.with_name(self.output.name + ".export_parts")

    def resumable(self, **options: Any) -> ResumableExporter:
        self.token = CancelToken()
        self.events = []
        return ResumableExporter(
            self.exporter,
            options=replace(self.options, **options),
            subscriber=self.events.append,
            token=self.token,
            surroundings=self.surroundings,
        )

    def export(self, request: Mapping[str, Any] = REQUEST, **options: Any) -> Path:
        return self.resumable(**options).export(request, self.output)

    def stop_after(self, count: int, how: Callable[[], None] | None = None) -> None:
        """Run until ``count`` units have begun, then stop (by the token unless told ``how``)."""
        begun = 0
        lock = threading.Lock()

        def stop(*_: object) -> None:
            nonlocal begun
            with lock:
                begun += 1
                last = begun > count
            if last:
                (how or self.token.cancel)()

        self.exporter.on_run = stop

    def go_on(self) -> None:
        """Let units run undisturbed, and count them from 0."""
        self.exporter.on_run = None
        self.exporter.begun.clear()
        self.exporter.order.clear()

    def seen(self, kind: type[Any]) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]

    def is_complete(self, request: Mapping[str, Any] = REQUEST, but: str = "") -> bool:
        """Whether the output is right and nothing lies beside it (``but`` what matches that)."""
        names = [path.name for path in self.folder.iterdir() if not (but and path.match(but))]
        return names == [self.output.name] and self.output.read_bytes() == expected(request)
