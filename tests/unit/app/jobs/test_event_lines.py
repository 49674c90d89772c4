from __future__ import annotations

import json
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from app.jobs.event_lines import decode, encode
from exporters.events import Event, Progress

EVENTS = st.one_of(*(st.from_type(kind) for kind in get_args(Event)))


@given(job=st.integers(0, 10**9), event=EVENTS)
def test_an_event_comes_out_of_its_line_as_it_went_in(job: int, event: Event) -> None:
    line = encode(job, event)
    assert "\n" not in line
    read = decode(json.loads(line))
    assert read is not None
    # NaN is equal to nothing, itself included.
    assert repr(read) == repr((job, event))


def test_lines_of_other_things_are_no_events() -> None:
    assert decode({"event": "changed"}) is None
    assert decode({"event": "Progress"}) is None
    assert decode({}) is None


def test_a_field_of_a_later_version_is_left_out() -> None:
    told = json.loads(encode(3, Progress("exporting"))) | {"mood": "good"}
    assert decode(told) == (3, Progress("exporting"))
