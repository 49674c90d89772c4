"""Reading and writing the files that Reprise itself makes, with PyAV.

Sources are never opened here: a hostile one may bring the process down (see ``reading``).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from av.container.input import InputContainer
    from av.container.output import OutputContainer
    from av.packet import Packet
    from av.stream import Stream


@contextlib.contextmanager
def open_own(path: Path) -> Iterator[InputContainer]:
    """Open a file for reading. Raises PyAV's errors and OSError."""
    import av

    with contextlib.ExitStack() as stack:
        options = {"protocol_whitelist": "file"}
        url = _url(path, os.O_RDONLY, stack)
        yield stack.enter_context(av.open(url, container_options=options))


def packets(container: InputContainer, *streams: Stream) -> Iterator[Packet[Any]]:
    """Packets of these streams, or of all, without the empty ones that end a stream."""
    for packet in container.demux(*streams):
        if packet.dts is not None or packet.size:
            yield packet


@contextlib.contextmanager
def create_own(path: Path, muxer: str, options: Mapping[str, str]) -> Iterator[OutputContainer]:
    """Open a file for writing. Raises PyAV's errors and OSError."""
    import av

    with contextlib.ExitStack() as stack:
        url = _url(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, stack)
        container = av.open(url, "w", format=muxer, container_options=dict(options))
        yield stack.enter_context(container)


def _url(path: Path, mode: int, stack: contextlib.ExitStack) -> str:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        # PyAV takes only names that are UTF-8; the descriptor stands for any name.
        descriptor = os.open(path, mode, 0o666)
        stack.callback(os.close, descriptor)
        return f"file:/dev/fd/{descriptor}"
    return f"file:{path}"
