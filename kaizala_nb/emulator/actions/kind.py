"""What every kind of action says of itself: the body it takes, how it is kept, shown and answered."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kaizala_nb.emulator.core import Transaction
from kaizala_nb.emulator.wire import Wire


@dataclass(frozen=True)
class Kept:
    """An action's body as it is kept, until when it takes responses (epoch ms), and its properties."""

    body: dict[str, Any]
    expires: int | None = None
    properties: list[dict[str, Any]] = field(default_factory=list)


class Shown:
    """An action that is asked for. ``full`` is whether its responses are wanted, and the caller may see them."""

    def __init__(self, transaction: Transaction, row: sqlite3.Row, *, full: bool = False) -> None:
        self.row = row
        self.full = full
        self._transaction = transaction

    @staticmethod
    def load(body: str) -> dict[str, Any]:
        """A body that was kept."""
        return json.loads(body)

    @property
    def id(self) -> str:
        """Its ``actionId``."""
        return self.row["id"]

    @cached_property
    def body(self) -> dict[str, Any]:
        """Its body as it is kept."""
        return self.load(self.row["body"])

    @cached_property
    def properties(self) -> list[dict[str, Any]]:
        """Its properties."""
        return json.loads(self.row["properties"])

    @cached_property
    def responses(self) -> list[tuple[sqlite3.Row, dict[str, Any]]]:
        """Its responses, with their bodies."""
        return [(row, json.loads(row["body"])) for row in self._transaction.actions.responses(self.id)]

    def numbers(self, user_ids: list[str]) -> list[str]:
        """The numbers of people."""
        return [self._transaction.users.get(user_id)["number"] for user_id in user_ids]

    @property
    def response_count(self) -> int:
        """How many there are."""
        return self._transaction.actions.response_count(self.id)


@dataclass(frozen=True)
class Kind:
    """A kind of action.

    ``body`` is the body to post, None for what only phones send; ``keep(transaction, body)`` gives what is kept of it; ``listed``
    and ``details`` are its ``actionBody`` in a list and by itself; ``answer(shown, body)`` checks a response and gives what is
    kept of it, None where there are none; ``many`` is whether a person may respond more than once; ``replaces`` whether a second
    response takes the place of the first; ``questions`` and ``title`` are what one reads on the card.
    """

    name: str
    keep: Callable[[Transaction, Any], Kept]
    listed: Callable[[Shown], dict[str, Any]]
    details: Callable[[Shown], dict[str, Any]]
    body: type[Wire] | None = None
    answer: Callable[[Shown, dict[str, Any]], dict[str, Any]] | None = None
    many: Callable[[Shown], bool] = lambda shown: False
    replaces: bool = False
    has_action_id: bool = True
    in_queries: bool = True
    questions: Callable[[Shown], list[dict[str, Any]]] = lambda shown: shown.body.get("questions", [])
    title: Callable[[Shown], str] = lambda shown: shown.body.get("title", "")
