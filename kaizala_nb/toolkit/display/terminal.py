"""Other people's words in a terminal: names of files, what a service said. They are shown, and steer nothing.

Whatever a command prints of them goes through here; the sentences of its errors do by themselves.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import click

_Result = TypeVar("_Result")


def plain(text: object) -> str:
    """A text for a terminal: what would steer it, turn its writing round or is no character is a sign that says so."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "�" for sign in str(text))


def line(text: object) -> str:
    """The same in one line: the name of a file is no second row of a list."""
    return plain(text).replace("\n", "�")


class Commands(click.Group):
    """Commands whose errors hold other people's words."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """As click does, which names what it did not understand."""
        return _said_plainly(lambda: super(Commands, self).make_context(*args, **extra))

    def invoke(self, ctx: click.Context) -> Any:
        """As click does."""
        return _said_plainly(lambda: super(Commands, self).invoke(ctx))


def _said_plainly(run: Callable[[], _Result]) -> _Result:
    try:
        return run()
    except click.ClickException as trouble:
        trouble.message = plain(trouble.message)
        raise
