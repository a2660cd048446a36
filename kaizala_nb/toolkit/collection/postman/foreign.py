"""Makes a step from a request that somebody else wrote. It keeps the text of the request; its ``{{variables}}`` are parameters."""

import json
import re
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from kaizala_nb.serving.secrecy import held_in, in_address, in_header, in_query, in_text
from kaizala_nb.toolkit.collection import templates
from kaizala_nb.toolkit.collection.function import signature_of
from kaizala_nb.toolkit.collection.parameter import Parameter
from kaizala_nb.toolkit.collection.postman import PostmanFileError
from kaizala_nb.toolkit.collection.postman.shapes import an_object, description_of, entries, switched_on, text
from kaizala_nb.toolkit.collection.saves import saves_of
from kaizala_nb.toolkit.collection.service import Service
from kaizala_nb.toolkit.collection.slugs import Slugs
from kaizala_nb.toolkit.collection.step import Step
from kaizala_nb.toolkit.collection.variables import parameters_of

_METHOD = re.compile(r"[A-Z][A-Z-]{0,30}")
_BASE = re.compile(r"{{(?P<variable>[^{}]+)}}(?=[/?#]|$)|(?P<address>[A-Za-z][A-Za-z0-9+.-]*://[^/?#]+)")
_TYPES = {"json": "application/json", "text": "text/plain", "xml": "application/xml", "html": "text/html"}
_JSON, _FORM = "application/json", "application/x-www-form-urlencoded"


def foreign_step(item: dict[str, Any], slugs: Slugs, auth: Any, service: Service) -> Step:
    """The step of an item. ``auth`` is the authorisation of its folder. Raises :class:`PostmanFileError`, which says why not."""
    name = text(item.get("name", "Untitled request"), "a request's name")
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
    if kind and not any(header.lower() == "content-type" for header in headers):
        headers["Content-Type"] = kind
    token = service.token
    names = [] if token is None else [header for header in headers if header.lower() == token.header.lower()]
    token_headers = [header for header in names if headers[header] == str(token)]
    for header in token_headers:  # the session adds it, and renews the token when it is refused
        del headers[header]
    texts = [path, *headers.values(), body, *(value for _, value in fields)]
    secret = templates.names([*_secrets(path, headers, kind, body, fields), *credentials])
    parameters = (*_variables(texts, secret), *files)
    scripts = _scripts(item.get("event", []))
    return Step(
        name=name,
        slug=slugs.new(name),
        folder=slugs.folder,
        method=method,
        path=path,
        parameters=parameters,
        signature=signature_of(parameters),
        doc=description_of(request.get("description")) or description_of(item.get("description")),
        base=base,
        token=token if token_headers else None,
        service=service,
        saves=saves_of(script for event, script in scripts.items() if event == "test"),
        example={one.name: _file_names(request["body"], one.wire) for one in files},
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
    """The texts in a request whose names say that they are secret."""
    secrets: list[str] = []

    def keep(name: str, value: str) -> str:
        secrets.append(value)
        return value

    in_address(path, keep)
    for name, value in (*headers.items(), *fields):
        in_header(name, value, keep)
    (in_query if kind == _FORM else in_text)(body, keep)
    with suppress(ValueError, RecursionError):
        secrets += held_in(json.loads(body))
    return secrets


def _address(url: Any) -> tuple[str, str]:
    """The base of an address, and its path with the query. The base is the name of a variable, or an address with a scheme."""
    whole = url if isinstance(url, str) else _composed(an_object(url or {}, "an address"))
    whole = whole.strip().partition("#")[0]
    if not whole:
        raise PostmanFileError("It has no address.")
    if "://" not in whole.partition("?")[0] and not whole.startswith("{{"):
        whole = f"http://{whole}"
    match = _BASE.match(whole)
    if not match:  # {{host}}:{{port}}/v1
        whole = f"http://{whole}"
        match = _BASE.match(whole)
    if not match:
        raise PostmanFileError(f"{whole[:200]!r} is no address.")
    path = whole[match.end() :]
    return match["variable"] or match["address"], path if path.startswith("/") else f"/{path}"


def _composed(url: dict[str, Any]) -> str:
    """An address that the file holds in parts."""
    whole = url.get("raw")
    if not isinstance(whole, str) or not whole:
        scheme = f"{text(url['protocol'], 'a scheme')}://" if url.get("protocol") else ""
        port = f":{text(url['port'], 'a port')}" if url.get("port") else ""
        query = [
            (text(one.get("key") or "", "a query"), text(one.get("value") or "", "a query"))
            for one in switched_on(entries(url.get("query") or [], "query"))
        ]
        host = _joined(url.get("host"), ".")
        if not host:
            return ""
        whole = scheme + host + port + "/" + _joined(url.get("path"), "/").lstrip("/")
        whole += "?" + "&".join(f"{key}={value}" for key, value in query) if query else ""
    path, mark, query_text = whole.partition("?")
    for one in entries(url.get("variable") or [], "the variables of an address"):  # /books/:bookId
        key, value = one.get("key") or one.get("id"), one.get("value")
        if isinstance(key, str) and key and isinstance(value, str):
            path = "/".join(value if part == f":{key}" else part for part in path.split("/"))
    return path + mark + query_text


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
    return switched_on(entries(header or [], "header"))


def _authorised(path: str, headers: dict[str, str], auth: Any) -> tuple[str, dict[str, str], tuple[str, ...]]:
    """The path and the headers with the text that Postman adds for an authorisation; and that text, which is secret.

    Two kinds of authorisation only add a text: bearer and apikey. Raises :class:`PostmanFileError` for any other kind.
    """
    if not auth or an_object(auth, "auth").get("type") in (None, "noauth"):
        return path, headers, ()
    kind, details = auth["type"], auth.get(str(auth["type"])) or {}
    if isinstance(details, list):  # so in v2.1; in v2.0 it is an object
        details = {str(one.get("key")): one.get("value") for one in entries(details, "auth")}
    fields = an_object(details, "auth")
    if kind == "bearer":
        token = text(fields.get("token") or "", "a token")
        return path, headers | {"Authorization": f"Bearer {token}"}, (token,)
    if kind == "apikey":
        key, value = text(fields.get("key") or "", "a key"), text(fields.get("value") or "", "a key")
        if fields.get("in") == "query":
            return f"{path}{'&' if '?' in path else '?'}{key}={value}", headers, (value,)
        return path, headers | {key: value}, (value,)
    raise PostmanFileError(f"It signs in by {str(kind)[:40]!r}. Only no authorisation, bearer and apikey can be read.")


def _body(body: Any) -> tuple[str, str, tuple[tuple[str, str], ...], list[Parameter]]:
    """The body's type and its text; for a form with parts, the parts that are text, and the parameters for its files."""
    if not body or an_object(body, "body").get("disabled"):
        return "", "", (), []
    mode = body.get("mode")
    if mode == "raw":
        raw = text(body.get("raw") or "", "a body")
        options = body.get("options") or {}
        language = an_object(an_object(options, "options").get("raw") or {}, "options").get("language")
        kind = _TYPES.get(str(language), "") or (_JSON if raw.lstrip()[:1] in ("{", "[") else "text/plain")
        return (kind if raw else ""), raw, (), []
    form = switched_on(entries(body.get(str(mode)) or [], "a form")) if mode in ("urlencoded", "formdata") else []
    keys = [text(one.get("key") or "", "a field's name") for one in form]
    if mode == "urlencoded":
        pairs = [(key, text(one.get("value") or "", "a field")) for key, one in zip(keys, form, strict=True)]
        return _FORM, urlencode(pairs, safe="{}"), (), []
    if mode == "formdata":
        parts = list(zip(keys, form, strict=True))
        fields = tuple((key, text(one.get("value") or "", "a field")) for key, one in parts if not _is_file(one))
        files = dict.fromkeys(key for key, one in parts if _is_file(one))
        slugs = Slugs("")
        parameters = [Parameter(slugs.new(f"files {key}"), key, "files", "file", None, True) for key in files]
        return "", "", fields, parameters
    if mode is None:
        return "", "", (), []
    raise PostmanFileError(
        f"It has a body of the kind {str(mode)[:40]!r}. Only raw, urlencoded and formdata can be read."
    )


def _is_file(part: dict[str, Any]) -> bool:
    return part.get("type") == "file"


def _file_names(body: dict[str, Any], key: str) -> list[str]:
    """The names of the files in a field of a form. They are labels: no file is opened by them."""
    names: list[str] = []
    for one in switched_on(entries(body.get("formdata") or [], "a form")):
        if _is_file(one) and one.get("key") == key:
            source = one.get("src")
            sources = source if isinstance(source, list) else [source]
            names += [name for name in sources if isinstance(name, str)]
    return names


def _variables(texts: list[str], secret: list[str]) -> list[Parameter]:
    """The variables of some texts as parameters. Those in ``secret`` are secret, whatever their names."""
    return parameters_of(templates.names(texts), secret, Slugs(""))


def _scripts(events: Any) -> dict[str, str]:
    """The scripts, by the event that runs them."""
    scripts: dict[str, list[str]] = {}
    for event in switched_on(entries(events or [], "event")):
        script = event.get("script") or {}
        lines = script.get("exec") if isinstance(script, dict) else script
        lines = lines if isinstance(lines, list) else [lines]
        code = "\n".join(line for line in lines if isinstance(line, str))
        if code:
            scripts.setdefault(text(event.get("listen") or "", "an event"), []).append(code)
    return {event: "\n".join(several) for event, several in scripts.items()}


def _reply(responses: Any) -> dict[str, Any]:
    """The first example of a reply that is an object; an empty object if there is none."""
    for response in responses if isinstance(responses, list) else []:
        try:
            value = json.loads(response["body"])
        except (ValueError, TypeError, KeyError, RecursionError):
            continue
        if isinstance(value, dict):
            return value
    return {}
