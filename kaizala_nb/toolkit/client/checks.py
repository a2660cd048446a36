"""What came of the checks of a request: what holds, what does not and why, and what was not evaluated."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.collection.scripts.outcome import Result
from kaizala_nb.toolkit.display import badges, faces

if TYPE_CHECKING:
    import pandas as pd

_MOST_ROWS = 30  # in an output
_MOST_TEXT = 300  # bytes of a name or a reason in an output
_STATES = {True: "holds", False: "failed", None: "not evaluated"}


class Checks(Sequence[Result]):
    """The checks of a request, in their order: ``reply.checks``. It shows itself as a table.

    Attributes:
        passed: Those that hold.
        failed: Those that do not hold.
        not_evaluated: Those that were not evaluated. They count neither as passed nor as failed.
    """

    def __init__(self, results: Sequence[Result] = ()) -> None:
        self._results = tuple(results)
        self.passed = tuple(one for one in self._results if one.passed is True)
        self.failed = tuple(one for one in self._results if one.passed is False)
        self.not_evaluated = tuple(one for one in self._results if one.passed is None)

    @overload
    def __getitem__(self, index: int) -> Result: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Result]: ...
    def __getitem__(self, index: int | slice) -> Result | Sequence[Result]:
        return self._results[index]

    def __len__(self) -> int:
        return len(self._results)

    @property
    def summary(self) -> str:
        """ "1 of 3 checks holds, 1 failed, 1 was not evaluated"; "No checks" if there are none."""
        if not self:
            return "No checks"
        verb = "holds" if 1 in (len(self), len(self.passed)) else "hold"
        parts = [f"{len(self.passed):,} of {faces.count(len(self), 'check')} {verb}"]
        if self.failed:
            parts.append(f"{len(self.failed):,} failed")
        if self.not_evaluated:
            parts.append(
                f"{len(self.not_evaluated):,} {'was' if len(self.not_evaluated) == 1 else 'were'} not evaluated"
            )
        return ", ".join(parts)

    @cached_property
    def df(self) -> "pd.DataFrame":
        """The checks as a table: ``check``, ``passed`` (missing if it was not evaluated), ``problem``."""
        records = [{"check": one.name, "passed": one.passed, "problem": one.problem} for one in self]
        return tables.rows(records, {"check": "string", "passed": "boolean", "problem": "string"})

    def lines(self) -> list[str]:
        """A line for each check, with what was found if it does not hold."""
        return [_line(one) for one in self]

    def as_text(self) -> str:
        """The checks in plain text."""
        return "\n".join([f"{self.summary}.", *map(_line, self._first()), *self._more()])

    def as_html(self) -> str:
        """The checks as HTML, without the style sheet: a line that counts them, then a table."""
        return faces.element("p", f"{self.summary}.", "kz-note") + self._table()

    def as_fold(self) -> str:
        """The same in a closed fold: where a service said no, its words come first."""
        return faces.fold(self.summary, self._table())

    def _table(self) -> str:
        rows = "".join(_row(one) for one in self._first())
        table = faces.wide(f"<table><tbody>{rows}</tbody></table>", label="Checks") if rows else ""
        more = "".join(faces.element("p", words, "kz-note") for words in self._more())
        return table + more

    def _first(self) -> Sequence[Result]:
        """The checks that an output shows: all, or if they are too many, first those that do not hold."""
        shown = self._results
        if len(shown) > _MOST_ROWS:
            shown = (*self.failed, *self.not_evaluated, *self.passed)
        return shown[:_MOST_ROWS]

    def _more(self) -> list[str]:
        more = len(self) - _MOST_ROWS
        return [f"… {more:,} more: .df has all of them."] if more > 0 else []

    def __repr__(self) -> str:
        return self.as_text()

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        return {"text/html": faces.output(self.as_html()), "text/plain": self.as_text()}


def _line(result: Result) -> str:
    problem = f": {faces.cut(result.problem, _MOST_TEXT)}" if result.problem else ""
    return f"{_STATES[result.passed]}: {faces.cut(result.name, _MOST_TEXT)}{problem}".replace("\n", " ")


def _row(result: Result) -> str:
    badge = badges.check(_STATES[result.passed], result.passed)
    name, problem = (faces.cut(text, _MOST_TEXT) for text in (result.name, result.problem))
    return f"<tr><td>{badge}</td>{faces.element('td', name)}{faces.element('td', problem)}</tr>"
