"""What of ours breaks a rule of accessibility: axe-core's findings in the outputs of a notebook.

``make axe`` runs every lesson whole and lists what is found, light and dark, with all folds open; ``make axe ARGS="02 03"`` runs
those.

What JupyterLab draws around outputs is its own, and is not looked at.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Locator, sync_playwright

from kaizala_nb.course.teaching.lab import copy_example
from tests import node
from tests.browser import executable
from tests.browser.lab import BROWSER_ARGUMENTS, JupyterLab, Notebook
from tests.course.lessons.runner import NOTEBOOKS

_OURS = ".kz, .kz-form, .kz-side, .kz-pair"

_OPEN = """(cell, ours) => {
  let asks = false; // a fold of a form may ask the kernel what is in it
  for (const root of cell.querySelectorAll(ours)) {
    for (const fold of root.querySelectorAll('details')) fold.open = true;
    for (const fold of root.querySelectorAll('button[aria-expanded=false]')) {
      fold.click();
      asks = true;
    }
  }
  return asks;
}"""

_RUN = """async (cell, ours) => {
  const all = [...cell.querySelectorAll(ours)];
  const include = all.filter((one) => !all.some((other) => other !== one && other.contains(one)) && one.checkVisibility());
  if (!include.length) return [];
  const { violations } = await axe.run({ include }, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } });
  return violations.flatMap(({ id, impact, nodes }) => nodes.map(({ html, failureSummary }) => {
    const [, why = ''] = failureSummary.split('\\n');
    return `${impact}: ${id}: ${html.slice(0, 120)}: ${why.trim().slice(0, 160)}`;
  }));
}"""


def violations(cell: Locator) -> list[str]:
    """What is found in the outputs of a cell, with all folds open: how bad it is, the rule, the element, and what is wrong."""
    page = cell.page
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(f"() => {{ {node.axe().read_text()} }}")
    outputs = cell.locator(".jp-Cell-outputArea")
    if not outputs.count():
        return []
    if outputs.evaluate(_OPEN, _OURS):
        page.wait_for_timeout(400)
    found: list[str] = outputs.evaluate(_RUN, _OURS)
    return found


def violations_of_lesson(lab: JupyterLab, browser: Browser, lesson: Path) -> list[str]:
    """What is found in a lesson after all its cells were run, first light, then dark: each with its theme and its cell's index."""
    shutil.copy(lesson, lab.root)
    copy_example(Path(lab.root))
    notebook = Notebook(lab, browser, lesson.name)
    found = []
    try:
        notebook.run_all()
        notebook.wait_until(lambda: not notebook.busy)
        count = notebook.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets.length")
        for theme in ("light", "dark"):
            notebook.change_theme(dark=theme == "dark")
            for index in range(count):
                found += [f"{theme} cell {index}: {one}" for one in violations(notebook.cell(index))]
    finally:
        notebook.close()
    return found


def main(*lessons: str) -> int:
    """List what is found in lessons, which are named by their numbers; the exit code is 1 if there is anything."""
    is_clean = True
    files = [file for file in sorted(NOTEBOOKS.glob("[0-9]*.ipynb")) if not lessons or file.name[:2] in lessons]
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        lab = JupyterLab(Path(temporary))
        browser = playwright.chromium.launch(executable_path=executable.get(), args=BROWSER_ARGUMENTS)
        try:
            for file in files:
                found = violations_of_lesson(lab, browser, file)
                is_clean = is_clean and not found
                print(f"{file.name}: {len(found)}", *found, sep="\n  ", flush=True)
        finally:
            browser.close()
            lab.stop()
    return 0 if is_clean else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
