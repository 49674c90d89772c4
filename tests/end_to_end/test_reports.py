"""Reports of real exports, killed ones too, and of runs that die while they write one."""

from __future__ import annotations

import json
import os
import re
import signal
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from blake3 import blake3

from app.jobs.report.files import HTML_MARK
from app.jobs.report.maker import ReportMaker
from exporters.cancel import CancelToken
from exporters.durable import DISK, Storage
from exporters.engine.published import Published
from exporters.errors import DiskFull
from exporters.events import Finished, Warned
from exporters.resume_export import ResumableExporter
from tests import media_factory as media
from tests.commands import Running, companions, kill_after, reprise, succeed
from tests.engine_bench import OPTIONS, SURROUNDINGS, Bench
from tests.examples import SHARE
from tests.faulty_storage import FaultyStorage, SimulatedCrash
from tests.synthetic_exporter import REQUEST, SyntheticExporter, expected

SETTINGS = ("--segment-seconds", 0.5, "--save-interval", 0.1, "--workers", 2, "--report")
SLOW = ("--encoder-preset", "veryslow")
PART = re.compile(r"[0-9a-f]{16}-([0-9]{6})-")
SMALL = {**REQUEST, "units": 3, "size": 20}


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return media.two_languages(tmp_path_factory.mktemp("films") / "film.mp4", seconds=4)


def read(output: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(Path(f"{output}.report.json").read_bytes())
    return document


def part_sizes(output: Path) -> dict[int, int]:
    """Bytes of each unit's part, from the names in the folder."""
    found = {}
    for path in Path(f"{output}.export_parts").iterdir():
        if match := PART.match(path.name):
            found[int(match[1])] = path.stat().st_size
    return found


def test_the_report_of_a_killed_export_tells_what_can_be_measured(
    film: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out put.mp4"
    command = ["export", film, "-o", output, *SETTINGS, "--keep-parts", *SLOW]
    running = Running(*command, act=kill_after(3))
    began = time.time()
    assert running.wait()[0] == -signal.SIGKILL
    killed = time.time()
    done_before = len(part_sizes(output))
    time.sleep(0.5)
    resumed = time.time()
    told = succeed(*command)
    ended = time.time()

    report = read(output)
    page = Path(f"{output}.report.html").read_bytes()
    assert page.startswith(HTML_MARK)
    assert "out put.mp4.report.html" in told
    assert re.fullmatch(
        r"Finished in [\d.]+ s with 1 interruption; nothing finished was lost\.", report["headline"]
    )
    assert report["headline"].encode() in page
    (one,) = report["interruptions"]
    assert one["how"] == "died"
    assert one["phase"] == "exporting"
    # A unit's time is cut to whole seconds; all else is exact.
    assert began <= one["stopped"] <= killed
    assert resumed <= one["went_on"] <= ended
    assert one["units_kept"] == done_before >= 3
    assert one["units_damaged"] == 0
    assert began <= report["times"]["began"] <= report["times"]["ended"] <= ended
    check_figures(report, output)


def check_figures(report: dict[str, Any], output: Path) -> None:
    """Figures of a report against what is measured without it."""
    sizes = part_sizes(output)
    content = output.read_bytes()
    count = report["segments"]["count"]
    assert report["output"]["size"] == len(content)
    assert report["output"]["digest"] == blake3(content).hexdigest()[:32]
    assert report["work"]["units"] == len(sizes)
    assert report["segments"]["sizes"] == [sizes[index] for index in range(count)]
    assert [sound["size"] for sound in report["sound"]] == [
        sizes[index] for index in range(count, len(sizes))
    ]
    streams = {"v:0": 0, "a:0": 0, "a:1": 0}
    for stream in streams:
        streams[stream] = len(media.packet_times(output, stream))
    packets = report["verification"]["packets"]
    assert [one["count"] for one in packets] == list(streams.values())
    assert sum(report["segments"]["work"]) == streams["v:0"] == 100
    assert report["verification"]["frames_planned"] == 100
    assert report["output"]["media"]["video"]["frames"] == 100
    assert report["source"]["name"].endswith("film.mp4")


def test_a_stop_and_a_resume_with_other_commands_are_one_story(film: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.mp4"
    sent: list[int] = []

    def stop(event: dict[str, Any], running: Running) -> None:
        if event["event"] == "unit_finished" and not sent:
            sent.append(signal.SIGTERM)
            running.signal(signal.SIGTERM)

    command = ["export", film, "-o", output, *SETTINGS[:-1], *SLOW]
    assert Running(*command, act=stop).wait()[0] == 75
    succeed("resume", output, "--report")
    report = read(output)
    assert [one["how"] for one in report["interruptions"]] == ["stopped"]
    assert [session["ended_by"] for session in report["sessions"]] == ["stopped", "finished"]
    assert companions(output) == ["out.mp4.report.html", "out.mp4.report.json"]


def test_without_being_asked_there_is_no_report(film: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.mp4"
    succeed("export", film, "-o", output, "--audio", "none")
    assert companions(output) == []
    succeed("export", film, "-o", output, "--audio", "none", "--overwrite", "--no-report")
    assert companions(output) == []


def test_names_that_are_no_text_reach_the_report_as_escapes(film: Path, tmp_path: Path) -> None:
    source = tmp_path / os.fsdecode(b"<b>\xe9\n.mp4")
    os.link(film, source)
    output = tmp_path / os.fsdecode(b"\"'&\xff.mp4")
    done = reprise("export", source, "-o", output, "--report", "--quiet")
    assert done.returncode == 0, done.stderr
    page = Path(f"{output}.report.html").read_bytes().decode("utf-8")
    assert "&lt;b&gt;\\udce9\\n.mp4" in page
    assert "&#34;&#39;&amp;\\udcff.mp4" in page
    report = read(output)
    assert report["source"]["name"] == "<b>\\udce9\\n.mp4"


def test_a_batch_writes_a_report_beside_each_output(film: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.mp4"
    os.link(film, second)
    succeed("export", film, second, "-o", tmp_path / "out", "--report", "--audio", "none")
    for name in ("film.mp4", "second.mp4"):
        assert read(tmp_path / "out" / name)["output"]["name"] == name


# With the engine alone


class ReportBench(Bench):
    """Exports that write a report through the same storage."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.options = replace(OPTIONS, save_interval=1e6)

    def run(self, storage: Storage = DISK) -> Path:
        self.token = CancelToken()
        self.events = []
        surroundings = replace(SURROUNDINGS, storage=storage, synchronous_journal=True)
        resumable = ResumableExporter(
            self.exporter,
            options=self.options,
            subscriber=self.events.append,
            token=self.token,
            surroundings=surroundings,
            on_published=ReportMaker(storage=storage),
        )
        return resumable.export(SMALL, self.output)

    @property
    def html(self) -> Path:
        return Path(f"{self.output}.report.html")

    def left(self) -> set[str]:
        """Names beside the output, without temporary files that `reprise clean` finds."""
        return {path.name for path in self.folder.iterdir() if not path.match(".reprise-*.tmp")}

    def is_reported(self) -> bool:
        """Output and both halves of the report are whole, and nothing else is there."""
        document = Path(f"{self.output}.report.json")
        wanted = {self.output.name, self.html.name, document.name}
        whole = self.html.read_bytes().endswith(b"</html>")
        figures = json.loads(document.read_bytes())
        return (
            self.left() == wanted
            and whole
            and figures["output"]["size"] == len(expected(SMALL))
            and figures["segments"]["count"] == 3
        )


@pytest.mark.parametrize("loss", ["process killed", "power cut"])
def test_a_stop_before_any_operation_ends_with_a_report_after_the_next_start(
    tmp_path: Path, loss: str
) -> None:
    first = ReportBench(tmp_path / "count")
    first.folder.mkdir()
    counting = FaultyStorage(first.folder)
    first.run(counting)
    operations = [path.name for _, path in counting.operations]
    published = max(at for at, name in enumerate(operations) if name == first.output.name)
    assert first.html.name in operations[published:]
    repeated = 0
    step = 1 if SHARE >= 1 else 2
    for stop_at in range(published - 2, len(operations), step):
        bench = ReportBench(tmp_path / str(stop_at))
        bench.folder.mkdir()
        storage = FaultyStorage(bench.folder, stop_at)
        with pytest.raises(SimulatedCrash):
            bench.run(storage)
        if loss == "power cut":
            storage.lose_unsynced()
        for half in (bench.html, Path(f"{bench.output}.report.json")):
            assert not half.exists() or half.read_bytes().rstrip().endswith((b"</html>", b"}"))
        bench.exporter = SyntheticExporter()
        if bench.journal.exists():
            assert bench.run() == bench.output
            repeated += 1
            # Nothing finished was done again for the report's sake.
            assert not bench.exporter.begun or stop_at < published
        assert bench.is_reported(), (stop_at, storage.operations[-1], bench.left())
    assert repeated > 8 // step


@pytest.mark.parametrize("error", [DiskFull("Full."), ValueError("a defect")])
def test_a_report_that_fails_is_a_warning(tmp_path: Path, error: Exception) -> None:
    bench = Bench(tmp_path)

    def fail(published: Published) -> tuple[str, ...]:
        assert published.output.read_bytes() == expected(REQUEST)
        assert published.journal.exists()
        raise error

    resumable = ResumableExporter(
        bench.exporter,
        options=OPTIONS,
        subscriber=bench.events.append,
        surroundings=SURROUNDINGS,
        on_published=fail,
    )
    resumable.export(REQUEST, bench.output)
    assert bench.is_complete()
    (warned,) = bench.seen(Warned)
    assert str(error) in warned.message
    assert bench.seen(Finished)


def test_a_report_of_which_one_operation_fails_harms_nothing(tmp_path: Path) -> None:
    counting = ReportBench(tmp_path / "count")
    counting.folder.mkdir()
    storage = FaultyStorage(counting.folder)
    counting.run(storage)
    names = [path.name for _, path in storage.operations]
    published = max(at for at, name in enumerate(names) if name == counting.output.name)
    # The phase "reporting" begins with its record.
    reporting = names.index(counting.journal.name, published)
    for stop_at in range(reporting, len(names)):
        bench = ReportBench(tmp_path / str(stop_at))
        bench.folder.mkdir()
        failing = FaultyStorage(bench.folder, stop_at, fail_with=DiskFull("Full."))
        assert bench.run(failing) == bench.output
        assert bench.output.read_bytes() == expected(SMALL)
        if not bench.html.exists():
            assert bench.seen(Warned)


def test_the_next_start_reports_on_a_run_that_died_before_it_could(tmp_path: Path) -> None:
    bench = ReportBench(tmp_path)

    def die(published: Published) -> tuple[str, ...]:
        raise SimulatedCrash

    resumable = ResumableExporter(
        bench.exporter, options=bench.options, surroundings=SURROUNDINGS, on_published=die
    )
    with pytest.raises(SimulatedCrash):
        resumable.export(SMALL, bench.output)
    assert bench.output.exists()
    assert bench.journal.exists()
    bench.run()
    assert bench.is_reported()
    report = read(bench.output)
    assert report["made_later"]
    assert report["interruptions"] == []
    (finished,) = bench.seen(Finished)
    assert any("report.html" in note for note in finished.notes)
