"""Replies for requests without a saved example: JSON with the fields that their scripts read.

The text of a script is searched for names of the reply and for the members that are read of them. A field gets the value that a
comparison wants, but every fifth a value of its own, so that checks fail too. The same text always gives the same reply.
"""

import ast
import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import responses
from typing import Any
from zlib import crc32

_REPLY = re.compile(
    r"\w+(?:\.response)?\.json\(\)|JSON\.parse\(\s*(?:responseBody|(?:pm\.)?response\.text\(\)|pm\.response\.stream\.toString\(\))\s*\)"
)
_MEMBERS = r"""(?:\s*\??\.\s*[A-Za-z_$][\w$]*(?![\w$]*\s*\()|(?:\?\.)?\[[^\[\]]*\])*"""
_CHAIN = r"(?<![\w$.])(?P<head>[A-Za-z_$][\w$]*)(?P<members>" + _MEMBERS + r")"
_MEMBER = re.compile(r"\.\s*([A-Za-z_$][\w$]*)|\[\s*(?:(['\"`])(.*?)\2|([^\[\]]*?))\s*\]")
_LITERAL = r"""'[^'\n]*'|"[^"\n]*"|-?\d+(?:\.\d+)?|true|false|null"""
_EACH = "forEach|map|filter|find|some|every|findIndex|sort|flatMap"

_USE = re.compile(_CHAIN)
_NAMED = re.compile(r"(?<![\w$.])(?P<name>[A-Za-z_$][\w$]*)\s*=(?![=>])\s*" + _CHAIN + r"\s*(?=[;,\n)]|$|\|\|)")
_TAKEN_APART = re.compile(r"\{(?P<names>[^{}]*)\}\s*=\s*" + _CHAIN)
_WALKED = re.compile(_CHAIN + rf"\s*\.\s*(?:{_EACH})\(\s*(?:async\s*)?(?:function\s*\w*\s*)?\(?\s*(?P<name>\w+)")
_OF = re.compile(r"for\s*\(\s*(?:const|let|var)?\s*(?P<name>\w+)\s+of\s+" + _CHAIN)
_EXPECTED = re.compile(
    r"expect\(\s*"
    + _CHAIN
    + r"\s*(?:,[^()]*)?\)(?P<words>(?:\s*\.\s*\w+(?!\w*\())*)(?:\s*\.\s*(?P<verb>\w+)\((?P<wanted>[^()]*)\))?"
)
_EQUAL = re.compile(_CHAIN + rf"\s*===?\s*(?P<wanted>{_LITERAL})")
_IN = re.compile(r"(['\"])(?P<name>[^'\"]+)\1\s+in\s+" + _CHAIN)
_STATUS = re.compile(
    r"(?:status\(|(?:code|status)\)?\s*(?:===?|\.to\.(?:be\.)?(?:eql|equal|eq)\()|oneOf\(\s*\[)\s*['\"]?(\d{3})"
)
_HEADER = re.compile(
    rf"(?:have\.header|headers\.get|getResponseHeader|headers\.has)\(\s*(['\"])(?P<name>[\w-]+)\1\s*(?:,\s*(?P<wanted>{_LITERAL}))?"
)


@dataclass
class _Field:
    """A field of the reply: what is read beneath it, and what is wanted of it."""

    members: dict[str, "_Field"] = field(default_factory=dict)
    item: "_Field | None" = None
    count: int = 2
    wanted: Any = ...
    kind: str = ""

    def member(self, name: str) -> "_Field":
        return self.members.setdefault(name, _Field())

    def one(self) -> "_Field":
        self.item = self.item or _Field()
        return self.item


def invented(texts: list[str], seed: str) -> tuple[int, list[list[str]], str]:
    """Status, headers and body for a request with these scripts."""
    statuses, wanted = _about("\n".join(texts))
    status = statuses[0] if statuses and not _is_odd(seed) else 200
    headers = {"content-type": ["Content-Type", "application/json"]}
    for name, value in wanted:
        headers.setdefault(name.lower(), [name, value])
    return status, list(headers.values()), body_for(texts, seed)


def body_for(texts: list[str], seed: str) -> str:
    """JSON with the fields that the scripts read of a reply."""
    root = _root_of(_REPLY.sub("REPLY", "\n".join(texts)))
    is_read = root != _Field()
    return json.dumps(_value(root, "reply", seed), ensure_ascii=False, indent=1) if is_read else "{}"


@functools.cache
def _about(text: str) -> tuple[list[int], list[tuple[str, str]]]:
    """The statuses and the headers that scripts want."""
    statuses = [int(found[1]) for found in _STATUS.finditer(text)]
    headers = []
    for found in _HEADER.finditer(text):
        wanted = _literal(found["wanted"] or "")
        if found["name"].lower() not in ("content-length", "transfer-encoding"):
            headers.append((found["name"], f"a {found['name'].lower()}" if wanted is ... else str(wanted)))
    return [one for one in statuses if one in responses and one >= 200], headers


@functools.cache
def _root_of(text: str) -> _Field:
    root = _Field()
    names = _names(text, root)
    for found in _USE.finditer(text):
        if found["head"] in names:
            _reach(names, found, text[found.end() : found.end() + 30])
    for found in _EXPECTED.finditer(text):
        if found["head"] in names and ".not" not in found["words"]:
            _expect(_reach(names, found), found["words"], found["verb"] or "", found["wanted"] or "")
    for found in _IN.finditer(text):
        if found["head"] in names:
            _reach(names, found).member(found["name"])
    for found in _EQUAL.finditer(text):
        if found["head"] in names:
            _reach(names, found).wanted = _literal(found["wanted"])
    return root


def _names(text: str, root: _Field) -> dict[str, _Field]:
    names = {"REPLY": root}
    for _ in range(4):
        for found in _NAMED.finditer(text):
            if found["head"] in names and found["name"] not in names:
                names[found["name"]] = _reach(names, found)
        for found in _TAKEN_APART.finditer(text):
            if found["head"] in names:
                for name, other in re.findall(r"(\w+)\s*(?::\s*(\w+))?(?:\s*=[^,]*)?,?", found["names"]):
                    names.setdefault(other or name, _reach(names, found).member(name))
        for found in [*_WALKED.finditer(text), *_OF.finditer(text)]:
            if found["head"] in names and found["name"] not in names:
                names[found["name"]] = _reach(names, found).one()
    return names


def _reach(names: dict[str, _Field], found: re.Match[str], after: str = "") -> _Field:
    at = names[found["head"]]
    for name, _, quoted, _ in _MEMBER.findall(found["members"]):
        if name == "length":
            if not (at.members or at.kind == "string"):
                at.one()
            return at
        at = at.member(name or quoted) if name or quoted else at.one()
    method = re.match(r"\s*\??\.\s*(\w+)\(", after)
    if method and method[1] in _EACH.split("|"):
        at.one()
    elif method and method[1] in ("split", "startsWith", "toLowerCase", "match", "substring", "trim", "replace"):
        at.kind = "string"
    return at


def _expect(at: _Field, words: str, verb: str, wanted: str) -> None:
    literal = _literal(wanted)
    if verb in ("eql", "equal", "equals", "eq"):
        at.wanted = literal
    elif verb in ("a", "an") and isinstance(literal, str):
        at.kind = literal.lower()
    elif verb == "property":
        name, _, value = wanted.partition(",")
        if isinstance(_literal(name), str):
            at.member(_literal(name)).wanted = _literal(value)
    elif verb == "keys":
        for name in re.findall(r"['\"]([^'\"]+)['\"]", wanted):
            at.member(name)
    elif verb in ("lengthOf", "length") and isinstance(literal, int):
        at.one()
        at.count = min(literal, 5)
    elif verb in ("include", "contain", "includes", "contains") and isinstance(literal, str):
        at.wanted = f"This has {literal} in it"
    elif verb in ("above", "greaterThan", "least", "gt", "gte") and isinstance(literal, int | float):
        at.wanted = literal + 1
    for word in re.findall(r"\w+", words)[-1:] if not verb else ():
        at.wanted = {"true": True, "false": False, "null": None}.get(word, at.wanted)


def _literal(text: str) -> Any:
    """The value of a literal of JavaScript; ``...`` if it is none."""
    text = text.strip()
    if text in ("true", "false", "null"):
        return {"true": True, "false": False, "null": None}[text]
    if not re.fullmatch(_LITERAL, text):
        return ...
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return ...


def _value(at: _Field, name: str, seed: str) -> Any:
    seed = f"{seed}.{name}"
    if at.members:
        one = {key: _value(below, key, seed) for key, below in at.members.items()}
        return [one, one] if at.item else one
    if at.item or at.kind == "array":
        return [_value(at.item or _Field(), name.rstrip("s"), f"{seed}.{index}") for index in range(at.count)]
    if at.wanted is not ... and not _is_odd(seed):
        return at.wanted
    return _plain(name, at.kind, crc32(seed.encode()))


_PLAIN = (
    (r"(?i)(token|secret|key|hash|code|session)", "string", ("eyJhbGciOiJIUzI1NiJ9.e30.x-Y_{}", "k{}==")),
    (r"(?i)(^id|_?id|Id)$", "number", (7, 4711, 981234)),
    (r"(?i)^(is|has)|success|active|enabled|valid|done|complete", "boolean", (True, False)),
    (r"(?i)count|total|page|price|amount|size|age|number|limit|year", "number", (3, 12.5, 0, 250)),
    (r"(?i)date|time|created|updated|_at$|At$", "string", ("2026-01-31T10:20:30.000Z",)),
    (r"(?i)mail", "string", ("ada{}@example.com",)),
    (r"(?i)url|href|link", "string", ("https://example.com/a/{}?b=c&d=e",)),
)


def _plain(name: str, kind: str, number: int) -> Any:
    if kind == "object":
        return {"a": 1}
    for pattern, of, values in _PLAIN:
        if re.search(pattern, name) and kind in ("", of):
            if of == "number" and number % 3 == 0 and not kind:
                return f"{number:08x}-3c1d-4b8a-9d3e-5a1f0c2b7e66"
            value = values[number % len(values)]
            return value.format(number % 1000) if isinstance(value, str) else value
    return {"number": number % 500, "boolean": number % 2 == 0}.get(kind, f"{name} Zoë {number % 100}")


def _is_odd(seed: str) -> bool:
    """Whether it is one of five."""
    return crc32(seed.encode()) % 5 == 0


def scripts_of(entity: dict) -> Iterator[str]:
    """The texts of the scripts of a collection, a folder or a request."""
    for one in entity.get("event") or []:
        script = one.get("script") if isinstance(one, dict) else None
        text = script.get("exec") if isinstance(script, dict) else script
        yield "\n".join(map(str, text)) if isinstance(text, list) else str(text or "")
