"""The command line of curl, for a shell as on Linux and macOS."""

import json
import shlex

from kaizala_nb.toolkit.collection.snippets.message import Held, Message, Pieces


def write(message: Message) -> str:
    """The command. A secret is put between the quotes of a body as it is: it must not hold a quotation mark itself."""
    # told HEAD as a request's method, curl would wait for the body that its headers announce
    words = ["curl --head" if message.method == "HEAD" else f"curl --request {shlex.quote(message.method)}"]
    if any(sign in piece for piece in message.url if isinstance(piece, str) for sign in "[]{}"):
        words.append("--globoff")
    words.append(_text(message.url))
    for name, value in message.headers:
        words.append("--header " + (_text(_after(f"{name}: ", value)) if value != [""] else shlex.quote(f"{name};")))
    for name, value in message.fields:
        words.append("--form-string " + _text(_after(f"{name}=", value)))
    for name, file in message.files:
        words.append("--form " + shlex.quote(f"{name}=@{_file(file.name)};type={file.type}"))
    if message.text is not None:
        words.append("--data-raw " + _text(message.text))
    return " \\\n  ".join(words)


def _after(start: str, pieces: Pieces) -> Pieces:
    first = pieces[0]
    return [start, *pieces] if isinstance(first, Held) else [start + first, *pieces[1:]]


def _text(pieces: Pieces) -> str:
    """A word of the shell."""
    return "".join(f'"${piece.name}"' if isinstance(piece, Held) else shlex.quote(piece) for piece in pieces)


def _file(name: str) -> str:
    """A file's name as curl reads it in a form; one that would be the standard input is named as the file that it is."""
    return json.dumps("./-" if name == "-" else name, ensure_ascii=False).replace("\\u007f", "\x7f")
