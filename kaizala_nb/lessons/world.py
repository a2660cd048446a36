"""What a check may look at: phones, the service's record of its calls, and who the learner is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class World:
    """``phone(number)`` gives what a phone holds, ``calls()`` the journal, ``you`` the learner's number ("" before signing in)."""

    phone: Callable[[str], dict[str, list[dict[str, Any]]]]
    calls: Callable[[], list[dict[str, Any]]]
    you: str

    def chats(self, number: str) -> list[dict[str, Any]]:
        """The chats on a phone, oldest first; none for nobody."""
        return self.phone(number)["chats"] if number else []

    def messages_from_you(self, number: str) -> list[dict[str, Any]]:
        """Your messages on somebody's phone."""
        return [chat for chat in self.chats(number) if chat["kind"] == "message" and chat["from"] == self.you]

    def added(self) -> dict[str, set[str]]:
        """Who was added to the groups that you made, by group."""
        made = {chat["groupId"] for chat in self.chats(self.you) if chat.get("event") == "created" and chat["own"]}
        people: dict[str, set[str]] = {group: set() for group in made}
        for chat in self.chats(self.you):
            if chat["groupId"] in made and chat.get("event") == "added":
                people[chat["groupId"]].add(chat["member"])
            elif chat["groupId"] in made and chat.get("event") == "removed":
                people[chat["groupId"]].discard(chat["member"])
        return people
