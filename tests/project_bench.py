"""Edits of plain files, and exports of them as projects, for tests of the interchange exporter."""

from __future__ import annotations

import random
from collections.abc import Sequence as Many
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from exporters.engine.options import ExportOptions, Surroundings
from exporters.events import Event, Finished, Warned
from exporters.interchange import exporter as exporter_module
from exporters.interchange import otio
from exporters.interchange.exporter import ProjectExporter
from exporters.interchange.request import ProjectRequest
from exporters.interchange.writing import WriteOptions
from exporters.resume_export import ResumableExporter
from exporters.timeline.sequence import Clip, Edit, Media, Sequence, Track, media_in
from tests.media_factory import build

RATE = Fraction(25)


def content(size: int, seed: int) -> bytes:
    return random.Random(seed).randbytes(size)


def film(path: Path, seconds: float = 40.0) -> Media:
    """A medium with pictures and sound, as it is once its file was read."""
    return Media(
        path.name, path.as_uri(), path, duration=Fraction(seconds), rate=RATE, width=320,
        height=180, channels=(2,), sample_rate=48000, known=True,
    )  # fmt: skip


def cut_of(media: Many[Media], sources: Many[Fraction | int] = (), length: int = 25) -> Sequence:
    """Each medium for a while, one after the other, with its sound."""
    clips = tuple(
        Clip(
            number * length, length, medium,
            Fraction(sources[number]) if sources else Fraction(1),
            name=medium.name, link=number + 1,
        )
        for number, medium in enumerate(media)
    )  # fmt: skip
    return Sequence(
        "edit", RATE, 320, 180, len(clips) * length, video=(Track("", clips),),
        audio=(Track("", clips),),
    )  # fmt: skip


def write_edit(path: Path, sequence: Sequence) -> Path:
    otio.write(sequence, path, WriteOptions("", path))
    return path


def without_reading(patch: pytest.MonkeyPatch, sequence: Sequence) -> None:
    """The exporter takes this edit as what it has read: media need not be films."""

    def opened(path: Path, *_: object, **__: object) -> tuple[Edit, tuple[()]]:
        return Edit(sequence, "test", path), ()

    patch.setattr(exporter_module, "open_edit", opened)


@dataclass
class ProjectBench:
    """An export of an edit.

    Attributes:
        edit: the file.
        output: the project.
        asked: fields of the request.
        chunk: bytes of a piece.
    """

    edit: Path
    output: Path
    asked: dict[str, Any] = field(default_factory=dict)
    chunk: int = 1000
    surroundings: Surroundings = field(default_factory=lambda: Surroundings(disk_interval=0.02))
    options: ExportOptions = field(
        default_factory=lambda: ExportOptions(workers=1, retry_waits=(0.0,))
    )
    events: list[Event] = field(default_factory=list)

    @property
    def request(self) -> ProjectRequest:
        source = str(self.edit)
        return ProjectRequest(**{"source": source, "format": "otio", **self.asked})

    @property
    def media(self) -> Path:
        return self.output.with_name(f"{self.output.stem} media")

    def exporter(self) -> ProjectExporter:
        return ProjectExporter(
            self.output,
            build,
            self.options.overwrite,
            storage=self.surroundings.storage,
            chunk=self.chunk,
        )

    def export(self) -> Path:
        return self._resumable().export(self.request.to_map(), self.output)

    def resume(self) -> Path:
        return self._resumable().resume(self.output)

    def _resumable(self) -> ResumableExporter:
        self.events.clear()
        return ResumableExporter(
            self.exporter(),
            options=self.options,
            surroundings=self.surroundings,
            subscriber=self.events.append,
        )

    def notes(self) -> list[str]:
        """What was told at the end."""
        return [
            note for event in self.events if isinstance(event, Finished) for note in event.notes
        ]

    def warnings(self) -> list[str]:
        return [event.message for event in self.events if isinstance(event, Warned)]

    def tree(self) -> dict[str, bytes]:
        """Content of all files around the project."""
        folder = self.output.parent
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }


def collected_names(project: Path) -> list[str]:
    """Addresses of media in an OTIO project, in the order of first use."""
    from exporters.timeline.reading import read_edit

    return [medium.url for medium in media_in(read_edit(project).sequence)]
