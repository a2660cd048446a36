"""The code cells of a notebook without this package: each request is a program with ``requests``.

What may change something stands under ``if allow_changes:``. Values that nobody has given come from environment variables.
"""

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Collection as Names
from contextlib import suppress
from dataclasses import dataclass
from textwrap import indent

from kaizala_nb.toolkit.client.hosts import origin_of
from kaizala_nb.toolkit.collection import Call, Collection, Step
from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.filling import names_in
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.scripts.lines import understood_of
from kaizala_nb.toolkit.collection.scripts.outcome import Script
from kaizala_nb.toolkit.collection.snippets import requests
from kaizala_nb.toolkit.collection.snippets.message import EnvironmentVariable, Message, message_of
from kaizala_nb.toolkit.display.faces import count
from kaizala_nb.toolkit.notebook.writing import markdown
from kaizala_nb.toolkit.notebook.writing.cells import Cell
from kaizala_nb.toolkit.notebook.writing.checks import HELPER, Checks, CheckWriter
from kaizala_nb.toolkit.notebook.writing.forms import values_are_yours
from kaizala_nb.toolkit.notebook.writing.names import literal
from kaizala_nb.toolkit.notebook.writing.uses import Uses

_READS = ("GET", "HEAD")
_ABOUT_CHANGES = "  # these programs go to the real service; with False, they only read"
_SAVED = (
    "# Whatever is printed here is saved with this notebook: replies with their tokens, and errors with the address."
)
_SAY_EMPTY = 'print("Still empty:", ", ".join(name for name in names if not os.environ[name]) or "nothing")'
_NOT_SENT = """\
else:
    print("Not sent: it may change something. For that, set allow_changes to True above.")"""
_SHORT_ERRORS = '''\
def show(shell, kind, problem, traceback, tb_offset=None):
    """Print one line in place of a long traceback, where a service does not answer."""
    print(f"{kind.__name__}: {problem}")


if get_ipython():
    get_ipython().set_custom_exc((requests.RequestException,), show)'''
_ANY_VALUE, _ANY_ADDRESS = "1", "http://1"
"""They stand for values that nobody has given, until a name of an environment variable stands there."""


class Programs:
    """Writes these cells.

    Args:
        collection: The requests.
        uses: What they give and use.
        mask: Hides the secrets of the file.
        beside: The values of the environment beside the file that are not secret, by the names of variables.
        secret: The variables of that environment that are secret.
    """

    def __init__(
        self,
        collection: Collection,
        uses: Uses,
        mask: Callable[[str], str],
        beside: Mapping[str, str] | None = None,
        secret: Names[str] = (),
    ) -> None:
        self._uses = uses
        prefix = next((step.service.variable for step in collection), "api")
        self._beside = {EnvironmentVariable.of(prefix, name).name: value for name, value in (beside or {}).items()}
        self._mask = mask
        self._secret = secret
        self._checks = CheckWriter(mask)
        self._programs: dict[int, _Program] = {}
        self._reasons: dict[int, str] = {}
        self._given = {name: value for name, value in collection.variables.items() if value}

    def opening(self, file: str, environment: str, steps: Sequence[Step]) -> Iterator[Cell]:
        """What the programs of these requests need. Neither ``file`` nor ``environment`` is opened."""
        programs = list(filter(None, map(self._program, steps)))
        kept = {name: None for program in programs for name in program.keeps}
        needed = [name for name in dict.fromkeys(name for one in programs for name in one.needs) if name not in kept]
        lines = [
            *([_SAVED] if programs else []),
            "import os",
            "",
            "import requests",
            "",
            *map(_default, kept),
            f"allow_changes = {self._is_here(steps)}{_ABOUT_CHANGES}",
        ]
        yield Cell("code", "\n".join(lines), "", "open")
        if programs:
            yield Cell("code", f"{HELPER}\n\n\n{_SHORT_ERRORS}", "", "check")
        if left := self._checks.left_of_all(script for step in steps for script in _scripts_of(step)):
            yield Cell("markdown", _left_out(left, "of several requests"), "", "checks")
        if needed:
            words = "Give secrets as environment variables, before you start Jupyter: what you type here is saved."
            yield Cell("markdown", f"## Fill in\n\n{values_are_yours(len(needed))} {words}", "", "fill in")
            notes = {one.note.split()[0]: f"  # {one.note}" for one in programs if one.note}
            defaults = [_default(name, self._beside.get(name, "")) + notes.get(name, "") for name in needed]
            names = "".join(f"    {literal(name)},\n" for name in needed)
            empty = f"names = [\n{names}]\n" + _SAY_EMPTY
            yield Cell("code", "\n".join([*defaults, "", empty]), "", "fields")

    def request(self, step: Step, path: str) -> Iterator[Cell]:
        """The program of a request, or why there is none."""
        program = self._program(step)
        if program is None:
            yield Cell(
                "markdown", f"There is no program for it. {markdown.line(self._reasons[id(step)])}", path, "program"
            )
            return
        text = program.text
        if step.method not in _READS:
            text = f"if allow_changes:\n{indent(text, '    ')}\n{_NOT_SENT}"
        yield Cell("code", text, path, "program", may_fail=True)
        if left := program.checks.left:
            yield Cell("markdown", _left_out(left, "of this request"), path, "checks")

    def _program(self, step: Step) -> "_Program | None":
        """The program of a request; None if there is none, and then ``_reasons`` says why."""
        if id(step) not in self._programs:
            try:
                message = self._message(step)
                keeps = self._kept(step)
                checks = self._checks.checks_of(_scripts_of(step))
                tried = list(filter(None, [checks.text, *keeps.values()]))
                text = "\n".join([*requests.statements(message), *([""] if tried else []), *tried])
                needs = message.environment_variables
                self._programs[id(step)] = _Program(text, needs, list(keeps), checks, message.note)
            except (ValueError, CannotSend) as trouble:
                self._reasons[id(step)] = str(trouble)
                return None
        return self._programs[id(step)]

    def how_to_try(self, step: Step) -> str:
        """How a learner sends a request again; "" if there is no program for it."""
        return "once more, from a copy of its cell" if self._program(step) else ""

    def check(self, folder: str) -> Iterator[Cell]:
        """Nothing: such a notebook keeps no journal."""
        return iter(())

    def end(self, program: str) -> Iterator[Cell]:
        """Nothing: such a notebook keeps no journal."""
        return iter(())

    def _message(self, step: Step) -> Message:
        """Raises ``ValueError`` or :class:`CannotSend` with a sentence if the request cannot be made without a person."""
        asked = self._asked(step)
        call = self._call(step, asked)
        base = _base(step)
        if call.message is not None and not set(names_in(base)) & asked:
            base = call.message.origin
        return message_of(call, base, self._mask, asked=asked, secret=self._secret)

    def _asked(self, step: Step) -> set[str]:
        return {name for name in self._uses.used_by(step) if name not in self._given}

    def _call(self, step: Step, asked: set[str]) -> Call:
        values = self._given | dict.fromkeys(asked, _ANY_VALUE)
        if step.base in asked:
            values[step.base] = _ANY_ADDRESS
        return step.call({}, values)

    def _kept(self, step: Step) -> dict[str, str]:
        """The lines that keep values of the reply for later requests, as a script of the collection does; by their names."""
        used = dict(self._uses.given_by(step))
        kept = {}
        for line in understood_of(_scripts_of(step)):
            name, value = _copied(line.python) if line.kind == "save" else ("", "")
            if name in used:
                variable = EnvironmentVariable.of(step.service.variable, name).name
                title = literal(f"The reply gives {name}")
                kept[variable] = f'with check({title}):\n    os.environ["{variable}"] = str({value})'
        return kept

    def _is_here(self, steps: Iterable[Step]) -> bool:
        """Whether all these requests go to this computer."""
        origins = set()
        for step in steps:
            asked = self._asked(step)
            if set(names_in(_base(step))) & asked:
                return False
            with suppress(ValueError, CannotSend):
                message = self._call(step, asked).message
                origins.add(None if message is None else origin_of(message.origin))
        return bool(origins) and all(origin is not None and origin.is_loopback for origin in origins)


@dataclass(frozen=True)
class _Program:
    """The text of a program, the names of the environment variables that it needs and keeps, its checks, and a note."""

    text: str
    needs: Sequence[str]
    keeps: Sequence[str]
    checks: Checks
    note: str


def _scripts_of(step: Step) -> list[Script]:
    """The scripts that have their turn after the reply."""
    scripts = step.item.scripts if isinstance(step, ForeignStep) else ()
    return [script for script in scripts if script.event == "test"]


def _left_out(number: int, whose: str) -> str:
    return f"{count(number, 'check')} {whose} {'is' if number == 1 else 'are'} JavaScript that was not translated."


def _default(name: str, value: str = "") -> str:
    return f'os.environ.setdefault("{name}", {literal(value)})'


def _copied(python: str) -> tuple[str, str]:
    """Of ``api.environment["id"] = reply.json["id"]`` the name, and the value as an expression on ``response``; else two ""."""
    match ast.parse(python).body:
        case [ast.Assign(targets=[ast.Subscript(slice=ast.Constant(value=str(name)))], value=value)]:
            keys: list[str] = []
            while isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Constant):
                key = value.slice.value
                keys.insert(0, f"[{literal(key) if isinstance(key, str) else repr(key)}]")
                value = value.value
            if keys and ast.unparse(value) == "reply.json":
                return name, "response.json()" + "".join(keys)
    return "", ""


def _base(step: Step) -> str:
    """What the address of a request begins with, with variables."""
    return step.base if "://" in step.base else f"{{{{{step.base}}}}}"
