"""Takes the toy format out of docs/adding-a-format.md, puts it where formats lie, runs its test.

Only search paths are changed: the checkout gets no file.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.document_examples import LIMIT, ROOT

DOCUMENT = ROOT / "docs" / "adding-a-format.md"
RUN = """
import sys
import pytest
from exporters import interchange
from exporters.timeline import readers
readers.__path__.append(sys.argv[1])
interchange.__path__.append(sys.argv[2])
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", "--rootdir", sys.argv[4], sys.argv[3]]))
"""


def blocks() -> dict[str, str]:
    found = re.findall(r"^```python\n# (\S+)\n(.*?)^```$", DOCUMENT.read_text("utf-8"),
                       re.DOTALL | re.M)  # fmt: skip
    return dict(found)


def test_the_toy_format_passes_its_own_test(tmp_path: Path) -> None:
    folders = []
    for number, (name, code) in enumerate(blocks().items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / Path(name).name
        path.write_text(code, "utf-8")
        folders.append(str(folder if number < 2 else path))
    done = subprocess.run(
        [sys.executable, "-c", RUN, *folders, str(tmp_path)], cwd=ROOT, capture_output=True,
        text=True, timeout=LIMIT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 passed" in done.stdout


def test_the_page_names_where_modules_lie() -> None:
    names = list(blocks())
    assert names == [
        "exporters/timeline/readers/cuts.py",
        "exporters/interchange/cuts.py",
        "tests/unit/exporters/interchange/test_cuts.py",
    ]
    assert all((ROOT / name).parent.is_dir() for name in names)


def test_the_toy_format_is_small() -> None:
    reader, writer, _ = blocks().values()
    lines = [line for line in f"{reader}{writer}".splitlines() if line]
    assert len([line for line in lines if not line.startswith(("from ", "import "))]) <= 40


def test_modules_that_the_page_names_exist() -> None:
    for name in re.findall(r"`((?:exporters|tests|docs)/[\w/]+\.(?:py|md))`",
                           DOCUMENT.read_text("utf-8")):  # fmt: skip
        assert (ROOT / name).exists(), name
