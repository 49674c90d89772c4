from __future__ import annotations

from pathlib import Path

import pytest

from app.jobs.cleaning import remove_leftover
from exporters.errors import ExportError
from exporters.leftovers import Leftover


def test_backups_that_somebody_else_has_removed_meanwhile_are_told_of(tmp_path: Path) -> None:
    gone = Leftover(tmp_path / "film.mp4.export_backups", "backups", 0, "")
    with pytest.raises(ExportError, match="Could not read the folder"):
        remove_leftover(gone)
