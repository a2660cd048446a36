"""Forms on a page: models a form, and the time until it stands there, ours against bare ipywidgets.

All in one JupyterLab, in one browser. The time begins when the cell is run. It ends in the frame in which the last field and the
button can be seen. Every run makes new forms.
"""

import json
import os
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import sync_playwright

from benchmarks.turns import Comparison
from tests.browser import executable
from tests.browser.lab import BROWSER_ARGUMENTS, JupyterLab, Notebook

FIELDS = (5, 20, 60)
MANY = 200
_GOAL = 1.5
_NO_BROWSER = "Forms on a page: no browser is here. Install Chromium, or name one with BROWSER=/path/to/chromium."

_BEGIN = """
from itertools import count
import ipywidgets as widgets
from kaizala_nb import Api
api = Api.from_postman("forms.postman_collection.json", url="http://127.0.0.1:9")
numbers, made = count(), []
widgets.Widget.on_widget_constructed(made.append)

def ours(fields):
    return api[f"{fields} fields"].form(**{f"field_{index}": str(next(numbers)) for index in range(fields)})

def bare(fields):
    title, button = widgets.HTML(f"{fields} fields"), widgets.Button(description="Send")
    texts = [widgets.Text(description=f"field_{index}", value=str(next(numbers))) for index in range(fields)]
    return widgets.VBox([title, *texts, button])

def models(make, fields):
    make(fields)
    before = len(made)
    make(fields)
    return len(made) - before
"""
_STANDS = """async ([index, fields]) => {
  const shown = window.jupyterapp.shell.currentWidget.content;
  const run = (name) => window.jupyterapp.commands.execute(name);
  shown.activeCellIndex = index;
  await shown.scrollToItem(index);
  await run("notebook:clear-cell-output");
  const cell = shown.widgets[index].node;
  const seen = (tags) => [...cell.querySelectorAll(tags)].filter((one) => one.closest(".jp-OutputArea") && one.checkVisibility());
  const started = performance.now();
  const ran = run("notebook:run-cell");
  while (seen("input, textarea").length < fields || !seen("button").length) {
    if (performance.now() - started > 60_000) throw new Error(`Cell ${index} shows no form: ${cell.innerText}`);
    await new Promise(requestAnimationFrame);
  }
  const took = performance.now() - started;
  await ran;
  return took / 1000;
}"""


def forms() -> str:
    """All comparisons, as text; or that no browser is here."""
    path = os.environ.get("BROWSER") or executable.find()
    if path in ("", "skip"):
        return _NO_BROWSER
    cases = [(f"A form of {fields} fields on the page", fields, 1) for fields in FIELDS]
    cases.append((f"{MANY} forms of {FIELDS[0]} fields on one page, each", FIELDS[0], MANY))
    with _notebook(path, [(fields, times) for _, fields, times in cases]) as page:
        page.run(0)
        return "\n".join(
            _compare(page, name, fields, times, 3 * place + 1) for place, (name, fields, times) in enumerate(cases)
        )


def _compare(page: Notebook, name: str, fields: int, times: int, first: int) -> str:
    """Both forms in turns. Their cells are ``first`` and the next; the cell after them says how many models each has."""
    taken: tuple[list[float], list[float]] = ([], [])
    rounds, warm_up = (15, 3) if times == 1 else (3, 1)
    for number in range(rounds + warm_up):
        for which in (0, 1):
            seconds = page.page.evaluate(_STANDS, [first + which, fields * times])
            if number >= warm_up:
                taken[which].append(seconds / times)
    ours, baseline = map(statistics.median, taken)
    said = Comparison(name, ours, baseline, _GOAL, "a bare VBox of ipywidgets")
    models = page.run(first + 2).locator(".jp-OutputArea-output").inner_text().strip("()\n ").split(", ")
    return f"{said}\n  {models[0]} widget models a form against {models[1]}"


@contextmanager
def _notebook(browser_path: str, cases: list[tuple[int, int]]) -> Iterator[Notebook]:
    """Cell 0 prepares. Then come three cells a case: our forms, bare ones, how many models one of each has."""
    cells = [_BEGIN]
    for fields, times in cases:
        cells += [_shown("ours", fields, times), _shown("bare", fields, times)]
        cells.append(f"models(ours, {fields}), models(bare, {fields})")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = JupyterLab(Path(folder))
        browser = playwright.chromium.launch(executable_path=browser_path, args=BROWSER_ARGUMENTS)
        try:
            (lab.root / "forms.postman_collection.json").write_text(json.dumps(_collection()))
            made = new_notebook(cells=[new_code_cell(code) for code in cells])
            made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
            nbformat.write(made, lab.root / "forms.ipynb")
            page = Notebook(lab, browser, "forms.ipynb")
            yield page
            page.close()
        finally:
            browser.close()
            lab.stop()


def _shown(make: str, fields: int, times: int) -> str:
    if times == 1:
        return f"{make}({fields})"
    return f"widgets.VBox([{make}({fields}) for _ in range({times})])"


def _collection() -> dict[str, object]:
    """A Postman collection: a request for each number of fields. Each is a variable in its body."""
    requests = []
    for fields in FIELDS:
        body = json.dumps({f"field_{index}": f"{{{{field_{index}}}}}" for index in range(fields)})
        request = {"method": "POST", "url": "http://127.0.0.1:9/things", "body": {"mode": "raw", "raw": body}}
        requests.append({"name": f"{fields} fields", "request": request})
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    return {"info": {"name": "Forms", "schema": schema}, "item": requests}
