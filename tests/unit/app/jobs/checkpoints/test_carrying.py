"""Exports that go on on another tree of folders."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.jobs.checkpoints.carrying import export_bundle, import_bundle
from app.jobs.checkpoints.description import describe
from app.jobs.export_job import ExportJob
from exporters.checkpoint.journal import read_journal
from exporters.checkpoint.lock import ExportLock
from exporters.engine.options import ExportOptions, Places
from exporters.errors import SourceError, StateBusy, StateError, UsageError
from exporters.media import ffmpeg as program
from tests import media_factory
from tests.unit.app.jobs.checkpoints.conftest import Stopped


@pytest.fixture
def bundle(stopped: Stopped, tmp_path: Path) -> Path:
    """A bundle; what it was made from is gone, but for the film."""
    path, _ = export_bundle(stopped.places, tmp_path / "x.reprise-bundle")
    shutil.rmtree(stopped.places.parts)
    stopped.journal.unlink()
    return path


def places(output: Path) -> Places:
    output.parent.mkdir(parents=True, exist_ok=True)
    return Places.of(output, ExportOptions(workers=1))


def resume(output: Path) -> bytes:
    ExportJob(output, None, ExportOptions(workers=1)).run(lambda event: None)
    return output.read_bytes()


def test_a_bundle_is_beside_the_output_unless_told_otherwise(stopped: Stopped) -> None:
    path, made = export_bundle(stopped.places)
    assert path == stopped.output.with_name("out.mp4.reprise-bundle")
    assert made.units_done == len(stopped.parts)
    assert made.output == "out.mp4"
    with pytest.raises(UsageError, match="does not exist"):
        export_bundle(stopped.places, stopped.output.parent / "no" / "x")
    with pytest.raises(UsageError, match="is a folder"):
        export_bundle(stopped.places, stopped.output.parent)


def test_the_same_tree_elsewhere_needs_no_word_about_the_source(
    bundle: Path, stopped: Stopped, tmp_path: Path
) -> None:
    output = tmp_path / "other" / "place" / "new name.mp4"
    where = places(output)
    shutil.move(stopped.film, output.parent / "film.mp4")
    done = import_bundle(bundle, where)
    assert done.source == output.parent / "film.mp4"
    assert done.notes == []
    assert resume(output) == stopped.expected
    assert sorted(path.name for path in output.parent.iterdir()) == ["film.mp4", "new name.mp4"]


def test_a_source_with_another_name_and_place_is_named(
    bundle: Path, stopped: Stopped, tmp_path: Path
) -> None:
    output, source = tmp_path / "a" / "b" / "out.mp4", tmp_path / "films" / "as it's called.mp4"
    source.parent.mkdir()
    shutil.move(stopped.film, source)
    where = places(output)
    with pytest.raises(SourceError, match=r"missing.*--source"):
        import_bundle(bundle, where)
    assert list(output.parent.iterdir()) == []
    done = import_bundle(bundle, where, source)
    assert done.units_done == len(read_journal(where.journal).finished) >= 2
    assert describe(where).source_match == "unchanged"
    # Source and output may be moved together afterwards, as always.
    moved = (tmp_path / "a").rename(tmp_path / "c") / "b" / "out.mp4"
    assert resume(moved) == stopped.expected


def test_another_file_as_the_source_is_refused(bundle: Path, tmp_path: Path) -> None:
    output = tmp_path / "to" / "out.mp4"
    where = places(output)
    other = media_factory.constant_rate(tmp_path / "other.mp4", seconds=1)
    with pytest.raises(SourceError, match="not the file"):
        import_bundle(bundle, where, other)
    with pytest.raises(SourceError, match="missing"):
        import_bundle(bundle, where, tmp_path / "nothing.mp4")
    assert list(output.parent.iterdir()) == []


def test_an_output_of_another_kind_is_refused(
    bundle: Path, stopped: Stopped, tmp_path: Path
) -> None:
    for name in ("out.mkv", "out"):
        with pytest.raises(UsageError):
            import_bundle(bundle, places(tmp_path / "to" / name), stopped.film)
    with pytest.raises(UsageError, match="does not exist"):
        import_bundle(bundle, Places.of(tmp_path / "no" / "out.mp4", ExportOptions(workers=1)))


def test_an_export_that_is_there_or_running_is_kept(
    bundle: Path, stopped: Stopped, tmp_path: Path
) -> None:
    where = places(tmp_path / "to" / "out.mp4")
    with ExportLock(where.lock), pytest.raises(StateBusy):
        import_bundle(bundle, where, stopped.film)
    import_bundle(bundle, where, stopped.film)
    with pytest.raises(StateError, match="already"):
        import_bundle(bundle, where, stopped.film)
    assert resume(where.output) == stopped.expected


def test_another_ffmpeg_is_told_when_importing_and_refused_in_words_when_resuming(
    bundle: Path, stopped: Stopped, tmp_path: Path
) -> None:
    where = places(tmp_path / "to" / "out.mp4")
    other = tmp_path / "ffmpeg"
    real = program.find_ffmpeg().path
    other.write_text(f'#!/bin/sh\n[ "$1" = -version ] && echo "ffmpeg version 0 other" && exit\n'
                     f'exec "{real}" "$@"\n')  # fmt: skip
    other.chmod(0o755)
    done = import_bundle(bundle, where, stopped.film, str(other))
    assert "not the version" in done.notes[0]
    job = ExportJob(where.output, None, ExportOptions(workers=1), str(other))
    with pytest.raises(StateError, match="another version of a program") as failure:
        job.run(lambda event: None)
    assert "--ffmpeg" in failure.value.advice
    assert "reprise resume" not in failure.value.advice
    assert resume(where.output) == stopped.expected
