"""The scripts of a request as a notebook shows them: their text, and line by line what was understood of it."""

from collections.abc import Callable, Sequence
from functools import cached_property
from html import escape
from typing import Any

from kaizala_nb.serving.secrecy import in_script
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.scripts.lines import Line, understood_of
from kaizala_nb.toolkit.collection.scripts.outcome import Event, Script
from kaizala_nb.toolkit.collection.step import Step
from kaizala_nb.toolkit.display import faces

_MOST_ROWS = 40  # in an output, for each turn
_MOST_CELL, _MOST_TEXT = 300, 20_000  # bytes in an output
_TURNS: dict[Event, str] = {"prerequest": "Before the request", "test": "After the reply"}


class Scripts:
    """The scripts that have a turn with a request, in Postman's order: ``api["Add a book"].scripts``. Nothing is carried out.

    Args:
        step: The request.
        mask: Masks secrets in a text.
    """

    def __init__(self, step: Step, mask: Callable[[str], str]) -> None:
        self._api = step.service.variable
        self._scripts = step.item.scripts if isinstance(step, ForeignStep) else ()
        self._mask = mask

    @property
    def text(self) -> str:
        """The text of the scripts, masked, each below a line that says whose it is."""
        return "\n\n".join(f"// {_whose(one)}\n{self._masked(one.text)}" for one in self._scripts)

    @cached_property
    def lines(self) -> Sequence[Line]:
        """What was understood and what was not, and why. It is not masked."""
        return understood_of(self._scripts)

    @property
    def summary(self) -> str:
        """ "3 of 4 lines were understood"."""
        if not self._scripts:
            return "This request has no scripts"
        understood = sum(not line.problem for line in self.lines)
        return f"{understood:,} of {faces.count(len(self.lines), 'line')} {'was' if understood == 1 else 'were'} understood"

    def as_text(self) -> str:
        """The scripts in plain text."""
        parts = [f"{self.summary}."]
        for event, lines in self._by_event():
            parts += [_TURNS[event], faces.text_table(self._cells(line) for line in lines[:_MOST_ROWS])]
            parts += _more(lines)
        return "\n".join([*parts, *([self._short_text()] if self._scripts else [])])

    def as_html(self) -> str:
        """The scripts as HTML, without the style sheet: for each turn a table, then the text."""
        parts = [faces.element("p", f"{self.summary}.", "kz-title")]
        for event, lines in self._by_event():
            rows = "".join(self._row(line) for line in lines[:_MOST_ROWS])
            head = "".join(faces.element("th", name) for name in ("Line", "Script", "What it means"))
            table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
            parts += [faces.element("p", _TURNS[event], "kz-note"), faces.wide(table, label=_TURNS[event])]
            parts += [faces.element("p", words, "kz-note") for words in _more(lines)]
        if self._scripts:
            parts.append(faces.fold("Text", faces.code(self._short_text())))
        return "".join(parts)

    def __repr__(self) -> str:
        return self.as_text()

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        return {"text/html": faces.output(self.as_html()), "text/plain": self.as_text()}

    def _by_event(self) -> list[tuple[Event, list[Line]]]:
        by_event = [(event, [line for line in self.lines if line.event == event]) for event in _TURNS]
        return [(event, lines) for event, lines in by_event if lines]

    def _cells(self, line: Line) -> tuple[str, str, str]:
        where = f"{line.place} {line.first}".strip()
        meaning = f"Not understood: {line.problem}" if line.problem else line.words or "–"
        return where, self._short(line.text), self._short(meaning)

    def _row(self, line: Line) -> str:
        where, text, meaning = self._cells(line)
        code = f"<code>{escape(text)}</code>"
        written = line.python.replace("api.environment[", f"{self._api}.environment[")
        python = f"<br><code>{escape(self._short(written))}</code>" if written and not line.problem else ""
        return f"<tr>{faces.element('td', where)}<td>{code}</td><td>{escape(meaning)}{python}</td></tr>"

    def _short(self, text: str) -> str:
        return faces.cut(" ".join(self._masked(text).split()), _MOST_CELL)

    def _short_text(self) -> str:
        return faces.cut(self.text, _MOST_TEXT, ".scripts.text has all of it")

    def _masked(self, text: str) -> str:
        return in_script(self._mask(text))


def _more(lines: list[Line]) -> list[str]:
    more = len(lines) - _MOST_ROWS
    return [f"… {more:,} more: .scripts.lines has all of them."] if more > 0 else []


def _whose(script: Script) -> str:
    return f"{_TURNS[script.event]}: {f'of {script.place}' if script.place else 'of the request'}"
