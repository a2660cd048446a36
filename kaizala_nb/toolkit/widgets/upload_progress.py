"""The progress of an upload to the service."""

from kaizala_nb.toolkit.display import faces

_STEP = 0.02
"""The bar moves by 2 % or more at a time: smaller steps would only keep the page busy."""


class UploadProgress:
    """The progress of one upload. ``content`` is for the page: percent and words; None before the upload and after it."""

    def __init__(self) -> None:
        self.content: dict[str, object] | None = None
        self._last = -_STEP

    def tell(self, sent: int, size: int) -> bool:
        """Note that ``sent`` of ``size`` bytes are sent. Gives whether there is something new to show."""
        part = sent / size if size else 1.0
        if part - self._last < _STEP and part < 1:
            return False
        self._last = part
        words = f"{sent:,} of {faces.count(size, 'byte')} sent" + (". Waiting for the answer …" if part >= 1 else "")
        self.content = {"percent": round(part * 100), "words": words}
        return True

    def end(self) -> None:
        """Show nothing: the upload is over."""
        self._last = -_STEP
        self.content = None
