"""From a project file to a sequence that can be rendered, with all that is to be told about it."""

from __future__ import annotations

from pathlib import Path

from exporters.cancel import CancelToken
from exporters.rendering.options import EditOptions
from exporters.timeline.sequence import Problem, Sequence


def read_for_render(
    path: Path, options: EditOptions, token: CancelToken
) -> tuple[Sequence, tuple[Problem, ...]]:
    raise NotImplementedError
