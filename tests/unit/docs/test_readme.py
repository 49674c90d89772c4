"""Cheap truths about README.md and the other pages: what they name exists."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest

from app.cli.checkpoint_options import means_export
from app.cli.main import COMMANDS, reprise
from app.cli.queue_job_settings import FIELDS, OPTIONS
from app.jobs.presets import find_preset
from app.jobs.queue.settings import QueueSettings
from app.jobs.requests import make_request
from exporters.interchange.writing import find_writer
from exporters.leftovers import JOURNAL_SUFFIX, LOCK_SUFFIX, PARTS_SUFFIX
from exporters.video.encoders import AUDIO_ENCODERS, CONTAINERS, VIDEO_ENCODERS

ROOT = Path(__file__).parents[3]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md",
         *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))  # fmt: skip


def text_of(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def shell_lines(text: str) -> list[list[str]]:
    """Words of every line in the blocks of shell commands."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.DOTALL | re.M)
    lines = [line for block in blocks for line in block.splitlines()]
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def reprise_calls(page: str = "README.md") -> list[list[str]]:
    calls = []
    for words in shell_lines(text_of(page)):
        if Path(words[0]).name == "reprise":
            calls.append(words[1:])
        elif words[1:2] == ["main.py"]:
            calls.append(["export", *words[2:]] if means_export(words[2:]) else words[2:])
    return calls


def understood(arguments: list[str]) -> click.Context | None:
    """The innermost command, whose arguments are parsed; None for what a group does itself."""
    command, name, rest = reprise, "reprise", arguments
    context = click.Context(reprise)
    while isinstance(command, click.Group):
        if rest[0].startswith("-"):
            command.make_parser(context).parse_args(rest)
            return None
        name, *rest = rest
        command = command.get_command(context, name)
        assert command is not None, name
        context = click.Context(command, parent=context, info_name=name)
    return command.make_context(name, list(rest), parent=context.parent)


CALLS = [(page, call) for page in PAGES for call in reprise_calls(page)]


@pytest.mark.parametrize(("page", "arguments"), CALLS, ids=lambda value: str(value))
def test_every_command_on_a_page_is_understood(page: str, arguments: list[str]) -> None:
    context = understood(arguments)
    if context is None:
        return
    if context.params.get("preset"):
        find_preset(context.params["preset"])
    if context.info_name == "config":
        words = list(context.params["words"])
        number = words.pop(0) if words[0].isdecimal() else None
        known = {*FIELDS, *OPTIONS, "set", "output"} if number else QueueSettings().to_map()
        assert {word.partition("=")[0].replace("-", "_") for word in words} <= set(known)


@pytest.mark.parametrize(
    "words", ["export --bogus", "queue bogus", "queue pause one", "queue config --bogus",
              "state backup a b", "progress list --bogus", "--bogus", "bogus"],
)  # fmt: skip
def test_a_command_that_there_is_not_would_be_found(words: str) -> None:
    with pytest.raises((AssertionError, click.UsageError)):
        understood(words.split())


def test_the_readme_shows_every_command() -> None:
    shown = {arguments[0] for arguments in reprise_calls()}
    in_pictures = set(re.findall(r"^\$ \S*reprise (\w+)", README, re.M))
    assert shown | in_pictures == {*COMMANDS, "--version"}


def test_single_exports_in_the_readme_make_a_request() -> None:
    for arguments in reprise_calls():
        if arguments[0] == "export" and not any(word.endswith("/") for word in arguments):
            output = Path(arguments[arguments.index("-o") + 1])
            if find_writer(output) is None:
                make_request(Path(arguments[1]), output, None, {})


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_targets_of_make_exist(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.M))
    text = text_of(page)
    named = {words[1] for words in shell_lines(text) if words[0] == "make"}
    named |= set(re.findall(r"`make ([a-z]+)", text))
    assert named
    assert named <= targets


def test_names_beside_the_output_are_those_of_the_program() -> None:
    for page in ("README.md", "docs/checkpoints.md"):
        section = text_of(page).split("## What lies beside the output")[1].split("\n## ")[0]
        for suffix in (JOURNAL_SUFFIX, PARTS_SUFFIX, LOCK_SUFFIX):
            assert f"`OUTPUT{suffix}`" in section


def test_encoders_and_containers_in_the_readme_are_all_that_there_are() -> None:
    sentence = re.search(r"Video encoders are (.*?);", README)
    assert sentence
    assert set(re.split(r", | and ", sentence[1])) == set(VIDEO_ENCODERS)
    kinds = re.search(r"which kind of file is written: (.*?)for sound alone", README)
    assert kinds
    assert tuple(re.findall(r"`\.(\w+)`", kinds[1])) == CONTAINERS
    assert set(AUDIO_ENCODERS) == {"aac", "libopus", "flac", "pcm_s16le", "pcm_s24le", "copy"}


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files_that_exist(page: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text_of(page)):
        if "://" not in target:
            assert ((ROOT / page).parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES)
def test_files_that_pages_name_exist(page: str) -> None:
    named = re.findall(r"`((?:app|exporters|tests|resources|docs)/[\w/.-]*)`", text_of(page))
    for name in named:
        assert (ROOT / name).exists(), name


def test_python_and_licence_are_those_of_the_package() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    assert project["requires-python"] == ">=3.11"
    assert "Python 3.11 or newer" in README
    assert project["license"] == "GPL-3.0-or-later"
    assert "version 3 or later" in README
    assert "Version 3, 29 June 2007" in text_of("LICENSE")


def test_the_changelog_knows_this_version() -> None:
    from app import __version__

    assert __version__ in text_of("CHANGELOG.md")


def test_the_layers_in_the_architecture_are_those_that_are_checked() -> None:
    contracts = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    section = text_of("docs/architecture.md").split("## Who may import whom")[1]
    shown = re.search(r"^```text\n(.*?)^```$", section, re.DOTALL | re.M)
    assert shown
    assert shown[1].splitlines() == layers


def test_the_python_in_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```$", README, re.DOTALL | re.M)
    monkeypatch.chdir(tmp_path)
    for block in blocks:
        exec(block, {})
    assert blocks
    assert not list(tmp_path.iterdir())
