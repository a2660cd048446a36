"""A reader for the C# of the snippets: statements, calls, texts and what is joined by ``+``, by C#'s rules for texts."""

import re

_TOKEN = re.compile(r"""(?:\s|//[^\n]*\n)*(?:(?P<text>")|(?P<word>[A-Za-z_][\w.]*)|(?P<sign>[(),;=+<>]))""")
_ESCAPES = {
    "'": "'",
    '"': '"',
    "\\": "\\",
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
}
_SWITCHES = [[("sign", "="), ("word", word)] for word in ("true", "false")]
_ENDS_OF_LINES = "\r\n\u0085\u2028\u2029"


def text_at(code: str, at: int) -> tuple[str, int]:
    """The text that begins behind the quotation mark before ``at``, and where it ends. Raises ``ValueError`` for none of C#."""
    units: list[str] = []
    while True:
        sign = code[at]
        if sign == '"':
            joined = "".join(units).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
            return joined, at + 1
        if sign in _ENDS_OF_LINES:
            raise ValueError("a line ends within a text")
        if sign != "\\":
            units.append(sign)
            at += 1
        elif code[at + 1] == "u":
            units.append(chr(int(code[at + 2 : at + 6], 16)))
            at += 6
        else:
            units.append(_ESCAPES[code[at + 1]])
            at += 2


def tokens(code: str) -> list[tuple[str, str]]:
    """The tokens: ``("text", ...)``, ``("word", ...)``, ``("sign", ...)``."""
    found, at = [], 0
    while at < len(code.rstrip()):
        token = _TOKEN.match(code, at)
        if not token:
            raise ValueError(f"not understood: {code[at : at + 40]!r}")
        at = token.end()
        if token["text"]:
            text, at = text_at(code, at)
            found.append(("text", text))
        else:
            found.append(("word", token["word"]) if token["word"] else ("sign", token["sign"]))
    return found


def calls(code: str, environment: dict[str, str]) -> list[tuple[str, list[str]]]:
    """The calls that the statements make, with their arguments worked out."""
    found = []
    statement: list[tuple[str, str]] = []
    for token in tokens(code):
        if token == ("sign", ";") and statement[0] == ("word", "using"):
            statement = []
        elif token == ("sign", ";") and statement[1:] in _SWITCHES:
            found.append((statement[0][1], [statement[-1][1]]))
            statement = []
        elif token == ("sign", ";"):
            name = next(index for index, one in enumerate(statement) if one == ("sign", "("))
            arguments, end = _arguments(statement, name + 1, environment)
            assert end == len(statement), "a statement is one call"
            found.append((statement[name - 1][1], arguments))
            statement = []
        else:
            statement.append(token)
    assert not statement, "statements end"
    return found


def _arguments(statement, at, environment):
    arguments, value = [], ""
    if statement[at] == ("sign", ")"):
        return [], at + 1
    while True:
        kind, text = statement[at]
        if kind == "word" and text == "Environment.GetEnvironmentVariable":
            (name,), at = _arguments(statement, at + 2, environment)
            value += environment[name]
        elif kind == "word" and text == "File.ReadAllBytes":
            (path,), at = _arguments(statement, at + 2, environment)
            value += f"the content of {path}"
        elif kind in ("text", "word"):
            value, at = value + text, at + 1
        else:
            raise ValueError(f"an argument is not {text!r}")
        kind, text = statement[at]
        at += 1
        if text in (",", ")") and kind == "sign":
            arguments.append(value)
            value = ""
            if text == ")":
                return arguments, at
        elif (kind, text) != ("sign", "+"):
            raise ValueError(f"not understood: {text!r}")
