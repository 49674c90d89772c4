"""docs/command-line.md against the commands that there are."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from app.cli import ending
from app.cli.main import COMMANDS, reprise

DOCUMENT = Path(__file__).parents[3] / "docs" / "command-line.md"
LONG_OR_SHORT = re.compile(r"-{1,2}[a-z][a-z-]*")


def sections() -> dict[str, str]:
    """The text below each heading of the second and third level, up to the next."""
    parts = re.split(r"^#{2,3} (.+)$", DOCUMENT.read_text("utf-8"), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(name: str) -> dict[frozenset[str], list[str]]:
    """Cells of a section's table of options, by the option's names."""
    found = {}
    for line in sections()[name].splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if cells and cells[0].startswith("`-"):
            quoted = re.findall(r"`([^`]+)`", cells[0])
            names = frozenset(text.split()[0] for text in quoted)
            assert names not in found, f"{name}: {names} twice"
            found[names] = cells
    return found


def command_of(name: str) -> click.Command:
    """The command that a heading names: "reprise", "export", "state info" ..."""
    command: click.Command = reprise
    for word in () if name == "reprise" else name.split():
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found is not None
        command = found
    return command


def commands_below(name: str) -> list[str]:
    command = command_of(name)
    return [f"{name} {below}" for below in command.commands] if isinstance(
        command, click.Group) else []  # fmt: skip


EVERY = [name for first in COMMANDS for name in (first, *commands_below(first))]


def options_of(name: str) -> dict[frozenset[str], click.Option]:
    # Commands inherit from the group by which names help is asked for.
    parent = click.Context(reprise, **reprise.context_settings)
    command = command_of(name)
    context = click.Context(command, parent=None if name == "reprise" else parent)
    if name == "reprise":
        context = parent
    return {
        frozenset((*option.opts, *option.secondary_opts)): option
        for option in command.get_params(context)
        if isinstance(option, click.Option)
    }


@pytest.mark.parametrize("name", ["reprise", *EVERY])
def test_the_table_names_each_option_once_and_no_other(name: str) -> None:
    assert set(rows(name)) == set(options_of(name))


@pytest.mark.parametrize("name", EVERY)
def test_the_table_shows_what_an_option_takes(name: str) -> None:
    for names, cells in rows(name).items():
        option = options_of(name)[names]
        shown = re.search(r" ([^`]+)`$", cells[0])
        told = shown[1].replace("\\|", "|") if shown else None
        assert told == (None if option.is_flag else option.metavar), names


@pytest.mark.parametrize("name", EVERY)
def test_the_section_shows_the_usage_that_the_program_shows(name: str) -> None:
    context = click.Context(command_of(name), info_name=f"reprise {name}")
    usage = context.get_usage().removeprefix("Usage: ")
    assert f"`{' '.join(usage.split())}`" in sections()[name]


def test_options_that_take_a_number_show_its_bounds() -> None:
    for name in ("export", "resume"):
        for names, option in options_of(name).items():
            if isinstance(option.type, click.IntRange | click.FloatRange):
                cell = rows(name)[names][-1]
                assert f"{option.type.min} to {option.type.max}" in cell, (name, names)
            if isinstance(option.default, float):
                assert rows(name)[names][1] == str(option.default), (name, names)


def test_every_command_is_listed_and_has_a_section() -> None:
    listed = re.findall(r"^\| \[`(\w+)`\]\(#(\w+)\)", DOCUMENT.read_text("utf-8"), re.M)
    assert listed == [(name, name) for name in COMMANDS]
    assert set(sections()) == {"Exit codes", "reprise", *EVERY}


def test_the_exit_codes_are_those_of_the_program() -> None:
    codes = re.findall(r"^\| (\d+) \|", sections()["Exit codes"], re.M)
    expected = (ending.DONE, ending.FAILED, ending.WRONG_USAGE, ending.INTERRUPTED)
    assert [int(code) for code in codes] == list(expected)


def test_the_options_that_the_text_mentions_exist() -> None:
    known = {name for command in ("reprise", *EVERY) for names in options_of(command)
             for name in names}  # fmt: skip
    mentioned = re.findall(r"`(-[^`]+)`", DOCUMENT.read_text("utf-8"))
    for text in mentioned:
        found = LONG_OR_SHORT.match(text)
        assert found
        assert found[0] in known, text
