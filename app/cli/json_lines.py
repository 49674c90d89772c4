"""What programs read: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")


def print_json(values: Mapping[str, Any]) -> None:
    """One line; paths as text."""
    click.echo(json.dumps(values, default=_as_text))


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, Path) else list(value)  # type: ignore[call-overload]
