"""Lessons as pages to read. Each lesson runs in a fresh kernel and becomes one HTML file.

A page holds no script and loads nothing; its own policy forbids both. A form or a phone needs a kernel, so a page shows a picture
of it. The reader's system chooses light or dark.
"""

import asyncio
import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from jinja2 import DictLoader, pass_context
from jinja2.runtime import Context
from mistune.plugins import import_plugin
from mistune.plugins.table import table_in_list, table_in_quote
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook

from kaizala_nb.course.teaching import kernel, lab, notebooks
from kaizala_nb.course.teaching.still import picture

_TEMPLATE = "page.html.j2"
_PATIENCE = 300
"""Seconds that a cell may take."""

_HEADING = re.compile("^#{1,6} ", re.MULTILINE)


class LessonFailed(Exception):
    """A cell of a lesson failed, so the lesson has no page. The message names the cell."""


def write(folder: Path, *, first: Sequence[Path] = ()) -> Iterator[Path]:
    """Write a page for each lesson into ``folder``, and in a clone the sheets to print. Old pages are written over.

    Gives each page when it is there. ``first`` are files that each kernel runs before the lesson. Raises :class:`LessonFailed`, or
    ``OSError``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lessons = {file: notebooks.clean(notebooks.read(file)) for file in lab.lesson_files()}
    names = [(file.stem, f"{file.stem[:2]} {notebooks.title(lesson)}") for file, lesson in lessons.items()]
    for sheet in _sheets():
        page = folder / f"{sheet.stem}.html"
        page.write_text(render_sheet(sheet.read_text(encoding="utf-8"), sheet.stem), encoding="utf-8")
        yield page
    for file, lesson in lessons.items():
        page = folder / f"{file.stem}.html"
        page.write_text(render(run(lesson, file.stem, first=first), file.stem, names), encoding="utf-8")
        yield page


def run(lesson: NotebookNode, name: str, *, first: Sequence[Path] = ()) -> NotebookNode:
    """Run a lesson. Its pictures show forms and phones as they are at the end of their section.

    Raises :class:`LessonFailed` when a cell fails that has no tag ``raises-exception``.
    """

    async def cells() -> None:
        async with kernel.started(NotebookClient, lesson, first=first, timeout=_PATIENCE) as client:
            section: list[NotebookNode] = []
            for index, cell in enumerate(lesson.cells):
                if cell.cell_type == "code":
                    section.append(cell)
                    try:
                        await client.async_execute_cell(cell, index)
                    except CellExecutionError as trouble:
                        raise LessonFailed(f"{name}, cell {index + 1}: {trouble.ename}") from None
                elif _HEADING.search(cell.source):
                    _take_pictures(section, client)
            _take_pictures(section, client)

    asyncio.run(cells())
    return lesson


def _take_pictures(section: list[NotebookNode], client: NotebookClient) -> None:
    saved = kernel.widget_state(client)
    for output in (output for cell in section for output in cell.outputs):
        picture(output, saved)
    section.clear()


def render(lesson: NotebookNode, name: str, lessons: Sequence[tuple[str, str]] = ()) -> str:
    """The page of a lesson that was run; ``lessons``, names and words, are what it links to."""
    return _page(lesson, name, lessons)


def render_sheet(markdown: str, name: str) -> str:
    """A text in Markdown as a page to print, with the style of the lessons."""
    return _page(new_notebook(cells=[new_markdown_cell(markdown)]), name, ())


def _sheets() -> list[Path]:
    docs = lab.lessons().parent / "docs"  # where there is a clone
    return [sheet for name in ("teaching.md", "sheet.md") if (sheet := docs / name).is_file()]


def _page(notebook: NotebookNode, name: str, lessons: Sequence[tuple[str, str]]) -> str:
    template = files(__package__).joinpath(_TEMPLATE).read_text(encoding="utf-8")
    exporter = _Exporter(
        template_name="lab", template_file=_TEMPLATE, extra_loaders=[DictLoader({_TEMPLATE: template})]
    )
    resources = {"metadata": {"name": name}, "lessons": list(lessons)}
    notebook.metadata.title = notebooks.title(notebook) or name
    page, _ = exporter.from_notebook_node(notebook, resources)
    return re.sub(r'(<a [^>]*href=")([\w.-]+)\.(?:ipynb|md)(["#])', r"\1\2.html\3", page)


class _Exporter(HTMLExporter):
    """nbconvert's own, with tables in quotations and in lists too, as JupyterLab shows them."""

    @pass_context
    def markdown2html(self, context: Context, source: str) -> str:
        """A text in Markdown as HTML."""
        attachments = context.get("cell", {}).get("attachments", {})
        options = getattr(self, "lexer_options", {})  # which older ones do not have
        renderer = IPythonRenderer(escape=False, attachments=attachments, **options)
        usual = map(import_plugin, MarkdownWithMath.DEFAULT_PLUGINS)
        return MarkdownWithMath(renderer, plugins=[*usual, table_in_quote, table_in_list]).render(source)
