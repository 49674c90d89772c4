"""Whatever happened to the file, a journal gives a prefix of what was recorded, or a sentence."""

from __future__ import annotations

import contextlib
import random
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.checkpoint import frames, records
from exporters.checkpoint.journal import Journal, read_journal
from exporters.checkpoint.reading import parse
from exporters.errors import NewerVersion, StateError
from tests import journal_mutations as journals

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(1 << 63), (1 << 64) - 1)
    | st.floats(allow_nan=False)
    | st.text(st.characters(codec=None), max_size=8)
    | st.binary(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
indexes = st.integers(0, journals.UNIT_COUNT - 1)
numbers = st.integers(0, (1 << 64) - 1) | st.integers(0, 1 << 20)
steps = st.lists(
    st.one_of(
        st.builds(
            lambda index, size, work: lambda j: j.unit_finished(journals.unit(index, size, work)),
            indexes,
            numbers,
            numbers,
        ),
        st.builds(lambda index: lambda j: j.unit_void(index), indexes),
        st.builds(
            lambda name, completed: lambda j: j.phase(name, completed),
            st.text(max_size=20),
            st.booleans(),
        ),
        st.builds(
            lambda value, details: lambda j: j.progress(value, details),
            plain,
            st.dictionaries(st.text(max_size=5), plain, max_size=3),
        ),
    ),
    max_size=12,
)


def written(choices: list[journals.Step]) -> tuple[bytes, list[tuple[Any, ...]]]:
    with tempfile.TemporaryDirectory() as folder:
        return journals.write(Path(folder, "o.export_state"), choices)


def state_of(content: bytes) -> tuple[Any, ...]:
    return journals.snapshot(parse(content, Path("o.export_state")).state)


@settings(max_examples=100, deadline=None)
@given(steps)
def test_any_records_survive(choices: list[journals.Step]) -> None:
    content, truth = written(choices)
    reading = parse(content, Path("o.export_state"))
    assert journals.snapshot(reading.state) == truth[-1]
    assert reading.end == len(content)
    assert not reading.state.damage


@settings(max_examples=20, deadline=None)
@given(steps)
def test_any_truncation_yields_a_prefix_and_is_no_damage(choices: list[journals.Step]) -> None:
    content, truth = written(choices)
    seen = []
    for size in range(len(content)):
        with contextlib.suppress(StateError):
            reading = parse(content[:size], Path("o.export_state"))
            assert not reading.state.damage
            seen.append(truth.index(journals.snapshot(reading.state)))
    assert seen == sorted(seen)
    assert set(seen) >= {truth.index(one) for one in truth[:-1]}


@settings(max_examples=300, deadline=None)
@given(steps, st.randoms(use_true_random=False))
def test_any_mutation_yields_a_prefix_or_a_sentence(
    choices: list[journals.Step], source: random.Random
) -> None:
    content, truth = written(choices)
    other, _ = written(choices[::-1])
    mutated = journals.mutate(content, other, source)
    with contextlib.suppress(StateError):
        assert state_of(mutated) in truth


def test_every_single_bit_counts(tmp_path: Path) -> None:
    source = random.Random(5)
    content, truth = journals.write(
        tmp_path / "o.export_state", [journals.random_step(source) for _ in range(6)]
    )
    for at in range(len(content)):
        for bit in range(8):
            mutated = content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1 :]
            try:
                state = state_of(mutated)
            except StateError:
                continue
            assert state in truth[:-1]


def sealed(*payloads: tuple[int, bytes]) -> bytes:
    """A journal of any payloads, with right checksums: what a hostile writer can make."""
    content, checksum = frames.preamble(bytes(8))
    for kind, payload in payloads:
        frame, checksum = frames.frame(kind, payload, checksum)
        content += frame
    return content


HEADER: dict[str, Any] = {
    "session_id": "ab",
    "created": 1.0,
    "plan_hash": journals.PLAN_HASH,
    "exporter": "video",
    "unit_count": 10,
    "request": {},
    "stored_plan": b"",
    "sources": [],
    "app_version": "",
}


def header(**changes: Any) -> tuple[int, bytes]:
    import msgpack

    return records.HEADER, msgpack.packb({**HEADER, **changes})


GOOD_UNIT = (records.UNIT, records.pack_unit(journals.unit(3), 7))


@pytest.mark.parametrize(
    "changes",
    [
        {"session_id": "../x"},
        {"created": "today"},
        {"created": float("nan")},
        {"created": 1e300},
        {"created": -1},
        {"plan_hash": journals.PLAN_HASH.upper()},
        {"plan_hash": 5},
        {"exporter": None},
        {"unit_count": -1},
        {"unit_count": True},
        {"unit_count": 1.0},
        {"request": []},
        {"request": {1: 2}},
        {"stored_plan": "text"},
        {"sources": {}},
        {"sources": [1]},
        {"app_version": 1},
    ],
)
def test_a_header_of_wrong_types_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(StateError, match="first record"):
        state_of(sealed(header(**changes)))


def deep(levels: int) -> bytes:
    return b"\x91" * levels + b"\x01"


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        (records.UNIT, records.pack_unit(journals.unit(10), 7)),
        (records.UNIT, records.pack([10, 1, bytes(16), 1, 7, None], records.UNIT)),
        (records.UNIT, records.pack([1, -1, bytes(16), 1, 7], records.UNIT)),
        (records.UNIT, records.pack([1, 1, bytes(15), 1, 7], records.UNIT)),
        (records.UNIT, records.pack([1, 1, "x" * 16, 1, 7], records.UNIT)),
        (records.UNIT, records.pack([1, 1, bytes(16), 1.0, 7], records.UNIT)),
        (records.UNIT, records.pack([True, 1, bytes(16), 1, 7], records.UNIT)),
        (records.UNIT, records.pack([1, 1, bytes(16), 1], records.UNIT)),
        (records.UNIT, GOOD_UNIT[1] + b"\x01"),
        (records.UNIT, b"\x94" + GOOD_UNIT[1][1:]),
        (records.UNIT, b""),
        (records.VOID, b"\x91\x0a"),
        (records.VOID, b"\x01"),
        (records.VOID, b"\x90"),
        (records.PHASE, records.pack(["exporting", 1, 7], records.PHASE)),
        (records.PHASE, records.pack([b"exporting", True, 7], records.PHASE)),
        (records.PHASE, records.pack(["exporting", True, float("inf")], records.PHASE)),
        (records.PROGRESS, records.pack([7, 1, []], records.PROGRESS)),
        (records.PROGRESS, records.pack([7, 1, {"a": {1: 2}}], records.PROGRESS)),
        (records.PROGRESS, b"\x93\x07" + deep(200) + b"\x80"),
        (records.PROGRESS, b"\x93\x07" + deep(5000) + b"\x80"),
        (records.PROGRESS, b"\x93\x07\xd6\xff\x00\x00\x00\x00\x80"),
        (records.PROGRESS, b"\x93\x07\xa1\xff\x80"),
        (records.PROGRESS, b"\xdd\xff\xff\xff\xff" * 500),
        (records.PROGRESS, b"\xdd\x00\x0f\xff\xff" * 500),
        (records.SESSION, records.pack(["ab", 7, -1, "host"], records.SESSION)),
        (records.SESSION, records.pack(["", 7, 1, "host"], records.SESSION)),
        (records.SESSION, b"\xc1"),
        (records.HEADER, header()[1]),
    ],
)
def test_a_payload_of_wrong_types_ends_the_valid_prefix(kind: int, payload: bytes) -> None:
    void = records.VOID, b"\x91\x03"
    content = sealed(header(), GOOD_UNIT, (kind, payload), void)
    reading = parse(content, Path("o.export_state"))
    assert dict(reading.state.finished) == {3: journals.unit(3)}
    assert reading.end == len(sealed(header(), GOOD_UNIT))
    assert "damaged after its record 2" in reading.state.damage


@pytest.mark.parametrize("length", [91 + 1, (64 << 20) + 1, 0xFFFFFFFF])
def test_an_absurd_length_is_damage(length: int) -> None:
    content = sealed(header(), GOOD_UNIT) + frames.FRAME.pack(length, records.UNIT) + bytes(9)
    reading = parse(content, Path("o.export_state"))
    assert len(reading.state.finished) == 1
    assert reading.state.damage


def test_zeros_behind_the_last_record_are_no_damage() -> None:
    reading = parse(sealed(header(), GOOD_UNIT) + bytes(4096), Path("o.export_state"))
    assert len(reading.state.finished) == 1
    assert not reading.state.damage


def test_unknown_types_of_records_are_skipped() -> None:
    unknown = [(0, b""), (200, b"\xc1 no msgpack"), (255, bytes(100_000))]
    content = sealed(header(), *unknown, GOOD_UNIT)
    reading = parse(content, Path("o.export_state"))
    assert dict(reading.state.finished) == {3: journals.unit(3)}
    assert not reading.state.damage


def test_fields_behind_the_known_ones_are_left_alone() -> None:
    row = [3, 1_500_000, journals.digest(3), 250, 7, {"note": "x"}]
    content = sealed(
        header(colour="blue"),
        (records.UNIT, records.pack(row, records.UNIT)),
        (records.PHASE, records.pack(["exporting", True, 8, "more"], records.PHASE)),
    )
    state = parse(content, Path("o.export_state")).state
    assert dict(state.finished) == {3: journals.unit(3)}
    assert state.last_completed_phase == "exporting"


def test_without_a_header_first_nothing_is_valid() -> None:
    for content in (sealed(), sealed(GOOD_UNIT, header()), sealed((200, b""), header())):
        with pytest.raises(StateError, match="first record"):
            state_of(content)


def test_a_newer_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "o.export_state"
    monkeypatch.setattr(frames, "MAJOR", 2)
    journals.create(path).close()
    monkeypatch.undo()
    for use in (read_journal, Journal.open):
        with pytest.raises(NewerVersion, match="newer version of Reprise"):
            use(path)


def test_a_newer_minor_version_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "o.export_state"
    monkeypatch.setattr(frames, "MINOR", 7)
    journals.create(path).close()
    monkeypatch.undo()
    assert read_journal(path).exporter == "video"


@pytest.mark.parametrize("content", [b"", b"\x89REPRISE", bytes(24), b"{}" * 100, b"\x80\x04\x95."])
def test_other_files_are_no_journals(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "o.export_state"
    path.write_bytes(content)
    with pytest.raises(StateError, match="not a journal"):
        read_journal(path)


def test_what_is_no_regular_file_is_no_journal(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(StateError, match="not a journal"):
            read_journal(path)
    with pytest.raises(StateError, match="No such file"):
        read_journal(tmp_path / "missing")


def test_a_file_larger_than_any_journal_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "o.export_state"
    with path.open("wb") as file:
        file.truncate((1 << 30) + 1)
    with pytest.raises(StateError, match="not a journal"):
        read_journal(path)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*records.APPLY, 99]),
            st.binary(max_size=45)
            | st.builds(records.pack_unit, st.builds(journals.unit, st.integers(0, 12)), indexes)
            | st.builds(lambda index: bytes([0x91, index]), st.integers(0, 12)),
        )
    )
)
def test_records_decoded_together_or_one_by_one_say_the_same(
    payloads: list[tuple[int, bytes]],
) -> None:
    content = sealed(header(), *payloads)
    expected, count = records.header_state(records.unpack(header()[1])), 1
    for kind, payload in payloads:
        try:
            if kind in records.APPLY:
                records.apply(expected, kind, records.unpack(payload))
        except records.UNREADABLE:
            break
        count += 1
    reading = parse(content, Path("o.export_state"))
    assert journals.snapshot(reading.state) == journals.snapshot(expected)
    assert reading.end == len(sealed(header(), *payloads[: count - 1]))
