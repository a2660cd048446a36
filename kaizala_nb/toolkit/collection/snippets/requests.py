"""Python, with the package ``requests``."""

from collections.abc import Iterable

from kaizala_nb.toolkit.collection.snippets.message import Code, EnvironmentVariable, Message, Pieces, written

STAYS = "# No redirect is followed: another host must not get your secrets.\n    allow_redirects=False"
"""The argument of a call that takes no secret to another host. Of all headers, requests keeps only ``Authorization`` back."""

_FUNCTIONS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")


def write(message: Message) -> str:
    """A program that sends the request and prints the answer."""
    lines = []
    if message.environment_variables:
        lines.append("import os")
    if message.files:
        lines.append("from pathlib import Path")
    if lines:
        lines.append("")
    return "\n".join([*lines, "import requests", "", *statements(message)])


def statements(message: Message) -> list[str]:
    """The lines of the program below its imports."""
    return [*call_of(message, "requests", "response"), "print(response.status_code, response.text)"]


def call_of(message: Message, sender: str, name: str, more: Iterable[str] = ()) -> list[str]:
    """The lines that send the request with a module or a session, and keep the answer under a name. ``more`` are arguments."""
    note = [f"# {message.note}"] if message.note else []
    has_function = message.method in _FUNCTIONS
    arguments = [] if has_function else [repr(message.method)]
    arguments.append(literal(message.url))
    if message.headers:
        arguments.append("headers=" + _indented(dict(message.headers)))
    if message.basic:
        arguments.append(f"auth=({', '.join(map(_encoded, message.basic))})")
    if message.files or message.fields:
        parts = [f"({name!r}, (None, {literal(value)}))" for name, value in message.fields]
        parts += [
            f"({name!r}, ({file.name!r}, Path({file.name!r}).read_bytes(), {file.type!r}))"
            for name, file in message.files
        ]
        arguments.append("files=[" + "".join(f"\n        {part}," for part in parts) + "\n    ]")
    elif message.json is not None:
        arguments.append("json=" + _indented(message.json))
    elif message.text is not None:
        arguments.append(f"data=({literal(message.text)}).encode()")
    if message.holds_secrets:
        arguments.append(STAYS)
    function = f"{sender}.{message.method.lower()}" if has_function else f"{sender}.request"
    return [
        *note,
        f"{name} = {function}(",
        *(f"    {argument}," for argument in [*arguments, *more, "timeout=60"]),
        ")",
    ]


def literal(pieces: Pieces) -> str:
    """The expression of Python for a text in pieces."""
    return " + ".join(map(_piece, pieces))


def _encoded(pieces: Pieces) -> str:
    """The expression for a text in UTF-8: of a text that is not in ASCII, requests would send other bytes."""
    if all(isinstance(piece, str) and piece.isascii() for piece in pieces):
        return literal(pieces)
    return f"{literal(pieces)}.encode()" if len(pieces) == 1 else f"({literal(pieces)}).encode()"


def _piece(piece: str | EnvironmentVariable) -> str:
    if isinstance(piece, Code):
        return f"str({piece.name})"
    return f'os.environ["{piece.name}"]' if isinstance(piece, EnvironmentVariable) else repr(piece)


def _indented(value: object) -> str:
    return written(value, literal, repr, ("True", "False", "None")).replace("\n", "\n    ")
