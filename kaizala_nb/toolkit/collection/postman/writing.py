"""Writes a collection as Postman's files have it, in version 2.1 of the format, and its environment."""

import json
import re
import uuid
from collections.abc import Mapping
from typing import Any

from kaizala_nb.serving.secrecy import is_secret
from kaizala_nb.toolkit.collection.collection import Collection, Folder
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.parameter import Parameter
from kaizala_nb.toolkit.collection.postman import KEY, SCHEMA
from kaizala_nb.toolkit.collection.postman.declaration import declaration_of
from kaizala_nb.toolkit.collection.postman.notes import Note
from kaizala_nb.toolkit.collection.postman.request import request_of
from kaizala_nb.toolkit.collection.postman.scripts import test_script
from kaizala_nb.toolkit.collection.postman.shaping import shaped
from kaizala_nb.toolkit.collection.step import Step

_ESCAPED = re.compile("[\u2028\u2029\ud800-\udfff]")


def collection_file(collection: Collection) -> dict[str, Any]:
    """The collection as Postman imports it, with folders and requests in their order."""
    return shaped_file(collection)[0]


def shaped_file(collection: Collection, version: str = "v2.1") -> tuple[dict[str, Any], list[Note]]:
    """The collection in the exact shape of version 2.1 of the format, and what that version cannot say of it.

    One that was read from a file is written as it stands there. For version 3, what only that version says is kept.
    """
    if collection.file is None:
        return _declared_file(collection), []
    return shaped(collection.file, collection.name, with_secret_types=version == "v3")


def _declared_file(collection: Collection) -> dict[str, Any]:
    info = {
        "_postman_id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"kaizala_nb/{collection.name}")),
        "name": collection.name,
    }
    if collection.doc:
        info["description"] = collection.doc
    info["schema"] = SCHEMA
    return {"info": info, "item": [_folder(folder) for folder in collection.folders]}


def environment_file(name: str, variables: Mapping[str, str]) -> dict[str, Any]:
    """The variables as Postman imports them, in their order. Postman masks a variable of the type ``secret``."""
    return {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"kaizala_nb/{name}")),
        "name": name,
        "values": [
            {"key": key, "value": value, "type": "secret" if is_secret(key) else "text", "enabled": True}
            for key, value in variables.items()
        ],
        "_postman_variable_scope": "environment",
    }


def text_of(file: Mapping[str, Any]) -> str:
    """The text of a file. Two signs that some programs take for the end of a line, and halves of characters, are
    escaped."""
    text = json.dumps(file, indent=2, ensure_ascii=False)
    return _ESCAPED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text) + "\n"


def item_of(step: Step) -> dict[str, Any]:
    """A step as an item: its request, its test, an example of a reply, and its declaration under :data:`KEY`."""
    if isinstance(step, ForeignStep):
        return _as_it_was(step)
    request = request_of(step)
    item: dict[str, Any] = {
        "name": step.name,
        "event": _events(step),
        "request": request | {"description": _description(step)},
        "response": [_example(step, request)],
    }
    return item if step.text is not None else item | {KEY: declaration_of(step)}


def _as_it_was(step: ForeignStep) -> dict[str, Any]:
    """An item of somebody else's file as it stands there, with the authorisation that it had from a folder."""
    item = dict(step.item.written)
    if step.item.auth is not None and item.get("request"):
        item["request"] = step.item.request | {"auth": step.item.auth}
    return item


def _folder(folder: Folder) -> dict[str, Any]:
    return {"name": folder.name, "item": [item_of(step) for step in folder], KEY: {"slug": folder.slug}}


def _events(step: Step) -> list[dict[str, Any]]:
    scripts = {event: script.split("\n") for event, script in step.scripts.items()}
    if step.text is None:
        scripts["test"] = test_script(step)
    return [{"listen": event, "script": {"type": "text/javascript", "exec": lines}} for event, lines in scripts.items()]


def _description(step: Step) -> str:
    """The docstring of a step, with its parameters under the names that they have in the request."""
    if step.text is not None:
        return step.doc
    about = re.split(r"^(?:Args:$|Source: )", step.doc, maxsplit=1, flags=re.MULTILINE)[0].strip()
    parameters = "\n".join(f"- {_sentence(parameter)}" for parameter in step.parameters if parameter.help)
    variables = ", ".join(f"`{{{{{name}}}}}`" for name in step.saves)
    paragraphs = (about, parameters, variables and f"The reply fills {variables}.")
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _sentence(parameter: Parameter) -> str:
    left_out = " May be left out." if parameter.optional and not parameter.needed else ""
    return f"`{parameter.wire}`: {parameter.help}{left_out}"


def _example(step: Step, request: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": "What the service answers",
        "originalRequest": request,
        "status": "OK",
        "code": 200,
        "_postman_previewlanguage": "json",
        "header": [{"key": "Content-Type", "value": "application/json; charset=utf-8"}],
        "cookie": [],
        "body": json.dumps(dict(step.reply), indent=2, ensure_ascii=False),
    }
