"""How many examples property tests of edits try: a part of them in the suite, all in a soak.

Other tests of the project state their numbers themselves; those of project files are many. Where
the share is given, examples are new ones each time (tests/conftest.py).
"""

from __future__ import annotations

import os

SHARE = float(os.environ.get("REPRISE_EXAMPLES", "0.1"))


def examples(number: int) -> int:
    """``number`` in a soak (REPRISE_EXAMPLES=1), a tenth of it otherwise, at least 5."""
    return max(5, round(number * SHARE))
