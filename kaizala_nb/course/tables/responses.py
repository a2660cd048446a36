"""The table of responses to cards: a row for each response, a column for each question.

First comes the responder. Then come the questions in the order of the card, and each column has the type of its question. An option
is its title, so ``responses["Lunch?"].value_counts().plot.barh()`` draws a poll. Several options are a list of titles, for
``explode()``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kaizala_nb.course.tables import cards
from kaizala_nb.toolkit.tables.columns import (
    MILLISECONDS,
    NOTHING,
    TEXTS,
    assemble,
    build,
    column_of_kind,
    kind_of,
    numbers,
    objects,
    records_of,
    times,
    typed,
    unique_name,
)

if TYPE_CHECKING:
    import pandas as pd

_WHO = ("responder", "responderName", "responseTime")
_REST = ("responseName", "responseLocation", "isUpdateResponse")
_JOB = ("assignee", "assigneeName", "isCompleted")
_CARD = ("actionId", "title")


def responses(value: Any) -> "pd.DataFrame | None":
    """The responses to one card, or to the cards of a list.

    A row for each card instead, if the reply has no responses: a list whose cards have none, or a reply without details.
    """
    if not isinstance(value, Mapping):
        return None
    alone = isinstance(value.get("actionDetails"), Mapping)
    every_card = [_Card.of(card) for card in ([value] if alone else records_of(value, "actions"))]
    with_responses = [card for card in every_card if card.responses is not None]
    replies = [response for card in with_responses for response in card.responses or []]
    if not with_responses or not (alone or replies):
        return build([cards.flat(value)]) if alone else cards.cards(value)
    if any("responseDetails" in response for response in replies):
        return _table_of_answers(with_responses, alone)
    if alone and with_responses[0].is_job:
        return _table_of_job(with_responses[0])
    return None if replies else _table_of_answers(with_responses, alone)


@dataclass
class _Card:
    """A card of the reply. ``responses`` is None if the reply has none for it."""

    body: Mapping[str, Any]
    is_job: bool
    responses: list[Mapping[str, Any]] | None

    @classmethod
    def of(cls, card: Mapping[str, Any]) -> "_Card":
        body = cards.body_of(card)
        responses = body.get("responses")
        is_job = str(card.get("actionType")).casefold() == "job"
        return cls(body, is_job, _objects_of(responses) if isinstance(responses, list) else None)

    @property
    def questions(self) -> list[Mapping[str, Any]]:
        """The questions on the card. A poll has one; the title of a meeting is its question."""
        questions = self.body.get("questions")
        if isinstance(questions, list):
            return _objects_of(questions)
        title = self.body.get("question")
        if not title and "startingTime" in self.body:
            title = self.body.get("title")
        return [{"title": title, "type": "SingleOption"}] if title else []


@dataclass
class _Column:
    """The answers to one question, by the number of the row; ``kind`` is the type of the question."""

    kind: str
    answers: dict[int, Any] = field(default_factory=dict)


def _table_of_job(card: _Card) -> "pd.DataFrame":
    """A row for each assignee of a job who has responded."""
    responses = card.responses or []
    if not responses:
        return assemble({name: typed(name, []) for name in ("responseId", *_JOB)}, 0)
    return build([{name: one.get(name) for name in ("responseId", *_JOB)} for one in responses])


def _table_of_answers(cards_with_responses: list[_Card], alone: bool) -> "pd.DataFrame":
    rows, heads = 0, []
    titles: dict[tuple[str, str, int], str] = {}
    by_title: dict[str, _Column] = {}
    other_names = {"responseId", "responderId", *_CARD, *_WHO, *_REST}

    def column(key: tuple[str, str, int]) -> _Column:
        if key not in titles:
            titles[key] = unique_name(key[0], [*other_names, *by_title])
            by_title[titles[key]] = _Column(key[1])
        return by_title[titles[key]]

    for card in cards_with_responses:
        for key, _ in _numbered(card.questions):
            column(key)
        for response in card.responses or []:
            heads.append((card, response))
            for key, question in _numbered(_questions_of(response)):
                column(key).answers[rows] = question.get("answer")
            rows += 1
    columns = _head(heads, ("responseId", "responderId"))
    if not alone:
        columns = {"responseId": columns.pop("responseId"), **_of_cards(heads), **columns}
        columns["title"] = columns.pop("title")
    columns |= _head(heads, _WHO)
    for name, answers in by_title.items():
        columns[name] = _answer_column(answers.kind, [answers.answers.get(row) for row in range(rows)])
    return assemble(columns | _head(heads, _REST), rows)


def _head(heads: list[tuple[_Card, Mapping[str, Any]]], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: typed(name, [response.get(name) for _, response in heads]) for name in names}


def _of_cards(heads: list[tuple[_Card, Mapping[str, Any]]]) -> dict[str, Any]:
    return {name: typed(name, [card.body.get(name) for card, _ in heads]) for name in _CARD}


def _questions_of(response: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    details = response.get("responseDetails")
    return _objects_of(details.get("responseWithQuestions")) if isinstance(details, Mapping) else []


def _objects_of(entries: Any) -> list[Mapping[str, Any]]:
    """The objects in a list; none if it is not a list."""
    return [entry for entry in entries if isinstance(entry, Mapping)] if isinstance(entries, list) else []


def _numbered(questions: list[Mapping[str, Any]]) -> Iterator[tuple[tuple[str, str, int], Mapping[str, Any]]]:
    """Each question with its key: its title, its type, and its number among the questions with the same title and type."""
    counts: dict[tuple[str, str], int] = {}
    for number, question in enumerate(questions, 1):
        title = str(question.get("title") or "").strip() or f"Answer {number}"
        kind = str(question.get("type") or "")
        counts[title, kind] = counts.get((title, kind), 0) + 1
        yield (title, kind, counts[title, kind]), question


def _answer_column(kind: str, values: list[Any]) -> Any:
    """The answers to a question of this type as a column. Answers that do not fit the type stay as they are."""
    kind = kind.casefold()
    if kind in ("singleoption", "singleselect"):
        return _texts([_only_entry(value) for value in values])
    if kind in ("multioption", "multiselect"):
        return objects([[value] if isinstance(value, str) else value for value in values])
    if kind == "numeric" and all(value is None or type(value) in (int, float) for value in values):
        return numbers([int(value) if isinstance(value, float) and value.is_integer() else value for value in values])
    if kind in ("datetime", "date", "dateonly"):
        moments = times(values, MILLISECONDS, least=0)
        return objects(values) if moments is None else moments
    if kind == "location":
        return objects([_place(value) for value in values])
    if kind == "image":
        return _texts([_only_entry(_addresses(value)) for value in values])
    if kind == "attachmentlist":
        return objects([_addresses(value) for value in values])
    if kind == "phonenumber":
        return _texts([_number(value) for value in values])
    return _texts(values)


def _texts(values: list[Any]) -> Any:
    """A column of answers that are mostly texts. If nobody has answered, it is a column of texts."""
    array = objects(values)
    kind = kind_of(array)
    return column_of_kind(array, TEXTS if kind == NOTHING else kind)


def _only_entry(value: Any) -> Any:
    """The entry of a list that has one entry; any other value as it is."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _place(value: Any) -> Any:
    """A place with the names that cards have for its parts, and with its accuracy if that is known."""
    if isinstance(value, Mapping) and {"lt", "lg"} <= set(value):
        accuracy = {"acc": value["acc"]} if "acc" in value else {}
        return {"latitude": value["lt"], "longitude": value["lg"], "name": value.get("n", "")} | accuracy
    return value


def _addresses(value: Any) -> Any:
    """The addresses of files."""
    files = value if isinstance(value, list) else [value]
    if files and all(isinstance(one, Mapping) and one.get("mediaUrl") for one in files):
        return [one["mediaUrl"] for one in files]
    return value


def _number(value: Any) -> Any:
    """A phone number as one text."""
    if isinstance(value, Mapping) and {"cc", "pn"} <= set(value):
        return f"+{str(value['cc']).removeprefix('+')} {value['pn']}"
    return value
