"""The questions of a survey. Each has a title and a type; some types have options; a question may be invisible."""

from collections.abc import Mapping
from typing import Any

from kaizala_nb.course.kinds.annotations import QUESTION_TYPES, WITH_OPTIONS
from kaizala_nb.course.kinds.values import read_question
from kaizala_nb.course.widgets.fields.lists import one_of, options
from kaizala_nb.toolkit.widgets.entry import Description, Group, Rows
from kaizala_nb.toolkit.widgets.fields.lines import ChoiceEntry, TextEntry, TickEntry

_TYPES = {
    "Text": "a text",
    "SingleOption": "one of several options",
    "MultiOption": "some of several options",
    "Numeric": "a number",
    "Location": "a place",
    "DateTime": "a date and time",
    "Image": "a picture",
    "AttachmentList": "files",
}


class QuestionEntry(Group):
    """A row for a question. It shows options only for a type that has them; options that were typed come back with the type."""

    as_written = True

    def __init__(self) -> None:
        self._title = TextEntry("Title", wire="title")
        types = [(name, f"{name}: {_TYPES[name]}") for name in QUESTION_TYPES]
        self._type = ChoiceEntry(types, optional=False, label="Type", wire="type")
        self._hidden = TickEntry("Invisible", wire="isInvisible")
        self._options = options()
        super().__init__(
            {"title": self._title, "type": self._type, "isInvisible": self._hidden, "options": self._options}
        )

    def describe(self) -> Description:
        described = super().describe()
        described["parts"][-1]["only"] = {"part": "type", "values": list(WITH_OPTIONS)}
        return described

    @property
    def _has_options(self) -> bool:
        return self._type.raw in WITH_OPTIONS

    @property
    def empty(self) -> bool:
        return self.value() == {"title": "", "type": QUESTION_TYPES[0]}

    def value(self) -> dict[str, Any]:
        question: dict[str, Any] = {"title": self._title.raw, "type": self._type.raw}
        if self._has_options:
            question["options"] = self._options.value()
        if self._hidden.raw:
            question["isInvisible"] = True
        return question

    def put(self, value: Any) -> None:
        parts = (
            {"title": value} if not isinstance(value, Mapping) else {str(name).lower(): value[name] for name in value}
        )
        self._title.put(parts.get("title"))
        self._type.put(one_of(QUESTION_TYPES, parts.get("type")))
        self._hidden.put(parts.get("isinvisible", parts.get("is_invisible")))
        self._options.put(parts.get("options"))

    def problems(self) -> dict[str, str]:
        if not self._title.raw.strip():  # the title comes first, so its problem does too
            return {"/title": "It needs a title."}
        return super().problems() if self._has_options else {}

    def text(self) -> str:
        titles = f": {', '.join(self._options.value())}" if self._has_options else ""
        hidden = ", invisible" if self._hidden.raw else ""
        return f"{self._title.raw} ({self._type.raw}{titles}{hidden})"


def questions() -> Rows:
    """An entry for the questions of a survey."""
    return Rows("Question", QuestionEntry, check=read_question)
