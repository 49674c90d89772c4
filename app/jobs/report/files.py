"""Where a report is written: beside the output, and never over a file that is not a report."""

from __future__ import annotations

import itertools
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from exporters.durable import DISK, Storage
from exporters.errors import ExportError

HTML_MARK = b"<!DOCTYPE html>\n<!-- reprise-export-report -->\n"
"""How every page begins: by it a report is recognised."""

JSON_MARK = b'{\n"format": "reprise-export-report",\n'

_MOST_TRIES = 1000


@dataclass(frozen=True)
class ReportFiles:
    """The two files of one report."""

    html: Path
    json: Path

    def write(self, page: bytes, document: bytes, storage: Storage = DISK) -> None:
        """Write both, each whole or not at all; the page last: where it is, both are.

        Raises ``ExportError``.
        """
        storage.write_file(self.json, document)
        storage.write_file(self.html, page)


def report_files(output: Path) -> ReportFiles:
    """Names for the report of an output: OUTPUT.report.html, or OUTPUT.report-2.html and so on.

    A report of an earlier export to the same output is replaced; anything else, of the user's or
    of another program, is not. Raises ``ExportError`` when no name is free.
    """
    for number in itertools.islice(itertools.count(1), _MOST_TRIES):
        stem = f"{output.name}.report" if number == 1 else f"{output.name}.report-{number}"
        files = ReportFiles(output.with_name(f"{stem}.html"), output.with_name(f"{stem}.json"))
        if _may_replace(files.html, HTML_MARK) and _may_replace(files.json, JSON_MARK):
            return files
    raise ExportError("There is no free name for the report.")


def _may_replace(path: Path, mark: bytes) -> bool:
    """Whether nothing is there, or a report of ours."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return False
        with path.open("rb") as file:
            return file.read(len(mark)) == mark
    except FileNotFoundError:
        return not os.path.lexists(path)
    except OSError:
        return False
