"""What a request of the notebook brought to somebody's phone."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from kaizala_nb.course.sandbox.phone import Phone
from kaizala_nb.course.sandbox.sandbox import Sandbox
from kaizala_nb.toolkit.client.arrival import Arrival
from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.display import faces

_SECONDS = 2.0  # to say what arrived: a reply does not wait longer for it


class Arrivals:
    """Finds on whose phone something arrived since it was last asked.

    ``you`` gives the number of the person at the notebook: what reaches nobody else is no arrival.
    """

    def __init__(self, sandbox: Sandbox, you: Callable[[], str]) -> None:
        self._sandbox = sandbox
        self._you = you
        self._names: dict[str, str] = {}
        self._newest: int | None = None

    def know(self, number: str, name: str) -> None:
        """Remember a phone of the notebook: it comes before those that the notebook does not show."""
        self._names.pop(number, None)
        self._names[number] = name

    def forget(self) -> None:
        """The local Kaizala was emptied: its events have numbers from the first again."""
        self._newest = 0

    def pass_over(self) -> None:
        """What is on phones now came by no request of the notebook: somebody tapped on a phone."""
        with suppress(ApiError):
            self._newest = self._sandbox.call("GET", f"arrivals?after={self._newest or 0}", timeout=_SECONDS)["newest"]

    def __call__(self) -> list[Arrival]:
        """The newest thing that reached another person since the last call, if there is one; nothing at the first call.

        Where there is no local Kaizala, or it does not answer, nothing is found: the request itself was carried out.
        """
        if not self._sandbox.is_there:
            return []
        try:
            return self._find()
        except ApiError:
            return []

    def _find(self) -> list[Arrival]:
        after = self._newest
        found = self._sandbox.call("GET", f"arrivals?after={after or 0}", timeout=_SECONDS)
        self._newest = found["newest"]
        you = self._you()
        reached = {phone["number"]: phone["name"] for phone in found["phones"] if phone["number"] != you}
        if after is None or not reached:
            return []
        known = [number for number in reversed(self._names) if number in reached]
        number = known[0] if known else next(iter(reached))
        phone = Phone(self._sandbox, number, self._names.get(number) or reached[number], you)
        return _newest(phone, after, len(reached) - 1)


def _newest(phone: Phone, after: int, others: int) -> list[Arrival]:
    """What came to a phone after the event of this number, if anything did. ``others`` is how many other people were reached."""
    from kaizala_nb.course.widgets.arrival_strip import strip

    content = phone.read()
    if not content["chats"]:
        return []
    entry = _as_one([chat for chat in content["chats"] if chat.get("number", 0) > after] or content["chats"][-1:])
    also = f" and {faces.count(others, 'other phone')}" if others else ""
    where = f"{phone.title if phone.name else f'the phone {phone.ending}'}{also}"
    return [Arrival(where, phone.in_words(entry), strip(phone, content | {"chats": [entry]}, where))]


def _as_one(chats: list[dict[str, Any]]) -> dict[str, Any]:
    """The newest entry. People who were added together are one entry, with the welcome message of their group."""
    newest = chats[-1]
    here = [chat for chat in chats if chat["groupId"] == newest["groupId"]]
    added = [chat for chat in here if chat.get("event") == "added"]
    if not added or (newest not in added and newest["kind"] != "welcome"):
        return newest
    welcome = next((chat["text"] for chat in here if chat["kind"] == "welcome"), "")
    return added[-1] | {"members": [(one["member"], one["memberName"]) for one in added], "welcome": welcome}
