"""Which export is meant, however it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.jobs.checkpoints.subject import places_of
from exporters.engine.options import ExportOptions, Places
from exporters.errors import UsageError
from tests.unit.app.jobs.checkpoints.conftest import Stopped


@pytest.mark.parametrize(
    "suffix", ["", ".export_state", ".export_parts", ".export_state.lock", ".export_backups"]
)
def test_output_journal_parts_and_backups_all_name_the_export(
    suffix: str, stopped: Stopped
) -> None:
    given = stopped.output.with_name(stopped.output.name + suffix)
    assert places_of(given) == stopped.places


def test_the_only_export_in_a_folder_needs_no_name(
    stopped: Stopped, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(stopped.output.parent)
    assert places_of(None).output == stopped.output
    assert places_of(Path()).output == stopped.output
    assert places_of(stopped.output.parent).output == stopped.output


def test_of_several_exports_one_has_to_be_named(stopped: Stopped) -> None:
    other = stopped.journal.with_name("b.mp4.export_state")
    other.write_bytes(stopped.journal.read_bytes())
    with pytest.raises(UsageError, match=r"2 interrupted exports.*b\.mp4.*out\.mp4"):
        places_of(stopped.output.parent)


def test_an_empty_folder_has_no_export(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no interrupted export"):
        places_of(tmp_path)
    with pytest.raises(UsageError, match="need the name"):
        places_of(None, state=tmp_path / "x")


def test_places_elsewhere_are_honoured(tmp_path: Path) -> None:
    places = places_of(tmp_path / "out.mp4", tmp_path / "s", tmp_path / "p")
    expected = ExportOptions(workers=1, state_path=tmp_path / "s", parts_path=tmp_path / "p")
    assert places == Places.of(tmp_path / "out.mp4", expected)


def test_a_journal_without_the_outputs_name_needs_that(stopped: Stopped) -> None:
    renamed = stopped.journal.rename(stopped.journal.with_name("state"))
    with pytest.raises(UsageError, match="--state state"):
        places_of(renamed)
    assert places_of(stopped.output, renamed).journal == renamed
