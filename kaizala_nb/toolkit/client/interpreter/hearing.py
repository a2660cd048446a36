"""What a script says, made into an outcome. Nothing of it is believed: whatever has another form than ours is left out."""

from typing import Any, cast, get_args

from kaizala_nb.toolkit.collection.scopes import Scope
from kaizala_nb.toolkit.collection.scripts.outcome import Change, Outcome, Result, Script

_TOO_MANY = {"result": "checks", "change": "changes of variables", "log": "lines", "send": "requests"}


class Hearing:
    """Takes what one script says. ``variables`` are those of the scopes; what the script sets is set in them too."""

    def __init__(self, outcome: Outcome, script: Script, variables: dict[Scope, dict[str, Any]]) -> None:
        self._outcome = outcome
        self._script = script
        self._variables = variables

    def take(self, kind: str, content: Any) -> None:
        """Take a word of the script, with what belongs to it."""
        match kind, content:
            case "result", {"name": str(name), "passed": bool() | None as passed, "problem": str(problem), **rest}:
                self._outcome.results.append(Result(name, passed, problem, rest.get("aboutStatus") is True))
            case "change", {"scope": str(scope), "name": str(name), **rest} if scope in get_args(Scope):
                self._change(Change(cast(Scope, scope), name, rest.get("value"), rest.get("unset") is True))
            case "log", str(line):
                self._outcome.log.append(line)
            case "note", str(sentence):
                self.note(sentence)
            case "next", str() | None:
                self._outcome.next_request = content
            case "skip", _:
                self._outcome.skip = True
            case "request", dict():
                self._outcome.request = content
            case "missing", str(name):
                self.ends_early(f"{name} is not there. Scripts here have no other library than crypto-js")
            case "over", str(what):
                self.ends_early(f"It makes too many {_TOO_MANY.get(what, 'calls')}")
            case "error", {"text": str(text), "line": int(line)}:
                self.ends_early(text, line)

    def note(self, sentence: str) -> None:
        """Note what was not done, once."""
        if sentence not in self._outcome.notes:
            self._outcome.notes.append(sentence)

    def ends_early(self, why: str, line: int = 0) -> None:
        """Say why the script has ended, and where."""
        whose = f" of {self._script.place!r}" if self._script.place else ""
        when = "before the request" if self._script.event == "prerequest" else "after the reply"
        where = f", in line {line}" if line > 0 else ""
        sentence = f"The script{whose} {when} ended early{where}: {why.rstrip('.')}."
        self._outcome.error = " ".join(filter(None, [self._outcome.error, sentence]))

    def _change(self, change: Change) -> None:
        self._outcome.changes.append(change)
        if change.unset:
            self._variables[change.scope].pop(change.name, None)
        else:
            self._variables[change.scope][change.name] = change.value
