"""Files: chosen on the computer that shows the page, or named by their paths in code.

What a browser sends stands in the widget, and a widget's state is saved with the notebook. So the bytes are taken out the moment
they arrive, as those of a secret are, and the widget is left with names alone.
"""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from kaizala_nb.toolkit.collection import Upload
from kaizala_nb.toolkit.collection.upload import only_a_name, type_of
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.entry import Changed, Entry, said
from kaizala_nb.toolkit.widgets.rows import Rows
from kaizala_nb.toolkit.widgets.style import html

_NO_TYPE = "application/octet-stream"
_TOO_LARGE = "Nothing appears here? Then they are more than this Jupyter takes at once: give their paths in code."


class FileEntry(Entry):
    """One file: name, type and size; a text is a name alone, which opens nothing."""

    as_written = True

    def __init__(self) -> None:
        self.file: Upload | Path | str | None = None
        self.box = widgets.HTML()
        self.box.add_class("kz-file")

    def put(self, value: Any) -> None:
        self.file = value
        self.box.value = html(faces.element("span", self.text()))

    def shown(self) -> Upload | Path | str | None:
        return self.file

    def read(self) -> Upload:
        """The file. Raises ``ValueError`` where there is none at the path."""
        if isinstance(self.file, Path):
            return Upload.read(self.file)
        if not isinstance(self.file, Upload):
            raise ValueError(only_a_name(str(self.file)))
        return self.file

    def compared(self) -> Any:
        if not isinstance(self.file, Upload):
            return self.file
        return (self.file.name, self.file.type, sha256(self.file.content).hexdigest())

    def mark(self) -> str:
        try:
            self.read()
        except ValueError as trouble:
            return str(trouble)
        return ""

    def text(self) -> str:
        try:
            return described(self.read())
        except ValueError:
            return str(self.file)


class FilesEntry(Entry):
    """Files to send, in an order: what was chosen is added to them."""

    as_written = True
    says_itself = True

    def __init__(self, changed: Changed, meaning: str) -> None:
        self._changed = changed
        self._chooser = widgets.FileUpload(description="Choose files", multiple=True, tooltip=meaning)
        self._chooser.observe(self._came, "value")
        self._own = False
        self._rows = Rows("File", FileEntry, self._turned, first=0, flat=True, adds=False)
        note = widgets.HTML(said(_TOO_LARGE, "kz-help"))
        self.box = widgets.VBox([self._rows.box, self._chooser, note])

    @property
    def to_focus(self) -> widgets.DOMWidget:
        return self._chooser

    def _came(self, change: dict[str, Any]) -> None:
        if self._own:
            return
        chosen = [_taken(one) for one in change["new"]]
        self._blank()
        self._rows.put([*self._rows.shown(), *chosen])
        self._turned()

    def _turned(self) -> None:
        self._blank()
        self._changed()

    def _blank(self) -> None:
        """Leave the chooser with as many files as there are, none of which holds anything."""
        self._own = True
        try:
            self._chooser.value = tuple(
                {"name": name, "type": "", "size": 0, "content": b"", "last_modified": _NEVER} for name in self._names()
            )
        finally:
            self._own = False

    def _names(self) -> list[str]:
        return [one.name if isinstance(one, Upload | Path) else str(one) for one in self._rows.shown()]

    def shown(self) -> list[Upload | Path | str]:
        return self._rows.shown()

    def put(self, value: Any) -> None:
        self._rows.put([value] if isinstance(value, str | Path | Upload) else value)
        self._blank()

    def compared(self) -> Any:
        return self._rows.compared()

    def mark(self) -> str:
        return self._rows.mark()

    def text(self) -> str:
        return self._rows.text()

    def called(self, name: str) -> None:
        self._rows.called(name)


_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def _taken(one: Any) -> Upload:
    """The file that a browser sent. Its type is the one that its name has; the browser's own, where the name has none."""
    kind = type_of(one["name"])
    return Upload(one["name"], bytes(one["content"]), kind if kind != _NO_TYPE else one["type"] or _NO_TYPE)


def described(file: Upload) -> str:
    """ "picture.png, image/png, 1,234 bytes"."""
    return f"{file.name}, {file.type}, {faces.count(len(file.content), 'byte')}"
