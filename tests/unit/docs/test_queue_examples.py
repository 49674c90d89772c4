"""Takes the example out of docs/queue.md and runs it as a program of its own."""

from __future__ import annotations

from pathlib import Path

from tests import media_factory as media
from tests.document_examples import ROOT, end, examples_in, start


def test_the_example_exports_a_film(tmp_path: Path) -> None:
    (example,) = examples_in(ROOT / "docs" / "queue.md").values()
    program = tmp_path / "run_queue.py"
    program.write_text(example)
    media.constant_rate(tmp_path / "film.mp4", seconds=1)
    printed = end(start(tmp_path, program))
    assert printed[:2] == ["Job 1 is active.", "Job 1 is completed."]
    assert printed[2].startswith("completed True The report is ")
    assert (tmp_path / "out.mkv.report.html").exists()
