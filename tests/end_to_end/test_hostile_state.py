"""Journals and parts that were damaged or exchanged: healed or refused, never believed."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import media_factory as media
from tests.commands import Running, companions, digest, kill_after, reprise, succeed

SETTINGS = ("--video-encoder", "ffv1", "--audio-encoder", "flac", "--segment-seconds", "0.5")


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with a film and its interrupted export, and the digest that must come out."""
    folder = tmp_path_factory.mktemp("stopped")
    film = media.constant_rate(folder / "film.mp4", seconds=3)
    succeed("export", film, "-o", folder / "reference.mkv", *SETTINGS)

    while True:
        Running("export", film, "-o", folder / "out.mkv", *SETTINGS, act=kill_after(3)).wait()
        if (folder / "out.mkv.export_state").exists():
            break
        (folder / "out.mkv").unlink()
    return folder, digest(folder / "reference.mkv")


@pytest.fixture
def case(stopped: tuple[Path, str], tmp_path: Path) -> tuple[Path, str]:
    """A copy of it to spoil."""
    folder, expected = stopped
    shutil.copytree(folder, tmp_path / "case")
    return tmp_path / "case", expected


def parts(folder: Path) -> list[Path]:
    return sorted((folder / "out.mkv.export_parts").glob("[0-9a-f]*-*"))


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place % len(content)] ^= 0xFF
    path.write_bytes(bytes(content))


def truncated_journal(folder: Path) -> None:
    journal = folder / "out.mkv.export_state"
    journal.write_bytes(journal.read_bytes()[:-7])


def lost_journal(folder: Path) -> None:
    (folder / "out.mkv.export_state").unlink()


def rubbish_journal(folder: Path) -> None:
    (folder / "out.mkv.export_state").write_bytes(b"\x89REPRISE" + bytes(range(256)) * 20)


def empty_journal(folder: Path) -> None:
    (folder / "out.mkv.export_state").write_bytes(b"")


def flipped_journal(folder: Path) -> None:
    flip(folder / "out.mkv.export_state", 700)


def flipped_part(folder: Path) -> None:
    flip(parts(folder)[0], 5000)


def shortened_part(folder: Path) -> None:
    part = parts(folder)[1]
    part.write_bytes(part.read_bytes()[:-1])


def lost_parts(folder: Path) -> None:
    for part in parts(folder)[:2]:
        part.unlink()


def exchanged_parts(folder: Path) -> None:
    first, second = parts(folder)[:2]
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)


def part_of_another_plan(folder: Path) -> None:
    part = parts(folder)[0]
    part.rename(part.with_name("f" * 16 + part.name[16:]))


def both_damaged(folder: Path) -> None:
    rubbish_journal(folder)
    flipped_part(folder)


def part_replaced_by_a_link(folder: Path) -> None:
    part = parts(folder)[0]
    elsewhere = folder / "elsewhere"
    part.rename(elsewhere)
    part.symlink_to(elsewhere)


HEALED: list[Callable[[Path], None]] = [
    truncated_journal, lost_journal, rubbish_journal, empty_journal, flipped_journal, flipped_part,
    shortened_part, lost_parts, exchanged_parts, part_of_another_plan, both_damaged,
    part_replaced_by_a_link,
]  # fmt: skip


@pytest.mark.parametrize("spoil", HEALED)
def test_damage_is_healed(spoil: Callable[[Path], None], case: tuple[Path, str]) -> None:
    folder, expected = case
    spoil(folder)
    output = folder / "out.mkv"
    done = reprise("export", folder / "film.mp4", "-o", output, *SETTINGS)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert digest(output) == expected


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(2, 6))]
)
def test_random_damage_is_healed_or_refused_in_words(seed: int, case: tuple[Path, str]) -> None:
    folder, expected = case
    dice = random.Random(seed)
    for path in [folder / "out.mkv.export_state", *parts(folder)]:
        if dice.random() < 0.6:
            for _ in range(dice.randrange(1, 20)):
                flip(path, dice.randrange(10**6))
    output = folder / "out.mkv"
    done = reprise("export", folder / "film.mp4", "-o", output, *SETTINGS)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0, done.stderr
    assert digest(output) == expected


def refused(done: Any, *words: str) -> None:
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert all(word in done.stderr for word in words), done.stderr


def test_a_newer_journal_is_refused_and_kept(case: tuple[Path, str]) -> None:
    folder, _ = case
    journal = folder / "out.mkv.export_state"
    content = bytearray(journal.read_bytes())
    content[8] = 9
    import zlib

    content[20:24] = zlib.crc32(bytes(content[:20])).to_bytes(4, "little")
    journal.write_bytes(bytes(content))
    before = len(parts(folder))
    refused(reprise("export", folder / "film.mp4", "-o", folder / "out.mkv", *SETTINGS), "newer")
    refused(reprise("resume", folder / "out.mkv"), "newer")
    assert journal.read_bytes() == bytes(content)
    assert len(parts(folder)) == before


def test_other_settings_are_refused_and_nothing_is_lost(case: tuple[Path, str]) -> None:
    folder, expected = case
    film, output = folder / "film.mp4", folder / "out.mkv"
    refused(reprise("export", film, "-o", output, *SETTINGS, "--scale", "80x48"), "other settings")
    assert "Restored" in succeed("resume", output)
    assert digest(output) == expected


def test_another_source_is_refused_and_starting_over_works(case: tuple[Path, str]) -> None:
    folder, _ = case
    film, output = folder / "film.mp4", folder / "out.mkv"
    film.unlink()
    media.constant_rate(film, seconds=1)
    refused(reprise("resume", output), "changed")
    refused(reprise("export", film, "-o", output, *SETTINGS), "changed")
    assert len(parts(folder)) >= 3
    succeed("export", film, "-o", output, *SETTINGS, "--no-resume")
    assert len(media.decoded_hashes(output)) == 25


def test_a_missing_source_is_said(case: tuple[Path, str]) -> None:
    folder, _ = case
    (folder / "film.mp4").unlink()
    refused(reprise("resume", folder / "out.mkv"), "missing")


def test_an_output_that_appeared_meanwhile_is_kept(case: tuple[Path, str]) -> None:
    folder, expected = case
    output = folder / "out.mkv"
    output.write_text("mine")
    done = reprise("export", folder / "film.mp4", "-o", output, *SETTINGS)
    assert done.returncode == 2
    assert output.read_text() == "mine"
    succeed("export", folder / "film.mp4", "-o", output, *SETTINGS, "--overwrite")
    assert digest(output) == expected
    assert companions(output) == []


def test_foreign_files_among_the_parts_stay(case: tuple[Path, str]) -> None:
    folder, expected = case
    foreign = folder / "out.mkv.export_parts" / "holiday.jpg"
    foreign.write_text("mine")
    succeed("export", folder / "film.mp4", "-o", folder / "out.mkv", *SETTINGS)
    assert foreign.read_text() == "mine"
    assert digest(folder / "out.mkv") == expected
