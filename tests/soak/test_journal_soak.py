"""Many mutated journals. Run with ``pytest -m soak tests/soak/test_journal_soak.py``.

``JOURNAL_SOAK`` in the environment sets the number; 120,000 take well under a minute.
"""

from __future__ import annotations

import math
import os
import random
from collections import Counter
from pathlib import Path

import pytest

from exporters.checkpoint.journal import Journal
from exporters.checkpoint.reading import parse, read_journal
from exporters.errors import StateError
from tests import journal_mutations as journals

MUTATIONS = int(os.environ.get("JOURNAL_SOAK", "120000"))
PER_JOURNAL = 500


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_no_mutated_journal_says_what_was_never_recorded(tmp_path: Path) -> None:
    outcomes: Counter[str] = Counter()
    for seed in range(math.ceil(MUTATIONS / PER_JOURNAL)):
        source = random.Random(seed)
        path = tmp_path / "o.export_state"
        steps = [journals.random_step(source) for _ in range(source.randrange(40))]
        content, truth = journals.write(path, steps)
        other, _ = journals.write(path, steps[::-1])
        states = set(truth)
        for number in range(PER_JOURNAL):
            mutated = content
            for _ in range(source.choice([1, 1, 1, 2, 5])):
                mutated = journals.mutate(mutated, other, source) or b"\0"
            outcome = check(mutated, path, states, truth[-1], reopen=number % 20 == 0)
            outcomes[outcome] += 1
    assert sum(outcomes.values()) >= MUTATIONS
    assert all(outcomes[outcome] for outcome in ("refused", "prefix", "whole"))


def check(
    mutated: bytes,
    path: Path,
    states: set[tuple[object, ...]],
    whole: tuple[object, ...],
    reopen: bool,
) -> str:
    try:
        state = journals.snapshot(parse(mutated, path).state)
    except StateError:
        return "refused"
    assert state in states
    if reopen:
        check_that_it_goes_on(mutated, path, state)
    return "whole" if state == whole else "prefix"


def check_that_it_goes_on(mutated: bytes, path: Path, before: tuple[object, ...]) -> None:
    path.write_bytes(mutated)
    with Journal.open(path, synchronous=True) as journal:
        journal.unit_finished(journals.unit(7, size=99))
    state = read_journal(path)
    assert not state.damage
    assert state.finished[7] == journals.unit(7, size=99)
    assert len(state.sessions) == len(before[-1]) + 1  # type: ignore[arg-type]
