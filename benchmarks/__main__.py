"""``make bench``: every comparison, or those whose names are given."""

import sys

from benchmarks import calls, imports

COMPARISONS = {"client": calls.client, "emulator": calls.emulator, "import": imports.importing}

if __name__ == "__main__":
    for name in sys.argv[1:] or COMPARISONS:
        print(COMPARISONS[name](), flush=True)
