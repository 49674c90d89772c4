"""Which arguments mean an export without the word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.cli.checkpoint_options import SPELLINGS, means_export
from app.cli.main import COMMANDS, reprise

ROOT = Path(__file__).parents[4]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "film.mp4").touch()


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_each_spelling_means_export_when_it_comes_first(spelling: str) -> None:
    assert means_export([spelling])
    assert means_export([spelling, "film.mp4", "-o", "out.mp4"])
    assert not means_export(["status", spelling])
    assert not means_export([f"{spelling}x"])


@pytest.mark.parametrize("option", [["-o", "out.mp4"], ["--output", "x"], ["--output=x"], ["-ox"]])
def test_a_file_means_export_when_an_output_is_named(option: list[str]) -> None:
    assert means_export(["film.mp4", *option])
    assert means_export(["film.mp4", "film.mp4", "--crf", "20", *option])
    assert not means_export(["missing.mp4", *option])
    assert not means_export(option)


@pytest.mark.parametrize("arguments", [[], ["film.mp4"], ["."], ["--help"], ["--version"], [""]])
def test_nothing_else_does(arguments: list[str]) -> None:
    assert not means_export(arguments)


def test_every_spelling_is_an_option_of_export_and_stands_in_the_table() -> None:
    import click

    command = reprise.get_command(click.Context(reprise), "export")
    assert command is not None
    options = {name for option in command.params if isinstance(option, click.Option)
               for name in (*option.opts, *option.secondary_opts)}  # fmt: skip
    assert set(SPELLINGS) <= options
    document = (ROOT / "docs" / "checkpoints.md").read_text("utf-8")
    rows = re.findall(r"^\| `(--[a-z-]+)` \|", document, re.M)
    assert sorted(rows) == sorted(SPELLINGS)
    assert set(COMMANDS).isdisjoint(SPELLINGS)
