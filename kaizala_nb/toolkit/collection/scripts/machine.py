"""Where a script stands while it is carried out: what has come of it, what is doubtful, and how much it may still do."""

import time
from collections.abc import Callable, Sequence

from kaizala_nb.toolkit.collection.scripts import syntax
from kaizala_nb.toolkit.collection.scripts.bindings import Bindings, Closure
from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.outcome import Outcome, Result, Scene
from kaizala_nb.toolkit.collection.scripts.values import (
    MOST_PARTS,
    Host,
    Lost,
    Native,
    Thrown,
    Unknown,
    Value,
    error,
    shown,
)
from kaizala_nb.toolkit.collection.scripts.variables import Variables

STEPS = 300_000
"""How many parts of scripts are carried out for one request."""
SECONDS = 5
"""How long the scripts of one request may take."""
_DEEPEST = 140  # values within values, over all functions that are being called
NONE: frozenset[str] = frozenset()


class Exhausted(Exception):
    """The scripts do too much."""


class Finished(Exception):
    """The script ends here, as it wishes."""


class Leaving(Exception):
    """``break``, ``continue`` or ``return``. ``way`` is "break" for the first two."""

    def __init__(self, way: str, word: str = "", value: Value = UNDEFINED) -> None:
        super().__init__(way)
        self.way, self.word, self.value = way, word, value


class Machine:
    """See the module.

    Attributes:
        scene: What the scripts look at.
        outcome: What has come of them.
        variables: The variables of all scopes.
        top: The names that all scripts of the request share.
        doubts: Why what is looked at now may not happen; the innermost is the last. Nothing certain is done while there is one.
        line: The number of the line that is carried out.
        tests: What the script has put into ``tests`` so far.
        about_status: The names of those that look at the status.
        looks: How often the script has looked at the status.
        in_test: Whether a test is carried out.
        script: The names of the script that is carried out.
        evaluate: Works out a value of the script.
        unclear_parts: Parts of the request that scripts change in a way that is not understood, each with the reason; "" for all.
        old_request: The request as it was when the script began: so old scripts see it.
        later: What the script wants to be done after it, with the milliseconds; None where the time is not certain.
    """

    def __init__(
        self, scene: Scene, random_value: Callable[[str], str | None], run: "Run", evaluate: "Evaluate"
    ) -> None:
        self.scene = scene
        self.random_value = random_value
        self._run = run
        self.evaluate = evaluate
        self.outcome = Outcome()
        self.variables = Variables(scene.variables)
        self.top = Bindings()
        self.script = self.top
        self.doubts: list[str] = []
        self.line = 0
        self.steps = 0
        self._until = time.monotonic() + SECONDS
        self.depth = 0
        self.tests: dict[str, Value] = {}
        self.about_status: set[str] = set()
        self.looks = 0
        self.in_test = False
        self.reported: set[object] = set()
        self.unclear_parts: dict[str, str] = {}
        self.old_request = dict(scene.request)
        self.later: list[tuple[float | None, Closure]] = []
        self._unclear: dict[int, tuple[object, str]] = {}

    # what is not known

    @property
    def level(self) -> int:
        return len(self.doubts)

    def why(self, reason: str) -> str:
        """A reason with the line in which it is."""
        return reason if reason.startswith("line ") else f"line {self.line}: {reason}"

    def note(self, reason: str) -> None:
        """Tells once what was not done."""
        sentence = self.why(reason)
        sentence = sentence[0].upper() + sentence[1:]
        if sentence not in self.outcome.notes and len(self.outcome.notes) < 200:
            self.outcome.notes.append(sentence)

    def doubt(self, why: str, action: Callable[[], object]) -> frozenset[str]:
        """Looks at what may happen or not. What it changes is not known afterwards. Gives the ways in which it may leave."""
        self.doubts.append(why)
        try:
            action()
        except Thrown:
            return frozenset({"throw"})
        except Leaving as leaving:
            return frozenset({leaving.way})
        except Finished:
            return frozenset({"throw"})
        except Lost as lost:
            return lost.ways
        finally:
            self.doubts.pop()
        return NONE

    def perhaps(self, why: str, *actions: Callable[[], object], kept: frozenset[str] = NONE) -> None:
        """Looks at things that may happen. Raises :class:`Lost` if one may leave, other than in the ways that are kept."""
        ways = frozenset().union(*(self.doubt(why, action) for action in actions)) - kept
        if ways:
            raise Lost(why, ways)

    def blur(self, value: Value, why: str) -> None:
        """From now on what a list or an object holds is not known."""
        if isinstance(value, list | dict):
            self._unclear[id(value)] = value, why
        if isinstance(value, dict) and value is self.tests:
            for name in value:
                value[name] = Unknown(why)

    def blur_all(self, value: Value, why: str) -> None:
        """As :meth:`blur`, with the lists and objects in it."""
        to_do = [value]
        while to_do:
            one = to_do.pop()
            if isinstance(one, list | dict) and not self.blurred(one):
                self.step()
                self.blur(one, why)
                to_do.extend(one.values() if isinstance(one, dict) else one)

    def blurred(self, value: Value) -> str:
        """Why what a list or an object holds is not known; "" if it is."""
        held = self._unclear.get(id(value))
        return held[1] if held and held[0] is value else ""

    def unknown_in(self, value: Value) -> Unknown | None:
        """What is not known of a value, to its depths."""
        to_do, seen = [value], 0
        while to_do:
            one = to_do.pop()
            if isinstance(one, Unknown):
                return one
            if isinstance(one, list | dict):
                reason = self.blurred(one)
                if reason:
                    return Unknown(reason)
                seen += 1
                if seen > MOST_PARTS or len(to_do) > 10 * MOST_PARTS:
                    self.steps += seen // 20
                    return Unknown(self.why("this value is too large"))
                to_do.extend(one.values() if isinstance(one, dict) else one)
        self.steps += seen // 20
        return None

    # what happens

    def step(self) -> None:
        """Counts what is done."""
        self.steps += 1
        if self.steps > STEPS or (self.steps % 64 == 0 and time.monotonic() > self._until):
            raise Exhausted

    def made(self, value: Value) -> Value:
        """Counts what a text or a list takes that the script has made."""
        if isinstance(value, str):
            self.steps += len(value) // 1000
        elif isinstance(value, list):
            self.steps += len(value) // 100
        return value

    def enter(self) -> None:
        """Counts how deep values lie within values."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Lost(self.why("the script goes too deep"))

    def result(
        self, key: object, name: str, passed: bool | None, problem: str = "", about_status: bool = False
    ) -> None:
        """What came of a check. While there is a doubt it is not evaluated, and is told once."""
        if self.doubts:
            if key in self.reported:
                return
            passed, problem = None, f"It is not certain: {self.doubts[-1]}."
        self.reported.add(key)
        self.outcome.results.append(Result(name, passed, problem, about_status))

    def call(self, function: Value, arguments: Sequence[Value], name: str = "", alone: bool = False) -> Value:
        """Calls a function with values. ``alone``: not as the method of an object."""
        if isinstance(function, Closure):
            return self._run(self, function, arguments)
        if isinstance(function, Native):
            if alone and function.is_method:
                raise error("TypeError", f"{function.name} is called without its object")
            if not function.takes_unknown:
                unknown = next((one for one in map(self.unknown_in, arguments) if one is not None), None)
                if unknown is not None:
                    self.look_into(arguments, unknown.why)
                    if function.may_throw:
                        raise Lost(unknown.why)
                    return Unknown(unknown.why, safe=True)
            return self._call_native(function, arguments)
        if isinstance(function, Unknown):
            return self._call_unknown(function, arguments)
        if isinstance(function, Host):
            raise Lost(self.why(f"{function.name} cannot be called here"))
        raise error("TypeError", f"{name or shown(function)} is not a function")

    def _call_native(self, function: Native, arguments: Sequence[Value]) -> Value:
        try:
            return self.made(function.call(arguments))
        except Lost as lost:
            raise Lost(self.why(lost.why), lost.ways) from None
        except (RecursionError, OverflowError):
            raise Lost(self.why(f"{function.name} gets too large")) from None

    def _call_unknown(self, function: Unknown, arguments: Sequence[Value]) -> Value:
        ways = self.look_into(arguments, function.why)
        if not function.harmless:
            for one in arguments:
                self.blur_all(one, function.why)
        if not function.safe:
            self.forget_all(function.why)
            raise Lost(function.why)
        if ways:
            raise Lost(function.why, ways)
        return Unknown(function.why, safe=True, harmless=function.harmless)

    def look_into(self, arguments: Sequence[Value], why: str) -> frozenset[str]:
        """Looks at what functions may do that somebody else calls, any number of times. Gives the ways in which they may leave."""
        ways: frozenset[str] = NONE
        for one in arguments:
            if isinstance(one, Closure):
                self.note(why)
                unknown = [Unknown(why)] * len(one.parameters)
                for _ in range(2):
                    ways |= self.doubt(why, lambda one=one, unknown=unknown: self.call(one, unknown))  # type: ignore[misc]
        return ways

    def forget_all(self, why: str) -> None:
        """Something may have changed whatever the script can reach."""
        self.variables.forget_all(why)
        for scope in self.script.all():
            for name, value in scope.names.items():
                if isinstance(value, list | dict):
                    self.blur(value, why)
                elif not isinstance(value, Closure | Native | Host):
                    scope.forget(name, why)


Evaluate = Callable[[Machine, syntax.Node, Bindings], Value]
"""Works out the value of a part of a script."""
Run = Callable[[Machine, Closure, Sequence[Value]], Value]
"""Carries out the statements of a function with the values of its parameters."""
