"""A form with files as it is sent, and how much of it is sent.

urllib3 writes the form. It stays in memory, because a refused request may be sent again.
"""

import io
from collections.abc import Callable

from urllib3.fields import RequestField
from urllib3.filepost import encode_multipart_formdata

from kaizala_nb.toolkit.collection import Call

Progress = Callable[[int, int], None]
"""Called with two numbers: the bytes that are sent, and all bytes."""


class Form(io.BytesIO):
    """The body of an upload. ``content_type`` names its boundary. ``progress`` is called whenever a piece is read."""

    def __init__(self, call: Call, progress: Progress) -> None:
        parts = []
        for name, value in call.fields:
            text = RequestField(name, value.encode())
            text.make_multipart()
            parts.append(text)
        for name, file in call.files:
            part = RequestField(name, file.content, filename=file.name)
            part.make_multipart(content_type=file.type)
            parts.append(part)
        body, self.content_type = encode_multipart_formdata(parts)
        self._size = len(body)
        self._progress = progress
        super().__init__(body)

    def __len__(self) -> int:
        return self._size

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes. The sender reads the body piece by piece."""
        piece = super().read(size)
        self._progress(self.tell(), self._size)
        return piece
