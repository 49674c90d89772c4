"""A report never takes the place of a file that is not a report."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.jobs.report.document import FORMAT, document_of
from app.jobs.report.files import HTML_MARK, JSON_MARK
from app.jobs.report.maker import ReportMaker, encoded
from exporters.checkpoint.history import read_history
from exporters.durable import Storage
from exporters.engine.published import Published
from exporters.errors import DiskFull, ExportError
from tests.unit.app.jobs.report.told_journal import PUBLISHED, ToldJournal, whole_export
from tests.unit.exporters.video import plans


@pytest.fixture
def published(tmp_path: Path) -> Published:
    journal = whole_export(tmp_path / "out.export_state", plans.described()).write()
    return Published(tmp_path / "out.mp4", journal, **PUBLISHED)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if ".report" in path.name)


def test_both_files_are_written_and_named(published: Published) -> None:
    maker = ReportMaker(plans.BUILD)
    (sentence,) = maker(published)
    folder = published.output.parent
    assert names(folder) == ["out.mp4.report.html", "out.mp4.report.json"]
    assert maker.written == folder / "out.mp4.report.html"
    assert str(maker.written) in sentence
    assert maker.written.read_bytes().startswith(HTML_MARK)
    written = (folder / "out.mp4.report.json").read_bytes()
    assert written.startswith(JSON_MARK)
    assert json.loads(written)["format"] == FORMAT


def test_an_earlier_report_is_replaced(published: Published) -> None:
    ReportMaker()(published)
    first = (published.output.parent / "out.mp4.report.json").read_bytes()
    ReportMaker(clock=lambda: 2e9)(published)
    assert names(published.output.parent) == ["out.mp4.report.html", "out.mp4.report.json"]
    assert (published.output.parent / "out.mp4.report.json").read_bytes() != first


def a_link(path: Path) -> None:
    target = path.with_name("elsewhere")
    target.write_bytes(HTML_MARK)
    path.symlink_to(target)


OTHERS: dict[str, Callable[[Path], object]] = {
    "a page of the user's": lambda path: path.write_text("<!DOCTYPE html>\n<p>Mine"),
    "an empty file": lambda path: path.touch(),
    "a folder": lambda path: path.mkdir(),
    "a link to a report": a_link,
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a pipe": lambda path: os.mkfifo(path),
}


@pytest.mark.parametrize("suffix", ["html", "json"])
@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_not_a_report_stays(published: Published, kind: str, suffix: str) -> None:
    folder = published.output.parent
    other = folder / f"out.mp4.report.{suffix}"
    OTHERS[kind](other)
    before = other.lstat()
    ReportMaker()(published)
    after = other.lstat()
    assert (after.st_ino, after.st_mtime_ns, after.st_size) == (
        before.st_ino, before.st_mtime_ns, before.st_size,
    )  # fmt: skip
    ours = ["out.mp4.report-2.html", "out.mp4.report-2.json"]
    assert names(folder) == sorted([*ours, other.name])
    # The next one takes its own place again, not a third.
    ReportMaker()(published)
    assert names(folder) == sorted([*ours, other.name])


class FullDisk(Storage):
    def create_file(self, path: Path, content: bytes) -> None:
        raise DiskFull("There is no room.", "Make some.")


def test_what_cannot_be_written_is_a_sentence_that_calls_the_output_complete(
    published: Published,
) -> None:
    with pytest.raises(ExportError, match=r"^The output is complete, but its report .* no room"):
        ReportMaker(storage=FullDisk())(published)
    assert names(published.output.parent) == []


def test_without_a_journal_there_is_a_sentence_too(published: Published) -> None:
    published.journal.unlink()
    with pytest.raises(ExportError, match=r"^The output is complete"):
        ReportMaker()(published)


def test_an_exporter_of_other_things_gets_a_report_of_what_is_known(tmp_path: Path) -> None:
    told = ToldJournal(tmp_path / "out.export_state").exporting(0, 1)
    for index in range(10):
        told.unit(index, 10 + index)
    journal = told.finish(30).write()
    published = Published(tmp_path / "out.bin", journal, 10_000, "9d" * 16)
    ReportMaker()(published)
    document = json.loads((tmp_path / "out.bin.report.json").read_bytes())
    assert document["source"] is document["ffmpeg"] is document["bit_rate"] is None
    assert document["segments"]["sizes"] == [1000] * 10
    assert document["speed"]["mean"] == pytest.approx(100 / 29)


def test_a_damaged_journal_gives_a_report_of_what_is_left(published: Published) -> None:
    content = published.journal.read_bytes()
    published.journal.write_bytes(content[: len(content) - 60] + bytes(30) + content[-30:])
    assert read_history(published.journal).state.damage
    ReportMaker()(published)
    document = json.loads((published.output.parent / "out.mp4.report.json").read_bytes())
    assert "is damaged" in document["journal"]["damage"]


def test_json_holds_whatever_a_forged_journal_asks_for(tmp_path: Path) -> None:
    told = ToldJournal(tmp_path / "out.export_state").exporting(0, 1).finish(2)
    story = told.story()
    story.history.state.request.update(
        {"nan": float("nan"), "bytes": b"\xff", "\udce9": ["\ud800", {"a\nb": float("inf")}]}
    )

    def refused(constant: str) -> None:
        raise AssertionError(constant)

    text = encoded(document_of(story, None)).decode("ascii")
    request = json.loads(text, parse_constant=refused)["request"]
    assert request["nan"] is None
    assert request["bytes"] == "ff"
    assert request["\\udce9"] == ["\\ud800", {"a\\nb": None}]
