"""A lesson as a file: how to clean it, which checks it has, and where its answers are.

An answer is a fold in a Markdown cell, and its summary says so: ``<details><summary>Show an answer</summary>``. It belongs to the
cell above that has the tag ``your-turn`` or holds only a comment. Or its summary is the question, with a number: ``1. Why?``.
"""

import ast
import re
import warnings
from pathlib import Path

import nbformat
from nbformat import NotebookNode

_FOLD = re.compile(r"<details(?P<open>[^>]*)>\s*<summary>(?P<title>.*?)</summary>(?P<inside>.*?)</details>", re.DOTALL)
_NUMBERED = re.compile(r"\d+\. ")
_CHECK = re.compile(r"kaizala\.check\(\s*[\"']([^\"']+)[\"']")
_PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
_WRITTEN = "kaizala_nb"  # what tells a cell that was written from a collection, and that nobody changed
_CELL_METADATA = {"tags", _WRITTEN}
_NOTEBOOK_METADATA = {"kernelspec", "language_info", _WRITTEN}


class NotANotebook(Exception):
    """A file is not a notebook. The message says why."""


def read(file: Path) -> NotebookNode:
    """The notebook in a file, in the newest form. Raises :class:`NotANotebook`, or ``OSError`` where it cannot be opened."""
    text = file.read_bytes()
    try:
        notebook = nbformat.reads(text.decode("utf-8-sig"), as_version=4)
        nbformat.validate(notebook, relax_add_props=True)
    except Exception as trouble:  # whatever is in it was copy elsewhere, and nbformat's errors have no family
        raise NotANotebook(f"{type(trouble).__name__} while reading it") from None
    return notebook


def clean(notebook: NotebookNode) -> NotebookNode:
    """The lesson as if nobody had ever run it: no outputs, no counts, no state of widgets, no data of the editor."""
    copy = nbformat.from_dict(notebook)
    copy.metadata = _only(copy.metadata, _NOTEBOOK_METADATA)
    if "language_info" in copy.metadata:
        copy.metadata.language_info = _only(copy.metadata.language_info, {"name"})
    for cell in copy.cells:
        cell.metadata = _only(cell.metadata, _CELL_METADATA)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return copy


def text(notebook: NotebookNode) -> str:
    """A notebook as its file holds it."""
    return nbformat.writes(notebook) + "\n"


def checks(notebook: NotebookNode) -> list[str]:
    """The names of the checks that its cells call, in order."""
    return list(dict.fromkeys(name for cell in code_cells(notebook) for name in _CHECK.findall(cell.source)))


def check_calls(notebook: NotebookNode) -> dict[str, list[str]]:
    """The calls of each check, by its name, as its cells write them: ``kaizala.check("04 your turn", answer=answer)``.

    A call is an expression that may be run again; the rest of its cell is not in it. Cells that are not plain Python have none.
    """
    calls: dict[str, list[str]] = {}
    for cell in code_cells(notebook):
        for node in ast.walk(_parsed(cell.source)):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name("kaizala"), attr="check"), args=[ast.Constant(value=str(name))]
                ):
                    calls.setdefault(name, []).append(ast.get_source_segment(cell.source, node) or "")
    return calls


def _parsed(source: str) -> ast.AST:
    """The cell; empty where it is not plain Python."""
    flags = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    with warnings.catch_warnings(action="ignore"):
        try:
            return compile(source, "cell", "exec", flags, dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return ast.Module([], [])


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """The cells that run."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def title(notebook: NotebookNode) -> str:
    """The first heading, in plain words; "" where there is none."""
    headings = (re.match(r"# (.+)", cell.source) for cell in notebook.cells)
    heading = next(filter(None, headings), None)
    return re.sub(r"[*`]", "", heading[1]).strip() if heading else ""


def without_answers(notebook: NotebookNode) -> NotebookNode:
    """The lesson without its answers, and without cells that hold only an answer."""
    copy = nbformat.from_dict(notebook)
    cells = []
    for cell in copy.cells:
        if cell.cell_type == "markdown" and _answers(cell):
            cell.source = _FOLD.sub(_without_answer, cell.source).strip()
            if not cell.source:
                continue
        cells.append(cell)
    copy.cells = cells
    return copy


def with_answers(notebook: NotebookNode) -> NotebookNode:
    """The lesson with its answers open, and in the cells that they belong to. So Run All passes every check."""
    copy = nbformat.from_dict(notebook)
    waiting: NotebookNode | None = None
    for cell in copy.cells:
        if cell.cell_type == "code":
            waiting = cell if _is_to_do(cell) else waiting
            continue
        for answer in _answers(cell):
            code = _PYTHON.search(answer["inside"])
            if code and waiting is not None:
                waiting.source = f"{waiting.source.rstrip()}\n{code[1].rstrip()}"
                waiting = None
        cell.source = _FOLD.sub(lambda fold: _with_open(fold) if _is_answer(fold) else fold[0], cell.source)
    return copy


def _only(metadata: NotebookNode, names: set[str]) -> NotebookNode:
    return NotebookNode({name: value for name, value in metadata.items() if name in names})


def _answers(cell: NotebookNode) -> list[re.Match[str]]:
    return [fold for fold in _FOLD.finditer(cell.source) if _is_answer(fold)]


def _is_answer(fold: re.Match[str]) -> bool:
    return "answer" in fold["title"].lower() or _is_question(fold)


def _is_question(fold: re.Match[str]) -> bool:
    """Whether the summary of a fold is a question with its number, and its answer is inside."""
    return _NUMBERED.match(fold["title"].strip()) is not None


def _without_answer(fold: re.Match[str]) -> str:
    """A fold, or what stays of it: of a question with a number, the question."""
    if _is_question(fold):
        return fold["title"].strip()
    return "" if _is_answer(fold) else fold[0]


def _with_open(fold: re.Match[str]) -> str:
    return fold[0] if "open" in fold["open"] else fold[0].replace("<details", "<details open", 1)


def _is_to_do(cell: NotebookNode) -> bool:
    """Whether the learner is to work in this cell."""
    if "your-turn" in cell.metadata.get("tags", ()):
        return True
    lines = [line.strip() for line in cell.source.splitlines() if line.strip()]
    return bool(lines) and all(line.startswith("#") for line in lines)
