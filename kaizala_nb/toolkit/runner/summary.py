"""What a run looks like in a terminal: its progress while it goes on, a table when it is over."""

import sys
from collections.abc import Callable, Iterable
from typing import TextIO

from kaizala_nb.toolkit.client.checks import Checks
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.display.terminal import plain
from kaizala_nb.toolkit.runner.run import Result

_LONGEST = 90
_LONGEST_LINE = 500
_MOST_LINES = 1_000  # about checks
_MOST_REPEATED = 2  # lines of a reason


class RunProgress:
    """The progress of a run. In a terminal it is one line of text that is replaced; elsewhere each request has its own line."""

    def __init__(self, count: int, mask: Callable[[str], str], stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._count = count
        self._mask = mask
        self._done = 0
        self._moves = self._stream.isatty()

    def sending(self, name: str) -> None:
        """Show that a request is being sent."""
        if self._moves:
            self._write(f"\r\x1b[K{self._where()}  {self._name(name)}")

    def done(self, result: Result) -> None:
        """Show the result of that request."""
        self._done += 1
        if not self._moves:
            took = f"{result.seconds * 1000:5.0f} ms" if result.outcome in ("passed", "failed") else " " * 8
            self._write(f"{self._where()}  {result.outcome:<8}{took}  {self._name(result.step.name)}\n")
        for line in result.log:
            self.say(f"  {line[:_LONGEST_LINE]}")

    def say(self, text: str) -> None:
        """Write a sentence on a line of its own."""
        self._write(("\r\x1b[K" if self._moves else "") + plain(text) + "\n")

    def end(self) -> None:
        """Erase the line in a terminal."""
        if self._moves:
            self._write("\r\x1b[K")

    def _where(self) -> str:
        return f"[{min(self._done + self._moves, self._count):>{len(str(self._count))}}/{self._count}]"

    def _name(self, name: str) -> str:
        return _one_line(self._mask(name))

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def table(results: list[Result], mask: Callable[[str], str]) -> str:
    """The results in plain text: a row for each folder, a row for all, then each failure with its reason."""
    outcomes = ["passed", "failed", "not run"]
    if any(result.outcome == "skipped" for result in results):
        outcomes.insert(2, "skipped")
    rows = [("Folder", "requests", *outcomes, "time")]
    for _, several in by_folder(results):
        rows.append(_row(_one_line(mask(several[0].folder.name)), several, outcomes))
    rows.append(_row("All", results, outcomes))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for name, *numbers in rows:
        cells = [number.rjust(width) for number, width in zip(numbers, widths[1:], strict=True)]
        lines.append("  ".join([name.ljust(widths[0]), *cells]))
    lines += _checks(results, mask)
    lines += _failures([result for result in results if result.outcome == "failed"], mask)
    return "\n".join([*lines, "", _verdict(results)])


def _failures(results: Iterable[Result], mask: Callable[[str], str]) -> list[str]:
    """Each request that failed, with its reason. A long reason that is another request's too stands there alone."""
    lines: list[str] = []
    first: dict[tuple[str, ...], str] = {}
    for result in results:
        name = _one_line(mask(result.step.name))
        report = plain(mask(result.report or result.problem)).splitlines()
        reason = tuple(line for line in report if line.strip() != plain(mask(result.step.name)).strip())
        same = first.setdefault(reason, name)
        if same != name and len(reason) > _MOST_REPEATED:
            report = [f'For the same reason as "{same}".']
        lines += ["", f"Failed: {name}", *(f"  {line}" for line in report)]
    return lines


def _checks(results: list[Result], mask: Callable[[str], str]) -> list[str]:
    """For each request its checks, and what of its scripts was not done."""
    lines: list[str] = []
    for result in results:
        notes = [f"not done: {note}" for note in result.notes]
        if result.checks or notes:
            lines += ["", f"{_one_line(mask(result.step.name))}: {result.checks.summary.lower()}."]
            lines += [f"  {_one_line(line, _LONGEST_LINE)}" for line in [*result.checks.lines(), *notes]]
    more = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], f"… {more:,} lines more."] if more > 0 else lines


def _one_line(text: str, longest: int = _LONGEST) -> str:
    return plain(text).replace("\n", " ")[:longest]


def by_folder(results: Iterable[Result]) -> list[tuple[str, list[Result]]]:
    """The name of each folder and its results, in order."""
    grouped: dict[
        tuple[str, str], list[Result]
    ] = {}  # a folder of a file may come in two pieces, around an inner folder
    for result in results:
        grouped.setdefault((result.folder.slug, result.folder.name), []).append(result)
    return [(several[0].folder.name, several) for several in grouped.values()]


def _row(name: str, results: list[Result], outcomes: list[str]) -> tuple[str, ...]:
    counts = [sum(result.outcome == outcome for result in results) for outcome in outcomes]
    seconds = sum(result.seconds for result in results)
    return name, str(len(results)), *map(str, counts), f"{seconds * 1000:,.0f} ms"


def _verdict(results: list[Result]) -> str:
    passed = sum(result.outcome == "passed" for result in results)
    seconds = sum(result.seconds for result in results)
    verdict = f"{passed} of {faces.count(len(results), 'request')} passed, in {seconds:.1f} seconds."
    checks = Checks([check for result in results for check in result.checks])
    return f"{verdict} {checks.summary}." if checks else verdict
