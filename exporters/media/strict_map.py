"""Frozen dataclasses to and from plain maps (JSON, msgpack), refusing what does not fit."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

LARGEST = 2**63 - 1

Record = TypeVar("Record")


def to_map(record: Any) -> dict[str, Any]:
    """A dataclass as a map of plain types; fractions are pairs of whole numbers."""
    return {field.name: _plain(getattr(record, field.name)) for field in fields(record)}


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return [value.numerator, value.denominator]
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return to_map(value) if is_dataclass(value) else value


def from_map(kind: type[Record], values: object) -> Record:
    """The dataclass ``kind`` out of what ``to_map`` makes.

    Raises ValueError, naming the field, if a field is missing, unknown, or of another type.
    """
    if not isinstance(values, Mapping):
        raise ValueError(f"{kind.__name__} is not a map")
    hints = get_type_hints(kind)
    if set(values) != set(hints):
        raise ValueError(f"{kind.__name__} has other fields")
    made = {}
    for name, hint in hints.items():
        try:
            made[name] = _typed(hint, values[name])
        except ValueError as error:
            raise ValueError(f"{kind.__name__}.{name}: {error}") from None
    return kind(**made)


def _typed(hint: Any, value: Any) -> Any:
    origin, parameters = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return None if value is None else _typed(parameters[0], value)
    if origin is tuple:
        if not isinstance(value, (list, tuple)):
            raise ValueError("not a list")
        return tuple(_typed(parameters[0], item) for item in value)
    if origin is dict:
        return _text_map(value)
    if is_dataclass(hint) and isinstance(hint, type):
        return from_map(hint, value)
    return _simple(hint, value)


def _simple(hint: Any, value: Any) -> Any:
    if hint is Fraction:
        return _fraction(value)
    if hint is Path and isinstance(value, str):
        return Path(value)
    if type(value) is not hint or (hint is int and abs(value) > LARGEST):
        raise ValueError(f"not a {hint.__name__}")
    return value


def _fraction(value: Any) -> Fraction:
    whole = isinstance(value, (list, tuple)) and len(value) == 2
    if not whole or any(type(part) is not int or abs(part) > LARGEST for part in value):
        raise ValueError("not a fraction")
    if value[1] <= 0:
        raise ValueError("not a fraction")
    return Fraction(value[0], value[1])


def _text_map(value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise ValueError("not a map")
    if not all(isinstance(item, str) for pair in value.items() for item in pair):
        raise ValueError("not a map of texts")
    return dict(value)
