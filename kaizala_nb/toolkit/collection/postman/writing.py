"""The collection as a file for Postman, in version 2.1 of its format, and the environment that goes with it."""

import json
import re
import uuid
from collections.abc import Mapping
from typing import Any

from kaizala_nb.serving.secrecy import is_secret
from kaizala_nb.toolkit.collection.collection import Collection, Folder
from kaizala_nb.toolkit.collection.parameter import Parameter
from kaizala_nb.toolkit.collection.postman import KEY, SCHEMA
from kaizala_nb.toolkit.collection.postman.declaration import declared
from kaizala_nb.toolkit.collection.postman.request import request_of
from kaizala_nb.toolkit.collection.postman.scripts import test_script
from kaizala_nb.toolkit.collection.step import Step


def collection_file(collection: Collection) -> dict[str, Any]:
    """The collection as Postman imports it: folders and requests in their order."""
    return {
        "info": {
            "_postman_id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"kaizala_nb/{collection.name}")),
            "name": collection.name,
            **({"description": collection.doc} if collection.doc else {}),
            "schema": SCHEMA,
        },
        "item": [_folder(folder) for folder in collection.folders],
    }


def environment_file(name: str, variables: Mapping[str, str]) -> dict[str, Any]:
    """The variables as Postman imports them, in their order. It masks those that hold secrets."""
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
    """A file's text. What other programs take for the end of a line is escaped."""
    text = json.dumps(file, indent=2, ensure_ascii=False)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + "\n"


def item_of(step: Step) -> dict[str, Any]:
    """A step as an item: request, test, example of a reply; and what Postman has no place for."""
    request = request_of(step)
    item: dict[str, Any] = {
        "name": step.name,
        "event": _events(step),
        "request": request | {"description": _description(step)},
        "response": [_example(step, request)],
    }
    return item if step.text is not None else item | {KEY: declared(step)}


def _folder(folder: Folder) -> dict[str, Any]:
    return {"name": folder.name, "item": [item_of(step) for step in folder], KEY: {"slug": folder.slug}}


def _events(step: Step) -> list[dict[str, Any]]:
    scripts = {event: script.split("\n") for event, script in step.scripts.items()}
    if step.text is None:
        scripts["test"] = test_script(step)
    return [{"listen": event, "script": {"type": "text/javascript", "exec": lines}} for event, lines in scripts.items()]


def _description(step: Step) -> str:
    """What the docstring says, with the names that travel."""
    if step.text is not None:
        return step.doc
    about = re.split(r"^(?:Args:$|Source: )", step.doc, maxsplit=1, flags=re.MULTILINE)[0].strip()
    given = "\n".join(f"- {_said(parameter)}" for parameter in step.parameters if parameter.help)
    filled = ", ".join(f"`{{{{{name}}}}}`" for name in step.saves)
    return "\n\n".join(part for part in (about, given, filled and f"The reply fills {filled}.") if part)


def _said(parameter: Parameter) -> str:
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
