"""A stand-in starts at once: it loads nothing that takes long and that a file of version 2.1 does not need."""

import subprocess
import sys

OURS = " ".join(
    f"kaizala_nb.toolkit.{name}"
    for name in (
        "collection.scripts.syntax",
        "collection.step",
        "collection.foreign.fields",
        "collection.foreign.signing.aws",
        "display.faces",
        "stand_in.manners.kinds",
    )
)
HEAVY = f"flask werkzeug jinja2 pandas numpy requests pydantic IPython ipywidgets ruamel tree_sitter ssl email {OURS}"
PROGRAM = f"""
import sys
import kaizala_nb.cli, kaizala_nb.serving.process
from kaizala_nb import Collection
from kaizala_nb.toolkit.stand_in import doors, request, stand_in
one = stand_in.StandIn(Collection.from_postman("notebooks/library.postman_collection.json"))
doors.make_application(one)
assert one.answer(request.Request("GET", "/hours")).status == 200
one.close()
print(*[name for name in {HEAVY.split()} if name in sys.modules])
"""


def test_nothing_that_takes_long_is_loaded_until_the_first_answer() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
