"""What the window offers for an export is what the queue's table of states allows."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence

from app.gui.verbs import PROMINENT, VERBS, by_shortcut, name_of, offered, pressed
from app.jobs.queue.states import TRANSITIONS, JobState, Verb, allowed

pytestmark = pytest.mark.usefixtures("qapp")

CARRIED_OUT_BY = {
    "start": (Verb.START,), "continue": (Verb.START,), "resume": (Verb.RESUME,),
    "pause": (Verb.PAUSE,), "retry": (Verb.RETRY,), "stop": (Verb.STOP,),
    "start_over": (Verb.START,), "discard": (Verb.RESET,), "remove": (Verb.REMOVE,),
    "open_file": (), "open_folder": (), "show_report": (), "show_log": (), "export_again": (),
    "move_up": (), "move_down": (), "edit": (Verb.CONFIGURE,), "show_settings": (),
}  # fmt: skip
"""Verbs of the queue that the window's verbs come to; see ``JobVerbs``."""

STOPPED_FIRST = {("start_over", JobState.PAUSED)}
"""What is frozen is let go of first: ``JobVerbs`` stops it, and starts what is inactive then."""

OTHERWISE = {
    (JobState.COMPLETED, Verb.RESET): "“Export again” begins a new export of the same film.",
}
"""What the table allows and no verb of the list does; how a user comes to the same."""

BY_USERS = (Verb.CONFIGURE, Verb.START, Verb.PAUSE, Verb.RESUME, Verb.STOP, Verb.RESET, Verb.RETRY,
            Verb.REMOVE)  # fmt: skip


def states_in_which(key: str, state: JobState) -> JobState:
    return JobState.INACTIVE if (key, state) in STOPPED_FIRST else state


def test_every_verb_that_is_offered_is_allowed() -> None:
    refused = [
        (verb.key, state, queued)
        for verb in VERBS
        for state in map(JobState, verb.states)
        for queued in CARRIED_OUT_BY[verb.key]
        if not allowed(states_in_which(verb.key, state), queued)
    ]
    assert not refused
    assert all(allowed(state, Verb.STOP) for _, state in STOPPED_FIRST)


@pytest.mark.parametrize("state", JobState)
def test_nothing_that_is_allowed_is_out_of_reach(state: JobState) -> None:
    reached = {one for verb in offered([state]) for one in CARRIED_OUT_BY[verb.key]}
    missing = {verb for verb in TRANSITIONS[state] if verb in BY_USERS} - reached
    assert {verb for verb in missing if (state, verb) not in OTHERWISE} == set()


def test_every_verb_is_known_here_and_has_words_and_states() -> None:
    assert {verb.key for verb in VERBS} == set(CARRIED_OUT_BY)
    assert all(name_of(verb) and verb.states for verb in VERBS)
    assert set(PROMINENT) <= set(CARRIED_OUT_BY)


def test_keys_are_shared_only_by_verbs_of_different_states() -> None:
    for keys, verbs in by_shortcut().items():
        states = [state for verb in verbs for state in verb.states]
        assert len(states) == len(set(states)), keys
        assert not QKeySequence(keys).isEmpty()


def test_keys_ask_each_verb_for_its_own_jobs() -> None:
    states = {1: "inactive", 2: "failed", 3: "completed", 4: "inactive"}
    assert pressed(by_shortcut()["Ctrl+Return"], states) == {"start": [1, 4], "retry": [2]}


def test_what_can_be_paused_is_paused_before_anything_goes_on() -> None:
    keys = by_shortcut()["Ctrl+P"]
    assert pressed(keys, {1: "paused", 2: "queued"}) == {"pause": [2]}
    assert pressed(keys, {1: "paused", 2: "completed"}) == {"resume": [1]}
