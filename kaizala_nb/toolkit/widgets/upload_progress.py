"""The progress of an upload: a bar, and the same in words."""

import ipywidgets as widgets

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.style import html

_STEP = 0.02
"""The bar moves by 2 % or more at a time: smaller steps would only keep the page busy."""


class UploadProgress(widgets.HTML):
    """The progress of one upload. It is empty before the upload and after it."""

    def __init__(self) -> None:
        super().__init__()
        self._last = -_STEP

    def tell(self, sent: int, size: int) -> None:
        """Show that ``sent`` of ``size`` bytes are sent."""
        part = sent / size if size else 1.0
        if part - self._last < _STEP and part < 1:
            return
        self._last = part
        words = f"{sent:,} of {faces.count(size, 'byte')} sent" + (". Waiting for the answer …" if part >= 1 else "")
        bar = f'<progress max="100" value="{part * 100:.0f}" aria-label="Upload"></progress>'
        self.value = html(f'<div class="kz-progress">{bar} {faces.element("span", words, "kz-quiet")}</div>')

    def end(self) -> None:
        """Show nothing: the upload is over."""
        self._last = -_STEP
        self.value = ""
