"""What a script says, made into an outcome. Nothing of it is believed: whatever has another form than ours is left out."""

import json
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

    def take(self, kind: str, given: list[Any]) -> None:
        """Take a word of the script, with what belongs to it."""
        match kind, whole(given):
            case "result", [str(name), bool() | None as passed, str(problem), bool(about_status)]:
                self._outcome.results.append(Result(name, passed, problem, about_status))
            case "change", [str(scope), str(name), str() | None as text] if scope in get_args(Scope):
                self._change(cast(Scope, scope), name, text)
            case "log", [str(line)]:
                self._outcome.log.append(line)
            case "note", [str(sentence)]:
                self.note(sentence)
            case "next", [str() | None as name]:
                self._outcome.next_request = name
            case "skip", []:
                self._outcome.skip = True
            case "request", [str(text)]:
                self._request(text)
            case "missing", [str(name)]:
                self.ends_early(f"It wants {name}, which is not there")
            case "over", [str(what)]:
                self.ends_early(f"It makes too many {_TOO_MANY.get(what, 'calls')}, or they are too long")
            case "error", [str(text), int(line)]:
                self.ends_early(text, line)
            case _:
                self.note("The script has said something that cannot be read; it is left out.")

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

    def _change(self, scope: Scope, name: str, text: str | None) -> None:
        if text is None:
            self._outcome.changes.append(Change(scope, name, unset=True))
            self._variables[scope].pop(name, None)
            return
        try:
            value = whole(json.loads(text))
        except (ValueError, RecursionError):
            self.note(f"The variable {name!r} is not set: its value cannot be read.")
            return
        self._outcome.changes.append(Change(scope, name, value))
        self._variables[scope][name] = value

    def _request(self, text: str) -> None:
        try:
            request = whole(json.loads(text))
        except (ValueError, RecursionError):
            request = None
        if isinstance(request, dict):
            self._outcome.request = request
        else:
            self.note("The changes of the request are left out: they cannot be read.")


def whole(value: Any) -> Any:
    """A value of JSON in whose texts each half of a character, which no file and no address can hold, is replaced by U+FFFD."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [whole(one) for one in value]
    if isinstance(value, dict):
        return {whole(name): whole(one) for name, one in value.items()}
    return value
