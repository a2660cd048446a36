"""A box that shows what there is now, and refreshes itself while a browser shows it.

It polls on the kernel's own loop. There is no thread, because widgets must not be changed from one. Nothing is polled while no
browser shows the box.
"""

import asyncio
from typing import Any

import ipywidgets as widgets

from kaizala_nb.toolkit.widgets.browser_page import browser_page
from kaizala_nb.toolkit.widgets.style import sheet


class LiveBox(widgets.VBox):
    """A box with a screen of HTML. A class that derives from it says what :meth:`refresh` and :meth:`as_text` do."""

    children: tuple[widgets.Widget, ...]

    every = 0.7
    """Seconds from one refresh to the next."""

    def __init__(self) -> None:
        self._screen = widgets.HTML()
        self._screen.add_class("kz-side")
        self._polling: asyncio.Task[None] | None = None
        super().__init__([sheet(), self._screen])
        self.add_class("kz-side")
        self._screen._view_count = 0  # asks the front end to say how many views of it a page shows
        self._screen.observe(self._on_view_count, "_view_count")
        if (page := browser_page()) is not None:
            page.watchers.add(self)
        self.refresh()

    def refresh(self) -> None:
        """Show what there is now."""
        raise NotImplementedError

    def as_text(self) -> str:
        """What the box shows, in plain text."""
        raise NotImplementedError

    def _on_view_count(self, change: dict[str, Any]) -> None:
        if not change["new"]:
            self._stop()
            self.refresh()  # what only a browser may show goes away
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
        """Stop refreshing, and take the box off the page."""
        self._stop()
        super().close()

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if isinstance(bundle, dict):
            bundle["text/plain"] = self.as_text()
        return bundle
