"""What a run looks like in a terminal: a line that moves while it goes, a table when it is over."""

import sys
from collections.abc import Callable, Iterable
from typing import TextIO

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.display.terminal import plain
from kaizala_nb.toolkit.runner.run import Result

_LONGEST = 90


class Progress:
    """The line. On a terminal it is written over and over; elsewhere each request has a line of its own."""

    def __init__(self, count: int, mask: Callable[[str], str], stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._count = count
        self._mask = mask
        self._done = 0
        self._moves = self._stream.isatty()

    def sending(self, name: str) -> None:
        """A request goes out."""
        if self._moves:
            self._write(f"\r\x1b[K{self._where()}  {self._name(name)}")

    def done(self, result: Result) -> None:
        """It is over."""
        self._done += 1
        if not self._moves:
            took = f"{result.seconds * 1000:5.0f} ms" if result.outcome != "not run" else " " * 8
            self._write(f"{self._where()}  {result.outcome:<8}{took}  {self._name(result.step.name)}\n")

    def say(self, text: str) -> None:
        """A sentence, between the lines."""
        self._write(("\r\x1b[K" if self._moves else "") + plain(text) + "\n")

    def end(self) -> None:
        """Take the line away."""
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
    """The results: a row a folder, then all, then what failed and why."""
    rows = [("Folder", "requests", "passed", "failed", "not run", "time")]
    for _, several in by_folder(results):
        rows.append(_row(plain(mask(several[0].folder.name)).replace("\n", " ")[:_LONGEST], several))
    rows.append(_row("All", results))
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = [
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in rows
    ]
    failed = [result for result in results if result.outcome == "failed"]
    for result in failed:
        name = plain(mask(result.step.name)).replace("\n", " ")[:_LONGEST]
        lines += ["", f"Failed: {name}", *(f"  {line}" for line in plain(mask(result.report)).splitlines())]
    return "\n".join([*lines, "", _verdict(results)])


def by_folder(results: Iterable[Result]) -> list[tuple[str, list[Result]]]:
    """The results of each folder, in order."""
    grouped: dict[int, list[Result]] = {}
    for result in results:
        grouped.setdefault(id(result.folder), []).append(result)
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
