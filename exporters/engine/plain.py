"""Exporters that have only ``export(version_data, output_path)``, as exporters of one unit."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import hashlib
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any, Protocol

import msgpack

from exporters.cancel import CancelToken
from exporters.durable import reported, shown
from exporters.errors import StateError, UnitFailed
from exporters.plan import AssemblyContext, Plan, Unit, UnitContext

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_DEPTH = 50
_EXACT = b"exact"
_UNSET: Any = object()


class ExportsOnly(Protocol):
    """An exporter that knows nothing of units."""

    def export(self, version_data: Any, output_path: Any) -> Any:
        """Write ``version_data`` to ``output_path``."""


class PlainExporter:
    """Runs another exporter's ``export`` as one unit.

    Its output is written beside its final place and appears there whole. What it is given as
    output path has the output's suffix, in lower case.

    Args:
        exporter: called as ``exporter.export(version_data, output_path)``; not changed.
        output: the final output, whose suffix tells many exporters what to write.
        version_data: what it is called with; left out to take it from the journal.

    Attributes:
        request: what the journal gets of ``version_data``.
    """

    def __init__(self, exporter: ExportsOnly, output: Path, version_data: Any = _UNSET) -> None:
        kind = type(exporter)
        self.name = f"{kind.__module__}.{kind.__qualname__}"
        self._exporter = exporter
        suffix = output.suffix.lower()
        self._suffix = suffix if _SUFFIX.fullmatch(suffix) else ".out"
        self._given = version_data
        self.request, self._exact = saveable({} if version_data is _UNSET else version_data)

    def plan(self, request: Mapping[str, Any], token: CancelToken) -> Plan:
        """One unit."""
        return self._plan(request, self._exact)

    def restore_plan(
        self, request: Mapping[str, Any], stored: bytes, sources: Sequence[Mapping[str, Any]]
    ) -> Plan:
        """The plan out of a journal. Raises ``StateError`` if that holds no complete request."""
        exact = stored == _EXACT
        if self._given is _UNSET:
            if not exact:
                raise StateError(
                    "This export cannot be continued from its journal alone: the journal cannot "
                    "hold all that it was called with.",
                    "Call it again with the same version_data.",
                )
            self._given = request
        return self._plan(request, exact)

    def _plan(self, request: Mapping[str, Any], exact: bool) -> Plan:
        identity = [self.name, _sorted(request), self._suffix]
        packed = msgpack.packb(identity, unicode_errors="surrogatepass")
        return Plan(
            exporter=self.name,
            request=request,
            stored=_EXACT if exact else b"",
            sources=(),
            units=(Unit(0, "file", 1, self._suffix),),
            hash=hashlib.blake2b(packed, digest_size=16).hexdigest(),
            work_name="files",
            total_work=1,
        )

    def run(self, unit: Unit, context: UnitContext) -> None:
        """Have the output written to the unit's path."""
        self._exporter.export(self._given, context.path)
        if context.path.is_dir():
            raise UnitFailed(f"{self.name} has written a folder, not a file.")
        if not context.path.is_file():
            raise UnitFailed(f"{self.name} has written no file to {shown(context.path)}.")

    def assemble(self, plan: Plan, context: AssemblyContext) -> None:
        """The only part is the output: a second name for it, or a copy."""
        with reported("write", context.path):
            context.path.unlink(missing_ok=True)
            try:
                os.link(context.parts[0], context.path)
            except OSError:
                shutil.copyfile(context.parts[0], context.path)

    def verify(self, plan: Plan, context: AssemblyContext) -> None:
        """Nothing is known about the content."""

    def close(self) -> None:
        """Nothing is kept open."""


def saveable(value: Any) -> tuple[Any, bool]:
    """What a journal can hold of a request, and whether that is all of it."""
    converter = _Converter()
    saved = converter.convert(value, _DEPTH)
    if not isinstance(saved, dict):
        saved, converter.exact = {"version_data": saved}, False
    return saved, converter.exact


class _Converter:
    def __init__(self) -> None:
        self.exact = True

    def convert(self, value: Any, depth: int) -> Any:
        if value is None or type(value) in (bool, float, str, bytes):
            return value
        if type(value) is int and -(2**63) <= value < 2**64:
            return value
        if type(value) in (dict, list) and depth:
            return self._container(value, depth)
        self.exact = False
        return self._other(value, depth)

    def _container(self, value: Any, depth: int) -> Any:
        if isinstance(value, Mapping):
            if not all(type(key) is str for key in value):
                self.exact = False
            return {str(key): self.convert(item, depth - 1) for key, item in value.items()}
        return [self.convert(item, depth - 1) for item in value]

    def _other(self, value: Any, depth: int) -> Any:
        if not depth:
            return "…"
        if isinstance(value, (Mapping, list, tuple)):
            return self._container(value, depth)
        if isinstance(value, (set, frozenset)):
            return sorted((self.convert(item, depth - 1) for item in value), key=repr)
        if isinstance(value, PurePath):
            return os.fspath(value)
        if isinstance(value, (datetime.date, datetime.time)):
            return value.isoformat()
        if isinstance(value, enum.Enum):
            return [type(value).__qualname__, value.name]
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
            return [type(value).__qualname__, self._container(fields, depth)]
        # An address would make every run's request another one.
        text = _ADDRESS.sub("", repr(value))
        held = getattr(value, "__dict__", None)
        return [text, self._container(held, depth)] if isinstance(held, dict) else text


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return [[key, _sorted(value[key])] for key in sorted(value)]
    if isinstance(value, list):
        return [_sorted(item) for item in value]
    return value
