"""Checks of scripts in words, and as Python."""

from collections.abc import Callable

from kaizala_nb.toolkit.collection.scripts import syntax
from kaizala_nb.toolkit.collection.scripts.assertion_words import METHODS, PROPERTIES
from kaizala_nb.toolkit.collection.scripts.chains import FLAGS, WORDS
from kaizala_nb.toolkit.collection.scripts.phrases import Names, Phrase, phrase, problem_in
from kaizala_nb.toolkit.collection.scripts.reply_object import CLASSES, STATUSES

_KINDS = {"string": "str", "number": "int | float", "array": "list", "object": "dict", "boolean": "bool"}
_RESPONSE = {"status", "statusCode", "statusCodeClass", "statusReason", "header", "body", "jsonBody", "jsonSchema"}
_ARTICLES = {
    "string": "a text",
    "number": "a number",
    "array": "a list",
    "object": "an object",
    "boolean": "true or false",
}
_COMPARED = {
    "above": (">", "above"), "gt": (">", "above"), "greaterThan": (">", "above"), "least": (">=", "at least"),
    "gte": (">=", "at least"), "below": ("<", "below"), "lt": ("<", "below"), "lessThan": ("<", "below"), "most": ("<=", "at most"),
    "lte": ("<=", "at most"), "greaterThanOrEqual": (">=", "at least"), "lessThanOrEqual": ("<=", "at most"),
}  # fmt: skip


def chain_of(node: syntax.Node) -> tuple[syntax.Node, list[tuple[str, tuple[syntax.Node, ...] | None]]] | None:
    """What a check looks at, and the words of its chain, each with what it is called with; None if it is no check."""
    words: list[tuple[str, tuple[syntax.Node, ...] | None]] = []
    while True:
        called = None
        if isinstance(node, syntax.Call) and _is_expect(node.callee):
            return (node.arguments[0] if node.arguments else node), words[::-1]
        if isinstance(node, syntax.Call):
            called, node = node.arguments, node.callee
        if not isinstance(node, syntax.Member) or not isinstance(node.name, syntax.Literal):
            return None
        name = str(node.name.value)
        if name == "to" and _is_response(node.object):
            return node.object, words[::-1]
        words.append((name, called))
        node = node.object


def _is_expect(node: syntax.Node) -> bool:
    if (
        isinstance(node, syntax.Member)
        and isinstance(node.object, syntax.Name)
        and isinstance(node.name, syntax.Literal)
    ):
        return node.object.name == "pm" and node.name.value == "expect"
    return isinstance(node, syntax.Name) and node.name == "expect"


def _is_response(node: syntax.Node) -> bool:
    if not isinstance(node, syntax.Member) or not isinstance(node.object, syntax.Name):
        return False
    return (
        node.object.name == "pm"
        and isinstance(node.name, syntax.Literal)
        and node.name.value in ("response", "request")
    )


def check_phrase(node: syntax.Node, names: Names) -> Phrase | None:
    """A check in words and as Python; None if the value is no check."""
    found = chain_of(node)
    if found is None:
        return None
    subject, words = found
    looked_at = phrase(subject, names)
    problem = problem_in(node, names) or _problem(words)
    said, lines, negated = [], [], False
    for word, called in words:
        if word == "not":
            negated = True
        if word in WORDS or word in FLAGS:
            continue
        arguments = [phrase(one, names) for one in called or ()]
        wanted, python = _wanted(word, called is not None, arguments, looked_at)
        said.append(_negated(wanted) if negated else wanted)
        lines.append(f"not ({python})" if negated and python else python)
    if not said:
        return Phrase("nothing is checked", problem=problem)
    python = f"assert {' and '.join(lines)}" if all(lines) else ""
    return Phrase(f"{looked_at.words} {' and '.join(said)}", python, problem)


def _negated(wanted: str) -> str:
    """ "is not a text" for "is a text"."""
    verb, _, rest = wanted.partition(" ")
    others = {
        "is": "is not",
        "has": "does not have",
        "holds": "does not hold",
        "matches": "does not match",
        "fits": "does not fit",
    }
    return f"{others.get(verb, f'not {verb}')} {rest}"


def _problem(words: list[tuple[str, tuple[syntax.Node, ...] | None]]) -> str:
    known = {
        *WORDS,
        *FLAGS,
        *METHODS,
        *PROPERTIES,
        *_RESPONSE,
        *CLASSES,
        *STATUSES,
        "error",
        "json",
        "withBody",
        "fail",
    }
    other = next((word for word, _ in words if word not in known), None)
    return "" if other is None else f"The word {other} of a check is not understood."


def _wanted(word: str, called: bool, arguments: list[Phrase], subject: Phrase) -> tuple[str, str]:
    """What a word of a chain wants, and as Python."""
    held, first = subject.python, arguments[0] if arguments else Phrase("")
    of_reply = subject.words == "the reply"
    if of_reply and word in _OF_REPLY:
        return _OF_REPLY[word](arguments)
    if of_reply and word in STATUSES:
        return f"has the status {STATUSES[word][0]}", f"reply.status == {STATUSES[word][0]}"
    if of_reply and word in CLASSES:
        return f"has a status of {CLASSES[word]}XX", f"reply.status // 100 == {CLASSES[word]}"
    if word in _COMPARED:
        operator, said = _COMPARED[word]
        return f"is {said} {first.words}", f"{held} {operator} {first.python}" if held and first.python else ""
    if not called and word in _PLAIN:
        said, python = _PLAIN[word]
        return said, python.format(held) if held else ""
    return _called(word, arguments, held)


def _called(word: str, arguments: list[Phrase], held: str) -> tuple[str, str]:
    first = arguments[0] if arguments else Phrase("")
    both = bool(held and first.python)
    if word in ("a", "an"):
        kind = first.words.strip("'").lower()
        return (
            f"is {_ARTICLES.get(kind, kind)}",
            f"isinstance({held}, {_KINDS[kind]})" if held and kind in _KINDS else "",
        )
    if word in ("equal", "equals", "eq", "eql", "eqls"):
        return f"is {first.words}", f"{held} == {first.python}" if both else ""
    if word in ("include", "includes", "contain", "contains", "string"):
        return f"holds {first.words}", f"{first.python} in {held}" if both else ""
    if word in ("property", "ownProperty", "haveOwnProperty"):
        more = f" with {arguments[1].words}" if len(arguments) > 1 else ""
        python = f"{first.python} in {held}" if both else ""
        if len(arguments) > 1:
            python = f"{held}[{first.python}] == {arguments[1].python}" if both and arguments[1].python else ""
        return f"has {first.words}{more}", python
    if word in ("length", "lengthOf"):
        return f"has the length {first.words}", f"len({held}) == {first.python}" if both else ""
    if word == "oneOf":
        return f"is one of {first.words}", f"{held} in {first.python}" if both else ""
    if word in ("match", "matches"):
        return f"matches {first.words}", ""
    if word in ("keys", "key"):
        return f"has the keys {', '.join(one.words for one in arguments)}", ""
    if word == "members":
        return f"has the members {first.words}", ""
    return f"{word} {', '.join(one.words for one in arguments)}".strip(), ""


_PLAIN = {
    "ok": ("counts as true", "{}"),
    "true": ("is true", "{} is True"),
    "false": ("is false", "{} is False"),
    "null": ("is null", "{} is None"),
    "undefined": ("is not there", ""),
    "exist": ("is there", "{} is not None"),
    "exists": ("is there", "{} is not None"),
    "empty": ("is empty", "len({}) == 0"),
    "NaN": ("is not a number", ""),
}


def _status(arguments: list[Phrase]) -> tuple[str, str]:
    first = arguments[0] if arguments else Phrase("")
    if first.words[:1] == "'":
        return (
            f"has the words {first.words} after its status",
            f"reply.reason == {first.python}" if first.python else "",
        )
    return f"has the status {first.words}", f"reply.status == {first.python}" if first.python else ""


def _header(arguments: list[Phrase]) -> tuple[str, str]:
    first = arguments[0] if arguments else Phrase("")
    if len(arguments) > 1:
        python = (
            f"reply.headers[{first.python}] == {arguments[1].python}" if first.python and arguments[1].python else ""
        )
        return f"has the header {first.words} with {arguments[1].words}", python
    return f"has the header {first.words}", f"{first.python} in reply.headers" if first.python else ""


def _body(arguments: list[Phrase]) -> tuple[str, str]:
    if not arguments:
        return "has a body", "reply.content"
    return f"has the body {arguments[0].words}", ""


def _json_body(arguments: list[Phrase]) -> tuple[str, str]:
    if not arguments:
        return "is JSON", "reply.json is not None"
    more = f" with {arguments[1].words}" if len(arguments) > 1 else ""
    return f"has {arguments[0].words} in its JSON{more}", ""


_OF_REPLY: dict[str, Callable[[list[Phrase]], tuple[str, str]]] = {
    "status": _status,
    "statusCode": _status,
    "statusReason": _status,
    "statusCodeClass": lambda arguments: (f"has a status of {arguments[0].words if arguments else ''}XX", ""),
    "header": _header,
    "body": _body,
    "withBody": lambda arguments: ("has a body", "reply.content"),
    "json": lambda arguments: ("is JSON", "reply.json is not None"),
    "jsonBody": _json_body,
    "jsonSchema": lambda arguments: ("fits the schema", ""),
    "error": lambda arguments: ("has a status of 4XX or 5XX", "reply.status >= 400"),
}
