"""The list of losses that is kept beside a project."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from exporters.durable import DISK, Storage, shown
from exporters.errors import ExportError
from exporters.timeline.sequence import Problem

SUFFIX = ".losses.txt"
FIRST_LINE = "What this project does not hold (written by Reprise)"
HEADS = (
    ("error", "Refused, or not there"),
    ("loss", "Lost, or shown in another way"),
    ("note", "Good to know"),
)


def losses_path(output: Path) -> Path:
    """Where the list of a project lies."""
    return output.with_name(output.name + SUFFIX)


def report_text(output: Path, target: str, problems: Iterable[Problem]) -> str:
    """The list: by severity, then by what is lost, then by place; "" when nothing is.

    Args:
        target: format and editor, for the head.
    """
    listed = list(dict.fromkeys(problems))
    if not any(problem.severity != "note" for problem in listed):
        return ""
    lines = [FIRST_LINE, "", f"Project: {_line(output.name)}", f"Format:  {_line(target)}"]
    for severity, head in HEADS:
        groups = _groups(problem for problem in listed if problem.severity == severity)
        if groups:
            lines += ["", head, "-" * len(head)]
        for message, places in groups.items():
            lines.append(f"* {_line(message)}")
            lines += [f"    {_line(place)}" for place in places if place]
    return "\n".join(lines) + "\n"


def keep_report(output: Path, text: str, storage: Storage = DISK) -> str:
    """Put the list beside the project, or remove one that an earlier project has left.

    Returns a sentence when something of that name is in the way, else "". Raises ExportError.
    """
    path = losses_path(output)
    if path.is_symlink() or path.exists():
        if not _is_ours(path):
            return f"{shown(path.name)} is not a list of losses and was left as it is."
        if not text:
            storage.remove(path)
    if text:
        storage.write_file(path, text.encode("utf-8", "replace"))
    return ""


def _is_ours(path: Path) -> bool:
    start = FIRST_LINE.encode()
    try:
        with path.open("rb") as stream:
            return path.is_file() and stream.read(len(start)) == start
    except OSError as error:
        raise ExportError(f"{shown(path)} cannot be read ({error.strerror}).") from error


def _groups(problems: Iterable[Problem]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem.message, []).append(problem.where)
    return found


def _line(text: str) -> str:
    """In one line, without characters that steer a terminal."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}"
                   for letter in text)  # fmt: skip
