"""What a learner does by code at the end of a folder: which of its requests is sent, with which value of one's own.

The notebook asks for it, and its check looks whether it was done: so both find it here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kaizala_nb.serving.secrecy import is_secret
from kaizala_nb.toolkit.collection import Collection, Parameter, Step
from kaizala_nb.toolkit.notebook.writing.uses import filled_by
from kaizala_nb.toolkit.runner.needs import steps_in_folders

_MAKES = ("POST", "PUT", "PATCH")
_MOST_LOOKED_AT = 10  # requests of a folder whose fields are looked for: that takes long
_MOST_READ = 200  # characters of a value
_WORDS = "my own words"
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,6})?")
_WORD = re.compile(r"(?![A-Z]{2})[^\W\d_]+\d?")
_PROSE = re.compile(r"[^\W\d_][^{}<>\[\]=|]* [^{}<>\[\]=|]*")
_NO_WORDS = re.compile(
    r"\s*[{\[<].*|\S*(?:://|@|=|%[0-9A-Fa-f]{2})\S*|[/.#$]\S*|\S*/\S*/\S*|\d{4}-\d\d\b.*|[0-9a-fA-F-]{16,}|true|false|null",
    re.S,
)
"""Objects, addresses, paths, dates, ids."""
_PEOPLES = re.compile(
    "about|answer|author|bio|body|caption|city|comment|comments|content|description|firstname|headline|"
    "keyword|label|lastname|message|name|nickname|note|notes|prompt|q|query|question|reason|remark|"
    "remarks|search|subject|summary|text|title|topic"
)
"""Words in the name of a field that a person fills in with words of their own."""
_PROGRAMS = re.compile(
    "access|action|algorithm|async|attribute|attributes|channel|class|code|color|colour|country|currency|"
    "date|datetime|day|domain|email|encoding|event|expand|external|extension|field|fields|file|filename|"
    "filter|flag|force|format|grant|guid|hash|host|hostname|id|ids|image|include|key|keys|kind|lang|"
    "language|level|link|locale|login|mail|method|mime|mode|month|object|op|operation|operator|path|"
    "permission|phone|postcode|print|priority|region|resolve|role|schema|scope|severity|sha|signature|"
    "size|slug|sort|source|state|status|symbol|table|tel|time|timestamp|timezone|token|type|unit|uri|"
    "url|user|username|uuid|version|zone"
)
"""Words in the name of a field that takes only some values: a program gave them, or a list."""
_WORDS_OF_NAMES = re.compile("[A-Z]?[a-z]+|[A-Z]+")
_WEAK = 3
_Order = tuple[bool, bool, int]
"""Of an exercise: whether its field is a weak choice, whether its request has a secret, how good its field is."""
_BEST: _Order = (False, False, 0)


@dataclass(frozen=True)
class Exercise:
    """A request to send, and the field that gets another value than the file's."""

    step: Step
    field: Parameter

    @property
    def code(self) -> str:
        """The line that does it."""
        usual = str(self.field.default)
        other = str(Decimal(usual) + 1) if _NUMBER.fullmatch(usual) else _WORDS
        return f"{self.step.service.variable}.{self.step.attribute}({self.field.name}={other!r})"


def exercise_of(steps: Sequence[Step]) -> Exercise | None:
    """The exercise of a folder with these requests; None if none of them has a text or a number that a person would choose.

    A field whose name or value says that it takes words or a number comes before one that may take only some values. A request
    that makes or changes something comes before one that reads, and one without secrets before one that has some.
    """
    sendable = [step for step in steps if not step.problem and not any(map(is_secret, filled_by(step)))]
    making = [step for step in sendable if step.method in _MAKES][:_MOST_LOOKED_AT]
    reading = [step for step in sendable if step.method == "GET"][:_MOST_LOOKED_AT]
    found: list[tuple[_Order, Exercise]] = []
    for order, exercise in _choices(making, "body", "query"):
        if order == _BEST:
            return exercise
        found.append((order, exercise))
    found = found or list(_choices(reading, "query", "path"))
    return min(found, key=lambda one: one[0])[1] if found else None


def _choices(steps: Iterable[Step], *places: str) -> Iterator[tuple[_Order, Exercise]]:
    for step in steps:
        has_secret = any(one.secret for one in step.parameters if one.place == "body")
        for rank, field in _fields(step, *places):
            yield (rank == _WEAK, has_secret, rank), Exercise(step, field)


def steps_of(collection: Collection, folder: str) -> list[Step]:
    """The requests of a folder: by its name in Postman those that stand in it itself; else as :func:`steps_in_folders`.

    Raises :class:`UnknownStepError`.
    """
    own = [step for one in collection.folders if one.name == folder for step in one]
    return own or [step for _, step in steps_in_folders(collection, [folder])]


def _fields(step: Step, *places: str) -> Iterator[tuple[int, Parameter]]:
    """The fields in these places that a person would change, each with a number: the best ones have the lowest.

    Neither secrets are among them, nor what is switched off, nor variables.
    """
    for place in places:
        for one in step.parameters:
            is_text = one.kind in ("text", "lines") and not one.secret and isinstance(one.default, str)
            rank = _rank(one) if is_text and one.place == place and one.state != "off" else None
            if rank is not None:
                yield rank, one


def _rank(field: Parameter) -> int | None:
    """How sure it is that a person would change a text: from 0 to :data:`_WEAK`; None if its value says nothing, or it is one of
    a list."""
    usual = str(field.default)[:_MOST_READ]
    names = [word.lower() for word in _WORDS_OF_NAMES.findall(field.name)]
    is_of_programs = any(map(_PROGRAMS.fullmatch, names))
    if _NUMBER.fullmatch(usual):
        return _WEAK if is_of_programs else 2
    if is_of_programs or (_NO_WORDS.fullmatch(usual) and usual != "<string>"):
        return None
    if any(map(_PEOPLES.fullmatch, names)):
        return 0 if field.kind == "text" else 1
    if _PROSE.fullmatch(usual):
        return 1
    return _WEAK if _WORD.fullmatch(usual) else None
