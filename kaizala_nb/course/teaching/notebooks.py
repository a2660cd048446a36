"""A lesson as a file: how it is kept clean, which checks it has, and which of its words are answers.

In a lesson an answer is a fold in a Markdown cell whose summary says so: ``<details><summary>Show an answer</summary>``. The cell
that it belongs to is the one above that is tagged ``your-turn`` or holds nothing but a comment.
"""

import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

_FOLD = re.compile(r"<details(?P<open>[^>]*)>\s*<summary>(?P<title>.*?)</summary>(?P<inside>.*?)</details>", re.DOTALL)
_CHECK = re.compile(r"kaizala\.check\(\s*[\"']([^\"']+)[\"']")
_PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
_KEPT_OF_A_CELL = {"tags"}
_KEPT_OF_A_NOTEBOOK = {"kernelspec", "language_info"}


class NotANotebook(Exception):
    """A file that cannot be read as a notebook; says why."""


def read(file: Path) -> NotebookNode:
    """The notebook in a file, in the newest form. Raises :class:`NotANotebook`, or ``OSError`` where it cannot be opened."""
    text = file.read_bytes()
    try:
        notebook = nbformat.reads(text.decode("utf-8-sig"), as_version=4)
        nbformat.validate(notebook, relax_add_props=True)
    except Exception as trouble:  # whatever is in it was made elsewhere, and nbformat's errors have no family
        raise NotANotebook(f"{type(trouble).__name__} while reading it") from None
    return notebook


def clean(notebook: NotebookNode) -> NotebookNode:
    """The same lesson as if nobody had ever run it: no outputs, no counts, no state of widgets, nothing of the editor's."""
    made = nbformat.from_dict(notebook)
    made.metadata = _only(made.metadata, _KEPT_OF_A_NOTEBOOK)
    if "language_info" in made.metadata:
        made.metadata.language_info = _only(made.metadata.language_info, {"name"})
    for cell in made.cells:
        cell.metadata = _only(cell.metadata, _KEPT_OF_A_CELL)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return made


def text(notebook: NotebookNode) -> str:
    """A notebook as its file holds it."""
    return nbformat.writes(notebook) + "\n"


def checks(notebook: NotebookNode) -> list[str]:
    """The names of the checks that its cells call, in order."""
    return list(dict.fromkeys(name for cell in code_cells(notebook) for name in _CHECK.findall(cell.source)))


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """The cells that run."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def title(notebook: NotebookNode) -> str:
    """Its first heading, in plain words; "" if it has none."""
    found = next((found for cell in notebook.cells if (found := re.match(r"# (.+)", cell.source))), None)
    return re.sub(r"[*`]", "", found[1]).strip() if found else ""


def without_answers(notebook: NotebookNode) -> NotebookNode:
    """The lesson without its answers; a cell that held nothing else goes too."""
    made = nbformat.from_dict(notebook)
    kept = []
    for cell in made.cells:
        if cell.cell_type == "markdown" and _answers(cell):
            cell.source = _FOLD.sub(lambda fold: "" if _is_answer(fold) else fold[0], cell.source).strip()
            if not cell.source:
                continue
        kept.append(cell)
    made.cells = kept
    return made


def with_answers(notebook: NotebookNode) -> NotebookNode:
    """The lesson with its answers open, and in the cells that they belong to, so that Run All passes every check."""
    made = nbformat.from_dict(notebook)
    waiting: NotebookNode | None = None
    for cell in made.cells:
        if cell.cell_type == "code":
            waiting = cell if _is_to_do(cell) else waiting
            continue
        for answer in _answers(cell):
            code = _PYTHON.search(answer["inside"])
            if code and waiting is not None:
                waiting.source = f"{waiting.source.rstrip()}\n{code[1].rstrip()}"
                waiting = None
        cell.source = _FOLD.sub(lambda fold: _opened(fold) if _is_answer(fold) else fold[0], cell.source)
    return made


def _only(metadata: NotebookNode, names: set[str]) -> NotebookNode:
    return NotebookNode({name: value for name, value in metadata.items() if name in names})


def _answers(cell: NotebookNode) -> list[re.Match]:
    return [fold for fold in _FOLD.finditer(cell.source) if _is_answer(fold)]


def _is_answer(fold: re.Match) -> bool:
    return "answer" in fold["title"].lower()


def _opened(fold: re.Match) -> str:
    return fold[0] if "open" in fold["open"] else fold[0].replace("<details", "<details open", 1)


def _is_to_do(cell: NotebookNode) -> bool:
    """Whether a cell is the learner's place."""
    if "your-turn" in cell.metadata.get("tags", ()):
        return True
    lines = [line.strip() for line in cell.source.splitlines() if line.strip()]
    return bool(lines) and all(line.startswith("#") for line in lines)
