"""A widget that shows what there is now, and refreshes itself while a browser shows it.

It polls on the kernel's own loop. There is no thread, because widgets must not be changed from one. Nothing is polled while no
browser shows the widget.
"""

import asyncio
from typing import Any

import ipywidgets as widgets


class LiveBox(widgets.DOMWidget):
    """A class that derives from it says what :meth:`refresh` does, and calls :meth:`start` at the end of its ``__init__``."""

    every = 0.7
    """Seconds from one refresh to the next."""

    _polling: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Refresh it now, and again and again while a browser shows it."""
        self._view_count = 0  # asks the front end to say how many views of it a page shows
        self.observe(self._on_view_count, "_view_count")
        self.refresh()

    def refresh(self) -> None:
        """Show what there is now."""
        raise NotImplementedError

    def follow(self) -> None:
        """Show what a request of the notebook has brought."""
        self.refresh()

    def _on_message(self, widget: widgets.Widget, message: dict[str, Any], buffers: list[memoryview]) -> None:
        """A message of a view: one more or one less, where a page does not count its views by itself."""
        if message.get("kind") == "view":
            self._view_count = max(0, self._view_count + message["more"])
        super()._on_message(widget, message, buffers)

    def _on_view_count(self, change: dict[str, Any]) -> None:
        if not change["new"]:
            self._stop()
        elif self._polling is None or self._polling.done():
            self._polling = asyncio.get_running_loop().create_task(self._poll())

    async def _poll(self) -> None:
        while True:
            self.refresh()
            await asyncio.sleep(self.every)

    def _stop(self) -> None:
        if self._polling is not None:
            self._polling.cancel()
            self._polling = None

    def close(self) -> None:
        """Stop refreshing, and take the widget off the page."""
        self._stop()
        super().close()
