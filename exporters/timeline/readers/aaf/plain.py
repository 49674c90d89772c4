"""OpenTimelineIO's JSON of an AAF, brought to what ``otio_form`` knows.

The adapter keeps all of AAF's properties as metadata, which is most of the bytes, and says some
things in AAF's words only: gains, speeds as ratios, drop-frame.
"""

from __future__ import annotations

import math
import re
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

Plain = dict[str, Any]

MOST_DEPTH = 200
_GAINS = ("Mono Audio Gain", "Audio Gain")
_AMPLITUDES = ("Amplitude multiplier", "Amplitude")
_RATIO = re.compile(r"-?\d{1,18}/\d{1,18}|-?\d{1,9}(\.\d{1,12})?", re.ASCII)
# What the adapter calls tracks that have no name.
_NAMELESS = ("TimelineMobSlot", "Sequence", "Timeline")


def simplified(item: Plain, depth: int = 0) -> Plain:
    """An object without AAF's metadata, its effects in the words of OTIO and Resolve."""
    found = dict(item)
    schema = str(found.get("OTIO_SCHEMA", ""))
    if schema.startswith("Track") and found.get("name") in _NAMELESS:
        found["name"] = ""
    if isinstance(found.get("media_references"), dict):
        _keep_active(found)
    if isinstance(found.get("effects"), list):
        known = (_effect(effect) for effect in found["effects"] if isinstance(effect, dict))
        found["effects"] = [effect for effect in known if effect is not None]
    found.pop("metadata", None)
    if isinstance(found.get("markers"), list):
        found["markers"] = [_marker(mark) for mark in found["markers"] if isinstance(mark, dict)]
    for name in ("children", "tracks"):
        inner = found.get(name)
        if depth >= MOST_DEPTH:
            found.pop(name, None)
        elif isinstance(inner, list):
            found[name] = [simplified(one, depth + 1) for one in inner if isinstance(one, dict)]
        elif isinstance(inner, dict):
            found[name] = simplified(inner, depth + 1)
    return found


def _keep_active(clip: Plain) -> None:
    """Only the medium that counts: others are imports and tapes that it was made from."""
    key = clip.get("active_media_reference_key", "DEFAULT_MEDIA")
    active = clip["media_references"].get(key)
    kept = dict(active) if isinstance(active, dict) else {}
    kept.pop("metadata", None)
    url = kept.get("target_url")
    if isinstance(url, str) and PurePosixPath(unquote(url)).suffix:
        # Avid names the way to a file ("UNC Path"), not the file.
        kept["name"] = ""
    clip["media_references"] = {key: kept} if kept else {}


def _marker(marker: Plain) -> Plain:
    return {name: value for name, value in marker.items() if name != "metadata"}


def _effect(effect: Plain) -> Plain | None:
    """An effect without metadata; None for one that does nothing."""
    metadata = effect.get("metadata")
    aaf = metadata.get("AAF") if isinstance(metadata, dict) else None
    parameters = aaf.get("Parameters") if isinstance(aaf, dict) else None
    parameters = parameters if isinstance(parameters, dict) else {}
    name = effect.get("name")
    plain = {key: value for key, value in effect.items() if key != "metadata"}
    ratio = _number(parameters.get("Speed Ratio"))
    if ratio is not None and str(effect.get("OTIO_SCHEMA", "")).startswith("TimeEffect"):
        return plain | {"OTIO_SCHEMA": "LinearTimeWarp.1", "time_scalar": float(ratio)}
    if name in _GAINS:
        amplitude = next((_number(parameters.get(one)) for one in _AMPLITUDES), None)
        amplitude = amplitude or _number(parameters.get("Amplitude"))
        if amplitude == 1:
            return None
        if amplitude is not None and amplitude > 0:
            return _gain(plain, 20 * math.log10(amplitude))
    return plain


def _gain(effect: Plain, decibels: float) -> Plain:
    """A gain as Resolve keeps it in OTIO."""
    parameter = {
        "Parameter ID": "volume",
        "Parameter Value": round(decibels, 4),
        "Default Parameter Value": 0.0,
    }
    kept = {"Effect Name": "Fairlight Clip Gain", "Parameters": [parameter]}
    return effect | {"metadata": {"Resolve_OTIO": kept}}


def _number(value: object) -> Fraction | None:
    """A constant parameter, "1111111/1000000"; None for what moves."""
    if isinstance(value, str) and _RATIO.fullmatch(value) and not value.endswith("/0"):
        try:
            return Fraction(value)
        except ZeroDivisionError:
            return None
    return None
