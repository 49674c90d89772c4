"""What is told before a project is written: editors, media, losses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from exporters.cancel import CancelToken
from exporters.errors import UsageError
from exporters.interchange.editors import EDITORS, choose, editor_of, titled
from exporters.interchange.importing import media_problems, varies
from exporters.interchange.loss_report import FIRST_LINE, keep_report, losses_path, report_text
from exporters.interchange.preflight import Preflight, edit_problems, project_problems, summary
from exporters.interchange.request import ProjectRequest
from exporters.interchange.writing import WriteOptions, all_writers
from exporters.media.probe import probe
from exporters.media.source import Source
from exporters.timeline.sequence import Edit, Problem
from tests import media_factory as media
from tests.project_bench import ProjectBench, cut_of, film, without_reading, write_edit

NAMES = {writer.FORMAT.name: writer.FORMAT for writer in all_writers()}


def chosen(output: str, **asked: str) -> tuple[str, str]:
    writer, version = choose(Path(output), **asked)
    return writer.FORMAT.name, version


def test_the_suffix_chooses_the_format_and_its_usual_version() -> None:
    assert chosen("film.fcpxml") == ("fcpxml", "1.10")
    assert chosen("film.XML") == ("xmeml", "5")
    assert chosen("film.otio") == ("otio", "")


@pytest.mark.parametrize(
    ("editor", "meant"),
    [
        ("finalcut", ("fcpxml", "1.10")),
        ("finalcut:10.5", ("fcpxml", "1.9")),
        ("finalcut:11.1", ("fcpxml", "1.10")),
        ("premiere", ("xmeml", "5")),
        ("premiere:25", ("xmeml", "5")),
        ("resolve", ("fcpxml", "1.10")),
        ("resolve:16.2", ("xmeml", "5")),
        ("resolve:17", ("fcpxml", "1.9")),
        ("Resolve:20.1", ("fcpxml", "1.10")),
        ("kdenlive", ("kdenlive", "1.1")),
        ("kdenlive:22.12", ("kdenlive", "1.04")),
        ("jianying", ("jianying", "5.9")),
        ("capcut", ("capcut", "6.7")),
        ("capcut:8", ("capcut", "7.7")),
        ("capcut:9.3", ("capcut", "9.1")),
    ],
)
def test_an_editor_chooses_where_the_suffix_does_not(editor: str, meant: tuple[str, str]) -> None:
    assert chosen("folder", editor=editor) == meant


def test_what_is_named_comes_before_the_suffix_and_that_before_the_editor() -> None:
    assert chosen("a.otio", to="edl", editor="resolve") == ("edl", "")
    assert chosen("a.otio", editor="resolve") == ("otio", "")
    assert chosen("a.fcpxml", version="1.13") == ("fcpxml", "1.13")
    assert chosen("a.fcpxml", editor="finalcut:10.5", version="1.11") == ("fcpxml", "1.11")


@pytest.mark.parametrize(
    "asked",
    [
        {"to": "word"},
        {"editor": "avid"},
        {"editor": "resolve:new"},
        {"editor": "resolve:"},
        {"editor": ":"},
        {"to": "fcpxml", "version": "2.0"},
        {"to": "otio", "version": "1"},
        {},
    ],
)
def test_what_is_not_known_is_refused_with_what_is(asked: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        choose(Path("folder"), **asked)


def test_the_table_of_editors_names_formats_and_versions_that_there_are() -> None:
    for editor in EDITORS.values():
        rows = [editor.usual, *((name, version) for _, name, version in editor.formats)]
        for name, version in rows:
            assert name in NAMES
            assert version in ("", *NAMES[name].versions)
            assert name in editor.reads
        assert set(editor.reads) <= set(NAMES)
        firsts = [first for first, _, _ in editor.formats]
        assert firsts == sorted(firsts)
    assert titled("resolve:18.5") == "DaVinci Resolve 18.5"
    assert titled("") == ""
    assert editor_of("") == (None, ())


def test_projects_that_are_folders_have_a_main_file() -> None:
    for format_ in NAMES.values():
        if format_.folder:
            assert format_.main.endswith(".json")


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Source]:
    folder = tmp_path_factory.mktemp("media")
    made = {
        "plain.mp4": media.constant_rate(folder / "plain.mp4", 1),
        "mkv": media.constant_rate(folder / "film.mkv", 1),
        "vp9.webm": media.vp9(folder / "vp9.webm", 1),
        "varying.mp4": media.variable_rate(folder / "varying.mp4", 2),
    }
    found = {name: probe(path) for name, path in made.items()}
    return found.__getitem__


def told(editor: str, source: Source) -> list[tuple[str, str]]:
    problems = media_problems(EDITORS[editor], source.path, source)
    return [(problem.severity, problem.message) for problem in problems]


def test_media_that_an_editor_cannot_import_are_named(sources: Callable[[str], Source]) -> None:
    for editor in EDITORS:
        assert told(editor, sources("plain.mp4")) == []
    for editor in ("finalcut", "premiere"):
        assert told(editor, sources("mkv"))[0][0] == "error"
        ((severity, message),) = told(editor, sources("vp9.webm"))
        assert severity == "error"
        assert "vp9.webm" in message
    assert told("resolve", sources("mkv")) == []
    assert {severity for severity, _ in told("resolve", sources("vp9.webm"))} == {"loss"}
    assert told("kdenlive", sources("vp9.webm")) == []


def test_a_varying_frame_rate_is_told(sources: Callable[[str], Source]) -> None:
    assert varies(sources("varying.mp4"))
    assert not varies(sources("plain.mp4"))
    assert told("premiere", sources("varying.mp4"))[0][0] == "loss"
    assert told("resolve", sources("varying.mp4"))[0][0] == "loss"
    assert told("finalcut", sources("varying.mp4"))[0][0] == "note"
    assert told("kdenlive", sources("varying.mp4")) == []


def test_an_odd_rate_of_the_sequence_is_told() -> None:
    sequence = replace(cut_of([film(Path("/none.mp4"))]), rate=Fraction(37))
    edit = Edit(sequence, "test", Path("/edit"))
    (problem,) = edit_problems(edit, (), "premiere", {})
    assert problem.severity == "loss"
    assert "37" in problem.message
    assert edit_problems(edit, (), "kdenlive", {}) == ()
    assert edit_problems(edit, (), "", {}) == ()


@pytest.mark.parametrize(
    ("name", "editor"), [("xmeml", "finalcut"), ("fcpxml", "premiere"), ("kdenlive", "resolve")]
)
def test_an_editor_that_does_not_read_the_format_is_an_error(name: str, editor: str) -> None:
    writer, version = choose(Path("out"), name)
    options = WriteOptions(version, Path("/out"), editor)
    problems = project_problems(cut_of([film(Path("/none.mp4"))]), writer, options)
    assert [problem.severity for problem in problems].count("error") == 1


LISTED = (
    Problem("loss", "It is lost.", "V1 at 00:00:02:00"),
    Problem("note", "Know this."),
    Problem("loss", "Another thing.", "A1 “x\n” at 00:00:03:00"),
    Problem("loss", "It is lost.", "V1 at 00:00:01:00"),
    Problem("loss", "It is lost.", "V1 at 00:00:02:00"),
)


def test_the_list_of_losses_is_grouped_and_the_same_each_time() -> None:
    text = report_text(Path("/x/film.otio"), "OTIO, for Kdenlive", LISTED)
    assert text == (
        f"{FIRST_LINE}\n\nProject: film.otio\nFormat:  OTIO, for Kdenlive\n\n"
        "Lost, or shown in another way\n-----------------------------\n"
        "* It is lost.\n    V1 at 00:00:02:00\n    V1 at 00:00:01:00\n"
        "* Another thing.\n    A1 “x\N{REPLACEMENT CHARACTER}” at 00:00:03:00\n\n"
        "Good to know\n------------\n* Know this.\n"
    )
    assert report_text(Path("/x/film.otio"), "OTIO", LISTED[1:2]) == ""
    assert summary(LISTED, Path("f.txt")) == "4 losses and 1 note: see f.txt"
    assert summary((), Path("f.txt")) == ""


def test_the_list_lies_beside_the_project_and_goes_when_nothing_is_lost(tmp_path: Path) -> None:
    output = tmp_path / "film.otio"
    text = report_text(output, "OTIO", LISTED)
    assert keep_report(output, text) == ""
    assert losses_path(output).read_text("utf-8") == text
    assert keep_report(output, "") == ""
    assert not losses_path(output).exists()
    assert keep_report(output, "") == ""


@pytest.mark.parametrize("text", ["", report_text(Path("film.otio"), "OTIO", LISTED)])
def test_a_file_of_somebody_else_with_that_name_stays(tmp_path: Path, text: str) -> None:
    output = tmp_path / "film.otio"
    losses_path(output).write_text("My own losses")
    assert "left as it is" in keep_report(output, text)
    assert losses_path(output).read_text() == "My own losses"


def test_errors_refuse_the_project_unless_it_is_forced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sequence = cut_of([film(tmp_path / "a.mp4")])
    edit = write_edit(tmp_path / "edit.otio", sequence)
    without_reading(monkeypatch, sequence)
    (tmp_path / "out").mkdir()
    bench = ProjectBench(edit, tmp_path / "out" / "cut.xml", {"format": "xmeml", "version": "5"})
    bench.asked["editor"] = "finalcut"
    with pytest.raises(UsageError, match="--force"):
        bench.export()
    assert list(bench.output.parent.iterdir()) == []
    bench.asked["force"] = True
    bench.export()
    listed = losses_path(bench.output).read_text("utf-8")
    assert "does not read" in listed
    assert any("1 error" in note for note in bench.notes())


def test_preflight_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sequence = cut_of([film(tmp_path / "a.mp4")])
    edit = write_edit(tmp_path / "edit.otio", sequence)
    without_reading(monkeypatch, sequence)
    bench = ProjectBench(edit, tmp_path / "cut.edl", {"format": "edl"})
    before = bench.tree()
    found = bench.exporter().preflight(bench.request, CancelToken())
    assert found.all
    assert not found.errors
    found.refuse()
    assert bench.tree() == before


@pytest.mark.parametrize(("collect", "told"), [("", True), ("copy", False), ("link", False)])
def test_media_that_will_be_gathered_do_not_lie_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, collect: str, told: bool
) -> None:
    sequence = cut_of([film(tmp_path / "a.mp4")])
    edit = write_edit(tmp_path / "edit.otio", sequence)
    without_reading(monkeypatch, sequence)
    output = tmp_path / "draft" / "draft_content.json"
    bench = ProjectBench(edit, output, {"format": "jianying", "collect": collect})
    found = bench.exporter().preflight(bench.request, CancelToken())
    assert any("lie elsewhere" in problem.message for problem in found.all) == told


def test_many_errors_are_counted() -> None:
    many = tuple(Problem("error", f"Broken {number}.") for number in range(25))
    with pytest.raises(UsageError, match="15 more"):
        Preflight(many, ()).refuse()


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": ""}, {"format": ""}, {"format": 3}, {"collect": "steal"}, {"handles": "1e400"},
        {"handles": "-1"}, {"handles": "1/0"}, {"force": "yes"}, {"edit": []}, {"edit": {"a": "b"}},
        {"edit": {"rate": "nan"}}, {"edit": {1: "x"}}, {"unknown": "x"},
    ],
)  # fmt: skip
def test_requests_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        ProjectRequest.from_map({"source": "a.otio", "format": "otio", **wrong})


def test_a_request_is_the_same_after_a_journal() -> None:
    request = ProjectRequest("a.otio", "fcpxml", "1.9", "finalcut", "trim", "5/2", True,
                             {"rate": "25"})  # fmt: skip
    assert ProjectRequest.from_map(request.to_map()) == request
