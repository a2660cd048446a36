"""Goes through a script, and tells each line of it in words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kaizala_nb.toolkit.collection.scripts import syntax
from kaizala_nb.toolkit.collection.scripts.check_words import chain_of, check_phrase
from kaizala_nb.toolkit.collection.scripts.effects import change, method, parts
from kaizala_nb.toolkit.collection.scripts.line import Kind, Line
from kaizala_nb.toolkit.collection.scripts.names import declared, hoisted, names_in
from kaizala_nb.toolkit.collection.scripts.outcome import Script
from kaizala_nb.toolkit.collection.scripts.phrases import Names, Phrase, dotted, has_words, phrase, problem_in, quoted

_PLACES = {
    "environment": "the environment",
    "collection": "the collection",
    "global": "the globals",
    "local": "this run",
    "data": "the data",
}


def _given(body: Sequence[syntax.Node]) -> Iterator[str]:
    """The names that are given a value, once for each time."""
    for part in (part for statement in body for part in parts(statement)):
        if isinstance(part, syntax.Declare):
            yield from (name for target, value in part.targets if value is not None for name in names_in(target))
        elif isinstance(part, syntax.Assign):
            yield from names_in(part.target)
        elif isinstance(part, syntax.Update):
            yield from (name for name in names_in(part.target) for _ in range(2))


class LineReader:
    """Goes through the statements of one script."""

    def __init__(self, script: Script, lines: Sequence[str], body: Sequence[syntax.Node]) -> None:
        self._script = script
        self._lines = lines
        self._given = Counter(_given(body))
        self._later: Names = {}  # the names that functions know: those that are declared after them too

    def _changes(self, name: str) -> bool:
        """Whether the script gives a name more than one value."""
        return self._given[name] > 1

    def _line(
        self, node: syntax.Node, kind: Kind, found: Phrase, test: str, problem: str, last: int | None = None
    ) -> Line:
        last = node.last if last is None else last
        text = "\n".join(self._lines[node.first - 1 : last]).strip()
        why = found.problem or problem
        python = "" if why else found.python
        script = self._script
        return Line(
            script.place, script.event, node.first, last, text, kind, test, "" if why else found.words, python, why
        )

    def statements(self, body: Sequence[syntax.Node], names: Names, test: str, problem: str) -> Iterator[Line]:
        """The lines of statements, in order. ``problem`` says why all of them are not certain."""
        functions = [one for one in body if isinstance(one, syntax.Declare) and one.kind == "function"]
        if functions:
            later = {name: Phrase(name) for name in (*declared(body, "let", "const", "function"), *hoisted(body))}
            for function in functions:
                for target, value in function.targets:
                    for name in names_in(target):
                        found = problem_in(value, later | names) if value is not None else ""
                        names[name] = Phrase(name, problem=found and f"The function {name}: {found}")
            self._later = later
        for statement in body:
            yield from self._statement(statement, names, test, problem)

    def _statement(self, node: syntax.Node, names: Names, test: str, problem: str) -> Iterator[Line]:
        match node:
            case syntax.Say():
                yield from self._said(node, node.value, names, test, problem)
            case syntax.Return(value=syntax.Call() as value) if test:  # () => pm.response.to.have.status(200)
                yield from self._said(node, value, names, test, problem)
            case syntax.Declare():
                yield from self._declared(node, names, test, problem)
            case syntax.Block():
                yield from self.statements(node.body, names, test, problem)
            case syntax.If():
                yield from self._condition(node, node.condition, names, test, problem, "if")
                inner = problem or self._doubt(node.condition, names)
                for part in (node.yes, node.no):
                    if part is not None:
                        yield from self._statement(part, names, test, inner)
            case syntax.Loop() | syntax.Each() | syntax.Switch() | syntax.Try():
                yield from self._compound(node, names, test, problem)
            case syntax.Unclear():
                yield self._line(node, "other", Phrase("", problem=node.problem), test, problem)
            case syntax.Empty() | syntax.Leave():
                return
            case _:
                held = getattr(node, "value", None)
                found = problem_in(held, names) if held is not None else ""
                yield self._line(node, "other", Phrase("", problem=found), test, problem)

    def _doubt(self, condition: syntax.Node, names: Names) -> str:
        found = problem_in(condition, names)
        return found and f"Whether it is done depends on line {condition.first}: {found}"

    def _condition(
        self, node: syntax.Node, value: syntax.Node, names: Names, test: str, problem: str, word: str
    ) -> Iterator[Line]:
        found = phrase(value, names)
        yield self._line(
            node, "other", replace(found, words=f"{word} {found.words}:", python=""), test, problem, value.last
        )

    def _compound(self, node: syntax.Node, names: Names, test: str, problem: str) -> Iterator[Line]:
        inner = dict(names)
        if isinstance(node, syntax.Loop):
            if node.start is not None:
                self._learn(node.start, inner)
            problem = problem or (self._doubt(node.condition, inner) if node.condition is not None else "")
            yield from self._statement(node.body, inner, test, problem)
        elif isinstance(node, syntax.Each):
            held = phrase(node.values, names)
            for name in names_in(node.target):
                inner[name] = Phrase(f"each of {held.words}" if not node.names else f"each name of {held.words}")
            yield from self._statement(node.body, inner, test, problem or self._doubt(node.values, names))
        elif isinstance(node, syntax.Switch):
            problem = problem or self._doubt(node.value, names)
            yield from self._condition(node, node.value, names, test, problem, "depending on")
            for _, body in node.cases:
                yield from self.statements(body, inner, test, problem)
        elif isinstance(node, syntax.Try):
            yield from self._statement(node.body, names, test, problem)
            for name in names_in(node.error) if node.error is not None else ():
                inner[name] = Phrase("the error")
            for part in (node.handler, node.end):
                if part is not None:
                    yield from self._statement(part, inner, test, problem)

    def _learn(self, node: syntax.Node, names: Names) -> None:
        """Keeps what names stand for."""
        if isinstance(node, syntax.Declare):
            for target, value in node.targets:
                self._give(target, Phrase("undefined") if value is None else phrase(value, names), value, names)

    def _give(self, target: syntax.Node, found: Phrase, value: syntax.Node | None, names: Names) -> None:
        why = found.problem and f"It needs line {target.first}, which is not understood: {found.problem}"
        if why and found.problem.startswith("It needs line"):
            why = found.problem
        if isinstance(target, syntax.Name):
            kept = value is not None and has_words(value, names) and not self._changes(target.name)
            names[target.name] = replace(found, problem=why) if kept else Phrase(target.name, problem=why)
            return
        if isinstance(target, syntax.ObjectTarget) and found.in_json and not why:
            for key, part in target.pairs:
                if isinstance(key, syntax.Literal) and isinstance(part, syntax.Name) and value is not None:
                    names[part.name] = phrase(syntax.Member(target.first, target.last, value, key), names)
                else:
                    names.update({name: Phrase(name) for name in names_in(part)})
            return
        names.update({name: Phrase(name, problem=why) for name in names_in(target)})

    def _declared(self, node: syntax.Declare, names: Names, test: str, problem: str) -> Iterator[Line]:
        if node.kind == "function":
            yield from self._function(node, names, test, problem)
            return
        found = next(
            (why for _, value in node.targets if value is not None for why in [problem_in(value, names)] if why), ""
        )
        before = dict(names)
        self._learn(node, names)
        words = ", ".join(
            f"{target.name} is {phrase(value, before).words}"
            for target, value in node.targets
            if isinstance(target, syntax.Name) and value is not None and not isinstance(value, syntax.Function)
        )
        yield self._line(node, "other", Phrase(words, problem=found), test, problem)

    def _function(self, node: syntax.Declare, names: Names, test: str, problem: str) -> Iterator[Line]:
        """The lines of a function: they are done where it is called."""
        for target, value in node.targets:
            if isinstance(target, syntax.Name) and isinstance(value, syntax.Function):
                yield self._line(node, "other", Phrase(f"the function {target.name}:"), test, problem, node.first)
                inner = self._later | names
                inner |= {name: Phrase(name) for parameter in value.parameters for name in names_in(parameter)}
                yield from self.statements(value.body, inner, test, problem or value.problem)

    def _said(self, node: syntax.Node, value: syntax.Node, names: Names, test: str, problem: str) -> Iterator[Line]:
        holder, word = method(value)
        if isinstance(value, syntax.Call) and holder is not None:
            if word in ("test", "skip") and dotted(value.callee).startswith("pm.test"):
                yield from self._test(value, names, problem)
                return
            called = next((one for one in value.arguments if isinstance(one, syntax.Function)), None)
            if called is not None and change(value) is None and chain_of(value) is None:
                yield from self._callback(node, value, called, names, test, problem)
                return
        if isinstance(value, syntax.Assign):
            yield self._assigned(node, value, names, test, problem)
            return
        kind, found = self._value(value, names)
        yield self._line(node, kind, found, test, problem)

    def _value(self, value: syntax.Node, names: Names) -> tuple[Kind, Phrase]:
        """A value that stands for itself: a check, a save, or something else."""
        check = check_phrase(value, names)
        if check is not None:
            return "check", check
        done = change(value)
        if done is not None and done[0] != "get" and isinstance(value, syntax.Call):
            return "save", self._saved(value, names)
        name = dotted(value.callee) if isinstance(value, syntax.Call) else ""
        if name in ("postman.setNextRequest", "pm.execution.setNextRequest", "pm.execution.skipRequest"):
            return "flow", self._flow(value, names)
        if name == "pm.expect.fail":
            return "check", Phrase("fails always", "assert False", problem_in(value, names))
        if name.startswith("console."):
            return "other", Phrase("writes into the log", problem=problem_in(value, names))
        return "other", Phrase("", problem=problem_in(value, names))

    def _saved(self, call: syntax.Call, names: Names) -> Phrase:
        done = change(call)
        assert done is not None
        word, scope, first = done
        why = problem_in(call, names)
        title = phrase(first, names).words.strip("'") if first is not None else ""
        if word == "clear":
            return Phrase(f"takes all variables of {_PLACES[scope]} away", problem=why)
        if word == "unset":
            return Phrase(f"takes the variable {title} of {_PLACES[scope]} away", problem=why)
        held = phrase(call.arguments[1], names) if len(call.arguments) > 1 else Phrase("undefined")
        python = f"api.environment[{quoted(title)}] = {held.python}" if held.python else ""
        return Phrase(f"saves {held.words} as {title}, in {_PLACES[scope]}", python, why)

    def _flow(self, call: syntax.Node, names: Names) -> Phrase:
        why = problem_in(call, names)
        arguments = call.arguments if isinstance(call, syntax.Call) else ()
        if isinstance(call, syntax.Call) and dotted(call.callee).endswith("skipRequest"):
            return Phrase("the request is not sent", problem=why)
        if not arguments:
            return Phrase("the usual request comes next", problem=why)
        name = phrase(arguments[0], names).words
        return Phrase("no request comes next" if name == "null" else f"the next request is {name}", problem=why)

    def _assigned(self, node: syntax.Node, value: syntax.Assign, names: Names, test: str, problem: str) -> Line:
        found = phrase(value.value, names)
        target = value.target
        if isinstance(target, syntax.Member) and dotted(target.object) == "tests" and "tests" not in names:
            title = phrase(target.name, names).words.strip("'")
            return self._line(
                node, "check", replace(found, python=found.python and f"assert {found.python}"), title, problem
            )
        if isinstance(target, syntax.Name):
            self._give(target, found, value.value, names)
        return self._line(node, "other", Phrase("", problem=found.problem), test, problem)

    def _test(self, call: syntax.Call, names: Names, problem: str) -> Iterator[Line]:
        first = call.arguments[0] if call.arguments else None
        title = phrase(first, names).words.strip("'") if first is not None else ""
        function = call.arguments[1] if len(call.arguments) > 1 else None
        if dotted(call.callee) == "pm.test.skip":
            yield self._line(call, "other", Phrase("this test is skipped"), title, problem)
        elif not isinstance(function, syntax.Function):
            why = problem_in(function, names) if function is not None else ""
            yield self._line(call, "other", Phrase("", problem=why), title, problem)
        else:
            if function.problem or function.parameters:
                problem = problem or "The test waits for something."
            lines = list(self.statements(function.body, dict(names), title, problem))
            yield from lines

    def _callback(
        self, node: syntax.Node, call: syntax.Call, function: syntax.Function, names: Names, test: str, problem: str
    ) -> Iterator[Line]:
        """A call with a function, such as ``forEach``: the lines of the function."""
        holder, word = method(call)
        inner = dict(names)
        own = problem_in(call.callee, names) or (function.problem and "It is asynchronous.")
        if dotted(call.callee) == "pm.sendRequest":
            own = "It sends another request."
        held = phrase(holder, names).words if holder is not None else ""
        for index, parameter in enumerate(function.parameters):
            for name in names_in(parameter):
                inner[name] = Phrase(f"each of {held}" if index == 0 else name)
        found = Phrase(f"for each of {held}:" if word == "forEach" else "", problem=own)
        yield self._line(node, "other", found, test, problem, node.first)
        yield from self.statements(function.body, inner, test, problem or own)
