"""What a run looks like in a terminal: its progress while it goes on, a table when it is over."""

import sys
from collections.abc import Callable, Iterable
from typing import TextIO

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.display.terminal import plain
from kaizala_nb.toolkit.runner.run import Result

_LONGEST = 90


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
            took = f"{result.seconds * 1000:5.0f} ms" if result.outcome != "not run" else " " * 8
            self._write(f"{self._where()}  {result.outcome:<8}{took}  {self._name(result.step.name)}\n")

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
        return plain(self._mask(name)).replace("\n", " ")[:_LONGEST]

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def table(results: list[Result], mask: Callable[[str], str]) -> str:
    """The results in plain text: a row for each folder, a row for all, then each failure with its reason."""
    rows = [("Folder", "requests", "passed", "failed", "not run", "time")]
    for _, several in by_folder(results):
        rows.append(_row(plain(mask(several[0].folder.name)).replace("\n", " ")[:_LONGEST], several))
    rows.append(_row("All", results))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for name, *numbers in rows:
        cells = [number.rjust(width) for number, width in zip(numbers, widths[1:], strict=True)]
        lines.append("  ".join([name.ljust(widths[0]), *cells]))
    failures = [result for result in results if result.outcome == "failed"]
    for result in failures:
        name = plain(mask(result.step.name)).replace("\n", " ")[:_LONGEST]
        lines += ["", f"Failed: {name}", *(f"  {line}" for line in plain(mask(result.report)).splitlines())]
    return "\n".join([*lines, "", _verdict(results)])


def by_folder(results: Iterable[Result]) -> list[tuple[str, list[Result]]]:
    """The name of each folder and its results, in order."""
    grouped: dict[
        tuple[str, str], list[Result]
    ] = {}  # a folder of a file may come in two pieces, around an inner folder
    for result in results:
        grouped.setdefault((result.folder.slug, result.folder.name), []).append(result)
    return [(several[0].folder.name, several) for several in grouped.values()]


def _row(name: str, results: list[Result]) -> tuple[str, str, str, str, str, str]:
    counts = [sum(result.outcome == outcome for result in results) for outcome in ("passed", "failed", "not run")]
    seconds = sum(result.seconds for result in results)
    passed, failed, not_run = map(str, counts)
    return name, str(len(results)), passed, failed, not_run, f"{seconds * 1000:,.0f} ms"


def _verdict(results: list[Result]) -> str:
    passed = sum(result.outcome == "passed" for result in results)
    seconds = sum(result.seconds for result in results)
    return f"{passed} of {faces.count(len(results), 'request')} passed, in {seconds:.1f} seconds."
