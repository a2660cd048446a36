"""Phones and the inbox as they show themselves in a notebook: a box that follows what arrives."""

import weakref
from typing import TYPE_CHECKING, Any

from kaizala_nb.course.inbox.inbox import Inbox
from kaizala_nb.course.sandbox.phone import Phone
from kaizala_nb.course.sandbox.sandbox import Sandbox
from kaizala_nb.toolkit.client.environment import Environment

if TYPE_CHECKING:
    from kaizala_nb.toolkit.widgets.following import Following

Boxes = weakref.WeakSet
"""The boxes that a page may show; each looks again after every request of the notebook."""


class _OnPage:
    """Shows itself in a notebook as a box that follows what arrives."""

    _boxes: Boxes

    def _make_box(self) -> "Following":
        raise NotImplementedError

    def box(self) -> "Following":
        """A box for the page; it looks again after every request of this notebook, and while it is shown."""
        box = self._make_box()
        self._boxes.add(box)
        return box

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return self.box()._repr_mimebundle_(**kwargs)


class PagePhone(_OnPage, Phone):
    """A phone that shows itself in a notebook."""

    def __init__(self, sandbox: Sandbox, boxes: Boxes, number: str, name: str = "", you: str = "") -> None:
        super().__init__(sandbox, number, name, you)
        self._boxes = boxes

    def _make_box(self) -> "Following":
        from kaizala_nb.course.widgets.phone import PhoneBox

        return PhoneBox(self)


class PageInbox(_OnPage, Inbox):
    """An inbox that shows itself in a notebook."""

    def __init__(self, environment: Environment, boxes: Boxes, token: str) -> None:
        super().__init__(token, masker=environment.masker, you=lambda: environment["mobile-number"])
        self._boxes = boxes

    def _make_box(self) -> "Following":
        from kaizala_nb.course.widgets.inbox import InboxBox

        return InboxBox(self)
