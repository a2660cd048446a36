"""The request of a form before it is sent, in a fold that follows the fields as they stand.

It is worked out only while it is open. Secrets stand in it by the names of their variables, as in the request of a reply.
"""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from kaizala_nb.toolkit.client.errors import ApiError, InputError
from kaizala_nb.toolkit.client.request import SentRequest
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.style import html


class Fold(widgets.VBox):
    """A button that folds what is under it away; ``turned`` is told of each turn."""

    def __init__(
        self, words: str, content: list[widgets.Widget], turned: Callable[[bool], None] = lambda unfolded: None
    ) -> None:
        inside = widgets.VBox(content, layout=widgets.Layout(display="none"))
        self._toggle = widgets.ToggleButton(description=f"▸ {words}")
        self._toggle.add_class("kz-plain")

        def turn(change: dict[str, Any]) -> None:
            inside.layout.display = None if change["new"] else "none"
            self._toggle.description = f"{'▾' if change['new'] else '▸'} {words}"
            turned(change["new"])

        self._toggle.observe(turn, "value")
        super().__init__([self._toggle, inside])

    def unfold(self) -> None:
        """Show what is in it."""
        self._toggle.value = True

    @property
    def unfolded(self) -> bool:
        """Whether it shows what is in it."""
        return self._toggle.value


class RequestPreview(Fold):
    """The fold. ``request`` gives the request as it stands, or raises the error that says why there is none."""

    def __init__(self, request: Callable[[], SentRequest]) -> None:
        self._request = request
        self._text = widgets.HTML()
        self._text.add_class("kz-request")
        super().__init__("Request, before it is sent", [self._text], lambda unfolded: self.refresh())

    def refresh(self) -> None:
        """The fields, or the variables, have changed."""
        self._text.value = html(self._shown()) if self.unfolded else ""

    def _shown(self) -> str:
        try:
            return faces.code(str(self._request()))
        except InputError as trouble:
            missing = list(trouble.problems.values()) or [str(trouble)]
        except ApiError as trouble:
            missing = [str(trouble)]
        lines = "".join(faces.element("li", one) for one in dict.fromkeys(missing))
        return faces.element("p", "It cannot be sent yet:", "kz-note") + f"<ul>{lines}</ul>"
