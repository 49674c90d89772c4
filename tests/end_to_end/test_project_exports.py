"""Projects with their media, as a user exports them: killed, resumed, looked at."""

from __future__ import annotations

import json
import random
import shutil
import signal
import threading
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from exporters.interchange.copying import CHUNK
from exporters.interchange.loss_report import losses_path
from exporters.timeline.linking import link
from exporters.timeline.media_facts import facts
from exporters.timeline.reading import read_edit
from exporters.timeline.sequence import Media, clips_in
from tests import media_factory as media
from tests.commands import Running, digest, gone, kill_after, reprise, succeed
from tests.project_bench import cut_of, write_edit

pytestmark = pytest.mark.soak
"""Long: run by `make soak`, not in the suite."""


KILLS = 3
SECONDS_TO_DIE = 2.0


def heavy(path: Path, size: int) -> Path:
    """A film with so many random bytes behind it, in a box that players skip."""
    media.constant_rate(path, 2)
    with path.open("ab") as stream:
        stream.write((size + 8).to_bytes(4, "big") + b"free")
        dice = random.Random(size)
        for start in range(0, size, 1 << 20):
            stream.write(dice.randbytes(min(1 << 20, size - start)))
    return path


def edit_of(folder: Path, paths: list[Path], length: int = 20) -> Path:
    from exporters.media.probe import probe

    known = [facts(Media(path.name, path.as_uri(), path), probe(path)) for path in paths]
    return write_edit(folder / "edit.otio", cut_of(known, [Fraction(1, 5)] * len(known), length))


@pytest.fixture(scope="module")
def heavy_edit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edit of six films of one name, and one that is copied in two pieces."""
    folder = tmp_path_factory.mktemp("heavy")
    paths = []
    for number in range(6):
        (folder / str(number)).mkdir()
        paths.append(heavy(folder / str(number) / "clip.mp4", 6_000_000 + number))
    paths.append(heavy(folder / "long.mp4", CHUNK + 5_000_000))
    return edit_of(folder, paths)


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): digest(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class Killer:
    """Kills a random while after work has begun."""

    def __init__(self, dice: random.Random) -> None:
        self._delay = dice.choice([0, 0.05, 0.2, 0.5, 1.0])
        self._left = dice.randrange(7)
        self._armed = False

    def __call__(self, event: dict[str, Any], running: Running) -> None:
        begun = event.get("phase") in ("exporting", "assembling", "verifying")
        finished = event["event"] == "unit_finished"
        self._left -= finished
        if (begun or finished) and self._left <= 0 and not self._armed:
            self._armed = True
            threading.Timer(self._delay, running.kill).start()


def kill_until_done(arguments: list[object], folder: Path, kills: int, seed: int) -> int:
    """Start and kill an export, then let it end; returns how often it was killed."""
    dice = random.Random(seed)
    killed = finished = tries = 0
    while killed < kills and tries < 6 * kills:
        tries += 1
        running = Running(*arguments, act=Killer(dice))
        code, told = running.wait()
        for event in running.of_kind("restored"):
            # What a run has reported as finished is never done again.
            assert event["units_done"] >= finished
            finished = event["units_done"]
        finished += len(running.of_kind("unit_finished"))
        assert gone(str(folder), SECONDS_TO_DIE), "something outlived the application"
        if code == 0:
            shutil.rmtree(folder)
            folder.mkdir()
            finished = 0
            continue
        assert code == -signal.SIGKILL, told
        killed += 1
        if not list(folder.glob("**/*.export_state")):
            # It was complete, or had not begun.
            shutil.rmtree(folder)
            folder.mkdir()
            finished = 0
    succeed(*arguments, "--quiet")
    return killed


def test_a_collected_project_is_the_same_however_often_it_was_killed(
    heavy_edit: Path, tmp_path: Path
) -> None:
    target = "cut.kdenlive"
    smooth, rough = tmp_path / "smooth", tmp_path / "rough"
    for folder in (smooth, rough):
        folder.mkdir()
    succeed("export", heavy_edit, "-o", smooth / target, "--collect", "copy", "--quiet")
    meant = tree(smooth)
    assert len(meant) == 8
    assert "cut media/clip 6.mp4" in meant
    arguments: list[object] = ["export", heavy_edit, "-o", rough / target, "--collect", "copy"]
    assert kill_until_done(arguments, rough, KILLS, seed=7) >= KILLS
    assert tree(rough) == meant
    assert sorted(path.name for path in rough.iterdir()) == sorted(["cut media", target])
    edit, missing = link(read_edit(rough / target))
    assert missing == ()
    assert len(list(clips_in(edit.sequence))) == 14


@pytest.mark.soak
def test_a_trimmed_draft_is_the_same_however_often_it_was_killed(tmp_path: Path) -> None:
    films = []
    for number in range(4):
        films.append(media.constant_rate(tmp_path / f"film {number}.mp4", 7 + number))
    edit = edit_of(tmp_path, films)
    smooth, rough = tmp_path / "smooth", tmp_path / "rough"
    options = ["--for", "jianying", "--collect", "trim", "--handles", "0.2"]
    for folder in (smooth, rough):
        folder.mkdir()
    succeed("export", edit, "-o", smooth / "draft", *options, "--quiet")
    meant = tree(smooth)
    media_there = [name for name in meant if name.startswith("draft/media/")]
    assert len(media_there) == 4
    arguments: list[object] = ["export", edit, "-o", rough / "draft", *options]
    kill_until_done(arguments, rough, 3, seed=3)
    # The draft names its folder.
    assert set(tree(rough)) == set(meant)
    assert {name: tree(rough)[name] for name in media_there} == {
        name: meant[name] for name in media_there
    }


@pytest.mark.soak
def test_what_was_killed_is_listed_shown_and_resumed(heavy_edit: Path, tmp_path: Path) -> None:
    output = tmp_path / "cut.xml"
    arguments = ["export", heavy_edit, "-o", output, "--collect", "copy", "--workers", "1"]
    running = Running(*arguments, act=kill_after(3))
    assert running.wait()[0] == -signal.SIGKILL
    (listed,) = map(json.loads, succeed("status", tmp_path, "--json").splitlines())
    assert listed["exporter"] == "project"
    assert listed["units_total"] == 8
    assert 3 <= listed["units_done"] < 8
    assert listed["source"] == "there"
    assert "cut.xml" in succeed("status", tmp_path)
    info = json.loads(succeed("state", "info", output, "--json"))
    assert info["source_match"] == "unchanged"
    assert info["segment_frames"] is None
    assert "cut.xml" in succeed("state", "info", output)
    succeed("state", "verify", output)
    other = reprise("export", heavy_edit, "-o", output, "--collect", "copy", "--to", "otio")
    assert other.returncode == 1
    assert "other settings" in other.stderr
    told = succeed("resume", output)
    assert "Restored" in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cut media", "cut.xml"]
    assert "complete" not in succeed("status", tmp_path)


@pytest.mark.soak
def test_a_project_without_media_is_written_at_once_from_a_film(tmp_path: Path) -> None:
    film = media.constant_rate(tmp_path / "film.mp4", 2)
    succeed("export", film, "-o", tmp_path / "film.fcpxml")
    sequence = link(read_edit(tmp_path / "film.fcpxml"))[0].sequence
    assert [clip.duration for clip in clips_in(sequence)] == [50, 50]
    again = reprise("export", film, "-o", tmp_path / "film.fcpxml")
    assert again.returncode == 2
    assert "already exists" in again.stderr
    succeed("export", film, "-o", tmp_path / "film.fcpxml", "--overwrite")


@pytest.mark.soak
def test_preflight_lists_what_will_be_refused_and_writes_nothing(tmp_path: Path) -> None:
    film = media.vp9(tmp_path / "film.webm", 1)
    output = tmp_path / "film.fcpxml"
    asked = ["export", film, "-o", output, "--for", "finalcut"]
    looked = reprise(*asked, "--preflight")
    assert looked.returncode == 1
    assert "film.webm" in looked.stdout
    refused = reprise(*asked)
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["film.webm"]
    forced = reprise(*asked, "--force")
    assert forced.returncode == 0
    assert losses_path(output).exists()
    assert losses_path(output).name in forced.stdout + forced.stderr
    fine = reprise("export", film, "-o", tmp_path / "x.kdenlive", "--preflight")
    assert fine.returncode == 0
    assert not (tmp_path / "x.kdenlive").exists()


@pytest.mark.soak
def test_options_that_do_not_fit_together_are_refused(tmp_path: Path) -> None:
    film = media.constant_rate(tmp_path / "film.mp4", 1)
    for asked in (
        ["-o", tmp_path / "a.mp4", "--collect", "copy"],
        ["-o", tmp_path / "a.otio", "--crf", "20"],
        ["-o", tmp_path / "a.otio", "--captions", "burn"],
        ["-o", tmp_path / "a.otio", "--for", "avid"],
        ["-o", tmp_path / "no" / "draft", "--for", "capcut"],
        ["-o", tmp_path / "film.mp4", "--to", "otio"],
    ):
        done = reprise("export", film, *asked)
        assert done.returncode == 2, (asked, done.stderr)
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]


def test_several_edits_become_several_projects(tmp_path: Path) -> None:
    films = [media.constant_rate(tmp_path / f"{name}.mp4", 1) for name in "ab"]
    succeed("export", *films, "-o", tmp_path / "out", "--for", "premiere")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.xml", "b.xml"]


def test_a_batch_of_projects_that_was_stopped_goes_on(tmp_path: Path) -> None:
    films = [media.constant_rate(tmp_path / f"{name}.mp4", 1) for name in "abc"]
    arguments = ["export", *films, "-o", tmp_path / "out", "--to", "otio", "--collect", "copy"]

    def kill_at_the_second(event: dict[str, Any], running: Running) -> None:
        if len(running.of_kind("item")) == 2:
            running.kill()

    assert Running(*arguments, act=kill_at_the_second).wait()[0] == -signal.SIGKILL
    told = succeed(*arguments)
    assert "1 skipped" in told
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "a media", "a.otio", "b media", "b.otio", "c media", "c.otio"
    ]  # fmt: skip
