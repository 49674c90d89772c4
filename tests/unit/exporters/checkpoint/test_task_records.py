"""Records 7 and 8 of docs/export-state.md: results of phases, and items of a work queue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgpack
import pytest

from exporters.checkpoint import frames, records
from exporters.checkpoint.reading import parse
from exporters.checkpoint.state import JournalState
from exporters.checkpoint.task_names import file_name
from tests import journal_mutations as journals

PATH = Path("o.export_state")
DOCUMENT = Path(__file__).parents[4] / "docs" / "export-state.md"


@pytest.fixture
def header(tmp_path: Path) -> bytes:
    journals.create(tmp_path / "o.export_state").close()
    return (tmp_path / "o.export_state").read_bytes()


def with_records(content: bytes, *rows: tuple[int, Any]) -> JournalState:
    checksum = frames.checksum_before(content, len(content))
    for kind, row in rows:
        piece, checksum = frames.frame(kind, msgpack.packb(row), checksum)
        content += piece
    return parse(content, PATH).state


def test_results_are_kept_by_name_and_the_last_counts(header: bytes) -> None:
    state = with_records(
        header, (7, ["fit", 10.0, [1]]), (7, ["end", 11, None]), (7, ["fit", 12.5, {"a": b"x"}])
    )
    assert list(state.results.items()) == [("end", None), ("fit", {"a": b"x"})]
    assert state.saved == 12.5
    assert not state.damage


def test_items_say_what_has_changed(header: bytes) -> None:
    state = with_records(
        header,
        (8, [10.0, 0, ["a", ["b"], {"c": 1}], ["k", b"k", 1], {"n": 1, "f": 0.5}, []]),
        (8, [11.0, 2, ["d"], ["l"], {"n": 2}, ["done a", {"done": "b"}], "later version"]),
    )
    assert state.work is not None
    assert list(state.work.pending) == [{"c": 1}, "d"]
    assert state.work.keys == {"k", b"k", 1, "l"}
    assert state.work.counters == {"n": 2, "f": 0.5}
    assert state.work.results == ["done a", {"done": "b"}]
    assert (state.work.done, state.saved) == (2, 11.0)


def test_items_that_came_and_went_between_two_records_are_only_counted(header: bytes) -> None:
    state = with_records(header, (8, [10.0, 3, [1, 2, 3, 4], [], {}, []]))
    assert state.work is not None
    assert (list(state.work.pending), state.work.done) == ([4], 3)


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        (7, ["fit", 10.0]),
        (7, [1, 10.0, None]),
        (7, ["fit", "now", None]),
        (7, ["fit", 10.0, {1: 2}]),
        (8, [10.0, 1, [], [], {}, []]),
        (8, [10.0, 3, ["a", "b"], [], {}, []]),
        (8, [10.0, -1, ["a", "b"], [], {}, []]),
        (8, [10.0, 0, "a", [], {}, []]),
        (8, [10.0, 0, [], [None], {}, []]),
        (8, [10.0, 0, [], [True], {}, []]),
        (8, [10.0, 0, [], [1.5], {}, []]),
        (8, [10.0, 0, [], [["a"]], {}, []]),
        (8, [10.0, 0, [], [], {"n": "1"}, []]),
        (8, [10.0, 0, [], [], {"n": True}, []]),
        (8, [10.0, 0, [], [], [], []]),
        (8, [10.0, 0, [], [], {}]),
        (8, [10.0, 0, [], [], {}, {}]),
    ],
)
def test_what_a_record_may_not_say_ends_the_valid_prefix(
    header: bytes, kind: int, row: Any
) -> None:
    good = (8, [9.0, 0, [], ["key"], {"n": 7}, ["r"]])
    state = with_records(header, good, (kind, row), (7, ["end", 11.0, 1]))
    assert "damaged after its record 3" in state.damage
    assert state.results == {}
    assert state.work is not None
    assert (list(state.work.pending), state.work.keys) == ([], {"key"})
    assert (state.work.counters, state.work.results) == ({"n": 7}, ["r"])


def test_a_reader_of_version_1_0_skips_both(header: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in (records.RESULT, records.ITEMS):
        monkeypatch.delitem(records.APPLY, kind)
        monkeypatch.delitem(records.PAYLOAD_LIMITS, kind)
    state = with_records(
        header, (7, ["fit", 10.0, 1]), (8, [10.0, 0, ["a"], [], {}, []]), (4, ["fit", True, 12.0])
    )
    assert state.last_completed_phase == "fit"
    assert not state.damage


def test_new_journals_have_the_version_in_the_document(header: bytes) -> None:
    assert frames.version(header) == (frames.MAJOR, frames.MINOR)
    text = DOCUMENT.read_text("utf-8")
    assert f"| 10 | 2 | u16 | minor version: {frames.MINOR} |" in text
    for kind, name in ((7, "result"), (8, "items")):
        assert f"| {kind} | {name} | {records.PAYLOAD_LIMITS[kind] >> 20} MiB |" in text
    assert f"at most {records.MAX_ITEMS:,} values" in text


def test_the_name_of_a_tasks_file_is_as_the_document_says() -> None:
    from hashlib import blake2b

    digest = blake2b("My täsk!".encode(), digest_size=16).hexdigest()
    assert file_name("My täsk!") == f"my-t-sk-{digest[:16]}.export_state"
