"""The body of a request as Postman builds it: its bytes, and the type that it gets if no header names one."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from kaizala_nb.toolkit.collection.message import Part
from kaizala_nb.toolkit.collection.texts import grouped, json_of, text_of
from kaizala_nb.toolkit.collection.upload import Upload

Files = Callable[[str, list[str]], list[Upload] | None]
"""Gives the files for a part: of the name of its field in the file, and of its sources there. None if there is neither a source nor
a file. It raises :class:`CannotSend` if it has no file for a source."""

FIELD = "field in the file"
"""Where the name of a part stands as the file has it, beside the one with values in place of variables."""

MODES = ("raw", "urlencoded", "formdata", "file", "graphql")
FORM = "application/x-www-form-urlencoded"
_TYPES = {
    "html": "text/html",
    "json": "application/json",
    "javascript": "application/javascript",
    "xml": "application/xml",
}
_WITHOUT_BODY = ("GET", "COPY", "HEAD", "PURGE", "UNLOCK")


@dataclass(frozen=True)
class Body:
    """A body. ``type`` is the media type that it gets: ``always`` says whether in place of the one that a header names."""

    content: bytes
    type: str = ""
    always: bool = False
    mode: str = ""
    parts: tuple[Part, ...] = ()


def wanted(body: Any, method: str, behavior: dict[str, Any]) -> dict[str, Any] | None:
    """The body of a file if it is sent at all. None if there is none, if it is switched off, or if the method sends none."""
    if isinstance(body, str):
        body = {"mode": "raw", "raw": body}
    if not isinstance(body, dict) or body.get("disabled") or not body.get("mode"):
        return None
    mode = text_of(body["mode"]).lower()
    content = body.get(mode, mode not in MODES)
    if mode in ("urlencoded", "formdata"):
        content = _switched_on(content)
    if not content or (method in _WITHOUT_BODY and not behavior.get("disableBodyPruning")):
        return None
    return {"mode": mode, mode: content, "language": language_of(body)}


def language_of(body: dict[str, Any]) -> str:
    """The language that a raw body is marked with; "" for none."""
    options = body.get("options")
    raw = options.get("raw") if isinstance(options, dict) else None
    language = raw.get("language") if isinstance(raw, dict) else None
    return language if isinstance(language, str) else ""


def built(body: dict[str, Any], files: Files, boundary: str = "") -> Body | None:
    """The body that :func:`wanted` gave, with its variables filled. ``boundary``: the one that a header names, if one does."""
    mode = body["mode"]
    content = body[mode]
    if mode == "raw":
        text = text_of(content)
        return Body(text.encode(), _TYPES.get(body["language"], "text/plain"), mode=mode) if text else None
    if mode == "graphql":
        return Body(_graphql(content).encode(), _TYPES["json"], mode=mode)
    if mode == "urlencoded":
        pairs = grouped((text_of(one.get("key")), _plain(one.get("value"))) for one in content)
        text = "&".join(f"{_escaped(name)}={_escaped(value)}" for name, values in pairs for value in values)
        return Body(text.encode(), FORM, always=True, mode=mode) if text else None
    if mode == "file":
        return _file(content, files)
    return _multipart(tuple(_parts(content, files)), boundary)


def _switched_on(content: Any) -> list[dict[str, Any]]:
    if isinstance(content, str):
        pairs = (one.partition("=") for one in content.split("&") if content)
        return [{"key": key, "value": value} for key, _, value in pairs]
    if isinstance(content, dict):
        return [{"key": key, "value": value} for key, value in content.items()]
    entries = content if isinstance(content, list) else []
    return [one for one in entries if isinstance(one, dict) and not one.get("disabled")]


def _plain(value: Any) -> str:
    return "" if value is None else text_of(value)


def _escaped(text: str) -> str:
    return quote(text, safe="")


def _graphql(content: Any) -> str:
    if not isinstance(content, dict):
        return "{}"
    fields = [(name, content[name]) for name in ("query", "operationName", "variables") if name in content]
    variables = content.get("variables")
    if not isinstance(variables, str):
        return json_of(dict(fields))
    texts = [f'"{name}":{json_of(value)}' for name, value in fields[:-1] if isinstance(value, str)]
    return "{" + ",".join([*texts, f'"variables":{variables}'] if variables else texts) + "}"


def _file(content: Any, files: Files) -> Body | None:
    source = content if isinstance(content, str) else content.get("src") if isinstance(content, dict) else None
    if isinstance(source, list):
        source = source[0] if source else None
    if not isinstance(source, str) or not source:
        return None
    uploads = files("", [source])
    return Body(uploads[0].content, uploads[0].type, mode="file") if uploads else None


def _parts(content: list[dict[str, Any]], files: Files) -> Iterator[Part]:
    for one in content:
        name, kind = _plain(one.get("key")), one.get("contentType")
        type_ = kind if isinstance(kind, str) else ""
        if one.get("type") != "file":
            yield Part(name, _plain(one.get("value") or ""), type_)
            continue
        uploads = files(_plain(one.get(FIELD, name)), sources_of(one))
        if uploads is None:
            yield Part(name, Upload("", b"", type_ or " "), type_)
        for upload in uploads or []:
            yield Part(name, upload, type_ or upload.type)


def sources_of(part: dict[str, Any]) -> list[str]:
    """What a file of Postman calls the files of a part. These names are labels."""
    source = part.get("src")
    return [one for one in (source if isinstance(source, list) else [source]) if isinstance(one, str) and one]


def _multipart(parts: tuple[Part, ...], boundary: str) -> Body:
    mark = boundary or "-" * 26 + "".join(secrets.choice("0123456789") for _ in range(24))
    pieces: list[bytes] = []
    for part in parts:
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{_quoted(part.name)}"'
        content = part.value
        if isinstance(content, Upload):
            head += f'; filename="{_file_name(content.name)}"'
        head += f"\r\nContent-Type: {part.type}\r\n\r\n" if part.type else "\r\n\r\n"
        pieces += [head.encode(), content.content if isinstance(content, Upload) else content.encode(), b"\r\n"]
    pieces.append(f"--{mark}--\r\n".encode())
    kind = "" if boundary else f"multipart/form-data; boundary={mark}"
    return Body(b"".join(pieces), kind, always=bool(kind), mode="formdata", parts=parts)


def _quoted(name: str) -> str:
    """A name between quotes as browsers write it: nothing in it ends the quotes or the line."""
    return name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")


def _file_name(name: str) -> str:
    """The name of a file between quotes. One with letters beyond Latin has a second form, as RFC 8187 says."""
    name = _quoted(PurePosixPath(name).name)
    if all(sign == "\t" or " " <= sign <= "~" or "\x80" <= sign <= "\xff" for sign in name):
        return name
    return f"{name}\"; filename*=UTF-8''" + quote(name, safe="-_.!~|`^")
