"""The answers to the questions of a card: one a question, in their order.

Where the notebook knows the questions, because it sent them or has fetched them, each answer is labelled by its question and is
filled in as its type wants it. Where it does not, an answer is text that is read as JSON where it is JSON.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from math import isfinite
from typing import Any, Self

import ipywidgets as widgets
from traitlets import TraitError

from kaizala_nb.course.kinds.values import read_answer, read_place
from kaizala_nb.course.widgets.fields.place import SHORT, PlaceEntry
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.entry import Changed, Entry, Part, line, said
from kaizala_nb.toolkit.widgets.fields.choices import ChoicesEntry
from kaizala_nb.toolkit.widgets.fields.lines import ChoiceEntry
from kaizala_nb.toolkit.widgets.fields.lists import TextEntry, texts
from kaizala_nb.toolkit.widgets.fields.time import TimeEntry, unit_of
from kaizala_nb.toolkit.widgets.rows import Rows
from kaizala_nb.toolkit.widgets.style import html

Question = Mapping[str, Any]


class FreeAnswer(Entry):
    """An answer to a question that is not known: JSON, or else text."""

    as_written = True

    def __init__(self, changed: Changed) -> None:
        self._line = line("Answer", changed)
        self.box = self._line.widget

    def shown(self) -> Any:
        typed = self._line.widget.value
        return None if not typed.strip() else _json_or_text(typed)

    def put(self, value: Any) -> None:
        value = read_answer(value) if isinstance(value, date | tuple) else value
        plain = isinstance(value, str) and value.strip() and _json_or_text(value) == value
        self._line.widget.value = value if plain else "" if value is None else json.dumps(value, ensure_ascii=False)

    def text(self) -> str:
        return self._line.widget.value

    def called(self, name: str) -> None:
        self._line.called(name)


class NumberAnswer(TextEntry):
    """A number; the text that was typed, where it is none: the service says so."""

    def shown(self) -> Any:
        typed = self._line.widget.value.strip()
        try:
            number = float(typed)
        except ValueError:
            return typed or None
        return int(number) if typed.lstrip("+-").isdigit() and isfinite(number) else number

    def mark(self) -> str:
        return "This is a number." if isinstance(self.shown(), str) else ""


class PlaceAnswer(PlaceEntry):
    """A place, in the short names of answers."""

    def __init__(self, changed: Changed) -> None:
        super().__init__(changed, SHORT)

    def mark(self) -> str:
        try:
            read_place(self.shown() or (0, 0))
        except ValueError as trouble:
            return str(trouble)
        return ""


class AnswersEntry(Entry):
    """Answers. ``asked()`` gives the questions that are answered, or none where they are not known."""

    as_written = True
    says_itself = True

    def __init__(self, changed: Changed, asked: Callable[[], Sequence[Question]]) -> None:
        self._changed, self._asked = changed, asked
        self._questions: list[Question] = []
        self._fitting: list[Entry] = []
        self._problems: list[widgets.HTML] = []
        self._free = self._free_rows()
        self._name = ""
        self.box = widgets.VBox([self._free.box])

    def _free_rows(self) -> Rows:
        return Rows("Answer", lambda: FreeAnswer(self._changed), self._changed, read=read_answer, flat=True)

    @property
    def to_focus(self) -> widgets.DOMWidget:
        for entry, problem in zip(self._fitting, self._problems, strict=True):
            if problem.value:
                return entry.to_focus
        return self._fitting[0].to_focus if self._fitting else self._free.to_focus

    def follow(self) -> None:
        """Take the questions that are answered now; answers that are there keep their places."""
        questions = list(self._asked())
        if questions != self._questions:
            given = self.shown()
            self._questions = questions
            self.put(given)

    def put(self, value: Any) -> None:
        given = list(value) if isinstance(value, list | tuple) else [] if value is None else [value]
        if not self._questions or len(given) > len(self._questions):
            self._fitting, self._problems = [], []
            self._free.put(given)
            self.box.children = (self._free.box,)
            return
        given += [None] * (len(self._questions) - len(given))
        self._fitting = [
            _answer_to(question, one, self._changed) for question, one in zip(self._questions, given, strict=True)
        ]
        self._problems = [widgets.HTML() for _ in self._fitting]
        rows = []
        for number, (question, entry, problem) in enumerate(
            zip(self._questions, self._fitting, self._problems, strict=True), 1
        ):
            title = str(question.get("title", ""))
            head = f"{number}. {title}"
            kind = faces.element("code", str(question.get("type", "")))
            asked = widgets.HTML(html(f'<div class="kz-label">{faces.element("span", head)} {kind}</div>'))
            row = widgets.VBox([asked, entry.box, problem])
            row.add_class("kz-row")
            row.add_class("kz-answer")
            entry.called(f"Answer {number}, {title}")
            rows.append(row)
        self.box.children = tuple(rows)

    def take_over(self, other: Self) -> None:
        super().take_over(other)
        if self._questions == other._questions:  # what a time zone or a unit was put in as is in no value
            for mine, before in zip(self._fitting, other._fitting, strict=False):
                if type(mine) is type(before):
                    mine.take_over(before)

    def shown(self) -> list[Any]:
        if not self._fitting:
            return self._free.shown()
        given = [None if entry.empty else entry.shown() for entry in self._fitting]
        return given if any(one is not None for one in given) else []

    def mark(self) -> str:
        if not self._fitting:
            return self._free.mark()
        first = ""
        for number, (entry, problem) in enumerate(zip(self._fitting, self._problems, strict=True), 1):
            trouble = entry.mark()
            trouble = f"Answer {number}: {trouble}" if trouble else ""
            problem.value = said(trouble, "kz-problem")
            first = first or trouble
        return first

    def text(self) -> str:
        if not self._fitting:
            return self._free.text()
        lines = [
            f"{number}. {question.get('title', '')}: {entry.text()}"
            for number, (question, entry) in enumerate(zip(self._questions, self._fitting, strict=True), 1)
        ]
        return "\n  ".join(["", *lines])

    def called(self, name: str) -> None:
        self._free.called(name)


def _answer_to(question: Question, given: Any, changed: Changed) -> Entry:
    """The entry that a question wants; a free one, where what was given would not stand in it as it is."""
    entry = _fitting(question, given, changed)
    if given is not None:
        try:
            entry.put(given)
            fits = entry.shown() == given and not entry.mark()
        except (TypeError, ValueError, TraitError):
            fits = False
        if not fits:
            entry = FreeAnswer(changed)
            entry.put(given)
    return entry


def _fitting(question: Question, given: Any, changed: Changed) -> Entry:
    titles = tuple(str(option.get("title", "")) for option in question.get("options") or ())
    kind = question.get("type")
    if kind == "SingleOption":
        return ChosenAnswer(titles, changed)
    if kind == "MultiOption":
        return ChoicesEntry(titles, changed)
    if kind == "Numeric":
        return NumberAnswer("Number", changed)
    if kind == "Location":
        return PlaceAnswer(changed)
    if kind == "DateTime":
        return TimeEntry(unit_of(given) if isinstance(given, int) else "seconds", changed)
    if kind == "AttachmentList":
        return texts("File", changed)
    return TextEntry("Media resource" if kind == "Image" else "Text", changed)


class ChosenAnswer(ChoiceEntry):
    """One of the options."""

    def __init__(self, titles: tuple[str, ...], changed: Changed) -> None:
        super().__init__(tuple(dict.fromkeys(titles)), changed, optional=True)
        self._part = Part(self.box, "Option")

    def called(self, name: str) -> None:
        self._part.called(name)


def _json_or_text(typed: str) -> Any:
    try:
        return json.loads(typed, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return typed


def _no_constant(name: str) -> Any:
    raise ValueError(name)
