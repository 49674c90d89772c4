"""Takes the examples out of docs/resume-api.md and runs each as a program of its own."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from exporters.media.ffmpeg import find_ffmpeg
from exporters.resume_export import ExportResumer
from tests.document_examples import LIMIT, ROOT, end, examples_in, kill_after, start

DOCUMENT = ROOT / "docs" / "resume-api.md"


def examples() -> dict[str, str]:
    return examples_in(DOCUMENT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, code in examples().items():
        (tmp_path / name).write_text(code, "utf-8")
    return tmp_path


def test_every_example_is_run_here() -> None:
    assert set(examples()) == {"loop.py", "plain.py", "book.py", "video.py"}


def test_the_loop_writes_everything_and_forgets_its_state(folder: Path) -> None:
    assert end(start(folder, "loop.py")) == ["begins with 0", "complete"]
    assert len(list((folder / "frames").iterdir())) == 200
    assert not list(folder.glob("*export_state*"))


def test_the_loop_goes_on_where_it_stopped(folder: Path) -> None:
    resumer = ExportResumer(folder / "frames.export_state")
    resumer.save_state(150)
    resumer.close()
    assert end(start(folder, "loop.py")) == ["begins with 150", "complete"]
    written = sorted(path.name for path in (folder / "frames").iterdir())
    assert written == [f"{number:04}.txt" for number in range(150, 200)]


def test_a_killed_loop_begins_with_what_was_saved_last(folder: Path) -> None:
    code = (folder / "loop.py").read_text("utf-8")
    slow = re.sub(
        r"^( +)resumer\.save_state\(.*$",
        r"\g<0>\n\1if number == 20:\n\1    resumer.save_now()\n"
        r"\1    print('saved', flush=True)\n\1    import time\n\1    time.sleep(60)",
        code,
        count=1,
        flags=re.M,
    )
    assert slow != code
    (folder / "slow.py").write_text(slow, "utf-8")
    kill_after(start(folder, "slow.py"), "saved")
    assert end(start(folder, "loop.py")) == ["begins with 21", "complete"]
    assert len(list((folder / "frames").iterdir())) == 200


def test_a_plain_exporter_is_wrapped(folder: Path) -> None:
    printed = end(start(folder, "plain.py"))
    assert (folder / "cues.txt").read_text() == "01 Dawn\n02 Noon\n03 Dusk\n"
    assert "01 Dawn" in printed
    assert any(line.endswith(" 1/1") for line in printed)
    assert not list(folder.glob("cues.txt.*"))


def test_a_killed_export_with_units_goes_on_and_writes_the_same(folder: Path) -> None:
    other = folder / "undisturbed"
    other.mkdir()
    (other / "book.py").write_text(examples()["book.py"], "utf-8")
    undisturbed = start(other, "book.py")

    kill_after(start(folder, "book.py"), "finished", times=3)
    assert not (folder / "book.txt").exists()
    printed = end(start(folder, "book.py"))

    restored = re.fullmatch(r"restored (\d+) of 20", printed[0])
    assert restored
    assert int(restored[1]) >= 3
    made_again = [line for line in printed if line.startswith("finished ")]
    assert len(made_again) == 20 - int(restored[1])
    assert printed[-1] == "wrote book.txt"
    assert len([line for line in end(undisturbed) if line.startswith("finished ")]) == 20
    assert (folder / "book.txt").read_bytes() == (other / "book.txt").read_bytes()
    assert not list(folder.glob("book.txt.*"))


def test_a_video_is_exported(folder: Path) -> None:
    film = ["-f", "lavfi", "-i", "testsrc2=size=640x480:rate=25:duration=0.4"]
    command = [str(find_ffmpeg().path), "-v", "error", *film, str(folder / "film.mov")]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, timeout=LIMIT)
    assert end(start(folder, "video.py")) == ["wrote film.mp4"]
    assert (folder / "film.mp4").stat().st_size > 1000
