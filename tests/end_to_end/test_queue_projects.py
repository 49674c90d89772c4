"""Jobs of the queue that gather media for projects: whoever runs them is killed, and they go on."""

from __future__ import annotations

import json
import random
import re
import signal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from app.cli.main import reprise
from exporters.media.probe import probe
from exporters.timeline.media_facts import facts
from exporters.timeline.sequence import Media
from tests import media_factory as media
from tests.commands import Running, digest, gone, succeed
from tests.project_bench import cut_of, write_edit

FILMS = 4
SIZE = 12_000_000
"""Bytes of a film that is long in being copied; the first one is short."""
SECONDS_TO_DIE = 2.0
TARGETS: dict[str, list[object]] = {
    "cut.kdenlive": [],
    "draft": ["--for", "jianying"],
}
OUTPUTS = ("cut.kdenlive", "draft/draft_content.json")


@pytest.fixture(autouse=True)
def _own_queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPRISE_DATA", str(tmp_path / "data"))


@pytest.fixture
def edit(tmp_path: Path) -> Path:
    """An edit of films that have bytes behind them, in a box that players skip."""
    short = media.constant_rate(tmp_path / "0.mp4", 1)
    paths = [short]
    for number in range(1, FILMS):
        paths.append(tmp_path / f"{number}.mp4")
        box = random.Random(number).randbytes(SIZE)
        paths[-1].write_bytes(short.read_bytes() + (SIZE + 8).to_bytes(4, "big") + b"free" + box)
    known = [facts(Media(path.name, path.as_uri(), path), probe(short)) for path in paths]
    return write_edit(tmp_path / "edit.otio", cut_of(known, [Fraction(0)] * FILMS, 10))


def tree(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): digest(path) for path in paths}


def done(*words: object) -> str:
    """What a command in this process, which must succeed, prints."""
    result = CliRunner().invoke(reprise, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.stdout


def told(*words: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done(*words, "--json").splitlines()]


def kill_in_the_middle(event: dict[str, Any], running: Running) -> None:
    """SIGKILL once something of both is finished."""
    if {one["job"] for one in running.of_kind("unit_finished")} == {1, 2}:
        running.kill()


def test_projects_whose_owner_is_killed_go_on_and_end_with_the_same_bytes(
    edit: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    collecting = ["--collect", "copy", "--workers", "1"]
    for name, options in TARGETS.items():
        done("queue", "add", edit, "-o", out / name, *options, *collecting)
    done("queue", "config", "parallel=2", "save_interval=0.2")
    running = Running("queue", "start", act=kill_in_the_middle)
    code, errors = running.wait()
    assert code == -signal.SIGKILL, errors
    assert gone(str(out), SECONDS_TO_DIE), "something outlived the application"

    assert [job["state"] for job in told("queue", "list")] == ["interrupted"] * 2
    left = [one for name in OUTPUTS for one in told("status", out / name)]
    assert [(one["exporter"], one["units_total"]) for one in left] == [("project", FILMS)] * 2
    before = [one["units_done"] for one in left]
    assert any(units < FILMS for units in before), "it was killed too late to show anything"
    assert "files" in done("status", out).splitlines()[0]
    assert not (out / OUTPUTS[0]).exists()

    log = succeed("queue", "start", "--interrupted", "continue")
    for job, units in zip(told("queue", "list"), before, strict=True):
        restored = re.search(rf"^\[{job['id']} .*\] Restored (\d) of {FILMS} files", log, re.M)
        assert restored, log
        # A part counts, too, that had no time to come into the journal.
        assert max(1, units) <= int(restored[1]) <= FILMS
        assert (job["state"], job["attempts"]) == ("completed", 2)
        assert job["size"] == Path(job["output"]).stat().st_size

    rough = tree(out)
    # A draft names its folder.
    out.rename(tmp_path / "rough")
    out.mkdir()
    for name, options in TARGETS.items():
        done("export", edit, "-o", out / name, *options, "--collect", "copy", "--quiet")
    assert tree(out) == rough
    assert len([name for name in rough if name.endswith(".mp4")]) == 2 * FILMS
