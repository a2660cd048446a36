"""Runs a lesson as Run All does, in a fresh kernel, and tells what came of it.

An exception in a button's handler fails nothing by itself, so errors are looked for: in every cell and in every Output widget.
"""

import asyncio
import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from kaizala_nb.course.teaching.kernel import by_files
from kaizala_nb.course.teaching.lab import copy_example

NOTEBOOKS = Path(__file__).resolve().parents[3] / "notebooks"
LESSON_00 = NOTEBOOKS / "00-your-first-message.ipynb"
PRELUDE = Path(__file__).with_name("prelude.py")
_STATE = "application/vnd.jupyter.widget-state+json"


@dataclass
class Run:
    """A notebook after it was run."""

    notebook: NotebookNode
    secrets: frozenset[str]
    """Every token, secret and PIN that was sent or received in it, the wrong ones too."""

    def text(self, index: int) -> str:
        """What cell ``index`` showed, in plain text."""
        return "\n".join(_text(output) for output in self.notebook.cells[index].outputs)

    def html(self, index: int) -> str:
        """What cell ``index`` showed, in HTML."""
        outputs = self.notebook.cells[index].outputs
        return "\n".join(output.get("data", {}).get("text/html", "") for output in outputs)

    @property
    def errors(self) -> list[NotebookNode]:
        """Every error output, those in Output widgets too."""
        outputs = [output for cell in self.notebook.cells if cell.cell_type == "code" for output in cell.outputs]
        for model in self.widget_state.values():
            if model["model_name"] == "OutputModel":
                outputs += model["state"].get("outputs", ())
        return [output for output in outputs if output["output_type"] == "error"]

    @property
    def widget_state(self) -> dict:
        """The state of every widget as it would be saved."""
        return self.notebook.metadata.get("widgets", {}).get(_STATE, {}).get("state", {})

    @property
    def saved(self) -> str:
        """The file as it would be saved, widget state and all."""
        return nbformat.writes(self.notebook)


def secrets_in(text: str, secrets: frozenset[str]) -> set[str]:
    """Those of the secrets that stand in a text, be it as a word of its own: six digits are in many an id."""
    return {secret for secret in secrets if re.search(rf"(?<![\w.-]){re.escape(secret)}(?![\w-])", text)}


def _text(output: NotebookNode) -> str:
    return output.get("text") or output.get("data", {}).get("text/plain", "") or "\n".join(output.get("traceback", ()))


def code_cells(notebook: NotebookNode) -> list[int]:
    """The indexes of the cells that run."""
    return [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]


def read(path: Path = LESSON_00) -> NotebookNode:
    """A lesson as it lies in the repository."""
    return nbformat.read(path, as_version=4)


def run(notebook: NotebookNode, folder: Path, order: Callable[[list[int]], list[int]] = list) -> Run:
    """Run a notebook from a fresh kernel without network, its code cells in the order that ``order`` makes of theirs."""
    copy_example(folder)
    secrets = folder / "secrets.txt"
    secrets.touch()
    with tempfile.TemporaryDirectory(prefix="kaizala-") as sockets:
        client = NotebookClient(
            notebook,
            timeout=120,
            resources={"metadata": {"path": str(folder)}},
            store_widget_state=True,
            extra_arguments=[f"--IPKernelApp.exec_files={PRELUDE}", "--log-level=ERROR"],
            config=by_files(sockets),
        )

        async def execute() -> None:
            async with client.async_setup_kernel(env=os.environ | {"SECRETS_FILE": str(secrets)}):
                for index in order(code_cells(notebook)):
                    await client.async_execute_cell(notebook.cells[index], index)
                client.set_widgets_metadata()

        asyncio.run(execute())
    return Run(notebook, frozenset(secrets.read_text().split()))
