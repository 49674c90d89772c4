"""Names that lists of cuts give to what they say of a cut.

There is no standard: scripts, scene detectors and AI tools each have their own words. They are
compared in small letters without what is between them, so that "Start Time", "start_time" and
"startTime" are one. The words of Chinese tools are among them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from exporters.timeline.readers.cut_list.times import Unit

FIELDS: dict[str, tuple[str, ...]] = {
    "media": ("media", "file", "source", "filename", "filepath", "video", "videopath", "videofile",
              "path", "input", "inputfile", "src", "url", "videourl", "mediafilename",
              "sourcefile", "sourcename", "footage", "文件", "视频", "素材"),
    "start": ("start", "in", "begin", "from", "starttime", "startsec", "startsecs", "startseconds",
              "starttimeseconds", "starttimesec", "timein", "inpoint", "sourcein", "intime", "t0",
              "starttimecode", "intimecode", "begintime", "cutstart", "clipstart", "startat",
              "startpoint", "开始", "开始时间", "起始时间", "入点"),
    "start:ms": ("startms", "starttimems", "inms", "startmilliseconds"),
    "start:frames": ("startframe", "inframe", "startframes", "framestart", "firstframe"),
    "end": ("end", "out", "stop", "to", "endtime", "endsec", "endsecs", "endseconds",
            "endtimeseconds", "endtimesec", "timeout", "outpoint", "sourceout", "outtime", "t1",
            "endtimecode", "outtimecode", "stoptime", "cutend", "clipend", "finish", "endat",
            "endpoint", "结束", "结束时间", "出点"),
    "end:ms": ("endms", "endtimems", "outms", "endmilliseconds"),
    "end:frames": ("endframe", "outframe", "endframes", "frameend"),
    "duration": ("duration", "length", "dur", "len", "durationsec", "durationseconds",
                 "lengthseconds", "lengthsec", "cliplength", "时长", "持续时间"),
    "duration:ms": ("durationms", "lengthms", "durationmilliseconds"),
    "duration:frames": ("durationframes", "lengthframes", "framecount", "numframes"),
    "range": ("range", "timerange", "timestamp", "timestamps", "time", "interval", "span",
              "segment", "timecode", "时间", "时间戳"),
    "position": ("position", "recordin", "timelinestart", "timelinein", "recordstart",
                 "at"),
    "name": ("name", "title", "label", "sceneid", "sceneno", "scenenumber", "id", "scene",
             "shot", "clipname", "segmentname", "headline", "名称", "标题"),
    "text": ("text", "caption", "subtitle", "subtitles", "transcript", "dialogue", "narration",
             "字幕", "文本", "台词"),
    "rate": ("rate", "fps", "framerate"),
    "volume": ("volume", "gain", "volumedb", "gaindb", "音量"),
    "speed": ("speed", "playbackspeed", "playbackrate", "speedfactor", "速度"),
    "sound": ("hasaudio", "audio", "withaudio", "sound", "keepaudio"),
    "muted": ("mute", "muted"),
    "enabled": ("selected", "enabled", "keep", "use", "active", "include"),
}  # fmt: skip
LISTS = ("cuts", "scenes", "segments", "clips", "highlights", "edits", "moments", "shots",
         "ranges", "cutsegments", "keep", "items", "selections", "timeline", "events", "parts",
         "cutlist", "edl", "results", "片段", "场景")  # fmt: skip
_KNOWN = {word: field for field, words in FIELDS.items() for word in words}
_UNIT = re.compile(r"(.+?)\s*[(\[]([^()\[\]]*)[)\]]\s*")
_UNITS_MS = ("ms", "msec", "milliseconds")
_UNITS: dict[str, Unit] = {"ms": "milliseconds", "frames": "frames", "": "seconds"}


def plain(word: str) -> str:
    """A word as it is compared."""
    return re.sub(r"[^0-9a-z\u0080-\U0010ffff]+", "", word.lower())[:60]


def field_of(word: str) -> str:
    """What a word means, "Start (ms)" too; "" for one that is not known."""
    known = _KNOWN.get(plain(word), "")
    unit = _UNIT.fullmatch(word[:200]) if not known else None
    if unit is None:
        return known
    known = _KNOWN.get(plain(unit.group(1)), "")
    measure = plain(unit.group(2))
    suffix = "ms" if measure in _UNITS_MS else "frames" if measure in ("f", "frames") else ""
    return f"{known}:{suffix}" if f"{known}:{suffix}" in FIELDS else known


def fields_of(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row by the meaning of its words; of several with one meaning the first that is not empty.

    "start:ms" and the like keep their unit.
    """
    found: dict[str, Any] = {}
    for word, value in row.items():
        field = field_of(str(word))
        if field and value not in (None, "") and field not in found:
            found[field] = value
    return found


def timed(fields: Mapping[str, Any], name: str) -> tuple[Any, Unit]:
    """A time of a row with its unit: seconds if they are there, else thousandths, else frames."""
    for suffix, unit in (("", "seconds"), ("ms", "milliseconds"), ("frames", "frames")):
        value = fields.get(f"{name}:{suffix}" if suffix else name)
        if value is not None:
            return value, _UNITS[suffix] if unit else "seconds"
    return None, "seconds"


def the_list(value: Mapping[Any, Any]) -> list[Any] | None:
    """The list of cuts within a JSON object: under a usual name, or the only one."""
    named = {plain(str(key)): item for key, item in value.items()}
    for word in LISTS:
        if isinstance(named.get(word), list):
            return list(named[word])
    lists = [item for item in value.values() if isinstance(item, list) and item]
    return list(lists[0]) if len(lists) == 1 else None
