"""docs/queue.md against the queue that there is."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from app.cli.main import reprise
from app.jobs.queue.controller import QueueController
from app.jobs.queue.owner import LOOK_SECONDS
from app.jobs.queue.owner_lock import NAME as LOCK_NAME
from app.jobs.queue.settings import QueueSettings
from app.jobs.queue.states import TRANSITIONS, JobState, Verb
from app.jobs.when_done import COMMANDS, GRACE_SECONDS

DOCUMENT = (Path(__file__).parents[3] / "docs" / "queue.md").read_text("utf-8")


def section(heading: str) -> str:
    """The text below a heading, up to the next one of its level."""
    level = heading.split(" ")[0]
    found = re.search(rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{len(level)}}} |\Z)", DOCUMENT,
                      re.M | re.S)  # fmt: skip
    assert found, heading
    return found[1]


def tables(text: str) -> list[list[list[str]]]:
    """Rows of cells of every table, the line below the names left out."""
    found: list[list[list[str]]] = []
    inside = False
    for line in text.splitlines():
        if not line.startswith("|"):
            inside = False
            continue
        if not inside:
            found.append([])
            inside = True
        cells = [cell.strip().strip("`") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if set("".join(cells)) != {"-", " "} and set("".join(cells)) != {"-"}:
            found[-1].append(cells)
    return found


def test_the_states_are_those_of_the_program() -> None:
    (table,) = tables(section("## States"))
    assert [row[0] for row in table[1:]] == [str(state) for state in JobState]


def test_the_transitions_are_those_of_the_program() -> None:
    shown: dict[str, dict[str, str]] = {}
    for table in tables(section("## What may follow what")):
        for row in table[1:]:
            pairs = zip(table[0][1:], row[1:], strict=True)
            shown.setdefault(row[0], {}).update({verb: cell for verb, cell in pairs if cell})
    expected = {
        str(state): {
            str(verb): "removed" if verb is Verb.REMOVE else str(following)
            for verb, following in row.items()
        }
        for state, row in TRANSITIONS.items()
    }
    assert shown == expected


def test_every_verb_has_its_column_once() -> None:
    columns = [verb for table in tables(section("## What may follow what"))
               for verb in table[0][1:]]  # fmt: skip
    assert columns == [str(verb) for verb in Verb]


def test_every_command_of_the_queue_is_described() -> None:
    (table,) = tables(section("## Commands"))
    shown = [re.sub(r"`.*", "", row[0]).split()[2] for row in table[1:]]
    group = reprise.get_command(click.Context(reprise), "queue")
    assert isinstance(group, click.Group)
    assert list(dict.fromkeys(shown)) == list(group.commands)


def test_the_settings_and_their_defaults_are_those_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPRISE_DATA", str(tmp_path))
    told = CliRunner().invoke(reprise, ["queue", "config"]).output
    (table,) = tables(section("## Settings"))
    assert [row[:2] for row in table[1:]] == [[*line.split(), ""][:2] for line in told.splitlines()]
    assert [row[0] for row in table[1:]] == [item.name for item in fields(QueueSettings)]


def test_what_is_done_in_the_end_is_what_the_program_does() -> None:
    text = section("## When all is done")
    for (platform, action), commands in COMMANDS.items():
        for command in commands:
            assert f"`{' '.join(command)}`" in text, (platform, action)
    assert f"{GRACE_SECONDS} seconds" in text
    for name in ("REPRISE_COMPLETED", "REPRISE_FAILED"):
        assert f"`{name}`" in text


def test_the_names_of_files_are_those_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPRISE_DATA", str(tmp_path / "named"))
    queue = QueueController()
    made = sorted(path.name for path in (tmp_path / "named").iterdir())
    queue.close()
    (table,) = tables(section("## Where it lies"))
    assert [row[0] for row in table[1:]] == [made[0], LOCK_NAME]
    assert made[1:] == [made[0] + "-shm", made[0] + "-wal"]
    assert f"{round(1 / LOOK_SECONDS)} times a second" in DOCUMENT
