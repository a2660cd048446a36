"""Texts from outside in a terminal, such as the name of a file or the message of a service. They must not control the terminal.

A command makes each of them :func:`plain` before it prints it. The sentences of a command's errors are made plain by
:class:`Commands`.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import click

_Result = TypeVar("_Result")


def plain(text: object) -> str:
    """A text for a terminal. "�" stands in place of what would control the terminal, and of what cannot be shown."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "�" for sign in str(text))


def one_line(text: object) -> str:
    """A text for one line of a terminal: :func:`plain`, and without line breaks."""
    return plain(text).replace("\n", "�")


def title(name: str) -> str:
    """A name of something in a file for one line of a terminal: line breaks and other blanks in it are single spaces."""
    return one_line(" ".join(name.split()))


class Commands(click.Group):
    """Commands. It makes the sentences of their errors :func:`plain`."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Do what click does. Its errors quote what it did not understand."""
        return _with_plain_errors(lambda: super(Commands, self).make_context(*args, **extra))

    def invoke(self, ctx: click.Context) -> Any:
        """Do what click does."""
        return _with_plain_errors(lambda: super(Commands, self).invoke(ctx))


def _with_plain_errors(run: Callable[[], _Result]) -> _Result:
    try:
        return run()
    except click.ClickException as trouble:
        trouble.message = plain(trouble.message)  # type: ignore[misc]  # click calls it final, and reads the words only here
        raise
