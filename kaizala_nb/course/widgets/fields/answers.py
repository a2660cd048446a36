"""The answers to the questions of a card, in the order of the questions.

The notebook knows the questions of a card that it has sent or fetched. Then each answer has its question as a label, and an entry
for the type of the question. Otherwise each answer is a text; if the text is JSON, it is read as JSON.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from math import isfinite
from typing import Any, Self

from kaizala_nb.course.kinds.values import read_answer, read_place
from kaizala_nb.course.widgets.fields.place import SHORT, PlaceEntry
from kaizala_nb.toolkit.widgets.entry import Description, Entry, Group, Raw, Rows
from kaizala_nb.toolkit.widgets.fields.choices import ChoicesEntry
from kaizala_nb.toolkit.widgets.fields.lines import ChoiceEntry, TextEntry
from kaizala_nb.toolkit.widgets.fields.lists import TitleEntry, text_list
from kaizala_nb.toolkit.widgets.fields.time import TimeEntry, unit_of

Question = Mapping[str, Any]


class FreeAnswer(TextEntry):
    """An entry for the answer to an unknown question: JSON, or else a text."""

    as_written = True

    def value(self) -> Any:
        return None if not self.raw.strip() else _json_or_text(self.raw)

    def put(self, value: Any) -> None:
        value = read_answer(value) if isinstance(value, date | tuple) else value
        if value is None:
            self.raw = ""
        elif isinstance(value, str) and value.strip() and _json_or_text(value) == value:
            self.raw = value
        else:
            self.raw = json.dumps(value, ensure_ascii=False)

    def text(self) -> str:
        return self.raw


class NumberAnswer(TitleEntry):
    """An entry for a number. A text that is not a number is the value too: the service then says what it wants."""

    def value(self) -> Any:
        typed = self.raw.strip()
        try:
            number = float(typed)
        except ValueError:
            return typed or None
        return int(number) if typed.lstrip("+-").isdigit() and isfinite(number) else number

    def problems(self) -> dict[str, str]:
        return {"": "This is a number."} if isinstance(self.value(), str) else {}


class PlaceAnswer(PlaceEntry):
    """An entry for a place, with the names that an answer has for its parts."""

    def __init__(self, label: str = "") -> None:
        super().__init__(SHORT, label)

    def problems(self) -> dict[str, str]:
        try:
            read_place(self.value() or (0, 0))
        except ValueError as trouble:
            return {"": str(trouble)}
        return {}


class AnswersEntry(Entry):
    """An entry for the answers. ``questions()`` gives the questions of the card; none if they are not known.

    It is a group of one entry for each known question, or else rows.
    """

    as_written = True

    def __init__(self, questions: Callable[[], Sequence[Question]]) -> None:
        super().__init__()
        self._get_questions = questions
        self._questions: list[Question] = []
        self._entries: list[Entry] = []
        self._free = Rows("Answer", FreeAnswer, check=read_answer, flat=True)

    @property
    def _inside(self) -> Group | Rows:
        if not self._entries:
            return self._free
        return Group({str(index): entry for index, entry in enumerate(self._entries)})

    @property
    def raw(self) -> Raw:
        return self._inside.raw

    def describe(self) -> Description:
        return self._inside.describe()

    def read(self, raw: Raw) -> None:
        if isinstance(raw, dict if self._entries else list):  # else the page shows the questions of another card still
            self._inside.read(raw)

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
            self._entries = []
            self._free.put(answers)
            return
        answers += [None] * (len(self._questions) - len(answers))
        self._entries = [
            _entry_of(question, answer, f"{number}. {question.get('title', '')}")
            for number, (question, answer) in enumerate(zip(self._questions, answers, strict=True), 1)
        ]

    def take_over(self, other: Self) -> None:
        self.put(other.value())
        if self._questions == other._questions:  # values do not hold the zone or the unit that was chosen
            for mine, before in zip(self._entries, other._entries, strict=False):
                if type(mine) is type(before):
                    mine.take_over(before)

    def value(self) -> list[Any]:
        if not self._entries:
            return self._free.value()
        answers = [None if entry.empty else entry.value() for entry in self._entries]
        return answers if any(answer is not None for answer in answers) else []

    def problems(self) -> dict[str, str]:
        if not self._entries:
            return self._free.problems()
        problems = self._inside.problems()
        return {
            path: f"Answer {int(path[1:]) + 1}: {one}" if path[1:].isdigit() else one for path, one in problems.items()
        }

    def notes(self) -> dict[str, Any]:
        return self._inside.notes()

    def text(self) -> str:
        if not self._entries:
            return self._free.text()
        return "\n  ".join(["", *(f"{entry.label}: {entry.text()}" for entry in self._entries)])


def _entry_of(question: Question, answer: Any, label: str) -> Entry:
    """An entry for the type of the question; if it cannot hold the answer as it is, a :class:`FreeAnswer`."""
    entry = _empty_entry(question, answer)
    entry.put(None)
    if answer is not None:
        try:
            entry.put(answer)
            fits = entry.value() == answer and not entry.problems()
        except (TypeError, ValueError):
            fits = False
        if not fits:
            entry = FreeAnswer()
            entry.put(answer)
    entry.label, entry.wire = label, str(question.get("type", ""))
    return entry


def _empty_entry(question: Question, answer: Any) -> Entry:
    titles = tuple(str(option.get("title", "")) for option in question.get("options") or ())
    kind = question.get("type")
    if kind == "SingleOption":
        return ChoiceEntry(titles, optional=True)
    if kind == "MultiOption":
        return ChoicesEntry(titles)
    if kind == "Numeric":
        return NumberAnswer()
    if kind == "Location":
        return PlaceAnswer()
    if kind == "DateTime":
        return TimeEntry(unit_of(answer) if isinstance(answer, int) else "seconds")
    if kind == "AttachmentList":
        return text_list("File")
    return TitleEntry(hint="a media resource" if kind == "Image" else "")


def _json_or_text(typed: str) -> Any:
    try:
        return json.loads(typed, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return typed


def _no_constant(name: str) -> Any:
    raise ValueError(name)
