"""What ``import kaizala_nb`` adds to a bare interpreter."""

import subprocess
import sys

from benchmarks.turns import Comparison, compare


def importing() -> Comparison:
    """A new interpreter that imports the package, against one that does nothing."""

    def run(code: str) -> None:
        subprocess.run([sys.executable, "-c", code], check=True)

    return compare(
        "python -c 'import kaizala_nb' (goal: at most 150 ms more)",
        lambda: run("import kaizala_nb"),
        lambda: run("pass"),
        baseline_name="python -c pass",
        rounds=20,
        warm_up=2,
    )
