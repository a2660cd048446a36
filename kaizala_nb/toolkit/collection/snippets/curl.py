"""A command of curl, for the shells of Linux and macOS."""

import json
import shlex

from kaizala_nb.toolkit.collection.snippets.message import EnvironmentVariable, Message, Pieces


def write(message: Message) -> str:
    """The command. The shell puts a secret into a body as it is: so the secret must not hold a quotation mark."""
    # with "--request HEAD" curl would wait for the body that the headers announce
    note = f"# {message.note}\n" if message.note else ""
    words = ["curl --head" if message.method == "HEAD" else f"curl --request {shlex.quote(message.method)}"]
    if any(sign in piece for piece in message.url if isinstance(piece, str) for sign in "[]{}"):
        words.append("--globoff")
    words.append(_text(message.url))
    for name, value in message.headers:
        words.append("--header " + (_text(_after(f"{name}: ", value)) if value != [""] else shlex.quote(f"{name};")))
    if message.basic:
        words.append("--user " + _text(message.pair))
    for name, value in message.fields:
        words.append("--form-string " + _text(_after(f"{name}=", value)))
    for name, file in message.files:
        words.append("--form " + shlex.quote(f"{name}=@{_file(file.name)};type={file.type}"))
    if message.text is not None:
        words.append("--data-raw " + _text(message.text))
    return note + " \\\n  ".join(words)


def _after(start: str, pieces: Pieces) -> Pieces:
    first = pieces[0]
    return [start, *pieces] if isinstance(first, EnvironmentVariable) else [start + first, *pieces[1:]]


def _text(pieces: Pieces) -> str:
    """A word of the shell."""
    return "".join(
        f'"${piece.name}"' if isinstance(piece, EnvironmentVariable) else shlex.quote(piece) for piece in pieces
    )


def _file(name: str) -> str:
    """The name of a file as curl reads it in a form. For curl, "-" is the standard input; "./-" is the file."""
    return json.dumps("./-" if name == "-" else name, ensure_ascii=False).replace("\\u007f", "\x7f")
