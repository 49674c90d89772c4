"""What an exporter raised: an error that says what happened, or a defect."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from exporters.errors import ExportError


def as_export_error(problem: str, error: Exception) -> ExportError:
    """An unexpected exception as an ``ExportError``, with the exception as its cause.

    Args:
        problem: what failed, without a full stop.
        error: returned as it is when it is an ``ExportError`` already.
    """
    if isinstance(error, ExportError):
        return error
    wrapped = ExportError(
        f"{problem}: {type(error).__name__}: {error}".rstrip(": ") + ".",
        "This is a defect in the program; what is finished is kept.",
    )
    wrapped.__cause__ = error
    return wrapped


@contextlib.contextmanager
def expected(problem: str) -> Iterator[None]:
    """Raise whatever is raised inside as an ``ExportError``."""
    try:
        yield
    except ExportError:
        raise
    except Exception as error:
        raise as_export_error(problem, error) from error
