"""What an engine makes of scripts, beside what newman makes of them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kaizala_nb.toolkit.collection.scripts.outcome import Engine, Outcome, Said, Scene, Script

_RANDOM = re.compile(
    r"Math\.random|Date\b|moment|\$random|\$guid|\$timestamp|\$isoTimestamp|uuid|performance\.now|getTimestamp"
)
_GUID = re.compile(r"(?i)[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}")
_WORD = r"(?<![\w$.'\"])"  # the beginning of a name that is no member of another
_LIBRARY = re.compile(
    r"require\(\s*['\"`](?!crypto-js['\"`])([\w@/:.-]+)['\"`]"
    rf"|{_WORD}(_)\.\w+\("
    rf"|{_WORD}(moment|tv4|xml2Json|cheerio|Ajv)[.(]"
    r"|(jsonSchema)\("
    r"|pm\.(cookies|visualizer|vault|require|execution\.runRequest)"
    rf"|{_WORD}(postman\.getResponseCookie|responseCookies)"
)


@dataclass(frozen=True)
class Verdict:
    """What came of one thing that a script does.

    Attributes:
        text: The script.
        kind: "check", "save", "next" or "request".
        name: The name of the check, of the variable, or of the part of the request.
        said: "equal", "random" (both are random, and of one shape), "different", "reported", "missing" (neither done nor
            reported) or "extra" (newman does not do it).
        why: What is reported, or what is different.
    """

    text: str
    kind: str
    name: str
    said: str
    why: str = ""


def other_library(text: str) -> str:
    """A name that a script uses and that is neither JavaScript's own nor one of those that are there; "" if it uses none."""
    found = _LIBRARY.search(text)
    return next((one for one in found.groups() if one), "") if found else ""


def scripts_of(event: dict) -> list[Script]:
    """The scripts of an event that newman has run."""
    return [Script(event["event"], one["place"], one["text"]) for one in event["scripts"]]


def scene_of(request: dict, event: dict) -> Scene:
    """What the scripts of an event look at."""
    reply = event["reply"]
    said = None
    if reply:
        headers = tuple((name, value) for name, value in reply["headers"])
        said = Said(reply["status"], reply["reason"] or "", headers, reply["body"].encode(), reply["seconds"])
    return Scene(request["names"][-1], event["request"], event["before"], said)


def verdicts(engine: Engine, request: dict, event: dict) -> Iterator[Verdict]:
    """Everything that newman or the engine does in an event."""
    outcome = engine.carry_out(scripts_of(event), scene_of(request, event))
    is_random = any(_RANDOM.search(one["text"]) or "eval(" in one["text"] for one in event["scripts"])
    yield from _checks(outcome, event, is_random)
    yield from _saves(outcome, event, is_random)
    yield from _next(outcome, event)
    yield from _request(outcome, event, is_random)


def _checks(outcome: Outcome, event: dict, is_random: bool) -> Iterator[Verdict]:
    ours: dict[str, list[Any]] = {}
    for result in outcome.results:
        ours.setdefault(result.name, []).append(result)
    for script in event["scripts"]:
        for name, passed, message in script["results"]:
            same_name = ours.get(name, [])
            result = same_name.pop(0) if same_name else None
            if passed is None:
                continue
            if result is None:
                yield Verdict(script["text"], "check", name, _left_out(outcome), _why(outcome))
            elif result.passed is None:
                yield Verdict(script["text"], "check", name, "reported", result.problem)
            elif result.passed == passed:
                yield Verdict(script["text"], "check", name, "equal")
            else:
                why = f"newman: {_said(passed, message)}; ours: {_said(result.passed, result.problem)}"
                yield Verdict(script["text"], "check", name, "random" if is_random else "different", why)
    for name, left in ours.items():
        for result in left:
            if result.passed is not None:
                yield Verdict(
                    _texts(event),
                    "check",
                    name,
                    "extra",
                    f"ours: {_said(result.passed, result.problem)}; {_error(event)}",
                )


def _saves(outcome: Outcome, event: dict, is_random: bool) -> Iterator[Verdict]:
    ours = {(one.scope, one.name): ... if one.unset else one.value for one in outcome.changes}
    theirs: dict[tuple[str, str], tuple[Any, str]] = {}
    for script in event["scripts"]:
        for scope, name, *value in script["changes"]:
            theirs[scope, str(name)] = (value[0] if value else ...), script["text"]
    for key, (value, text) in theirs.items():
        name = " ".join(key)
        if key not in ours:
            yield Verdict(text, "save", name, _left_out(outcome), _why(outcome))
        elif _equal(ours[key], value):
            yield Verdict(text, "save", name, "equal")
        elif is_random and ("Math.random" in text or shape(ours[key]) == shape(value)):
            yield Verdict(text, "save", name, "random")
        else:
            yield Verdict(text, "save", name, "different", f"newman: {_short(value)}; ours: {_short(ours[key])}")
    for key, value in ours.items():
        if key not in theirs:
            yield Verdict(_texts(event), "save", " ".join(key), "extra", f"ours: {_short(value)}; {_error(event)}")


def _next(outcome: Outcome, event: dict) -> Iterator[Verdict]:
    said = [(script["next"], script["text"]) for script in event["scripts"] if "next" in script]
    if not said and outcome.next_request is not ...:
        yield Verdict(_texts(event), "next", str(outcome.next_request), "extra", _error(event))
    elif said:
        value, text = said[-1]
        same = "equal" if outcome.next_request == value else "different"
        why = f"newman: {value!r}; ours: {'nothing' if outcome.next_request is ... else repr(outcome.next_request)}"
        yield Verdict(text, "next", str(value), "reported" if outcome.next_request is ... else same, why)


def _request(outcome: Outcome, event: dict, is_random: bool) -> Iterator[Verdict]:
    """Whether the scripts change the request in the same way."""
    if event["event"] != "prerequest" or not event.get("after"):
        return
    before, after = _sent(event["request"]), _sent(event["after"])
    ours = before if outcome.request is None else _sent(outcome.request)
    if before == after == ours:
        return
    for name, value in after.items():
        if value == ours[name]:
            if value != before[name]:
                yield Verdict(_texts(event), "request", name, "equal")
        elif ours[name] == before[name]:
            yield Verdict(_texts(event), "request", name, _left_out(outcome), _why(outcome))
        else:
            said = "random" if is_random and shape(ours[name]) == shape(value) else "different"
            yield Verdict(_texts(event), "request", name, said, f"newman: {_short(value)}; ours: {_short(ours[name])}")


def _sent(request: Any) -> dict[str, Any]:
    """The parts of a request that is in the shape of Postman's format, in a form that can be compared."""
    url = request.get("url") or {}
    if isinstance(url, dict):
        host, path = (".".join(url.get("host") or ()), "/".join(map(str, url.get("path") or ())))
        query = [
            f"{one.get('key')}={one.get('value')}"
            for one in url.get("query") or ()
            if isinstance(one, dict) and not one.get("disabled")
        ]
        url = f"{url.get('protocol') or ''}://{host}:{url.get('port') or ''}/{path}?{'&'.join(query)}"
    headers = [[one.get("key"), one.get("value")] for one in request.get("header") or () if not one.get("disabled")]
    body = {name: value for name, value in (request.get("body") or {}).items() if value and name != "options"}
    return {"method": request.get("method"), "url": url, "header": headers, "body": body}


def shape(value: Any) -> str:
    """What two random values of one kind have in common: a number is a number, a text has its digits and words in their places."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "number"
    text = _GUID.sub("GUID", "" if value is ... else json.dumps(value, sort_keys=True))
    return re.sub(r"[A-Za-z]+", "a", re.sub(r"\d", "0", text))


def _equal(one: Any, other: Any) -> bool:
    if one is ... or other is ...:
        return one is other
    return json.dumps(_plain(one), sort_keys=True) == json.dumps(_plain(other), sort_keys=True)


def _plain(value: Any) -> Any:
    """A value with the numbers of JavaScript: 1.0 is 1, and none has more than 53 bits."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _left_out(outcome: Outcome) -> str:
    return "reported" if outcome.notes or outcome.error else "missing"


def _why(outcome: Outcome) -> str:
    return outcome.error or (outcome.notes[0] if outcome.notes else "nothing is said")


def _said(passed: bool, message: str) -> str:
    return "passed" if passed else f"failed ({message})"


def _short(value: Any) -> str:
    return "taken away" if value is ... else repr(value)[:120]


def _texts(event: dict) -> str:
    return "\n".join(one["text"] for one in event["scripts"])


def _error(event: dict) -> str:
    errors = [one["error"] for one in event["scripts"] if one["error"]]
    return f"newman: {errors[0] if errors else 'does not'}"
