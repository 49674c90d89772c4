"""The exporter of projects: plans, folders of files, what is read again, hostile journals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

import msgpack
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.cancel import CancelToken
from exporters.errors import ExportError, SourceError, StateError, UnitFailed, UsageError
from exporters.interchange import exporter as exporter_module
from exporters.interchange import otio
from exporters.interchange.loss_report import losses_path
from exporters.interchange.rereading import clips_of, reread
from exporters.interchange.writing import WriteFormat, WriteOptions
from exporters.timeline.reading import read_edit
from exporters.timeline.sequence import Problem, Sequence, media_in
from tests import media_factory as media
from tests.examples import examples
from tests.project_bench import (
    ProjectBench,
    collected_names,
    content,
    cut_of,
    film,
    without_reading,
    write_edit,
)

Prepare = Callable[..., ProjectBench]


@pytest.fixture
def prepare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Prepare:
    def prepared(name: str = "cut.otio", **asked: object) -> ProjectBench:
        paths = [tmp_path / f"{letter}.mp4" for letter in "ab"]
        for number, path in enumerate(paths):
            path.write_bytes(content(1500, number))
        sequence = cut_of([film(path) for path in paths])
        without_reading(monkeypatch, sequence)
        edit = write_edit(tmp_path / "edit.otio", sequence)
        output = tmp_path / "out" / name
        output.parent.mkdir()
        return ProjectBench(edit, output, dict(asked))

    return prepared


def test_without_collecting_media_stay_where_they_are(prepare: Prepare) -> None:
    bench = prepare()
    bench.export()
    assert [path.name for path in bench.output.parent.iterdir()] == ["cut.otio"]
    folder = bench.edit.parent
    assert collected_names(bench.output) == [
        (folder / name).as_uri() for name in ("a.mp4", "b.mp4")
    ]


def test_formats_without_relative_paths_get_absolute_ones(prepare: Prepare) -> None:
    bench = prepare("cut.xml", format="xmeml", version="5", collect="copy")
    bench.export()
    names = collected_names(bench.output)
    assert len(names) == 2
    assert all(name.startswith("file://") and "cut%20media" in name for name in names)


def test_an_otio_project_for_an_editor_has_absolute_paths(prepare: Prepare) -> None:
    bench = prepare(editor="resolve:19", collect="copy", force=True)
    bench.export()
    assert all(name.startswith("file:///") for name in collected_names(bench.output))


@dataclass
class Toy:
    """A format whose projects are folders."""

    FORMAT: WriteFormat = field(
        default_factory=lambda: WriteFormat("toy", "Toy", (".toy",), folder=True, main="main.txt")
    )
    found: tuple[Problem, ...] = ()
    without_main: bool = False

    def losses(self, sequence: Sequence, options: WriteOptions) -> tuple[Problem, ...]:
        return self.found

    def write(self, sequence: Sequence, path: Path, options: WriteOptions) -> None:
        (path / "deep" / "er").mkdir(parents=True)
        (path / "deep" / "er" / "list.txt").write_text(options.output.name)
        names = [str(medium.path and medium.path.name) for medium in media_in(sequence)]
        (path / "side.txt").write_text("\n".join(names))
        if not self.without_main:
            (path / "main.txt").write_text(sequence.name)


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> Toy:
    made = Toy()
    monkeypatch.setattr(exporter_module, "writer_named", lambda name: made)
    return made


def test_a_project_that_is_a_folder_has_its_media_in_it(prepare: Prepare, toy: Toy) -> None:
    bench = prepare("main.txt", format="toy", collect="copy")
    bench.export()
    assert bench.tree() == {
        "deep/er/list.txt": b"out",
        "main.txt": b"edit",
        "media/a.mp4": content(1500, 0),
        "media/b.mp4": content(1500, 1),
        "side.txt": b"a.mp4\nb.mp4",
    }


def test_files_of_another_project_in_the_folder_are_replaced_only_if_asked(
    prepare: Prepare, toy: Toy
) -> None:
    bench = prepare("main.txt", format="toy")
    (bench.output.parent / "side.txt").write_text("other")
    (bench.output.parent / "unknown.txt").write_text("kept")
    with pytest.raises(UsageError, match="another project"):
        bench.export()
    assert not bench.output.exists()
    assert (bench.output.parent / "side.txt").read_text() == "other"
    bench.options = replace(bench.options, overwrite=True)
    bench.export()
    assert (bench.output.parent / "side.txt").read_text() == "a.mp4\nb.mp4"
    assert (bench.output.parent / "unknown.txt").read_text() == "kept"
    assert not list(bench.output.parent.glob(".reprise*"))


def test_a_folder_without_its_main_file_is_an_error(prepare: Prepare, toy: Toy) -> None:
    toy.without_main = True
    bench = prepare("main.txt", format="toy")
    with pytest.raises(ExportError, match=r"main\.txt"):
        bench.export()
    assert list(bench.output.parent.glob("*.txt")) == []


def test_losses_are_kept_beside_the_project_and_told_in_short(prepare: Prepare, toy: Toy) -> None:
    toy.found = tuple(Problem("loss", "It is gone.", f"V1 at {n}") for n in range(12))
    bench = prepare("main.txt", format="toy")
    bench.export()
    listed = losses_path(bench.output).read_text("utf-8")
    assert listed.count("V1 at ") == 12
    assert listed.count("It is gone.") == 1
    assert bench.notes() == [f"12 losses: see {losses_path(bench.output).name}."]


def test_a_draft_is_entered_in_the_list_of_drafts(prepare: Prepare, tmp_path: Path) -> None:
    import json

    index = tmp_path / "root_meta_info.json"
    index.write_text('{"all_draft_store": [{"draft_id": "X", "draft_fold_path": "/x"}]}')
    bench = prepare("draft_content.json", format="jianying", collect="copy")
    bench.export()
    listed = json.loads(index.read_text("utf-8"))["all_draft_store"]
    assert [row.get("draft_fold_path") for row in listed] == [bench.output.parent.as_posix(), "/x"]
    assert any("entered" in note for note in bench.notes())
    # A list that cannot be read is no reason to fail, and stays.
    index.write_text("broken")
    bench.output.unlink()
    bench.export()
    assert index.read_text() == "broken"
    assert any("cannot be read" in note for note in bench.notes())


def test_a_project_that_cannot_be_read_again_is_not_published(
    prepare: Prepare, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = prepare()

    def broken(sequence: Sequence, path: Path, options: WriteOptions) -> None:
        path.write_text("{")

    monkeypatch.setattr(otio, "write", broken)
    with pytest.raises(UnitFailed, match="cannot be read again"):
        bench.export()
    assert not bench.output.exists()


def test_clips_that_are_not_there_any_more_are_told(tmp_path: Path) -> None:
    sequence = cut_of([film(tmp_path / "a.mp4"), film(tmp_path / "b.mp4")])
    path = write_edit(tmp_path / "cut.otio", sequence)
    assert reread(path, otio, sequence) == ""
    longer = cut_of([film(tmp_path / "a.mp4")] * 3)
    assert "2 of 6 clips" in reread(path, otio, longer)
    assert clips_of(sequence) == clips_of(read_edit(path).sequence)


def test_nothing_is_in_the_plan_that_depends_on_where_sources_lie(prepare: Prepare) -> None:
    bench = prepare(collect="copy")
    plan = bench.exporter().plan(bench.request.to_map(), CancelToken())
    assert [source["path"] for source in plan.sources] == [
        "../edit.otio", "../a.mp4", "../b.mp4"
    ]  # fmt: skip
    assert plan.total_work == 3000
    assert [unit.kind for unit in plan.units] == ["file"] * 4
    assert plan.estimated_bytes == 3000
    again = bench.exporter().restore_plan(plan.request, plan.stored, plan.sources)
    assert again.hash == plan.hash
    assert again.details == plan.details


def test_an_export_goes_on_where_everything_was_moved_to(
    prepare: Prepare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = prepare(collect="copy")
    bench.asked["source"] = "../edit.otio"
    plan = bench.exporter().plan(bench.request.to_map(), CancelToken())
    target = tmp_path / "elsewhere"
    target.mkdir()
    for path in list(tmp_path.iterdir()):
        if path != target:
            path.rename(target / path.name)
    bench.output = target / "out" / "cut.otio"
    moved = bench.exporter().restore_plan(plan.request, plan.stored, plan.sources)
    assert moved.hash == plan.hash
    assert [medium.path for medium in media_in(moved.details.sequence)] == [
        target / "a.mp4", target / "b.mp4"
    ]  # fmt: skip


def test_other_settings_and_other_media_give_another_plan(prepare: Prepare) -> None:
    bench = prepare(collect="copy")
    token = CancelToken()
    first = bench.exporter().plan(bench.request.to_map(), token).hash
    hashes = {first}
    for asked in ({"collect": "link"}, {"editor": "kdenlive"}, {"format": "edl"}, {"collect": ""}):
        other = {**bench.request.to_map(), **asked}
        hashes.add(bench.exporter().plan(other, token).hash)
    (bench.edit.parent / "a.mp4").write_bytes(content(1500, 9))
    hashes.add(bench.exporter().plan(bench.request.to_map(), token).hash)
    assert len(hashes) == 6


def test_media_that_are_missing_or_changed_are_told_when_a_plan_is_restored(
    prepare: Prepare,
) -> None:
    bench = prepare(collect="copy")
    plan = bench.exporter().plan(bench.request.to_map(), CancelToken())
    (bench.edit.parent / "b.mp4").write_bytes(b"other")
    with pytest.raises(SourceError, match="has changed"):
        bench.exporter().restore_plan(plan.request, plan.stored, plan.sources)
    (bench.edit.parent / "b.mp4").unlink()
    with pytest.raises(SourceError, match="is missing"):
        bench.exporter().restore_plan(plan.request, plan.stored, plan.sources)


PLAIN = st.recursive(
    st.none() | st.integers(-(2**40), 2**40) | st.text(max_size=5) | st.binary(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@settings(max_examples=examples(150), suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_a_hostile_journal_is_refused_with_a_sentence(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stored, bench, sources = _planned(tmp_path_factory)
    body = msgpack.unpackb(stored, unicode_errors="surrogatepass")
    if data.draw(st.booleans()):
        name = data.draw(st.sampled_from(sorted(body)))
        body[name] = data.draw(PLAIN)
    elif data.draw(st.booleans()):
        row = body["files"][0]
        row[data.draw(st.sampled_from(sorted(row)))] = data.draw(PLAIN | st.just("../x"))
    changed = msgpack.packb(body, unicode_errors="surrogatepass")
    if data.draw(st.booleans()):
        place = data.draw(st.integers(0, len(changed) - 1))
        changed = changed[:place] + data.draw(st.binary(max_size=3)) + changed[place + 1 :]
    try:
        plan = bench.exporter().restore_plan(bench.request.to_map(), changed, sources)
    except StateError:
        return
    for file in plan.details.collection.files:
        assert "/" not in file.name


_PLANNED: list[tuple[bytes, ProjectBench, list[dict[str, object]]]] = []


def _planned(
    factory: pytest.TempPathFactory,
) -> tuple[bytes, ProjectBench, list[dict[str, object]]]:
    if not _PLANNED:
        folder = factory.mktemp("planned")
        (folder / "a.mp4").write_bytes(content(1500, 1))
        sequence = cut_of([film(folder / "a.mp4")])
        edit = write_edit(folder / "edit.otio", sequence)
        bench = ProjectBench(edit, folder / "cut.otio", {"collect": "copy"})
        with pytest.MonkeyPatch.context() as patch:
            without_reading(patch, sequence)
            plan = bench.exporter().plan(bench.request.to_map(), CancelToken())
        _PLANNED.append((plan.stored, bench, [dict(source) for source in plan.sources]))
    return _PLANNED[0]


def test_a_film_and_what_subtitles_keep_of_it_are_edits(tmp_path: Path) -> None:
    path = media.constant_rate(tmp_path / "film.mp4", 3)
    bench = ProjectBench(path, tmp_path / "film.otio")
    bench.export()
    whole = read_edit(bench.output).sequence
    assert [clip.duration for clip in (*whole.video[0].clips, *whole.audio[0].clips)] == [75, 75]
    cues = tmp_path / "hits.srt"
    cues.write_text("1\n00:00:01,000 --> 00:00:01,400\nHit\n", "utf-8")
    asked = {"edit": {"keep": str(cues), "before": "1/5"}, "collect": "trim", "handles": "0"}
    kept = ProjectBench(path, tmp_path / "hits.kdenlive", {"format": "kdenlive", **asked})
    kept.export()
    (clip,) = read_edit(kept.output, format_name="mlt").sequence.video[0].clips
    assert clip.duration == 15
    assert clip.source_in < Fraction(1)
    assert [item.name for item in kept.media.iterdir()] == ["film.mp4"]
