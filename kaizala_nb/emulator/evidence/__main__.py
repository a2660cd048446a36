"""``python -m kaizala_nb.emulator.evidence FILE`` writes the document."""

import sys
from pathlib import Path

from kaizala_nb.emulator.evidence.markdown import document

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Give the file to write: python -m kaizala_nb.emulator.evidence FILE")
    Path(sys.argv[1]).write_text(document(), encoding="utf-8")
