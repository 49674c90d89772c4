"""Decodes the example in docs/export-state.md by following that page, and nothing else.

The decoder here shares no code with the package, and reads no more of msgpack than is needed.
"""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path
from typing import Any

from exporters.checkpoint.journal import read_journal

DOCUMENT = Path(__file__).parents[4] / "docs" / "export-state.md"
NAMES = {1: "header", 2: "unit", 3: "void", 4: "phase", 5: "progress", 6: "session"}


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    assert found
    return found[1]


def example() -> bytes:
    content = b""
    for line in block("hex").splitlines():
        offset, numbers = line.split("  ")
        assert int(offset, 16) == len(content)
        content += bytes.fromhex(numbers)
    return content


def crc32(content: bytes, start: int = 0) -> int:
    rest = start ^ 0xFFFFFFFF
    for byte in content:
        rest ^= byte
        for _ in range(8):
            rest = rest >> 1 ^ (0xEDB88320 if rest & 1 else 0)
    return rest ^ 0xFFFFFFFF


class Msgpack:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0

    def take(self, count: int) -> bytes:
        self.at += count
        return self.content[self.at - count : self.at]

    def number(self, form: str) -> Any:
        return struct.unpack(">" + form, self.take(struct.calcsize(form)))[0]

    def value(self) -> Any:
        mark = self.number("B")
        numbers = {0xCB: "d", 0xCC: "B", 0xCD: "H", 0xCE: "I", 0xCF: "Q"}
        if mark < 0x80:
            return mark
        if mark < 0x90:
            return {self.value(): self.value() for _ in range(mark & 15)}
        if mark < 0xA0:
            return [self.value() for _ in range(mark & 15)]
        if mark < 0xC0:
            return self.take(mark & 31).decode()
        if mark in (0xC2, 0xC3):
            return mark == 0xC3
        if mark == 0xC4:
            return self.take(self.number("B")).hex()
        if mark == 0xD9:
            return self.take(self.number("B")).decode()
        return self.number(numbers[mark])


def decode(content: bytes) -> dict[str, Any]:
    magic, major, minor, _, previous = struct.unpack_from("<8sHH8sI", content)
    assert magic == b"\x89REPRISE"
    assert previous == crc32(content[:20])
    records: list[list[Any]] = []
    finished: set[int] = set()
    at = 24
    while at < len(content):
        length, kind = struct.unpack_from("<IB", content, at)
        covered, at = content[at : at + 5 + length], at + 5 + length
        previous = crc32(covered, previous)
        assert struct.unpack_from("<I", content, at) == (previous,)
        at += 4
        if kind not in NAMES:
            continue
        payload = Msgpack(covered[5:])
        fields = payload.value()
        assert payload.at == length
        records.append([NAMES[kind], fields])
        if kind == 2:
            finished.add(fields[0])
        if kind == 3:
            finished.discard(fields[0])
    return {"version": [major, minor], "records": records, "finished": sorted(finished)}


def test_the_example_is_what_the_document_says() -> None:
    assert decode(example()) == json.loads(block("json"))


def test_the_package_reads_the_example_in_the_same_way(tmp_path: Path) -> None:
    path = tmp_path / "o.export_state"
    path.write_bytes(example())
    state, said = read_journal(path), json.loads(block("json"))
    records = dict(reversed(said["records"]))
    header = records["header"]
    assert state.session_id == header["session_id"]
    assert state.created == header["created"]
    assert state.plan_hash == header["plan_hash"]
    assert state.exporter == header["exporter"]
    assert state.unit_count == header["unit_count"]
    assert state.request == header["request"]
    assert state.stored_plan.hex() == header["stored_plan"]
    assert state.sources == header["sources"]
    assert state.app_version == header["app_version"]
    assert list(state.finished) == said["finished"]
    unit = state.finished[0]
    assert [unit.index, unit.size, unit.digest.hex(), unit.work] == records["unit"][:4]
    assert [state.phase, state.last_completed_phase] == [records["phase"][0], ""]
    assert [state.saved, state.progress, state.details] == records["progress"]
    (session,) = state.sessions
    assert [session.id, session.time, session.pid, session.host] == records["session"]
    assert not state.damage


def test_the_offsets_in_the_table_are_those_of_the_frames() -> None:
    rows = re.findall(r"^\| `([0-9a-f]{4})` \| (\d+) \|", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    at = 0
    for offset, length in rows:
        assert int(offset, 16) == at
        at += int(length)
        if at > 24:
            payload = struct.unpack_from("<I", example(), int(offset, 16))
            assert payload == (int(length) - 9,)
    assert at == len(example())
