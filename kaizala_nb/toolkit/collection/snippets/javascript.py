"""JavaScript, with ``fetch``: a module for Node.js."""

from typing import Any

from kaizala_nb.toolkit.collection.snippets.message import EnvironmentVariable, Message, Pieces, written
from kaizala_nb.toolkit.collection.snippets.quoting import javascript_text

_LARGEST_EXACT = 2**53 - 1
_STAYS = ("  // No redirect is followed: another host must not get your secrets.", '  redirect: "manual",')


def write(message: Message) -> str:
    """A module that sends the request and prints the answer."""
    lines = [f"// {message.note}"] if message.note else []
    if message.files:
        lines += ['import { readFile } from "node:fs/promises";', ""]
    if message.files or message.fields:
        lines.append("const form = new FormData();")
        lines += [f"form.append({javascript_text(name)}, {_text(value)});" for name, value in message.fields]
        for name, file in message.files:
            content = (
                f"new Blob([await readFile({javascript_text(file.name)})], {{ type: {javascript_text(file.type)} }})"
            )
            lines.append(f"form.append({javascript_text(name)}, {content}, {javascript_text(file.name)});")
        body = "form"
    elif message.json is not None and _is_exact(message.json):
        literal = written(message.json, _text, _name, ("true", "false", "null")).replace("\n", "\n  ")
        body = f"JSON.stringify({literal})"
    else:
        body = "" if message.text is None else _text(message.text)
    lines += [
        f"const response = await fetch({_text(message.url)}, {{",
        f"  method: {javascript_text(message.method)},",
        *(_STAYS if message.holds_secrets else ()),
        *_headers(message),
    ]
    if body:
        lines.append(f"  body: {body},")
    lines += ["});", "console.log(response.status, await response.text());"]
    return "\n".join(lines)


def _headers(message: Message) -> list[str]:
    headers = [f"    {_name(name)}: {_text(value)}," for name, value in message.headers]
    if message.basic:
        headers.append(f'    "Authorization": "Basic " + Buffer.from({_text(message.pair)}).toString("base64"),')
    if not headers:
        return []
    return [
        "  headers: {",
        *headers,
        "  },",
    ]


def _text(pieces: Pieces) -> str:
    return " + ".join(
        f"process.env.{piece.name}" if isinstance(piece, EnvironmentVariable) else javascript_text(piece)
        for piece in pieces
    )


def _name(name: str) -> str:
    """A name in an object. ``__proto__`` has a meaning of its own there, so it stands in brackets."""
    return f"[{javascript_text(name)}]" if name == "__proto__" else javascript_text(name)


def _is_exact(value: Any) -> bool:
    """Whether the numbers of JavaScript can hold all numbers in this JSON exactly."""
    if isinstance(value, dict):
        return all(map(_is_exact, value.values()))
    if isinstance(value, tuple):
        return all(map(_is_exact, value))
    return isinstance(value, bool) or not isinstance(value, int) or abs(value) <= _LARGEST_EXACT
