"""A phone and an inbox that a notebook can show: each makes a box, and the box follows what arrives."""

import math
import weakref
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from kaizala_nb.course.inbox.inbox import Inbox
from kaizala_nb.course.inbox.reasons import Pending
from kaizala_nb.course.sandbox.phone import Phone
from kaizala_nb.course.sandbox.sandbox import Sandbox
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.errors import ApiError

if TYPE_CHECKING:
    from kaizala_nb.toolkit.widgets.live_box import LiveBox

Boxes = weakref.WeakSet
"""The boxes of a notebook. Each is refreshed after every request of the notebook."""


class _Boxed:
    """Something that a notebook shows as a box."""

    _boxes: Boxes

    def _make_box(self) -> "LiveBox":
        raise NotImplementedError

    def box(self) -> "LiveBox":
        """A new box. It is refreshed after every request of this notebook, and by itself while the browser shows it."""
        box = self._make_box()
        self._boxes.add(box)
        return box

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return self.box()._repr_mimebundle_(**kwargs)


class NotebookPhone(_Boxed, Phone):
    """A phone that a notebook shows as a box."""

    def __init__(self, sandbox: Sandbox, boxes: Boxes, number: str, name: str = "", you: str = "") -> None:
        super().__init__(sandbox, number, name, you)
        self._boxes = boxes

    def _make_box(self) -> "LiveBox":
        from kaizala_nb.course.widgets.phone_box import PhoneBox

        return PhoneBox(self)


class NotebookInbox(_Boxed, Inbox):
    """An inbox that a notebook shows as a box."""

    def __init__(self, environment: Environment, boxes: Boxes, token: str, sandbox: Sandbox) -> None:
        super().__init__(
            token,
            masker=environment.masker,
            you=lambda: environment["mobile-number"],
            pending=lambda: _pending(sandbox),
        )
        self._boxes = boxes
        self._sandbox = sandbox

    def clear(self) -> None:
        """Forget what has come, and what the local Kaizala is sending just now. The address stays the same."""
        with suppress(ApiError):  # there is none to ask
            self._sandbox.settle()
        super().clear()

    def _make_box(self) -> "LiveBox":
        from kaizala_nb.course.widgets.inbox_box import InboxBox

        return InboxBox(self)


def _pending(sandbox: Sandbox) -> list[Pending] | None:
    """What the local Kaizala has tried to deliver, or holds back; None if there is none to ask."""
    try:
        now, deliveries = sandbox.now, sandbox.call("GET", "deliveries")["deliveries"]
    except ApiError:
        return None
    return [
        Pending(
            webhook_id=one["webhookId"],
            is_off=one["state"] == "held",
            answered=one["answered"],
            minutes=max(1, math.ceil((one["due"] - now) / 60_000)),
        )
        for one in deliveries
        if one["state"] == "held" or (one["state"] == "waiting" and one["tries"])
    ]
