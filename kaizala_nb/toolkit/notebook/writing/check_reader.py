"""What the checks of a script claim, where that is certain. Nothing of the script is carried out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from kaizala_nb.toolkit.collection.scripts import syntax
from kaizala_nb.toolkit.collection.scripts.chains import WORDS
from kaizala_nb.toolkit.collection.scripts.check_words import chain_of
from kaizala_nb.toolkit.collection.scripts.effects import method
from kaizala_nb.toolkit.collection.scripts.phrases import dotted
from kaizala_nb.toolkit.collection.scripts.reply_object import CLASSES, STATUSES
from kaizala_nb.toolkit.collection.scripts.values import plain
from kaizala_nb.toolkit.notebook.writing.claims import (
    JSON,
    REASON,
    STATUS,
    TEXT,
    Claim,
    IsJson,
    Unsaid,
    Value,
    equals,
    has,
    header,
    in_hundreds,
    includes,
    is_true,
    one_of,
)
from kaizala_nb.toolkit.notebook.writing.names import literal

_LONGEST = 300  # characters of a text that a check compares with
_LARGEST = 2**53  # above it, JavaScript does not tell one whole number from the next
_FIXED = {
    "pm.response.code": STATUS,
    "responseCode.code": STATUS,
    "pm.response.status": REASON,
    "responseCode.name": REASON,
    "responseBody": TEXT,
}
_CALLED = {"pm.response.json": JSON, "pm.response.text": TEXT, "pm.response.reason": REASON}
_HEADER = ("pm.response.headers.get", "postman.getResponseHeader")
_COMPARED = {
    **dict.fromkeys(("above", "gt", "greaterThan", ">"), ">"),
    **dict.fromkeys(("least", "gte", "greaterThanOrEqual", ">="), ">="),
    **dict.fromkeys(("below", "lt", "lessThan", "<"), "<"),
    **dict.fromkeys(("most", "lte", "lessThanOrEqual", "<="), "<="),
}
_TYPES = {"string": "str", "array": "list", "object": "dict", "boolean": "bool"}
TAKEN = {"pm", "expect", "tests", "postman", "JSON", "responseBody", "responseCode"}
"""Names that mean something else in a script that declares them."""

Words = Sequence[tuple[str, tuple[syntax.Node, ...] | None]]


class CheckReader:
    """Reads the values and the checks of a script.

    Args:
        names: What the names of the script stand for; None if that is not certain.
        is_open: Whether a text may be shown.
    """

    def __init__(self, names: Mapping[str, Value | None], is_open: Callable[[str], bool]) -> None:
        self._names = names
        self._is_open = is_open

    def value(self, node: syntax.Node) -> Value:
        """A value that is taken from the reply. Raises :class:`Unsaid`."""
        match node:
            case syntax.Group():
                return self.value(node.value)
            case syntax.Name(name=name) if name in self._names:
                held = self._names[name]
                if held is not None:
                    return held
            case syntax.Name() | syntax.Member() if dotted(node) in _FIXED:
                return _FIXED[dotted(node)]
            case syntax.Member():
                key = self.constant(node.name)
                if isinstance(key, str | int) and not isinstance(key, bool):
                    return self.value(node.object).member(key)
            case syntax.Call(callee=callee, arguments=arguments):
                path = dotted(callee)
                if path in _CALLED and not arguments:
                    return _CALLED[path]
                if path == "JSON.parse" and len(arguments) == 1 and self.value(arguments[0]) == TEXT:
                    return JSON
                if path in _HEADER and len(arguments) == 1:
                    return header(self._text(arguments[0]))
        raise Unsaid

    def constant(self, node: syntax.Node) -> Any:
        """What a script writes down, as JSON has it. Raises :class:`Unsaid` also for what must not be shown."""
        match node:
            case syntax.Literal(value=str() as text) | syntax.Template(texts=(text,)):
                if len(text) <= _LONGEST and self._is_open(text):
                    return text
            case syntax.Literal(value=bool() | None as held):
                return held
            case syntax.Literal(value=float() as number) if abs(number) < _LARGEST:
                return plain(number)
            case syntax.ListOf():
                return [self.constant(one) for one in node.items]
        raise Unsaid

    def _text(self, node: syntax.Node) -> str:
        text = self.constant(node)
        if isinstance(text, str):
            return text
        raise Unsaid

    # -- what counts as true ---------------------------------------------------------------------------------------------

    def truth(self, node: syntax.Node) -> list[Claim]:
        """That a value of the script counts as true. Raises :class:`Unsaid`."""
        match node:
            case syntax.Group():
                return self.truth(node.value)
            case syntax.Logical(operator="&&"):
                return [*self.truth(node.left), *self.truth(node.right)]
            case syntax.Logical(operator="||"):
                claims = [*self.truth(node.left), *self.truth(node.right)]
                if len(claims) == 2 and all(claim.is_sure for claim in claims):
                    first, second = claims
                    return [Claim(f"{first.text} or {second.text}", found=first.found, is_sure=True)]
                raise Unsaid
            case syntax.Binary():
                return self._compared(node)
            case syntax.Call(arguments=arguments) if method(node)[1] in ("has", "includes"):
                return self._held(node, arguments)
        return [is_true(self.value(node))]

    def _compared(self, node: syntax.Binary) -> list[Claim]:
        if node.operator == "in":
            holder = self.value(node.right)
            if holder.kind == "json":
                return [has(holder.python, self._text(node.left))]
            raise Unsaid
        value, wanted = self.value(node.left), self.constant(node.right)
        is_number = value.kind == "number" and isinstance(wanted, int | float) and not isinstance(wanted, bool)
        is_alike = is_number or (value.kind == "text" and isinstance(wanted, str))
        if node.operator == "===" or (node.operator == "==" and is_alike):
            return [*value.needs, *equals(value, wanted)]
        if node.operator in ("!==", "!=") and is_alike:
            return [claim.opposite for claim in equals(value, wanted)]
        if node.operator in _COMPARED and is_number:
            return [*value.needs, value.claim(node.operator, repr(wanted))]
        raise Unsaid

    def _held(self, call: syntax.Call, arguments: Sequence[syntax.Node]) -> list[Claim]:
        """``responseBody.has("text")``, and ``list.includes("text")``."""
        holder, word = method(call)
        if len(arguments) == 1 and holder is not None:
            value = self.value(holder)
            if value.kind == "text" or word == "includes":
                return includes(value, self._text(arguments[0]))
        raise Unsaid

    # -- chains ----------------------------------------------------------------------------------------------------------

    def check(self, node: syntax.Node) -> list[Claim]:
        """What ``pm.expect(...)...`` or ``pm.response.to...`` claims. Raises :class:`Unsaid`."""
        chain = chain_of(node)
        if chain is None:
            raise Unsaid
        subject, said = chain
        words = [(word, called) for word, called in said if word not in (*WORDS, "deep", "not")]
        deep, denied = (any(word == one for word, _ in said) for one in ("deep", "not"))
        if not words or (denied and len(words) > 1):
            raise Unsaid
        if dotted(subject) == "pm.response":
            claims = [claim for word, called in words for claim in self._of_reply(word, called or ())]
        elif words == [("true", None)] and not denied and _is_yes_or_no(subject):
            claims = self.truth(subject)
        elif denied and words == [("empty", None)]:
            return [_length_of(self.value(subject), ">", 0)]
        else:
            claims = self._of_value(self.value(subject), words, deep=deep)
        if not denied:
            return claims
        if len(claims) == 1:
            return [claims[0].opposite]
        raise Unsaid

    def _of_reply(self, word: str, arguments: Sequence[syntax.Node]) -> list[Claim]:
        match word, [self.constant(one) for one in arguments]:
            case (("status" | "statusCode"), [int() as status]):
                return [STATUS.claim("==", str(status))]
            case (("status" | "statusReason"), [str() as reason]):
                return equals(REASON, reason)
            case "header", [str() as name]:
                return [Claim(literal(name), "in", "response.headers", is_sure=True)]
            case "header", [str() as name, str() as wanted]:
                return equals(header(name), wanted)
            case (("json" | "jsonBody"), []):
                return [IsJson(JSON.python)]
            case (("body" | "withBody"), []):
                return [is_true(TEXT)]
            case "body", [str() as text]:
                return equals(TEXT, text)
            case "error", []:
                return [STATUS.claim("in", "range(400, 600)")]
            case _, [] if word in CLASSES:
                return [in_hundreds(CLASSES[word])]
            case _, [] if word in STATUSES and HTTPStatus(STATUSES[word][0]).phrase.upper() == STATUSES[word][1]:
                return [STATUS.claim("==", str(STATUSES[word][0]))]
        raise Unsaid

    def _of_value(self, value: Value, words: Words, *, deep: bool) -> list[Claim]:
        claims = [*value.needs]
        for index, (word, called) in enumerate(words):
            if word in ("length", "lengthOf") and called is None and words[index + 1 : index + 2]:
                if words[index + 1][0] not in _COMPARED:
                    raise Unsaid
                value = value.member("length")
                claims += value.needs
                continue
            given = [self.constant(one) for one in called or ()]
            claims += _wanted(value, word, given, deep=deep or word in ("eql", "eqls"))
            if word == "property":
                value = value.member(given[0])
        return claims


def _wanted(value: Value, word: str, given: Sequence[Any], *, deep: bool) -> list[Claim]:
    """What a word of a chain wants of a value."""
    x = value.python
    match word, given:
        case (("a" | "an"), ["number"]) if value.kind == "json":
            return [_is_number(value)]
        case (("a" | "an"), [str() as kind]) if kind.lower() in _TYPES:
            return [Claim(f"type({x})", "is", _TYPES[kind.lower()], f"type({x})")]
        case (("true" | "false" | "null"), []):
            return equals(value, {"true": True, "false": False, "null": None}[word])
        case "ok", []:
            return [is_true(value)]
        case (("exist" | "exists"), []):
            return [value.claim("is not", "None")]
        case "empty", []:
            return [_length_of(value, "==", 0)]
        case (("equal" | "equals" | "eq" | "eql" | "eqls"), [wanted, *_]):
            return equals(value, wanted, deep=deep)
        case "property", [str() as name] if value.kind == "json":
            return [has(x, name)]
        case "property", [str() as name, wanted] if value.kind == "json":
            return equals(value.member(name), wanted, deep=deep)
        case (("include" | "includes" | "contain" | "contains"), [str() as wanted]) if not deep:
            return includes(value, wanted)
        case (("length" | "lengthOf"), [int() as number]):
            return [*value.member("length").needs, _length_of(value, "==", number)]
        case _, [int() | float() as number, *_] if word in _COMPARED:
            needs = [_is_number(value)] if value.kind == "json" else []
            return [*needs, value.claim(_COMPARED[word], repr(number))]
        case "oneOf", [list() as several, *_] if not deep:
            return [one_of(value, several)]
    raise Unsaid


def _is_number(value: Value) -> Claim:
    return Claim(f"type({value.python})", "in", "(int, float)", f"type({value.python})")


def _length_of(value: Value, operator: str, number: int) -> Claim:
    return replace(value.member("length").claim(operator, str(number)), is_sure=False)


def _is_yes_or_no(node: syntax.Node) -> bool:
    """Whether a value is either true or false."""
    match node:
        case syntax.Group():
            return _is_yes_or_no(node.value)
        case syntax.Logical():
            return _is_yes_or_no(node.left) and _is_yes_or_no(node.right)
        case syntax.Call():
            return method(node)[1] in ("has", "includes")
    return isinstance(node, syntax.Binary)
