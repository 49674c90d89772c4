"""The command line as people and scripts meet it."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import media_factory as media
from tests.commands import (
    ROOT,
    Running,
    command,
    companions,
    digest,
    gone,
    kill_after,
    reprise,
    small_disk,
    succeed,
)
from tests.examples import SHARE, examples

LOSSLESS = ("--video-encoder", "ffv1", "--segment-seconds", "0.5")
QUICK = ("--encoder-preset", "ultrafast", "--segment-seconds", "0.5")


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return media.constant_rate(tmp_path_factory.mktemp("films") / "film.mp4")


def test_nothing_but_the_output_is_left(film: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.mp4"
    succeed("export", film, "-o", output, *QUICK)
    assert [path.name for path in tmp_path.iterdir()] == ["out.mp4"]


def test_parts_are_kept_where_the_user_says(film: Path, tmp_path: Path) -> None:
    output, state, parts = tmp_path / "out.mp4", tmp_path / "state", tmp_path / "parts"
    succeed(
        "export", film, "-o", output, *QUICK, "--state", state, "--parts", parts, "--keep-parts"
    )
    assert state.is_file()
    assert len(list(parts.iterdir())) >= 4
    assert companions(output) == []


def test_an_existing_output_is_kept(film: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.mp4"
    output.write_text("mine")
    done = reprise("export", film, "-o", output, *QUICK)
    assert done.returncode == 2
    assert "already exists" in done.stderr
    assert output.read_text() == "mine"
    succeed("export", film, "-o", output, *QUICK, "--overwrite")
    assert len(media.decoded_hashes(output)) == 50


BAD: list[tuple[int, tuple[str, ...]]] = [
    (2, ("export",)),
    (2, ("export", "FILM")),
    (2, ("export", "FILM", "-o", "out.txt")),
    (2, ("export", "FILM", "-o", "FILM", "--overwrite")),
    (2, ("export", "FILM", "-o", "nowhere/out.mp4")),
    (2, ("export", "FILM", "-o", "out.mp4", "--crf", "99")),
    (2, ("export", "FILM", "-o", "out.mp4", "--video-encoder", "libx262")),
    (2, ("export", "FILM", "-o", "out.webm", "--video-encoder", "libx264")),
    (2, ("export", "FILM", "-o", "out.mp4", "--set", "crf")),
    (2, ("export", "FILM", "-o", "out.mp4", "--set", "stats=/etc/passwd")),
    (2, ("export", "FILM", "-o", "out.mp4", "--set", "threads=8")),
    (2, ("export", "FILM", "-o", "out.mp4", "--set", "tune=nonsense")),
    (2, ("export", "FILM", "-o", "out.mp4", "--set", "nonsense=1")),
    (2, ("export", "FILM", "-o", "out.mp4", "--video-encoder", "x265", "--set", "nonsense=1")),
    (2, ("export", "FILM", "-o", "out.mp4", "--video-encoder", "av1", "--set", "nonsense=1")),
    (2, ("export", "FILM", "-o", "out.mp4", "--start", "soon")),
    (2, ("export", "FILM", "-o", "out.mp4", "--start", "100")),
    (2, ("export", "FILM", "-o", "out.mp4", "--start", "2", "--end", "1")),
    (2, ("export", "FILM", "-o", "out.mp4", "--audio", "7")),
    (2, ("export", "FILM", "-o", "out.mp4", "--audio-bitrate", "much")),
    (2, ("export", "FILM", "-o", "out.mp4", "--scale", "big")),
    (2, ("export", "FILM", "-o", "out.mp4", "--fps", "0")),
    (2, ("export", "FILM", "-o", "out.mp4", "--preset", "../web-1080p")),
    (2, ("export", "FILM", "-o", "out.mp4", "--ffmpeg", "/bin/true")),
    (2, ("export", "FILM", "-o", "out.mp4", "--workers", "0")),
    (2, ("export", "FILM", "-o", "out.mp4", "--segment-seconds", "nan")),
    (1, ("export", "missing.mp4", "-o", "out.mp4")),
    (1, ("export", "rubbish.mp4", "-o", "out.mp4")),
    (1, ("export", "empty.mp4", "-o", "out.mp4")),
    (1, ("export", ".", "-o", "out.mp4")),
    (1, ("export", "playlist.m3u8", "-o", "out.mp4")),
    (1, ("resume", "out.mp4")),
    (1, ("probe", "rubbish.mp4")),
    (2, ("presets", "nothing")),
    (2, ("clean", "--yes", "--dry-run")),
    (2, ("status", "no/where")),
    (2, ("fly",)),
]


@pytest.mark.parametrize(("code", "arguments"), BAD)
def test_what_cannot_be_is_refused_in_words(
    code: int, arguments: tuple[str, ...], film: Path, tmp_path: Path
) -> None:
    media.unreadable_bytes(tmp_path / "rubbish.mp4")
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "playlist.m3u8").write_text("#EXTM3U\n#EXTINF:1,\n/etc/passwd\n")
    before = sorted(path.name for path in tmp_path.iterdir())
    given = [str(film) if argument == "FILM" else argument for argument in arguments]
    done = reprise(*given, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr) > 20
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_any_name_will_do(film: Path, tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    reference = tmp_path / "reference.mp4"
    succeed("export", film, "-o", reference, *QUICK)
    copies = media.hostile_copies(film, sources)
    for number, source in enumerate(copies if SHARE >= 1 else copies[::2]):
        output = tmp_path / str(number) / source.name
        output.parent.mkdir()
        done = reprise("export", "-o", output, *QUICK, "--", source)
        assert done.returncode == 0, (source, done.stderr)
        assert digest(output) == digest(reference), source
        assert [path.name for path in output.parent.iterdir()] == [source.name]


def test_a_batch_goes_on_after_failures_and_skips_what_is_done(film: Path, tmp_path: Path) -> None:
    sources, folder = tmp_path / "in", tmp_path / "out"
    sources.mkdir()
    for name in ("a.mp4", "c.mp4"):
        os.link(film, sources / name)
    media.unreadable_bytes(sources / "b.mp4")
    arguments = ["export", *sorted(sources.iterdir()), "-o", folder, *QUICK]
    done = reprise(*arguments)
    assert done.returncode == 1
    assert "2 exported, 0 skipped, 1 failed, 0 left" in done.stdout
    assert digest(folder / "a.mp4") == digest(folder / "c.mp4")
    first = (folder / "a.mp4").stat().st_mtime_ns
    (sources / "b.mp4").unlink()
    os.link(film, sources / "b.mp4")
    again = reprise(*arguments)
    assert again.returncode == 0, again.stderr
    assert "1 exported, 2 skipped, 0 failed, 0 left" in again.stdout
    assert (folder / "a.mp4").stat().st_mtime_ns == first
    assert sorted(path.name for path in folder.iterdir()) == ["a.mp4", "b.mp4", "c.mp4"]


def test_a_batch_that_was_killed_goes_on(film: Path, tmp_path: Path) -> None:
    sources, folder = tmp_path / "in", tmp_path / "out"
    sources.mkdir()
    for name in ("a.mp4", "b.mp4", "c.mp4"):
        os.link(film, sources / name)
    arguments = ["export", *sorted(sources.iterdir()), "-o", folder, *QUICK]

    def kill(event: dict[str, Any], running: Running) -> None:
        if event["event"] == "unit_finished" and len(running.of_kind("finished")) == 1:
            running.kill()

    Running(*arguments, act=kill).wait()
    assert gone(str(tmp_path), 2.0)
    told = succeed(*arguments)
    assert "1 skipped" in told
    assert {digest(path) for path in folder.iterdir()} == {digest(folder / "a.mp4")}


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX's")
@pytest.mark.parametrize(("answer", "restored"), [(b"\n", True), (b"n\n", False)])
def test_at_a_terminal_it_asks_whether_to_go_on(
    answer: bytes, restored: bool, film: Path, tmp_path: Path
) -> None:
    import pty

    output = tmp_path / "out.mp4"

    arguments = ("export", film, "-o", output, *QUICK)
    Running(*arguments, act=kill_after(1)).wait()
    assert gone(str(tmp_path), 2.0)
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command(*arguments), stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    while True:
        try:
            shown += os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if answer and b"Go on with it?" in shown:
            os.write(ours, answer)
            answer = b""
    assert process.wait() == 0
    os.close(ours)
    assert (b"Restored" in shown) is restored, shown
    assert b"Wrote" in shown
    assert len(media.decoded_hashes(output)) == 50


def test_scripts_get_one_json_object_a_line(film: Path, tmp_path: Path) -> None:
    told = succeed("export", film, "-o", tmp_path / "out.mp4", *QUICK, "--json")
    events = [json.loads(line) for line in told.splitlines()]
    kinds = [event["event"] for event in events]
    assert kinds[-1] == "finished"
    assert kinds.count("unit_finished") == events[-2]["units_total"]
    phases = [event["phase"] for event in events if event["event"] == "progress"]
    # A phase that is over within a tenth of a second may be left out.
    order = ["preparing", "exporting", "assembling", "verifying", "reporting"]
    seen = list(dict.fromkeys(phases))
    assert seen == [phase for phase in order if phase in seen]
    assert seen[-1] == "reporting"
    assert "exporting" in seen
    assert events[-1]["size"] == (tmp_path / "out.mp4").stat().st_size


def test_a_second_process_is_told_who_is_at_work(film: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.mp4"
    refusals: list[subprocess.CompletedProcess[str]] = []

    def start_another(event: dict[str, Any], running: Running) -> None:
        if event["event"] == "unit_finished" and not refusals:
            running.signal(19)  # SIGSTOP: the first one stays as it is
            refusals.append(reprise("export", film, "-o", output, *QUICK))
            running.signal(18)

    running = Running("export", film, "-o", output, *QUICK, act=start_another)
    code, _ = running.wait()
    assert code == 0
    assert refusals[0].returncode == 1
    assert str(running.process.pid) in refusals[0].stderr


@pytest.fixture(scope="module")
def incompressible(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A film of noise, and the digest of its export with ``LOSSLESS``."""
    folder = tmp_path_factory.mktemp("noise")
    noise = "nullsrc=size=160x96:rate=25:duration=4,geq=random(1)*255:128:128"
    media.ffmpeg("-f", "lavfi", "-i", noise, "-c:v", "ffv1", folder / "film.mkv")
    succeed("export", folder / "film.mkv", "-o", folder / "reference.mkv", *LOSSLESS)
    return folder / "film.mkv", digest(folder / "reference.mkv")


def test_an_export_waits_for_room_and_goes_on(
    incompressible: tuple[Path, str], tmp_path: Path
) -> None:
    film, expected = incompressible
    with small_disk(tmp_path / "small", 6) as folder:
        ballast = folder / "ballast"
        ballast.write_bytes(b"x" * (4 << 20))
        waited: list[str] = []

        def make_room(event: dict[str, Any], running: Running) -> None:
            if event["event"] == "warning" and "is full" in event["message"]:
                waited.append(event["message"])
                ballast.unlink(missing_ok=True)

        output = folder / "out.mkv"
        code, told = Running("export", film, "-o", output, *LOSSLESS, act=make_room).wait()
        assert code == 0, told
        assert waited
        assert digest(output) == expected
        assert [path.name for path in folder.iterdir()] == ["out.mkv"]


def test_an_export_stopped_on_a_full_disk_goes_on_later(
    incompressible: tuple[Path, str], tmp_path: Path
) -> None:
    film, expected = incompressible
    with small_disk(tmp_path / "small", 6) as folder:
        ballast = folder / "ballast"
        ballast.write_bytes(b"x" * (4 << 20))

        def stop(event: dict[str, Any], running: Running) -> None:
            if event["event"] == "warning" and "is full" in event["message"]:
                running.kill()

        output = folder / "out.mkv"
        code, _ = Running("export", film, "-o", output, *LOSSLESS, act=stop).wait()
        assert code == -9
        ballast.unlink()
        succeed("export", film, "-o", output, *LOSSLESS)
        assert digest(output) == expected


def test_leftovers_are_found_and_removed(film: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.mp4"

    Running("export", film, "-o", output, *QUICK, act=kill_after(1)).wait()
    assert gone(str(tmp_path), 2.0)
    (tmp_path / "mine.mp4.tmp").touch()
    listed = succeed("clean", tmp_path, "--dry-run", "--all")
    assert "export_state" in listed
    assert companions(output)
    succeed("clean", tmp_path, "--yes", "--all")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.mp4.tmp"]


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from app.cli.main import reprise\n"
        "try: reprise.main(['--help'], prog_name='reprise')\n"
        "except SystemExit: pass\n"
        "print([n for n in ('av', 'rich', 'psutil', 'ffmpeg', 'msgpack', 'PySide6', 'asyncio')"
        " if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_random_arguments_never_give_a_traceback(film: Path, tmp_path: Path) -> None:
    dice = random.Random(20)
    words = [
        "--crf", "--fps", "--start", "--end", "--scale", "--audio", "--set", "-1", "0", "1e9",
        "\udcff", "--", "%s", "12:99", "1/0", "all", "none", "copy", "--json", "--quiet", "-o", "",
        "-p", "lossless", "--workers", "2", "--segment-seconds", "inf", "∞", "--audio-encoder",
    ]  # fmt: skip
    for _ in range(examples(80)):
        extra = [dice.choice(words) for _ in range(dice.randrange(1, 6))]
        done = subprocess.run(
            command("export", film, "-o", "x.mp4", "--end", "0.1", *extra),
            cwd=tmp_path, capture_output=True, timeout=60, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        assert b"Traceback" not in done.stderr, (extra, done.stderr)
        assert done.returncode in (0, 1, 2), (extra, done.stderr)
        for path in tmp_path.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
