"""Prints the edit in an AAF as a line of JSON. A script: ``aaf_child.py PATH [NAME]``.

pyaaf2 follows sector chains and references as the file gives them: a damaged or hostile one can
make it loop, or ask for any amount of memory. So it runs in a process of its own.

The line has ``timeline`` (OTIO's JSON), ``others`` (names of further sequences) and ``drop_frame``;
or ``error``: what is wrong, without the file's name.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[4]))

from exporters.timeline.readers.aaf.plain import simplified

MEMORY = 4 << 30
REFUSED = 3
"""Exit code after a sentence about what is wrong with the file."""


class UnreadableError(Exception):
    """A sentence about the file, without its name."""


def limit_memory() -> None:
    """End this process before a hostile file takes what others need."""
    if sys.platform != "win32":
        import resource

        for limit, value in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, MEMORY)):
            with contextlib.suppress(ValueError, OSError):
                _, hard = resource.getrlimit(limit)
                most = value if hard == resource.RLIM_INFINITY else min(value, hard)
                resource.setrlimit(limit, (most, hard))


def read(path: str, name: str) -> dict[str, Any]:
    """The sequence with that name, or the first one."""
    from opentimelineio.core import SerializableObject
    from opentimelineio.schema import Timeline
    from otio_aaf_adapter.adapters.advanced_authoring_format import (  # type: ignore[import-untyped]
        read_from_file,
    )

    found: SerializableObject = read_from_file(path)
    timelines = [found] if isinstance(found, Timeline) else [*found]
    timelines = [one for one in timelines if isinstance(one, Timeline)]
    if not timelines:
        raise UnreadableError("holds no sequence")
    chosen = next((one for one in timelines if not name or one.name == name), None)
    if chosen is None:
        known = ", ".join(f"“{str(one.name)[:60]}”" for one in timelines[:20])
        raise UnreadableError(f"has no sequence “{name[:60]}”, but {known}")
    plain = simplified(json.loads(chosen.to_json_string(indent=-1)))
    others = [str(one.name)[:200] for one in timelines if one is not chosen]
    return {
        "timeline": plain,
        "others": others[:20],
        "drop_frame": is_drop_frame(path, str(chosen.name)),
    }


def is_drop_frame(path: str, name: str) -> bool:
    """Whether the time code of the sequence leaves numbers out; the adapter does not say it."""
    import aaf2  # type: ignore[import-untyped]
    from aaf2.components import Sequence, Timecode  # type: ignore[import-untyped]

    with aaf2.open(path) as stream:
        for mob in stream.content.toplevel():
            if mob.name == name:
                for slot in mob.slots:
                    segment = slot.segment
                    if isinstance(segment, Sequence) and len(segment.components):
                        segment = segment.components[0]
                    if isinstance(segment, Timecode):
                        return bool(segment.drop)
    return False


def main() -> None:
    """Read the file; what is wrong with it is told, not traced."""
    limit_memory()
    # The adapter prints what it does not find.
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace")
    with contextlib.redirect_stdout(sys.stderr):
        try:
            found = read(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
        except UnreadableError as error:
            found = {"error": str(error)}
        except Exception as error:
            # pyaaf2 and the adapter raise whatever a wrong value leads to.
            reason = " ".join(str(error).split())[:200]
            found = {"error": f"is no AAF that can be read ({type(error).__name__}: {reason})"}
    channel.write(json.dumps(found) + "\n")
    channel.close()
    sys.exit(REFUSED if "error" in found else 0)


if __name__ == "__main__":
    main()
