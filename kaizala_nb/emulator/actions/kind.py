"""What a kind of action is: the body that it takes, and how one is stored, summed up, told in full and answered."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.wire import Wire


@dataclass(frozen=True)
class StoredAction:
    """What is stored of an action: its body, until when it takes responses (epoch ms; None for ever), and its properties."""

    body: dict[str, Any]
    expires: int | None = None
    properties: list[dict[str, Any]] = field(default_factory=list)


class Card:
    """An action of the state, as somebody looks at it. ``full`` is whether they want its responses and may see them."""

    def __init__(self, transaction: Transaction, row: sqlite3.Row, *, full: bool = False) -> None:
        self.row = row
        self.full = full
        self._transaction = transaction

    @staticmethod
    def load(body: str) -> dict[str, Any]:
        """A body out of its column: of an action, or of a response."""
        return json.loads(body)

    @property
    def id(self) -> str:
        """Its ``actionId``."""
        return self.row["id"]

    @cached_property
    def body(self) -> dict[str, Any]:
        """Its body, as :class:`StoredAction` has it."""
        return self.load(self.row["body"])

    @cached_property
    def properties(self) -> list[dict[str, Any]]:
        """Its properties."""
        return json.loads(self.row["properties"])

    @cached_property
    def responses(self) -> list[tuple[sqlite3.Row, dict[str, Any]]]:
        """Its responses, with their bodies."""
        return [(row, self.load(row["body"])) for row in self._transaction.actions.responses(self.id)]

    def numbers(self, user_ids: list[str]) -> list[str]:
        """The mobile numbers of people."""
        return [self._transaction.users.get(user_id)["number"] for user_id in user_ids]

    @property
    def response_count(self) -> int:
        """How many responses it has."""
        return self._transaction.actions.response_count(self.id)


@dataclass(frozen=True)
class Kind:
    """A kind of action.

    ``store(transaction, body)`` gives what is stored of an action. ``summary`` and ``details`` are its ``actionBody``: in a list,
    and by itself. ``body`` is the model of the body to post; it is None for what only phones send. ``answer(card, body)`` checks
    a response and gives what is stored of it; it is None where there are no responses.

    ``many`` is whether a person may respond more than once; ``replaces`` whether a second response takes the place of the first.
    ``has_action_id`` is whether the sender is told an ``actionId``; ``in_queries`` whether one may ask for the kind by its name.
    ``questions`` and ``title`` are what a person reads on the card.
    """

    name: str
    store: Callable[[Transaction, Any], StoredAction]
    summary: Callable[[Card], dict[str, Any]]
    details: Callable[[Card], dict[str, Any]]
    body: type[Wire] | None = None
    answer: Callable[[Card, dict[str, Any]], dict[str, Any]] | None = None
    many: Callable[[Card], bool] = lambda card: False
    replaces: bool = False
    has_action_id: bool = True
    in_queries: bool = True
    questions: Callable[[Card], list[dict[str, Any]]] = lambda card: card.body.get("questions", [])
    title: Callable[[Card], str] = lambda card: card.body.get("title", "")
