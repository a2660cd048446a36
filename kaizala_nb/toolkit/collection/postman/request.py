"""A step's request as Postman writes it: address, headers and body, with ``{{variables}}`` in their places."""

import inspect
import json
import secrets
from typing import Any

from kaizala_nb.toolkit.collection.parameter import Parameter, Variable
from kaizala_nb.toolkit.collection.step import Call, Step
from kaizala_nb.toolkit.collection.upload import Upload, type_of

_UNQUOTED = ("number", "decimal", "flag", "duration")


class _Marks:
    """Marks that stand for variables while a request is made. A mark is a word that nothing escapes and that no text holds."""

    def __init__(self) -> None:
        self._nonce = secrets.token_hex(8)
        self._names: dict[str, str] = {}
        self._unquoted: set[str] = set()

    def mark(self, variable: Variable, *, unquoted: bool = False) -> str:
        mark = f"v{self._nonce}n{len(self._names)}v"
        self._names[mark] = repr(variable)
        if unquoted:
            self._unquoted.add(mark)
        return mark

    def replace(self, text: str) -> str:
        """The text with a variable in place of each mark."""
        for mark in self._unquoted:
            text = text.replace(f'"{mark}"', mark)
        for mark, name in self._names.items():
            text = text.replace(mark, name)
        return text


def request_of(step: Step) -> dict[str, Any]:
    """The ``request`` of an item, with the values of the step's example."""
    if step.text is not None:
        return _request_of_file(step)
    marks = _Marks()
    call = step.request({parameter.name: _value(step, parameter, marks) for parameter in step.parameters})
    headers = {name: marks.replace(value) for name, value in call.headers.items()}
    if step.token:
        headers[step.token.header] = str(step.token)
    body: dict[str, Any] | None = None
    if call.body is not None:
        headers["Content-Type"] = "application/json"
        body = _raw(marks.replace(json.dumps(call.body, indent=4, ensure_ascii=False)), "json")
    elif call.is_form:
        body = {"mode": "formdata", "formdata": _parts(call)}
    return _written(step, marks.replace(call.path), headers, body)


def _value(step: Step, parameter: Parameter, marks: _Marks) -> Any:
    """A value of the example as it is sent, with marks in place of variables."""
    value = step.example.get(parameter.name, parameter.default)
    if value is inspect.Parameter.empty:
        value = Variable(parameter.wire)
    if parameter.kind == "files":
        return [Upload(str(name), b"", type_of(str(name))) for name in (value if isinstance(value, list) else [])]
    unquoted = parameter.kind in _UNQUOTED
    if isinstance(value, Variable):
        mark = marks.mark(value, unquoted=unquoted)
        return [mark] if parameter.traits.several else mark
    if parameter.traits.several and isinstance(value, list):
        entries: list[Any] = []
        for entry in value:
            checked = marks.mark(entry) if isinstance(entry, Variable) else parameter.check([entry])
            entries += checked if isinstance(checked, list) else [checked]
        return entries
    return parameter.check(value)


def _request_of_file(step: Step) -> dict[str, Any]:
    """The request as it stood in the file that the step was read from."""
    headers = dict(step.headers)
    if step.token:
        headers[step.token.header] = str(step.token)
    body: dict[str, Any] | None = None
    files = [parameter for parameter in step.parameters if parameter.place == "file"]
    if files or step.fields:
        parts = [{"key": name, "type": "text", "value": value} for name, value in step.fields]
        names = {parameter.wire: step.example.get(parameter.name) or [""] for parameter in files}
        parts += [{"key": key, "type": "file", "src": str(one)} for key, several in names.items() for one in several]
        body = {"mode": "formdata", "formdata": parts}
    elif step.text:
        body = _raw(step.text, "json" if step.content_type.endswith("json") else "text")
    return _written(step, step.path, headers, body)


def _written(step: Step, path: str, headers: dict[str, str], body: dict[str, Any] | None) -> dict[str, Any]:
    base = step.base if "://" in step.base else "{{" + step.base + "}}"
    written: dict[str, Any] = {
        "method": step.method,
        "header": [{"key": name, "value": value} for name, value in headers.items()],
        "url": _url(base, path),
    }
    if body:
        written["body"] = body
    return written


def _url(base: str, path: str) -> dict[str, Any]:
    """An address as version 2.1 of the format writes it: whole, and in its parts."""
    without_query, _, query = path.partition("?")
    url: dict[str, Any] = {"raw": base + path, "host": [base], "path": without_query.strip("/").split("/")}
    if query:
        pairs = (part.partition("=") for part in query.split("&"))
        url["query"] = [{"key": key, "value": value} for key, _, value in pairs]
    return url


def _raw(text: str, language: str) -> dict[str, Any]:
    return {"mode": "raw", "raw": text, "options": {"raw": {"language": language}}}


def _parts(call: Call) -> list[dict[str, Any]]:
    return [
        {"key": name, "type": "file", "src": upload.name, "contentType": upload.type} for name, upload in call.files
    ]
