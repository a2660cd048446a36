"""A step from a request that this package did not write: its text as it is, and its ``{{variables}}`` as parameters."""

import json
import keyword
import re
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from kaizala_nb.serving.secrecy import held_in, in_address, in_header, in_query, in_text, is_secret
from kaizala_nb.toolkit.collection import templates
from kaizala_nb.toolkit.collection.parameter import Parameter, Variable
from kaizala_nb.toolkit.collection.postman import PostmanFileError
from kaizala_nb.toolkit.collection.postman.scripts import saves_of
from kaizala_nb.toolkit.collection.postman.shapes import an_object, described, entries, on, text
from kaizala_nb.toolkit.collection.service import Service
from kaizala_nb.toolkit.collection.step import Step, signature_of

_METHOD = re.compile(r"[A-Z][A-Z-]{0,30}")
_BASE = re.compile(r"{{(?P<variable>[^{}]+)}}(?=[/?#]|$)|(?P<address>[A-Za-z][A-Za-z0-9+.-]*://[^/?#]+)")
_TYPES = {"json": "application/json", "text": "text/plain", "xml": "application/xml", "html": "text/html"}
_JSON, _FORM = "application/json", "application/x-www-form-urlencoded"


class Shelf:
    """The names that the steps of a folder have in Python: each once."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._taken: set[str] = set()

    def has(self, slug: str) -> bool:
        return slug in self._taken

    def take(self, slug: str) -> None:
        self._taken.add(slug)

    def slug(self, name: str) -> str:
        """A name for what is called so, and take it: "Step1 - Add a book" is ``step1_add_a_book``."""
        words = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:60] or "unnamed"
        slug = f"_{words}" if words[0].isdigit() or keyword.iskeyword(words) else words
        number = 2
        while slug in self._taken:
            slug, number = f"{words}_{number}", number + 1
        self._taken.add(slug)
        return slug


def foreign_step(item: dict[str, Any], shelf: Shelf, auth: Any, service: Service) -> Step:
    """The step of an item. Raises :class:`PostmanFileError` with a sentence that names the request."""
    name = text(item.get("name", "Untitled request"), "a request's name")
    try:
        return _step(item, name, shelf, auth, service)
    except PostmanFileError as trouble:
        raise PostmanFileError(f"{name!r}: {trouble}") from None


def _step(item: dict[str, Any], name: str, shelf: Shelf, auth: Any, service: Service) -> Step:
    if "request" not in item:
        raise PostmanFileError("It has neither a request nor requests of its own.")
    written = item["request"]
    request = an_object({"url": written} if isinstance(written, str) else written, "request")
    method = text(request.get("method", "GET"), "a method").upper()
    if not _METHOD.fullmatch(method):
        raise PostmanFileError(f"{method!r} is no method.")
    base, path = _address(request.get("url"))
    headers = {
        text(one.get("key"), "a header's name"): text(one.get("value") or "", "a header")
        for one in _headers(request.get("header"))
        if one.get("key")
    }
    path, headers, credentials = _authorised(path, headers, request.get("auth") or auth)
    kind, body, fields, files = _body(request.get("body"))
    if kind and not any(given.lower() == "content-type" for given in headers):
        headers["Content-Type"] = kind
    token = service.token
    carried = [] if token is None else [one for one in headers if one.lower() == token.header.lower()]
    carried = [one for one in carried if headers[one] == str(token)]
    for one in carried:  # the session adds it, and renews it when it is refused
        del headers[one]
    texts = [path, *headers.values(), body, *(value for _, value in fields)]
    secret = templates.names([*_secrets(path, headers, kind, body, fields), *credentials])
    parameters = (*_variables(texts, secret), *files)
    scripts = _scripts(item.get("event", []))
    return Step(
        name=name,
        slug=shelf.slug(name),
        folder=shelf.folder,
        method=method,
        path=path,
        parameters=parameters,
        signature=signature_of(parameters),
        doc=described(request.get("description")) or described(item.get("description")),
        base=base,
        token=token if carried else None,
        service=service,
        saves=saves_of(script for event, script in scripts.items() if event == "test"),
        example={one.name: _names(request["body"], one.wire) for one in files},
        reply=_reply(item.get("response")),
        headers=headers,
        text=body,
        fields=fields,
        scripts=scripts,
        credentials=credentials,
    )


def _secrets(
    path: str, headers: dict[str, str], kind: str, body: str, fields: tuple[tuple[str, str], ...]
) -> list[str]:
    """The texts that stand where secrets do, by the names that they have."""
    found: list[str] = []

    def keep(name: str, value: str) -> str:
        found.append(value)
        return value

    in_address(path, keep)
    for name, value in (*headers.items(), *fields):
        in_header(name, value, keep)
    (in_query if kind == _FORM else in_text)(body, keep)
    with suppress(ValueError, RecursionError):
        found += held_in(json.loads(body))
    return found


def _address(url: Any) -> tuple[str, str]:
    """The base of an address, and its path with the query. The base is a variable's name, or begins with its scheme."""
    whole = url if isinstance(url, str) else _composed(an_object(url or {}, "an address"))
    whole = whole.strip().partition("#")[0]
    if not whole:
        raise PostmanFileError("It has no address.")
    if "://" not in whole.partition("?")[0] and not whole.startswith("{{"):
        whole = f"http://{whole}"
    found = _BASE.match(whole)
    if not found:  # {{host}}:{{port}}/v1
        whole = f"http://{whole}"
        found = _BASE.match(whole)
    if not found:
        raise PostmanFileError(f"{whole[:200]!r} is no address.")
    path = whole[found.end() :]
    return found["variable"] or found["address"], path if path.startswith("/") else f"/{path}"


def _composed(url: dict[str, Any]) -> str:
    """An address that is given in parts."""
    whole = url.get("raw")
    if not isinstance(whole, str) or not whole:
        scheme = f"{text(url['protocol'], 'a scheme')}://" if url.get("protocol") else ""
        port = f":{text(url['port'], 'a port')}" if url.get("port") else ""
        query = [
            (text(one.get("key") or "", "a query"), text(one.get("value") or "", "a query"))
            for one in on(entries(url.get("query") or [], "query"))
        ]
        host = _joined(url.get("host"), ".")
        if not host:
            return ""
        whole = scheme + host + port + "/" + _joined(url.get("path"), "/").lstrip("/")
        whole += "?" + "&".join(f"{key}={value}" for key, value in query) if query else ""
    where, mark, rest = whole.partition("?")
    for one in entries(url.get("variable") or [], "the variables of an address"):  # /books/:bookId
        key, value = one.get("key") or one.get("id"), one.get("value")
        if isinstance(key, str) and key and isinstance(value, str):
            where = "/".join(value if part == f":{key}" else part for part in where.split("/"))
    return where + mark + rest


def _joined(parts: Any, between: str) -> str:
    if isinstance(parts, list):
        return between.join(
            text(one.get("value") if isinstance(one, dict) else one, "part of an address") for one in parts
        )
    return text(parts or "", "part of an address")


def _headers(header: Any) -> list[dict[str, Any]]:
    if isinstance(header, str):
        lines = (line.partition(":") for line in header.splitlines() if ":" in line)
        return [{"key": name.strip(), "value": value.strip()} for name, _, value in lines]
    return on(entries(header or [], "header"))


def _authorised(path: str, headers: dict[str, str], auth: Any) -> tuple[str, dict[str, str], tuple[str, ...]]:
    """Path and headers with what Postman would add to them, for the ways that only add a text; and that text, a secret."""
    if not auth or an_object(auth, "auth").get("type") in (None, "noauth"):
        return path, headers, ()
    way, held = auth["type"], auth.get(str(auth["type"])) or {}
    if isinstance(held, list):  # as v2.1 has it; in v2.0 it is an object
        held = {str(one.get("key")): one.get("value") for one in entries(held, "auth")}
    given = an_object(held, "auth")
    if way == "bearer":
        token = text(given.get("token") or "", "a token")
        return path, headers | {"Authorization": f"Bearer {token}"}, (token,)
    if way == "apikey":
        key, value = text(given.get("key") or "", "a key"), text(given.get("value") or "", "a key")
        if given.get("in") == "query":
            return f"{path}{'&' if '?' in path else '?'}{key}={value}", headers, (value,)
        return path, headers | {key: value}, (value,)
    raise PostmanFileError(f"It signs in by {str(way)[:40]!r}. Read are no authorisation, bearer and apikey.")


def _body(body: Any) -> tuple[str, str, tuple[tuple[str, str], ...], list[Parameter]]:
    """The body's type, its text, and of a form the parts that are text and those that are files."""
    if not body or an_object(body, "body").get("disabled"):
        return "", "", (), []
    mode = body.get("mode")
    if mode == "raw":
        raw = text(body.get("raw") or "", "a body")
        options = body.get("options") or {}
        language = an_object(an_object(options, "options").get("raw") or {}, "options").get("language")
        kind = _TYPES.get(str(language), "") or (_JSON if raw.lstrip()[:1] in ("{", "[") else "text/plain")
        return (kind if raw else ""), raw, (), []
    listed = on(entries(body.get(str(mode)) or [], "a form")) if mode in ("urlencoded", "formdata") else []
    keys = [text(one.get("key") or "", "a field's name") for one in listed]
    if mode == "urlencoded":
        pairs = [(key, text(one.get("value") or "", "a field")) for key, one in zip(keys, listed, strict=True)]
        return _FORM, urlencode(pairs, safe="{}"), (), []
    if mode == "formdata":
        parts = list(zip(keys, listed, strict=True))
        fields = tuple((key, text(one.get("value") or "", "a field")) for key, one in parts if not _is_file(one))
        files = dict.fromkeys(key for key, one in parts if _is_file(one))
        shelf = Shelf("")
        return (
            "",
            "",
            fields,
            [Parameter(shelf.slug(f"files {key}"), key, "files", "file", None, True) for key in files],
        )
    if mode is None:
        return "", "", (), []
    raise PostmanFileError(f"It has a body of the kind {str(mode)[:40]!r}. Read are raw, urlencoded and formdata.")


def _is_file(part: dict[str, Any]) -> bool:
    return part.get("type") == "file"


def _names(body: dict[str, Any], key: str) -> list[str]:
    """The names of a field's files, as the file has them: labels, which nobody opens."""
    names: list[str] = []
    for one in on(entries(body.get("formdata") or [], "a form")):
        if _is_file(one) and one.get("key") == key:
            source = one.get("src")
            sources = source if isinstance(source, list) else [source]
            names += [name for name in sources if isinstance(name, str)]
    return names


def _variables(texts: list[str], secret: list[str]) -> list[Parameter]:
    """The variables of the texts as parameters; those of these names are secret, whatever they are called."""
    shelf = Shelf("")
    return [
        Parameter(
            name=shelf.slug(name),
            wire=name,
            kind="secret" if name in secret or is_secret(name) else "text",
            place="variable",
            default=Variable(name),
            optional=False,
            help=f"Stands in the request as {{{{{name}}}}}.",
        )
        for name in templates.names(texts)
    ]


def _scripts(events: Any) -> dict[str, str]:
    """The scripts by the event that they wait for."""
    scripts: dict[str, list[str]] = {}
    for event in on(entries(events or [], "event")):
        script = event.get("script") or {}
        lines = script.get("exec") if isinstance(script, dict) else script
        lines = lines if isinstance(lines, list) else [lines]
        kept = [line for line in lines if isinstance(line, str)]
        if kept:
            scripts.setdefault(text(event.get("listen") or "", "an event"), []).append("\n".join(kept))
    return {event: "\n".join(several) for event, several in scripts.items()}


def _reply(responses: Any) -> dict[str, Any]:
    """The first reply on record that is an object; an empty one where there is none."""
    for response in responses if isinstance(responses, list) else []:
        try:
            value = json.loads(response["body"])
        except (ValueError, TypeError, KeyError, RecursionError):
            continue
        if isinstance(value, dict):
            return value
    return {}
