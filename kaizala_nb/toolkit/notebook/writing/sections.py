"""The cells of a notebook: its beginning, a section a request, and its end."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kaizala_nb.serving.secrecy import in_text
from kaizala_nb.toolkit.collection import Collection, Step
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.display.faces import count, cut
from kaizala_nb.toolkit.notebook.writing import markdown
from kaizala_nb.toolkit.notebook.writing.cells import Cell
from kaizala_nb.toolkit.notebook.writing.exercise import exercise_of, steps_of
from kaizala_nb.toolkit.notebook.writing.forms import Forms
from kaizala_nb.toolkit.notebook.writing.programs import Programs
from kaizala_nb.toolkit.notebook.writing.uses import Uses

_MOST_NAMED, _MOST_GIVEN = 12, 5  # folders; variables that a request gives
_MOST_SAVED, _LONGEST_SAVED = 5, 3_000  # saved replies of a request, bytes of one
_LONGEST_TITLE = 100


@dataclass(frozen=True)
class Part:
    """The requests of a folder, in the order of the notebook.

    Attributes:
        name: Its name in Postman.
        steps: Its requests.
        top: The name of the outermost folder that it is in, or its own.
        others: The requests of earlier parts with this name: a folder may come again after one that is inside it.
    """

    name: str
    steps: tuple[Step, ...]
    top: str
    others: tuple[Step, ...] = ()

    def path(self, step: Step) -> str:
        """What a request is called in the metadata. Requests with one name are told apart by their names in Python."""
        is_alike = self._names[step.name] > 1
        return f"{self.name} / {step.name}{f' ({step.slug})' if is_alike else ''}"

    @cached_property
    def _names(self) -> Counter[str]:
        return Counter(step.name for step in (*self.others, *self.steps))


class Sections:
    """Writes the cells of one notebook.

    Args:
        collection: The collection.
        uses: What its requests give and use.
        code: Writes the code cells.
        mask: Hides the secrets of the file.
    """

    def __init__(self, collection: Collection, uses: Uses, code: Forms | Programs, mask: Callable[[str], str]) -> None:
        self._collection = collection
        self._uses = uses
        self._code = code
        self._masked = mask

    def beginning(
        self, title: str, about: str, doc: str, file: str, environment: str, steps: Sequence[Step]
    ) -> Iterator[Cell]:
        """The title, what opens the collection in ``file`` with an ``environment``, and what is to be filled in."""
        parts = [f"# {markdown.line(self._masked(title))}", f"{about} Shift+Enter runs a cell."]
        if doc.strip():
            parts.append(markdown.description(self._masked(doc), below=1))
        yield Cell("markdown", "\n\n".join(parts), "", "title")
        yield from self._code.opening(file, environment, steps)

    def folder(self, part: Part, title: str = "") -> Iterator[Cell]:
        """The heading of a folder, its requests, and something to do."""
        heading = f"## {title or markdown.line(self._masked(part.name)) or 'Untitled folder'}"
        again = f" after {len(part.others)}" if part.others else ""  # or it would be the same cell once more
        doc = "" if again else self._collection.descriptions.get(part.name, "").strip()
        if doc:
            heading += f"\n\n{markdown.description(self._masked(doc), below=2)}"
        yield Cell("markdown", heading, self._masked(f"{part.name} /"), f"folder{again}")
        for step in part.steps:
            yield from self.request(part, step)
        if not title:
            yield from self._your_turn(part)

    def request(self, part: Part, step: Step) -> Iterator[Cell]:
        """What a request is for, its form, the cell of its reply, and the replies that are saved in the file."""
        path = self._masked(part.path(step))
        parts = [f"### {markdown.line(self._masked(step.name)) or 'Untitled request'}"]
        if given := self._uses.given_by(step):
            parts.append(" ".join(_gift(*one) for one in given[:_MOST_GIVEN]))
        if step.problem:
            parts.append(f"It cannot be sent. {markdown.line(self._masked(step.problem))}")
        if step.doc.strip():
            parts.append(markdown.description(self._masked(step.doc), below=3))
        yield Cell("markdown", "\n\n".join(parts), path, "heading")
        if not step.problem:
            yield from self._code.request(step, path)
        if saved := self._saved(step):
            yield Cell("markdown", saved, path, "saved")

    def _your_turn(self, part: Part) -> Iterator[Cell]:
        exercise = exercise_of(steps_of(self._collection, part.name))
        how = self._code.how_to_try(exercise.step) if exercise else ""
        if exercise is None or not how:
            return
        name = markdown.line(self._masked(exercise.step.name))
        text = f'**Your turn.** Send "{name}" {how}, with your own {markdown.code(exercise.field.name)}.'
        path = self._masked(f"{part.name} /")
        yield Cell("markdown", text, path, "your turn")
        yield Cell("code", "# Your turn", path, "turn")
        if self._masked(part.name) == part.name:
            yield from self._code.check(part.name)

    def end(self, program: str) -> Iterator[Cell]:
        """What was sent. ``program`` is the name of a file for it."""
        cells = list(self._code.end(program))
        if cells:
            yield Cell("markdown", "## What you sent", "", "end")
            yield from cells

    def _saved(self, step: Step) -> str:
        replies = list(_saved_replies(step))[:_MOST_SAVED]
        if not replies:
            return ""
        titles = ", ".join(markdown.short(self._masked(name), _LONGEST_TITLE) for name, _ in replies)
        content = "\n\n".join(
            f"**{markdown.line(self._masked(name))}**\n\n{markdown.block(in_text(_beginning(self._masked(body))), _language(body))}"
            for name, body in replies
        )
        return markdown.fold(f"Saved replies: {titles}", content)


def about(collection: Collection, folders: Iterable[str]) -> str:
    """ "12 requests: Start, Books, Loans." """
    names = [name for name in dict.fromkeys(folders) if name != collection.name]  # that of what is in no folder
    named = ", ".join(markdown.line(name) for name in names[:_MOST_NAMED])
    more = f" and {len(names) - _MOST_NAMED:,} more" if len(names) > _MOST_NAMED else ""
    return f"{count(len(collection), 'request')}: {named}{more}." if names else f"{count(len(collection), 'request')}."


def _gift(name: str, others: int) -> str:
    return f"Its reply fills {markdown.code(name)}. {count(others, 'other request')} {'uses' if others == 1 else 'use'} it."


def _saved_replies(step: Step) -> Iterator[tuple[str, str]]:
    responses: Any = step.item.written.get("response") if isinstance(step, ForeignStep) else None
    for response in responses if isinstance(responses, list) else ():
        if isinstance(response, dict) and isinstance(response.get("body"), str) and response["body"].strip():
            name = response.get("name")
            yield (name if isinstance(name, str) and name.strip() else "Reply"), _laid_out(response["body"])


def _beginning(body: str) -> str:
    return body if len(body) <= _LONGEST_SAVED else cut(body, _LONGEST_SAVED)


def _language(body: str) -> str:
    return "json" if body.lstrip().startswith(("{", "[")) else ""


def _laid_out(body: str) -> str:
    is_laid_out = "\n" in body.strip()
    if is_laid_out or len(body) > 10 * _LONGEST_SAVED or not body.lstrip().startswith(("{", "[")):
        return body
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return body
