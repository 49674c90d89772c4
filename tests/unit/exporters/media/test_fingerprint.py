"""A fingerprint tells one content from another, and nothing else."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from typing import Any

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.errors import SourceError
from exporters.media.fingerprint import BLOCK, BLOCKS, Fingerprint, fingerprint

LARGE = 3 * BLOCK * BLOCKS + 12345


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A file of which blocks are sampled; the rest of it is a hole."""
    path = tmp_path / "large.mkv"
    with path.open("wb") as file:
        file.truncate(LARGE)
    return path


def write(path: Path, offset: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(content)


def test_the_digest_is_the_one_that_is_documented(large: Path) -> None:
    for number in range(200):
        write(large, number * 15_000, str(number).encode())
    content = large.read_bytes()
    expected = hashlib.blake2b(len(content).to_bytes(8, "big"), digest_size=16)
    for number in range(16):
        begin = (len(content) - 65536) * number // 15
        expected.update(content[begin : begin + 65536])
    assert fingerprint(large).digest == expected.digest()


@pytest.mark.parametrize("number", range(BLOCKS))
@pytest.mark.parametrize("edge", ["first", "last"])
def test_a_change_in_any_sampled_block_is_noticed(large: Path, number: int, edge: str) -> None:
    before = fingerprint(large)
    begin = (LARGE - BLOCK) * number // (BLOCKS - 1)
    write(large, begin if edge == "first" else begin + BLOCK - 1, b"\x01")
    after = fingerprint(large)
    assert not after.same_content(before)
    assert after.size == before.size


@pytest.mark.parametrize("change", [1, -1, 4096])
def test_another_size_is_another_content(large: Path, change: int) -> None:
    before = fingerprint(large)
    with large.open("r+b") as file:
        file.truncate(LARGE + change)
    after = fingerprint(large)
    assert not after.same_content(before)
    assert after.digest != before.digest


@given(st.binary(min_size=1, max_size=400), st.data())
def test_any_byte_of_a_small_file_counts(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("small") / "film"
    path.write_bytes(content)
    before = fingerprint(path)
    place = data.draw(st.integers(0, len(content) - 1))
    flipped = bytes([content[place] ^ data.draw(st.integers(1, 255))])
    path.write_bytes(content[:place] + flipped + content[place + 1 :])
    assert not fingerprint(path).same_content(before)


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, BLOCK * BLOCKS])
def test_every_byte_counts_where_the_file_has_no_more_than_the_samples(
    tmp_path: Path, size: int
) -> None:
    path = tmp_path / "film"
    path.write_bytes(bytes(size))
    before = fingerprint(path)
    assert before.size == size
    for place in {0, size // 3, size // 2, size - 1} if size else ():
        write(path, place, b"\x07")
        assert not fingerprint(path).same_content(before), place
        write(path, place, b"\x00")
    assert fingerprint(path).same_content(before)


def test_a_copy_with_another_time_is_the_same(large: Path, tmp_path: Path) -> None:
    write(large, 0, os.urandom(1000))
    copy = Path(shutil.copy(large, tmp_path / "copy.mkv"))
    os.utime(copy, ns=(1, 1))
    one, other = fingerprint(large), fingerprint(copy)
    assert one.same_content(other)
    assert one.mtime_ns != other.mtime_ns


def test_a_fingerprint_survives_being_stored(large: Path) -> None:
    made = fingerprint(large)
    stored = msgpack.unpackb(msgpack.packb(made.to_map("films/a.mkv")))
    assert stored["path"] == "films/a.mkv"
    assert Fingerprint.from_map(stored) == made


@pytest.mark.parametrize(
    "damage",
    [
        {"size": -1}, {"size": "1"}, {"size": True}, {"size": None}, {"mtime_ns": 1.5},
        {"digest": b"short"}, {"digest": "x" * 16}, {"digest": None},
    ],
    ids=str,
)  # fmt: skip
def test_a_damaged_one_is_refused(damage: dict[str, Any]) -> None:
    good = Fingerprint(1, 2, bytes(16)).to_map("x")
    with pytest.raises(SourceError, match="damaged"):
        Fingerprint.from_map({**good, **damage})
    with pytest.raises(SourceError, match="damaged"):
        Fingerprint.from_map({key: good[key] for key in good if key not in damage})


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.mkv.*No such file"):
        fingerprint(tmp_path / "gone.mkv")
    with pytest.raises(SourceError, match="cannot be read"):
        fingerprint(tmp_path)
