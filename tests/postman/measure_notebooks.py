"""How the notebooks of anybody's collections run: ``python -m tests.postman.measure_notebooks FOLDER [HOW_MANY] [OPTION]``.

For each file, the smallest first, the notebook is written and run from top to bottom in a kernel of its own. All connections are
led to a server on this computer. It answers with the saved replies of the file, and otherwise with invented JSON. With
``--stand-in``, the notebook runs on its practice service, as its user has it. With ``--code`` it is one of plain programs: all of
them are sent, and the checks that hold are counted.
"""

import asyncio
import json
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from http.client import responses
from pathlib import Path
from types import MappingProxyType

import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell

from kaizala_nb import Api
from kaizala_nb.course.teaching.kernel import by_files
from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.foreign.filling import names_in
from kaizala_nb.toolkit.collection.snippets.message import EnvironmentVariable
from kaizala_nb.toolkit.notebook.api import PostmanApi
from tests.postman.newman import values_for
from tests.postman.recorder import Recorder

_PRELUDE = Path(__file__).with_name("measured_kernel.py")
_INVENTED = json.dumps({"data": [{"id": 1, "name": "first"}, {"id": 2, "name": "second"}], "total": 2, "token": "t0"})
_COUNTED = "print(measured_forms())"
_REFUSED = "kz-refused"  # in the HTML of an error that says in words why something was not sent, or refused
_MOST_NOTEBOOKS = 3  # of one collection


class Stand(Recorder):
    """Answers a request with the saved reply of the first request of the collection that is like it."""

    def __init__(self, collection: Collection) -> None:
        super().__init__({})
        self._saved = list(_saved(collection))

    def _said(self, head: bytes) -> bytes:
        method, target = head.split(b" ")[:2]
        path = target.partition(b"?")[0].decode("latin-1")
        fitting = (one for one in self._saved if one[0] == method.decode("latin-1") and one[1].fullmatch(path))
        _, _, status, kind, body = next(fitting, ("", None, 200, "application/json", _INVENTED.encode()))
        content = b"" if method == b"HEAD" or status in (204, 304) else body
        lines = [
            f"HTTP/1.1 {status} {responses.get(status, 'Said')}",
            f"Content-Type: {kind}",
            f"Content-Length: {len(content)}",
            "",
            "",
        ]
        return "\r\n".join(lines).encode() + content


def _saved(collection: Collection) -> Iterator[tuple[str, re.Pattern[str], int, str, bytes]]:
    for step in collection:
        item = getattr(step, "item", None)
        saved = item.written.get("response") if item else None
        for one in saved if isinstance(saved, list) else []:
            if not isinstance(one, dict) or not isinstance(one.get("body"), str):
                continue
            code = one.get("code")
            headers = [entry for entry in one.get("header") or [] if isinstance(entry, dict)]
            kinds = [entry["value"] for entry in headers if str(entry.get("key")).lower() == "content-type"]
            path = re.sub(r"{{[^{}]*}}|:\w+", "\0", step.path.partition("?")[0])
            pattern = re.compile(re.escape(path).replace(re.escape("\0"), "[^/]*"))
            kind = re.sub(r"[^\x20-\x7e]", "", str(kinds[0])) if kinds else "application/json"
            status = code if isinstance(code, int) and 200 <= code < 600 else 200
            yield step.method, pattern, status, kind, one["body"].encode()
            break


def values_of_programs(collection: Collection) -> dict[str, str]:
    """A value for each environment variable that the programs of a collection need. An address begins with one of a scheme."""
    values = values_for(collection.file | {"variable": []})
    bases = {name for step in collection for name in (step.base, *names_in(step.base)) if "://" not in step.base}
    given = {name: f"http://{value}" if name in bases else value for name, value in values.items()}
    prefix = next((step.service.variable for step in collection), "api")
    return {EnvironmentVariable.of(prefix, name).name: value for name, value in given.items()}


def run(
    notebook: nbformat.NotebookNode, folder: Path, port: int | None, values: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Run all cells, also those behind one that fails. ``port`` is that of the recorder; None for the practice service."""
    led = {"NO_PROXY": "*", **values} | ({} if port is None else {"RECORDER_PORT": str(port)})
    with tempfile.TemporaryDirectory(prefix="kaizala-") as sockets:
        client = NotebookClient(
            notebook,
            timeout=300,
            allow_errors=True,
            resources={"metadata": {"path": str(folder)}},
            extra_arguments=[f"--IPKernelApp.exec_files={_PRELUDE}", "--log-level=ERROR"],
            config=by_files(sockets),
        )
        asyncio.run(client.async_execute(env=os.environ | led))


def measured(path: Path, counts: Counter, *, stand_in: bool = False, code: bool = False) -> None:
    """Add what came of one file to the counts, and tell of each fault.

    ``stand_in``: its notebook runs on its practice service. ``code``: it is one of plain programs.
    """
    started = time.monotonic()
    json.loads(path.read_bytes())
    read = time.monotonic() - started
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        file = folder / "collection.json"
        file.write_bytes(path.read_bytes())
        api = Api.from_postman(file)
        assert isinstance(api, PostmanApi)
        started = time.monotonic()
        written = [
            one
            for one in api.notebook(folder / "collection.ipynb", live=not stand_in, code=code)
            if ("import requests" if code else "Api.from_postman") in one.read_text(encoding="utf-8")
        ]
        took = time.monotonic() - started
        counts["notebooks"] += len(written)
        recorder = Stand(api.collection)
        for at, place in enumerate(written[:_MOST_NOTEBOOKS]):
            notebook = nbformat.read(place, as_version=4)
            nbformat.validate(notebook)
            notebook.cells.append(new_code_cell(_COUNTED))
            for cell in notebook.cells if code else ():
                cell.source = cell.source.replace("allow_changes = False", "allow_changes = True")
            values = values_of_programs(api.collection) if code else {}
            run(notebook, folder, None if stand_in else recorder.port, values)
            _count(path, notebook, counts, is_first=at == 0)
        recorder.close()
        counts["requests that arrived"] += len(recorder.sent)
        counts["milliseconds to write"] += round(took * 1000)
        counts["milliseconds to load as JSON"] += round(read * 1000)


def _count(path: Path, notebook: nbformat.NotebookNode, counts: Counter, *, is_first: bool) -> None:
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    counts["cells"] += len(cells)
    for cell in cells:
        for output in cell.outputs:
            if output.output_type == "error":
                counts["cells in error"] += 1
                said = re.sub(r"\x1b\[[0-9;]*m", "", " ".join("\n".join(output.traceback).split()))
                _tell("cell in error", path, cell, f"{output.ename}: {output.evalue} … {said[-900:]}")
            elif _REFUSED in output.get("data", {}).get("text/html", ""):
                counts["cells that say why not"] += 1
                _tell("says why not", path, cell, output.data.get("text/plain", "")[:300])
            elif output.output_type == "stream":
                counts["checks that hold"] += output.text.count("\nHolds: ")
                counts["checks that failed"] += output.text.count("\nFAILED: ")
            if output.output_type == "stream" and "Traceback" in output.text:
                counts["cells with a traceback"] += 1
                _tell("traceback", path, cell, output.text[-600:])
    said = "".join(output.get("text", "") for output in cells[-1].outputs)
    if is_first and said.startswith("{"):
        found = json.loads(said)
        counts["requests"] += found["requests"]
        counts["forms without a field"] += len(found["empty"])
        for name in found["empty"]:
            sys.stderr.write(f"form without a field\t{path.name}\t{name}\n")
        for call in found["calls"]:
            counts["requests that arrived"] += 1
            counts[f"answers: {call['source']}"] += 1
            if call["status"] >= 500 and call["source"] != "example":
                counts["answers that are faults"] += 1
                sys.stderr.write(f"answer {call['status']}\t{path.name}\t{call['method']} {call['path']}\n")


def _tell(kind: str, path: Path, cell: nbformat.NotebookNode, said: str) -> None:
    sys.stderr.write(f"{kind}\t{path.name}\t{cell.source.splitlines()[0][:80]}\t{said!r}\n")


def main(folder: Path, how_many: int = 100, *, stand_in: bool = False, code: bool = False) -> None:
    """Print the counts."""
    counts: Counter = Counter()
    files = sorted((one for one in folder.iterdir() if one.is_file()), key=lambda one: one.stat().st_size)
    for path in files:
        if counts["files"] == how_many:
            break
        started = time.monotonic()
        try:
            Collection.from_postman(path)
        except ValueError:
            continue
        counts["files"] += 1
        try:
            measured(path, counts, stand_in=stand_in, code=code)
        except Exception as trouble:  # one file does not end the measure
            counts["files in trouble"] += 1
            sys.stderr.write(f"file\t{path.name}\t{trouble!r:.800}\n")
        counts["seconds"] += round(time.monotonic() - started)
        sys.stderr.write(f"file {counts['files']}\t{path.name}\t{time.monotonic() - started:.1f} s\n")
    for name, number in sorted(counts.items()):
        print(f"{number:8,} {name}")


if __name__ == "__main__":
    given = [one for one in sys.argv[1:] if not one.startswith("--")]
    main(Path(given[0]), *map(int, given[1:2]), stand_in="--stand-in" in sys.argv, code="--code" in sys.argv)
