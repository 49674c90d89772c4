from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests import media_factory

# Times of single examples say nothing on a machine that is shared.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of H.264 with B-frames at 25 frames a second, and AAC."""
    return media_factory.constant_rate(tmp_path_factory.mktemp("clips") / "clip.mp4")
