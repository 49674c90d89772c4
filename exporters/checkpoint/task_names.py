"""Where the journals of tasks lie: a folder, and a file for each task, whatever its name."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from exporters.checkpoint.digest import DIGEST_BYTES
from exporters.durable import shown
from exporters.errors import UsageError
from exporters.leftovers import JOURNAL_SUFFIX

_READABLE = 40
_DIGITS = 16
_LONGEST = 1_000_000
_OTHERS = re.compile(r"[^a-z0-9]+")
_FILE = re.compile(rf"[a-z0-9-]{{1,{_READABLE}}}-[0-9a-f]{{{_DIGITS}}}" + re.escape(JOURNAL_SUFFIX))


def default_folder() -> Path:
    """ "progress" in the folder that REPRISE_DATA names, or in the system's folder for it."""
    # Not before it is needed: it loads what most programs with tasks have no use for.
    from exporters.os_specifics import data_folder

    return data_folder() / "progress"


def folder_of(progress_dir: str | os.PathLike[str] | None) -> Path:
    """The folder that a caller has named, or the default; absolute."""
    return (default_folder() if progress_dir is None else Path(progress_dir)).absolute()


def checked_name(task_name: str) -> str:
    """The name of a task, as text and nothing more.

    Raises:
        UsageError: it is not text, or longer than a million characters.
    """
    if not isinstance(task_name, str):
        raise UsageError(f"The name of a task is text, not {type(task_name).__name__}.")
    if len(task_name) > _LONGEST:
        raise UsageError(f"The name of a task has at most {_LONGEST:,} characters.")
    return str.__str__(task_name)


def file_name(task_name: str) -> str:
    """The name of a task's journal: readable, safe on every system, and of no other task."""
    # Cut twice: the name may be long, and small letters may be more than the large ones were.
    small = task_name[:_READABLE].lower()
    readable = _OTHERS.sub("-", small)[:_READABLE].strip("-") or "task"
    content = task_name.encode("utf-8", "surrogatepass")
    digest = hashlib.blake2b(content, digest_size=DIGEST_BYTES).hexdigest()[:_DIGITS]
    return f"{readable}-{digest}{JOURNAL_SUFFIX}"


def is_file_name(name: str) -> bool:
    """Whether a file has the form of a name that ``file_name`` gives."""
    return _FILE.fullmatch(name) is not None


def task_shown(task_name: str) -> str:
    """A task's name in quotes for a sentence, cut where it is very long."""
    return shown(task_name if len(task_name) <= 200 else task_name[:200] + "...")
