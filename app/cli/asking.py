"""Asking before something is removed."""

from __future__ import annotations

import sys

import click

yes_option = click.option("--yes", "-y", is_flag=True, help="Do it without asking.")


def confirmed(question: str, yes: bool) -> bool:
    """Ask at a terminal. Raises ``UsageError`` where nobody can be asked."""
    if yes:
        return True
    if not sys.stdin.isatty():
        raise click.UsageError("Nobody can be asked here: say --yes to do it.")
    return click.confirm(question, default=False, err=True)
