"""Makes a tree of 1,000 nodes, level by level: kill it at any time, and start it again.

python docs/examples/node_tree.py [--folder DIR] [--seconds S]

Each node has up to three children. What they are follows from their path, but the work of a node
depends on the nodes before it, too: a child whose label exists already is left out, and nodes are
numbered in the order in which they are found. The tree is written to tree.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from pathlib import Path

from exporters.checkpoint.work_queue import work_queue

NODES = 1000
LABELS = 4000


def drawn(text: str, below: int) -> int:
    """A number that only depends on the text."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest(), "big") % below


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=Path())
    parser.add_argument("--seconds", type=float, default=20.0, help="about this long in all")
    given = parser.parse_args()
    with work_queue("node tree", save_every=20, progress_dir=given.folder) as queue:
        print(f"begins with {queue.done} nodes", flush=True)
        # After an interruption its key is known, and nothing is added.
        queue.add({"path": "/", "parent": None}, key=drawn("/", LABELS))
        for item in queue:
            time.sleep(given.seconds / NODES)  # the work
            path, number = item["path"], queue.done
            children = 0
            for child in range(1 + drawn(path + "?", 3)):
                name = f"{path}{child}/"
                if queue.add({"path": name, "parent": number}, key=drawn(name, LABELS)):
                    children += 1
                else:
                    queue.count("duplicates")
            queue.keep({"number": number, "children": children, **item})
            queue.count("nodes")
            if queue.counters["nodes"] == NODES:
                break
        tree = {"nodes": queue.results, "counters": dict(queue.counters)}
        (given.folder / "tree.json").write_text(json.dumps(tree, indent=1) + "\n")
        print(f"made {len(queue.results)} nodes")


if __name__ == "__main__":
    main()
