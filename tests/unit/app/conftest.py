from __future__ import annotations

from hypothesis import settings

# Times of single examples say nothing on a machine that is shared.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")
