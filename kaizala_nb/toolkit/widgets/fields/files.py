"""Files: chosen in the browser, or named by their paths in code.

The page sends the bytes of a file in pieces, as messages. Python alone has them: on the page stands the name of a file, and what is
saved with a notebook has no more than that.
"""

from hashlib import sha256
from pathlib import Path
from typing import Any

from kaizala_nb.toolkit.collection import Upload
from kaizala_nb.toolkit.collection.upload import only_a_name, type_of
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.entry import Description, Entry, Raw

_NO_TYPE = "application/octet-stream"
File = Upload | Path | str


class FilesEntry(Entry):
    """An entry for files, in an order. Its raw value has an ``id`` and a ``text`` for each.

    A text in place of a file is only a name: no file is opened for it.
    """

    type = "files"
    as_written = True

    def __init__(self) -> None:
        super().__init__()
        self._files: dict[str, File] = {}
        self._texts: dict[str, str] = {}  # made once: it takes a look at the file
        self._count = 0

    @property
    def raw(self) -> list[dict[str, str]]:
        return [{"id": key, "text": self._texts[key]} for key in self._files]

    def describe(self) -> Description:
        return super().describe() | {"noun": "File"}

    def read(self, raw: Raw) -> None:
        """The page moves files and removes them. New ones come by :meth:`add`."""
        keys = [str(one.get("id")) for one in raw if isinstance(one, dict)] if isinstance(raw, list) else []
        self._files = {key: self._files[key] for key in keys if key in self._files}

    def add(self, name: str, kind: str, content: bytes) -> None:
        """Add a file that the browser sent. Its name tells its type; if it does not, the browser's ``kind`` counts."""
        told = type_of(name)
        self._add(Upload(name, content, kind or _NO_TYPE if told == _NO_TYPE else told))

    def _add(self, file: File) -> None:
        self._count += 1
        self._files[str(self._count)] = file
        self._texts[str(self._count)] = _words(file)

    def value(self) -> list[File]:
        return list(self._files.values())

    def put(self, value: Any) -> None:
        self._files = {}
        for file in [value] if isinstance(value, str | Path | Upload) else value or ():
            self._add(file)

    def take_over(self, other: "FilesEntry") -> None:
        self.put(other.value())

    def fingerprint(self) -> Any:
        return [
            (file.name, file.type, sha256(file.content).hexdigest()) if isinstance(file, Upload) else file
            for file in self.value()
        ]

    def problems(self) -> dict[str, str]:
        found = {}
        for index, file in enumerate(self.value()):
            try:
                _read(file)
            except ValueError as trouble:
                found[f"/{index}"] = f"File {index + 1}: {trouble}"
        return found

    def text(self) -> str:
        texts = [f"{number}. {file['text']}" for number, file in enumerate(self.raw, 1)]
        return "\n  ".join(["", *texts]) if texts else ""


def _read(file: File) -> Upload:
    """The file. Raises ``ValueError`` if there is no file at the path, or only a name."""
    if isinstance(file, Path):
        return Upload.read(file)
    if not isinstance(file, Upload):
        raise ValueError(only_a_name(str(file)))
    return file


def _words(file: File) -> str:
    try:
        return description(_read(file))
    except ValueError:
        return str(file)


def description(file: Upload) -> str:
    """A file in words: "picture.png, image/png, 1,234 bytes"."""
    return f"{file.name}, {file.type}, {faces.count(len(file.content), 'byte')}"
