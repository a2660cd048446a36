"""The answers to the questions of a card, in the order of the questions.

The notebook knows the questions of a card that it has sent or fetched. Then each answer has its question as a label, and an entry
for the type of the question. Otherwise each answer is a text; if the text is JSON, it is read as JSON.
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
from kaizala_nb.toolkit.widgets.entry import Entry, OnChange, Part, paragraph, text_part
from kaizala_nb.toolkit.widgets.fields.choices import ChoicesEntry
from kaizala_nb.toolkit.widgets.fields.lists import TitleEntry, text_list
from kaizala_nb.toolkit.widgets.fields.single import ChoiceEntry
from kaizala_nb.toolkit.widgets.fields.time import TimeEntry, unit_of
from kaizala_nb.toolkit.widgets.rows import Rows
from kaizala_nb.toolkit.widgets.style import html

Question = Mapping[str, Any]


class FreeAnswer(Entry):
    """An entry for the answer to an unknown question: JSON, or else a text."""

    as_written = True

    def __init__(self, on_change: OnChange) -> None:
        self._text = text_part("Answer", on_change)
        self.box = self._text.widget

    def value(self) -> Any:
        typed = self._text.widget.value
        return None if not typed.strip() else _json_or_text(typed)

    def put(self, value: Any) -> None:
        value = read_answer(value) if isinstance(value, date | tuple) else value
        if value is None:
            self._text.widget.value = ""
        elif isinstance(value, str) and value.strip() and _json_or_text(value) == value:
            self._text.widget.value = value
        else:
            self._text.widget.value = json.dumps(value, ensure_ascii=False)

    def text(self) -> str:
        return self._text.widget.value

    def set_owner(self, owner: str) -> None:
        self._text.set_owner(owner)


class NumberAnswer(TitleEntry):
    """An entry for a number. A text that is not a number is the value too: the service then says what it wants."""

    def value(self) -> Any:
        typed = self._text.widget.value.strip()
        try:
            number = float(typed)
        except ValueError:
            return typed or None
        return int(number) if typed.lstrip("+-").isdigit() and isfinite(number) else number

    def mark(self) -> str:
        return "This is a number." if isinstance(self.value(), str) else ""


class PlaceAnswer(PlaceEntry):
    """An entry for a place, with the names that an answer has for its parts."""

    def __init__(self, on_change: OnChange) -> None:
        super().__init__(on_change, SHORT)

    def mark(self) -> str:
        try:
            read_place(self.value() or (0, 0))
        except ValueError as trouble:
            return str(trouble)
        return ""


class AnswersEntry(Entry):
    """An entry for the answers. ``questions()`` gives the questions of the card; none if they are not known."""

    as_written = True
    shows_problems = True

    def __init__(self, on_change: OnChange, questions: Callable[[], Sequence[Question]]) -> None:
        self._on_change, self._get_questions = on_change, questions
        self._questions: list[Question] = []
        self._entries: list[Entry] = []
        self._problems: list[widgets.HTML] = []
        self._free = self._free_rows()
        self._name = ""
        self.box = widgets.VBox([self._free.box])

    def _free_rows(self) -> Rows:
        return Rows("Answer", lambda: FreeAnswer(self._on_change), self._on_change, check=read_answer, flat=True)

    @property
    def to_focus(self) -> widgets.DOMWidget:
        for entry, problem in zip(self._entries, self._problems, strict=True):
            if problem.value:
                return entry.to_focus
        return self._entries[0].to_focus if self._entries else self._free.to_focus

    def follow(self) -> None:
        """Take the questions of the card that is chosen now. Answers keep their positions."""
        questions = list(self._get_questions())
        if questions != self._questions:
            answers = self.value()
            self._questions = questions
            self.put(answers)

    def put(self, value: Any) -> None:
        answers = [] if value is None else [value]
        if isinstance(value, list | tuple):
            answers = list(value)
        if not self._questions or len(answers) > len(self._questions):
            self._entries, self._problems = [], []
            self._free.put(answers)
            self.box.children = (self._free.box,)
            return
        while len(answers) < len(self._questions):
            answers.append(None)
        self._entries = [
            _entry_of(question, answer, self._on_change)
            for question, answer in zip(self._questions, answers, strict=True)
        ]
        self._problems = [widgets.HTML() for _ in self._entries]
        rows = []
        for number, (question, entry, problem) in enumerate(
            zip(self._questions, self._entries, self._problems, strict=True), 1
        ):
            title = str(question.get("title", ""))
            head = f"{number}. {title}"
            kind = faces.element("code", str(question.get("type", "")))
            heading = widgets.HTML(html(f'<div class="kz-label">{faces.element("span", head)} {kind}</div>'))
            row = widgets.VBox([heading, entry.box, problem])
            row.add_class("kz-row")
            row.add_class("kz-answer")
            entry.set_owner(f"Answer {number}, {title}")
            rows.append(row)
        self.box.children = tuple(rows)

    def take_over(self, other: Self) -> None:
        super().take_over(other)
        if self._questions == other._questions:  # values do not hold the zone or the unit that was chosen
            for mine, before in zip(self._entries, other._entries, strict=False):
                if type(mine) is type(before):
                    mine.take_over(before)

    def value(self) -> list[Any]:
        if not self._entries:
            return self._free.value()
        answers = [None if entry.empty else entry.value() for entry in self._entries]
        return answers if any(answer is not None for answer in answers) else []

    def mark(self) -> str:
        if not self._entries:
            return self._free.mark()
        first = ""
        for number, (entry, problem) in enumerate(zip(self._entries, self._problems, strict=True), 1):
            trouble = entry.mark()
            trouble = f"Answer {number}: {trouble}" if trouble else ""
            problem.value = paragraph(trouble, "kz-problem")
            first = first or trouble
        return first

    def text(self) -> str:
        if not self._entries:
            return self._free.text()
        texts = [
            f"{number}. {question.get('title', '')}: {entry.text()}"
            for number, (question, entry) in enumerate(zip(self._questions, self._entries, strict=True), 1)
        ]
        return "\n  ".join(["", *texts])

    def set_owner(self, owner: str) -> None:
        self._free.set_owner(owner)


def _entry_of(question: Question, answer: Any, on_change: OnChange) -> Entry:
    """An entry for the type of the question; if it cannot hold the answer as it is, a :class:`FreeAnswer`."""
    entry = _empty_entry(question, answer, on_change)
    if answer is not None:
        try:
            entry.put(answer)
            fits = entry.value() == answer and not entry.mark()
        except (TypeError, ValueError, TraitError):
            fits = False
        if not fits:
            entry = FreeAnswer(on_change)
            entry.put(answer)
    return entry


def _empty_entry(question: Question, answer: Any, on_change: OnChange) -> Entry:
    titles = tuple(str(option.get("title", "")) for option in question.get("options") or ())
    kind = question.get("type")
    if kind == "SingleOption":
        return ChosenAnswer(titles, on_change)
    if kind == "MultiOption":
        return ChoicesEntry(titles, on_change)
    if kind == "Numeric":
        return NumberAnswer("Number", on_change)
    if kind == "Location":
        return PlaceAnswer(on_change)
    if kind == "DateTime":
        return TimeEntry(unit_of(answer) if isinstance(answer, int) else "seconds", on_change)
    if kind == "AttachmentList":
        return text_list("File", on_change)
    return TitleEntry("Media resource" if kind == "Image" else "Text", on_change)


class ChosenAnswer(ChoiceEntry):
    """An entry for one of the options."""

    def __init__(self, titles: tuple[str, ...], on_change: OnChange) -> None:
        super().__init__(tuple(dict.fromkeys(titles)), on_change, optional=True)
        self._part = Part(self.box, "Option")

    def set_owner(self, owner: str) -> None:
        self._part.set_owner(owner)


def _json_or_text(typed: str) -> Any:
    try:
        return json.loads(typed, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return typed


def _no_constant(name: str) -> Any:
    raise ValueError(name)
