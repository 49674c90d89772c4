"""Options of a run out of what was typed."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from exporters.engine.options import ExportOptions
from exporters.os_specifics import worker_count


def export_options(
    workers: int | None,
    overwrite: bool,
    keep_parts: bool,
    state: Path | None,
    parts: Path | None,
    save_interval: float,
    resume: Literal["auto", "never"] = "auto",
) -> ExportOptions:
    """``ExportOptions`` with the defaults of an interactive program."""
    return ExportOptions(
        workers=workers or worker_count(),
        save_interval=save_interval,
        overwrite=overwrite,
        keep_parts=keep_parts,
        state_path=state,
        parts_path=parts,
        resume=resume,
    )
