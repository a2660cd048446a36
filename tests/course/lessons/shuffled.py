"""Every lesson headless, twice, in a shuffled order, on two processes: ``python -m tests.course.lessons.shuffled [SEED]``.

It prints a line a run, and the seconds that the set took, once through and twice.
"""

import random
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.course.lessons.runner import NOTEBOOKS, code_cells, read, run

PROCESSES = 2


def run_one(path: Path) -> tuple[str, float, int, int]:
    """A lesson from a fresh kernel: its name, the seconds, the cells that ran, and those in error."""
    started = time.monotonic()
    notebook = read(path)
    with tempfile.TemporaryDirectory() as folder:
        done = run(notebook, Path(folder))
    cells = code_cells(done.notebook)
    failed = len(done.errors)
    return path.stem, time.monotonic() - started, len(cells), failed


def main(seed: int) -> None:
    """Run the set twice, each time in another order."""
    order = random.Random(seed)  # noqa: S311
    lessons = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
    for time_through in (1, 2):
        order.shuffle(lessons)
        started = time.monotonic()
        with ProcessPoolExecutor(PROCESSES) as pool:
            for name, seconds, cells, failed in pool.map(run_one, lessons):
                print(f"{time_through}  {name:32} {seconds:5.1f} s  {cells:3} cells, {failed} failed", flush=True)
        print(f"{time_through}  the set, seed {seed}: {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else random.randrange(10_000))  # noqa: S311
