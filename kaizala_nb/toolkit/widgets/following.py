"""A box in the page that follows something by itself while it is shown.

It polls on the kernel's own loop, with no thread, and only while a page shows it: a widget is never touched from elsewhere.
"""

import asyncio
from typing import Any

import ipywidgets as widgets

from kaizala_nb.toolkit.widgets.page import the_page
from kaizala_nb.toolkit.widgets.style import sheet


class Following(widgets.VBox):
    """A box with a screen of HTML. Whoever derives from it says how to :meth:`refresh` it and what it says :meth:`as_text`."""

    every = 0.7
    """Seconds between two looks."""

    def __init__(self) -> None:
        self._screen = widgets.HTML()
        self._screen.add_class("kz-side")
        self._polling: asyncio.Task | None = None
        super().__init__([sheet(), self._screen])
        self.add_class("kz-side")
        self._screen._view_count = 0  # asks to be told how many views of it are on a page
        self._screen.observe(self._shown, "_view_count")
        if (page := the_page()) is not None:
            page.watchers.add(self)
        self.refresh()

    def refresh(self) -> None:
        """Show what there is now."""
        raise NotImplementedError

    def as_text(self) -> str:
        """The same in plain text."""
        raise NotImplementedError

    def _shown(self, change: dict[str, Any]) -> None:
        if not change["new"]:
            self._stop()
            self.refresh()  # what is for a page alone goes with it
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
        """Stop looking, and take it off the page."""
        self._stop()
        super().close()

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if isinstance(bundle, dict):
            bundle["text/plain"] = self.as_text()
        return bundle
