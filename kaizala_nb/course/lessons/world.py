"""What a check may look at: phones, the journal of the service, what the service holds, and who the learner is."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class World:
    """Everything that a check sees.

    ``phone(number)`` gives what a phone holds, ``calls()`` the journal. ``you`` is the learner's number, "" before signing in.
    ``file(media_id)`` gives the bytes of a file that came with a card, None where there is none.
    ``ask(number, path)`` gives the answer that this person would get to a GET, ``{}`` if it is a refusal. ``now()`` is the clock of
    the service, in epoch milliseconds. ``deliveries()`` are the calls of webhooks that were made or will be made. ``arguments`` are
    those that the learner gave to the check.
    """

    phone: Callable[[str], dict[str, list[dict[str, Any]]]]
    calls: Callable[[], list[dict[str, Any]]]
    you: str
    ask: Callable[[str, str], dict[str, Any]] = lambda number, path: {}
    file: Callable[[str], bytes | None] = lambda media_id: None
    now: Callable[[], int] = lambda: 0
    deliveries: Callable[[], list[dict[str, Any]]] = list
    arguments: Mapping[str, Any] = field(default_factory=dict)

    def look(self, path: str) -> dict[str, Any]:
        """The answer that you would get to a GET."""
        return self.ask(self.you, path) if self.you else {}

    def me(self) -> str:
        """Your id, "" before signing in."""
        return str(self.look("/v1/users/me").get("id", ""))

    def groups(self) -> list[dict[str, Any]]:
        """The groups that you reach, with all their details."""
        return list(self.look("/v1/groups?fetchAllGroups=true&showDetails=true").get("groups", []))

    def members(self, group_id: str) -> list[dict[str, Any]]:
        """Who is in a group."""
        return list(self.look(f"/v1/groups/{group_id}/members").get("members", []))

    def cards(self, group_id: str, kind: str) -> list[dict[str, Any]]:
        """The cards of a kind in a group, newest last, with questions and responses: ``cards(group, "survey")``."""
        path = f"/v1/groups/{group_id}/actions?actionType={kind}&count=100&getDetails=true"
        return sorted(self.look(path).get("actions", []), key=lambda card: card["sentAt"])

    def chats(self, number: str) -> list[dict[str, Any]]:
        """The chats on a phone, oldest first; none for nobody."""
        return self.phone(number)["chats"] if number else []

    def messages(self, number: str) -> list[dict[str, Any]]:
        """The messages on somebody's phone, oldest first."""
        return [chat for chat in self.chats(number) if chat["kind"] == "message"]

    def messages_from_you(self, number: str) -> list[dict[str, Any]]:
        """The messages on somebody's phone that you sent, oldest first."""
        return [message for message in self.messages(number) if message["from"] == self.you]

    def good_calls(self, method: str, path: str) -> list[dict[str, Any]]:
        """The calls with the answer 200, oldest first: ``good_calls("PUT", "/v1/groups/.+/members")``.

        The path is a regular expression. Capitals and small letters are the same in it.
        """
        calls = [call for call in self.calls() if call["method"] == method and call["status"] == 200]
        return [call for call in calls if re.fullmatch(path, path_of(call), re.IGNORECASE)]

    def members_by_group(self) -> dict[str, set[str]]:
        """The numbers of the people who were added to the groups that you made, by the id of the group."""
        made = {chat["groupId"] for chat in self.chats(self.you) if chat.get("event") == "created" and chat["own"]}
        people: dict[str, set[str]] = {group: set() for group in made}
        for chat in self.chats(self.you):
            if chat["groupId"] in made and chat.get("event") == "added":
                people[chat["groupId"]].add(chat["member"])
            elif chat["groupId"] in made and chat.get("event") == "removed":
                people[chat["groupId"]].discard(chat["member"])
        return people


def path_of(call: dict[str, Any]) -> str:
    """The path of a call without its query and without doubled slashes."""
    return "/" + "/".join(part for part in call["path"].partition("?")[0].split("/") if part)
