"""The request of a form before it is sent: a fold that follows the fields.

The request is made only while the fold is open. The names of variables stand in place of secrets.
"""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from kaizala_nb.toolkit.client.errors import ApiError, InputError
from kaizala_nb.toolkit.client.request import SentRequest
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.style import html


class Fold(widgets.VBox):
    """A button that shows and hides its content. ``on_toggle`` is called each time, with whether the content is shown."""

    def __init__(
        self, words: str, content: list[widgets.Widget], on_toggle: Callable[[bool], None] = lambda unfolded: None
    ) -> None:
        inside = widgets.VBox(content, layout=widgets.Layout(display="none"))
        self._toggle = widgets.ToggleButton(description=f"▸ {words}")
        self._toggle.add_class("kz-plain")

        def toggle(change: dict[str, Any]) -> None:
            inside.layout.display = None if change["new"] else "none"
            self._toggle.description = f"{'▾' if change['new'] else '▸'} {words}"
            on_toggle(change["new"])

        self._toggle.observe(toggle, "value")
        super().__init__([self._toggle, inside])

    def unfold(self) -> None:
        """Show the content."""
        self._toggle.value = True

    @property
    def unfolded(self) -> bool:
        """Whether the content is shown."""
        return self._toggle.value


class RequestPreview(Fold):
    """The fold with the request. ``request`` gives the request of the fields, or raises an error that says what is missing."""

    def __init__(self, request: Callable[[], SentRequest]) -> None:
        self._request = request
        self._text = widgets.HTML()
        self._text.add_class("kz-request")
        super().__init__("Request, before it is sent", [self._text], lambda unfolded: self.refresh())

    def refresh(self) -> None:
        """Show the request of the fields and the variables as they are now."""
        self._text.value = html(self._content()) if self.unfolded else ""

    def _content(self) -> str:
        try:
            return faces.code(str(self._request()))
        except InputError as trouble:
            missing = list(trouble.problems.values()) or [str(trouble)]
        except ApiError as trouble:
            missing = [str(trouble)]
        items = "".join(faces.element("li", sentence) for sentence in dict.fromkeys(missing))
        return faces.element("p", "It cannot be sent yet:", "kz-note") + f"<ul>{items}</ul>"
