"""Responses to cards: a row a response, a column a question.

Whoever responded comes first, then the questions in the card's order, each of the type that it asks for: an option is its title, so
``responses["Lunch?"].value_counts().plot.barh()`` draws a poll; several options are a list of titles, for ``explode()``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kaizala_nb.course.tables import cards
from kaizala_nb.toolkit.tables.columns import (
    MILLISECONDS,
    NOTHING,
    TEXTS,
    apart,
    assemble,
    build,
    kind_of,
    numbers,
    objects,
    of_kind,
    records_of,
    times,
    typed,
)

if TYPE_CHECKING:
    import pandas as pd

_WHO = ("responder", "responderName", "responseTime")
_REST = ("responseName", "responseLocation", "isUpdateResponse")
_JOB = ("assignee", "assigneeName", "isCompleted")
_CARD = ("actionId", "title")


def responses(value: Any) -> "pd.DataFrame | None":
    """The responses to one card, or to those of a list. Where a list holds none, and where the details were not asked for, a row a
    card."""
    if not isinstance(value, Mapping):
        return None
    alone = isinstance(value.get("actionDetails"), Mapping)
    asked = [_Card.of(card) for card in ([value] if alone else records_of(value, "actions"))]
    told = [card for card in asked if card.responses is not None]
    if not told or not (alone or any(card.responses for card in told)):
        return build([cards.flat(value)]) if alone else cards.cards(value)
    if any("responseDetails" in response for card in told for response in card.responses):
        return _answered(told, alone)
    if alone and told[0].is_job:
        return _done(told[0])
    return _answered(told, alone) if not any(card.responses for card in told) else None


@dataclass
class _Card:
    """A card that was asked about. ``responses`` is None where they were not asked for."""

    body: Mapping[str, Any]
    is_job: bool
    responses: list[Mapping[str, Any]] | None

    @classmethod
    def of(cls, card: Mapping[str, Any]) -> "_Card":
        body = cards.body_of(card)
        held = body.get("responses")
        listed = [one for one in held if isinstance(one, Mapping)] if isinstance(held, list) else None
        return cls(body, str(card.get("actionType")).casefold() == "job", listed)

    @property
    def questions(self) -> list[Mapping[str, Any]]:
        """What it asks, as far as the card says so."""
        asked = self.body.get("questions")
        if isinstance(asked, list):
            return [one for one in asked if isinstance(one, Mapping)]
        title = self.body.get("question") or (self.body.get("title") if "startingTime" in self.body else None)
        return [{"title": title, "type": "SingleOption"}] if title else []


@dataclass
class _Column:
    """The answers to one question, by the number of the row."""

    kind: str
    answers: dict[int, Any] = field(default_factory=dict)


def _done(card: _Card) -> "pd.DataFrame":
    """A row an assignee who said something."""
    responded = card.responses or []
    table = build([{name: one.get(name) for name in ("responseId", *_JOB)} for one in responded])
    return table if responded else assemble({name: typed(name, []) for name in ("responseId", *_JOB)}, 0)


def _answered(told: list[_Card], alone: bool) -> "pd.DataFrame":
    rows, heads = 0, []
    titles: dict[tuple[str, str, int], str] = {}
    asked: dict[str, _Column] = {}
    taken = {"responseId", "responderId", *_CARD, *_WHO, *_REST}

    def column(key: tuple[str, str, int]) -> _Column:
        if key not in titles:
            titles[key] = apart(key[0], [*taken, *asked])
            asked[titles[key]] = _Column(key[1])
        return asked[titles[key]]

    for card in told:
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
    for name, one in asked.items():
        columns[name] = _answers(one.kind, [one.answers.get(row) for row in range(rows)])
    return assemble(columns | _head(heads, _REST), rows)


def _head(heads: list[tuple[_Card, Mapping[str, Any]]], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: typed(name, [response.get(name) for _, response in heads]) for name in names}


def _of_cards(heads: list[tuple[_Card, Mapping[str, Any]]]) -> dict[str, Any]:
    return {name: typed(name, [card.body.get(name) for card, _ in heads]) for name in _CARD}


def _questions_of(response: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    details = response.get("responseDetails")
    asked = details.get("responseWithQuestions") if isinstance(details, Mapping) else None
    return [one for one in asked if isinstance(one, Mapping)] if isinstance(asked, list) else []


def _numbered(questions: list[Mapping[str, Any]]) -> Iterator[tuple[tuple[str, str, int], Mapping[str, Any]]]:
    """Each question with what tells it from the others of a card: title, type, and which of those that are alike."""
    seen: dict[tuple[str, str], int] = {}
    for number, question in enumerate(questions, 1):
        name = (str(question.get("title") or "").strip() or f"Answer {number}", str(question.get("type") or ""))
        seen[name] = seen.get(name, 0) + 1
        yield (*name, seen[name]), question


def _answers(kind: str, values: list[Any]) -> Any:
    """The answers to a question of this type as a column; as they are where they do not fit."""
    kind = kind.casefold()
    if kind in ("singleoption", "singleselect"):
        return _said([_alone(value) for value in values])
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
        return _said([_alone(_addresses(value)) for value in values])
    if kind == "attachmentlist":
        return objects([_addresses(value) for value in values])
    if kind == "phonenumber":
        return _said([_number(value) for value in values])
    return _said(values)


def _said(values: list[Any]) -> Any:
    """Answers that are texts, as a rule: a question that nobody has answered is a column of texts too."""
    held = objects(values)
    kind = kind_of(held)
    return of_kind(held, TEXTS if kind == NOTHING else kind)


def _alone(value: Any) -> Any:
    """The one thing that a list holds."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _place(value: Any) -> Any:
    """A place in the names that cards have for it, and how exact it is, if that was said."""
    if isinstance(value, Mapping) and {"lt", "lg"} <= set(value):
        exact = {"acc": value["acc"]} if "acc" in value else {}
        return {"latitude": value["lt"], "longitude": value["lg"], "name": value.get("n", "")} | exact
    return value


def _addresses(value: Any) -> Any:
    """Files by their addresses."""
    files = value if isinstance(value, list) else [value]
    if files and all(isinstance(one, Mapping) and one.get("mediaUrl") for one in files):
        return [one["mediaUrl"] for one in files]
    return value


def _number(value: Any) -> Any:
    """A phone number as one text."""
    if isinstance(value, Mapping) and {"cc", "pn"} <= set(value):
        return f"+{str(value['cc']).removeprefix('+')} {value['pn']}"
    return value
