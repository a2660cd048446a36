"""The code cells of a notebook with forms: each request is a form, and below it its reply."""

from collections.abc import Collection as Names
from collections.abc import Iterable, Iterator, Sequence

from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.notebook.writing.cells import Cell
from kaizala_nb.toolkit.notebook.writing.names import CellNames, literal
from kaizala_nb.toolkit.notebook.writing.uses import Uses

_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


class Forms:
    """Writes these cells.

    Args:
        uses: What the requests give and use.
        api: What the notebook calls the object that it opens.
        has: The attributes of that object. Nothing is written that it has not got.
        hosts: The hosts that secrets may go to.
        live: Whether the requests go to the real service, and not to the practice service.
    """

    def __init__(self, uses: Uses, api: str, has: Names[str], hosts: Sequence[str] = (), *, live: bool = False) -> None:
        self._uses = uses
        self._names = CellNames(api)
        self._has = has
        self._hosts = hosts
        self._live = live

    def opening(self, file: str, environment: str, steps: Sequence[Step]) -> Iterator[Cell]:
        """What opens the collection in ``file`` with an ``environment``, "" for none, and what is to be filled in; whatever the
        ``steps`` are."""
        api = self._names.api
        opened = _call(f"{api} = Api.from_postman", self._arguments(file, environment))
        yield Cell("code", f"from kaizala_nb import Api\n\n{opened}\n{api}", "", "open")
        if self._live and self._uses.empty and "fill_in" in self._has:  # the practice service has values of its own
            yield Cell(
                "markdown",
                f"## Fill in\n\n{values_are_yours(len(self._uses.empty))} What you type is not saved.",
                "",
                "fill in",
            )
            yield Cell("code", f"{api}.fill_in()", "", "fields")

    def _arguments(self, file: str, environment: str) -> Iterator[str]:
        """The lines of arguments that open the collection."""
        yield f"{literal(file)},"
        if environment:
            yield f"environment={literal(environment)},"
        if not self._live:
            yield "stand_in=True,  # the practice service; without this line, requests go to the real one"
        if self._live or self._hosts or environment:  # else that file would name hosts, and nobody has chosen it
            hosts = ", ".join(map(literal, self._hosts))
            yield f"allow_hosts=[{hosts}],  # your secrets go only to hosts that are named here"

    def request(self, step: Step, path: str) -> Iterator[Cell]:
        """The form of a request, and the cell of its reply."""
        variable = self._names.variable(step)
        form = f"{variable} = {self._names.way(step)}.form()\n{variable}"
        yield Cell("code", form, path, "form", may_fail=True)
        yield Cell("code", f"{variable}.send_once().df", path, "reply", may_fail=True)

    def how_to_try(self, step: Step) -> str:
        """How a learner sends a request again."""
        return "by code"

    def check(self, folder: str) -> Iterator[Cell]:
        """What looks whether the exercise of a folder was done."""
        if "check" in self._has:
            yield Cell("code", f"{self._names.api}.check({literal(folder)})", f"{folder} /", "check")

    def end(self, program: str) -> Iterator[Cell]:
        """What was sent: the journal, a program, and what of the collection did not carry over."""
        api = self._names.api
        can_send = any(not step.problem for step in self._uses.steps)
        if "journal" in self._has and can_send:
            yield Cell("code", f"{api}.journal", "", "journal")
        if "program" in self._has and can_send:
            yield Cell("code", f"{api}.program({literal(program)})", "", "program", may_fail=True)
        if "report" in self._has and any(map(self._may_be_reported, self._uses.steps)):
            yield Cell("code", f"{api}.report", "", "report")

    def _may_be_reported(self, step: Step) -> bool:
        if step.problem or not isinstance(step, ForeignStep):
            return bool(step.problem)
        return bool(step.item.scripts) or not (self._live or step.has_example)


def _call(called: str, arguments: Iterable[str]) -> str:
    """A call with each argument on a line of its own."""
    lines = "".join(f"    {one}\n" for one in arguments)
    return f"{called}(\n{lines})"


def values_are_yours(number: int) -> str:
    """ "Two values are yours." """
    words = _NUMBERS[number].capitalize() if number < len(_NUMBERS) else f"{number:,}"
    return f"{words} {'value is' if number == 1 else 'values are'} yours."
