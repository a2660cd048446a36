"""A widget with fields to fill in: what every form of ours has in common, that of a step and that of the sign-in.

On the page it is drawn by a module of JavaScript that uses ``fields.mjs``. That module sends the messages that are heard here: what
stands in a field when it is left, a secret, a file in pieces. A press brings all that stands on the page, so nothing depends on the
messages before it.
"""

import threading
from collections.abc import Iterator, Mapping
from typing import Any

import ipywidgets as widgets

from kaizala_nb.toolkit.client.suggesting import Suggesting
from kaizala_nb.toolkit.widgets.field import Field
from kaizala_nb.toolkit.widgets.incoming_files import IncomingFiles
from kaizala_nb.toolkit.widgets.page_widget import PageWidget


class FieldValues(Mapping[str, Any]):
    """What stands in the fields of a form, by the names of parameters. A value can be set too, in any form that a call takes."""

    def __init__(self, form: "FieldsWidget") -> None:
        self._form = form

    def __getitem__(self, name: str) -> Any:
        return self._form._named(name).value()

    def __setitem__(self, name: str, value: Any) -> None:
        self._form._set(name, value)

    def __iter__(self) -> Iterator[str]:
        return (field.parameter.name for field in self._form._fields)

    def __len__(self) -> int:
        return len(self._form._fields)

    def __repr__(self) -> str:
        return repr(dict(self))


class FieldsWidget(Suggesting, PageWidget):
    """Has ``_fields``, which it makes before it calls this class's ``__init__``. What it derives to say is in :meth:`_on_change`.

    ``_kept`` is whether it says that typed text was kept.
    """

    _fields: list[Field]
    _kept = False

    def __init__(self, **state: Any) -> None:
        self._lock = threading.RLock()
        self._files = IncomingFiles()
        super().__init__(**state)

    def _items(self) -> dict[str, str]:
        return {name: f".values[{name!r}]" for name in self.values}

    @property
    def values(self) -> FieldValues:
        """What stands in the fields: ``form.values["message"]`` reads it, ``form.values["message"] = "Hello"`` fills it in."""
        return FieldValues(self)

    def _on_change(self) -> None:
        """A value has changed: adapt, and tell the page."""
        raise NotImplementedError

    def _named(self, name: str) -> Field:
        """The field of a parameter. Raises ``KeyError``."""
        for field in self._fields:
            if field.parameter.name == name:
                return field
        raise KeyError(name)

    def _set(self, name: str, value: Any) -> None:
        with self._lock:
            self._named(name).put(value)
            self._on_change()

    # -- what the page says ------------------------------------------------------------------------------------------

    def _on_message(self, widget: widgets.Widget, message: dict[str, Any], buffers: list[memoryview]) -> None:
        """A message of a view: what stands in a field, a secret, a piece of a file; or what every widget hears."""
        kind = message.get("kind")
        if kind == "edit":
            self._edited(message)
        elif kind == "secret":
            self._told_secret(message)
        elif kind == "file":
            self._told_piece(message, buffers)
        super()._on_message(widget, message, buffers)

    def _edited(self, message: dict[str, Any]) -> None:
        """A field was left or changed. ``kept`` says that the text was typed before the page was loaded or the kernel started."""
        with self._lock:
            field = self._named(message["name"])
            if field.read(message["value"], message["view"]):
                field.check()
                if message.get("kept", False) and field.by_hand:
                    self._kept = True
                self._on_change()

    def _told_secret(self, message: dict[str, Any]) -> None:
        """A secret field was left. The page empties it when it hears that the secret has come."""
        with self._lock:
            self._named(message["name"]).give_secret(message["value"])
            self._on_change()
        widgets.Widget.send(self, {"kind": "kept", "name": message["name"], "value": len(message["value"])})

    def _told_piece(self, message: dict[str, Any], buffers: list[memoryview]) -> None:
        with self._lock:
            file = self._files.take(message, buffers)
            if file is not None:
                field = self._named(message["name"])
                field.add_file(file)
                self._on_change()
        widgets.Widget.send(self, {"kind": "piece", "id": message["id"], "at": self._files.size_of(message["id"])})

    def _take(self, message: dict[str, Any]) -> None:
        """Take all that stands on the page, which a press brings."""
        for name, raw in message["values"].items():
            self._named(name).read(raw, message["view"])
        for name, secret in message["secrets"].items():
            self._named(name).give_secret(secret)
        self._on_change()
