"""Files: chosen in the browser, or named by their paths in code.

A file that the browser sends is in the state of the widget, and that state is saved with the notebook. So the bytes are taken out
of the widget as soon as they arrive, and only the names of the files stay there.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from kaizala_nb.toolkit.collection import Upload
from kaizala_nb.toolkit.collection.upload import only_a_name, type_of
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.entry import Entry, OnChange, paragraph
from kaizala_nb.toolkit.widgets.rows import Rows
from kaizala_nb.toolkit.widgets.style import html

_NO_TYPE = "application/octet-stream"
_TOO_LARGE = "If no file appears here, the files are too large for this Jupyter: give their paths in code."


class FileEntry(Entry):
    """A row for one file: its name, type and size. A text is only a name: no file is opened for it."""

    as_written = True

    def __init__(self) -> None:
        self.file: Upload | Path | str | None = None
        self.box = widgets.HTML()
        self.box.add_class("kz-file")

    def put(self, value: Any) -> None:
        self.file = value
        self.box.value = html(faces.element("span", self.text()))

    def value(self) -> Upload | Path | str | None:
        return self.file

    def read(self) -> Upload:
        """The file. Raises ``ValueError`` if there is no file at the path, or only a name."""
        if isinstance(self.file, Path):
            return Upload.read(self.file)
        if not isinstance(self.file, Upload):
            raise ValueError(only_a_name(str(self.file)))
        return self.file

    def fingerprint(self) -> Any:
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
            return description(self.read())
        except ValueError:
            return str(self.file)


class FilesEntry(Entry):
    """An entry for files, in an order. Each choice in the browser adds to them. ``meaning`` is the tooltip of the button."""

    as_written = True
    shows_problems = True

    def __init__(self, on_change: OnChange, meaning: str) -> None:
        self._on_change = on_change
        self._chooser = widgets.FileUpload(description="Choose files", multiple=True, tooltip=meaning)
        self._chooser.observe(self._add_files, "value")
        self._clearing = False
        self._rows = Rows("File", FileEntry, self._on_rows, first=0, flat=True, adds=False)
        note = widgets.HTML(paragraph(_TOO_LARGE, "kz-help"))
        self.box = widgets.VBox([self._rows.box, self._chooser, note])

    @property
    def to_focus(self) -> widgets.DOMWidget:
        return self._chooser

    def _add_files(self, change: dict[str, Any]) -> None:
        if self._clearing:
            return
        uploads = [_upload(file) for file in change["new"]]
        self._clear_chooser()
        self._rows.put([*self._rows.value(), *uploads])
        self._on_rows()

    def _on_rows(self) -> None:
        self._clear_chooser()
        self._on_change()

    def _clear_chooser(self) -> None:
        """Leave only the names of the files in the chooser, so that it says how many there are."""
        self._clearing = True
        try:
            self._chooser.value = tuple(
                {"name": name, "type": "", "size": 0, "content": b"", "last_modified": _NEVER} for name in self._names()
            )
        finally:
            self._clearing = False

    def _names(self) -> list[str]:
        return [one.name if isinstance(one, Upload | Path) else str(one) for one in self._rows.value()]

    def value(self) -> list[Upload | Path | str]:
        return self._rows.value()

    def put(self, value: Any) -> None:
        self._rows.put([value] if isinstance(value, str | Path | Upload) else value)
        self._clear_chooser()

    def fingerprint(self) -> Any:
        return self._rows.fingerprint()

    def mark(self) -> str:
        return self._rows.mark()

    def text(self) -> str:
        return self._rows.text()

    def set_owner(self, owner: str) -> None:
        self._rows.set_owner(owner)


_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def _upload(file: Mapping[str, Any]) -> Upload:
    """A file that the browser sent. Its name tells its type; if it does not, the browser's type counts."""
    kind = type_of(file["name"])
    if kind == _NO_TYPE:
        kind = file["type"] or _NO_TYPE
    return Upload(file["name"], bytes(file["content"]), kind)


def description(file: Upload) -> str:
    """A file in words: "picture.png, image/png, 1,234 bytes"."""
    return f"{file.name}, {file.type}, {faces.count(len(file.content), 'byte')}"
