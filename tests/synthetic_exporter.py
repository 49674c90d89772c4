"""An exporter of small deterministic files, for tests of the engine."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgpack

from exporters.cancel import CancelToken
from exporters.errors import SourceError, UnitFailed
from exporters.plan import AssemblyContext, Plan, Unit, UnitContext

REQUEST = {"units": 6, "seed": "a", "size": 200}


class Units(Sequence[Unit]):
    """Units that are made when asked for."""

    def __init__(self, count: int, last_first: bool = False) -> None:
        self._count = count
        self._last_first = last_first

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        if not 0 <= index < self._count:
            raise IndexError(index)
        priority = -1 if self._last_first and index == self._count - 1 else 0
        return Unit(index, "bytes", 10, ".bin", priority)


class SyntheticExporter:
    """Writes ``request["units"]`` parts and joins them.

    Args:
        source: its content enters the plan; a plan restored with another content is refused.
        runs: a file that gets a line for each unit that is begun and one for each that is done.
        on_run: called before a unit is written; may raise, wait, report.
    """

    name = "synthetic"

    def __init__(
        self,
        source: Path | None = None,
        runs: Path | None = None,
        on_run: Callable[[Unit, UnitContext], None] | None = None,
        on_assemble: Callable[[AssemblyContext], None] | None = None,
    ) -> None:
        self.source = source
        self.runs = runs
        self.on_run = on_run
        self.on_assemble = on_assemble
        self.planned = 0
        self.closed = 0
        self.begun: Counter[int] = Counter()
        self.order: list[int] = []
        self._lock = threading.Lock()

    def plan(self, request: Mapping[str, Any], token: CancelToken) -> Plan:
        self.planned += 1
        return self._plan(request, self._source())

    def restore_plan(
        self, request: Mapping[str, Any], stored: bytes, sources: Sequence[Mapping[str, Any]]
    ) -> Plan:
        if [dict(source) for source in sources] != self._source():
            raise SourceError("The source has changed since the export was begun.")
        return self._plan(request, self._source())

    def _source(self) -> list[dict[str, Any]]:
        return [] if self.source is None else [{"content": self.source.read_bytes()}]

    def _plan(self, request: Mapping[str, Any], sources: list[dict[str, Any]]) -> Plan:
        count = request["units"]
        identity = msgpack.packb([sorted(request.items()), sources])
        return Plan(
            exporter=self.name,
            request=request,
            stored=b"stored",
            sources=sources,
            units=Units(count, request.get("last_first", False)),
            hash=hashlib.blake2b(identity, digest_size=16).hexdigest(),
            work_name="steps",
            total_work=10 * count,
            media_seconds=2.0 * count,
            estimated_bytes=request.get("estimated", 0),
            joined_ahead=request.get("ahead", False),
        )

    def run(self, unit: Unit, context: UnitContext) -> None:
        with self._lock:
            self.begun[unit.index] += 1
            self.order.append(unit.index)
        self._note("begin", unit.index)
        if self.on_run is not None:
            self.on_run(unit, context)
        context.token.check()
        context.report(5, 1)
        context.path.write_bytes(content(context.plan.request, unit.index))
        self._note("done", unit.index)

    def _note(self, what: str, index: int) -> None:
        if self.runs is not None:
            with self.runs.open("a") as file:
                file.write(f"{what} {index} {os.getpid()}\n")

    def assemble(self, plan: Plan, context: AssemblyContext) -> None:
        if self.on_assemble is not None:
            self.on_assemble(context)
        with context.path.open("wb") as file:
            for number, part in enumerate(context.parts):
                file.write(part.read_bytes())
                context.report((number + 1) / len(plan.units))

    def verify(self, plan: Plan, context: AssemblyContext) -> None:
        if context.path.read_bytes() != expected(plan.request):
            raise UnitFailed("The assembled file is not what was planned.")

    def close(self) -> None:
        self.closed += 1


def content(request: Mapping[str, Any], index: int) -> bytes:
    """The part of one unit."""
    seed = f"{request['seed']}/{index}".encode()
    block = hashlib.blake2b(seed).digest()
    return (block * (request["size"] // len(block) + 1))[: request["size"] + index]


def pieces(request: Mapping[str, Any]) -> Iterator[bytes]:
    for index in range(request["units"]):
        yield content(request, index)


def expected(request: Mapping[str, Any]) -> bytes:
    """The output of an undisturbed run."""
    return b"".join(pieces(request))
