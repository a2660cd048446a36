"""Lesson 06: reactions, written from their description; a cursor; a permission that is missing."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from kaizala_nb.course.lessons.check import Line, exercise, line, part, quotation
from kaizala_nb.course.lessons.scene import LocalKaizala, field_team, name_people, sign_in
from kaizala_nb.course.lessons.world import World, path_of
from kaizala_nb.toolkit.display import faces

QUESTION = "Where do we eat on Friday?"


def start(kaizala: LocalKaizala) -> None:
    """Field team with Asha and Ben, and a question of yours to react to."""
    name_people(kaizala)
    sign_in(kaizala)
    field_team(kaizala, "Asha", "Ben")
    kaizala.content.send_message(message=QUESTION)


def from_words(world: World) -> list[Line]:
    """A like and a comment of the learner's on the question that was there."""
    questions = [message for message in _messages(world) if message["text"] == QUESTION]
    me = world.me()
    return [
        line(
            any(me in _people(world, question, "Like") for question in questions),
            "Your question has a like from you.",
            "Your question has no like from you.",
            "Look at the description. Which field says that the reaction is a like?",
            "POST ... /reaction, with requests.",
        ),
        line(
            any(me in _people(world, question, "Comment") for question in questions),
            "Your question has a comment from you.",
            "Your question has no comment from you.",
            "A comment needs one field more than a like.",
            "kaizala.reactions.send_reaction, with a comment.",
        ),
    ]


def from_the_page(world: World) -> list[Line]:
    """A comment of the learner's on the question that was there, and since then its comments, without the likes."""
    me = world.me()
    questions = [message for message in _messages(world) if message["text"] == QUESTION]
    times = {message["referenceId"]: _comment_times(world, message, me) for message in questions}
    return [
        line(
            any(times.values()),
            "Your question has a comment from you.",
            "Your question has no comment from you.",
            "Look at the page of the POST. Which two fields of the body are not those of a like?",
            "POST ... /reaction, with reactionType Comment and a comment.",
        ),
        line(
            any(_got_comments(world, reference, min(since)) for reference, since in times.items() if since),
            "You got its comments, without the likes.",
            "You have not got its comments, without the likes, since you sent yours.",
            "Look at the page of the GET. Which value of the query leaves the likes out?",
            "GET ... /reaction/{referenceId}, with reactionType in params.",
        ),
    ]


def _comment_times(world: World, message: dict[str, Any], person: str) -> list[int]:
    """When a person commented on a message, in epoch milliseconds."""
    comments = _details(world, message, "Comment")
    return [comment["lastModifiedTime"] for comment in comments if comment["userId"] == person]


def _got_comments(world: World, reference_id: str, since: int) -> bool:
    calls = world.good_calls("GET", f"/v1/groups/[^/]+/reaction/{reference_id}")
    return any(_query(call).get("reactiontype") == "comment" and call["at"] >= since for call in calls)


def _query(call: dict[str, Any]) -> dict[str, str]:
    """The query of a call, in small letters."""
    return dict(parse_qsl(call["path"].partition("?")[2].lower()))


def what_is_new(world: World) -> list[Line]:
    """A message of the learner's own with a like and a comment, and a cursor that brought this message alone."""
    field_team = {message["groupId"] for message in _messages(world) if message["text"] == QUESTION}
    own = [message for message in _messages(world) if message["text"] != QUESTION]
    here = [_Own.seen(world, message) for message in reversed(own) if message["groupId"] in field_team]
    best = max(here, key=lambda message: message.steps, default=_Own())
    return [
        line(
            best.message,
            f"You sent {quotation(best.message)}.",
            "Your message went to another group." if own else "You have not sent a message of your own to Field team.",
            "Field team is the group that Asha and Ben are in."
            if own
            else "Look at Asha's phone. What is the newest message?",
            'kaizala.content.send_message(group_id=group, message="...")',
        ),
        line(
            best.likes,
            "Your message has a like.",
            "Your message has no like.",
            "Which reference id did you give to asha.like?",
            'asha.like(kaizala.environment["test-reference-id"])',
        ),
        line(
            best.comments,
            "Your message has a comment.",
            "Your message has no comment.",
            "Which reference id did you give to ben.comment?",
            'ben.comment(kaizala.environment["test-reference-id"], "...")',
        ),
        line(best.is_alone, "Your cursor brought your message, and no other.", *_missing(best)),
    ]


def _missing(own: "_Own") -> tuple[str, str, str]:
    """What is missing where no cursor brought the message alone, where to look, and what to call."""
    ask = "kaizala.reactions.fetch_group_summary(cursor=cursor).df"
    comment = 'ben.comment(kaizala.environment["test-reference-id"], "...")'
    if not own.brought:
        return (
            "You have not asked with a cursor since the like and the comment came.",
            "Which call of Part 2 says what is new?",
            ask,
        )
    if not own.brought[-1]:
        return (
            "Your cursor brought no message. It is newer than the like and the comment.",
            "A cursor is kept before something happens. What can happen now?",
            f"{comment}, then {ask}",
        )
    return (
        f"Your cursor brought {faces.count(len(own.brought[-1]), 'message')}: it is too old.",
        "Each reply has a new cursor. Which one did you keep?",
        f'cursor = kaizala.reactions.fetch_group_summary().json["cursor"], then {comment}, then {ask}',
    )


def repaired(world: World) -> list[Line]:
    """A like of the learner's that came through the connector that lacked the permission, after it was refused."""
    calls = [call for call in world.calls() if call["method"] == "POST" and path_of(call).lower().endswith("/reaction")]
    refused = next((index for index, call in enumerate(calls) if call["status"] == 403), len(calls))
    took = [call.get("kind") for call in calls[refused:] if call["status"] == 200]
    return [
        line(
            "Like" in took,
            "The service took the like: the token that you send now has the permission.",
            "The service has not taken a like since it refused one.",
            "Look at what the service said. It names the permission. When was your token made?",
            'portal.grant("Reaction", "Add"), then kaizala.authentication.access_token(), then the like once more.',
        )
    ]


@dataclass(frozen=True)
class _Own:
    """A message of the learner's own.

    ``likes`` and ``comments`` are the ids of those who like it and comment on it. ``brought`` has, for each time that the learner
    asked with a cursor since the first like and the first comment, the reference ids of the messages that are new to that cursor.
    """

    message: dict[str, Any] | None = None
    likes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    brought: tuple[frozenset[str], ...] = ()

    @classmethod
    def seen(cls, world: World, message: dict[str, Any]) -> "_Own":
        likes, comments = _details(world, message, "Like"), _details(world, message, "Comment")
        first = [min(one["lastModifiedTime"] for one in found) for found in (likes, comments) if found]
        asked = _asked_with_cursor(world, message["groupId"], max(first)) if len(first) == 2 else []
        brought = tuple(frozenset(row["referenceId"] for row in world.look(path).get("summary", [])) for path in asked)
        return cls(message, _people(world, message, "Like"), _people(world, message, "Comment"), brought)

    @property
    def is_alone(self) -> bool:
        """Whether a cursor brought it, and nothing else."""
        return self.message is not None and frozenset([self.message["referenceId"]]) in self.brought

    @property
    def steps(self) -> int:
        """How far it is from a message alone to what is asked for."""
        return bool(self.likes) + bool(self.comments) + self.is_alone


def _asked_with_cursor(world: World, group_id: str, since: int) -> list[str]:
    """The addresses with which the learner asked for what is new in a group, with a cursor, since a time (epoch milliseconds)."""
    calls = world.good_calls("GET", f"/v1/groups/{group_id}/reaction/summary")
    return [call["path"] for call in calls if call["at"] >= since and _query(call).get("cursor")]


def _messages(world: World) -> list[dict[str, Any]]:
    return world.messages_from_you(world.you)


def _people(world: World, message: dict[str, Any], kind: str) -> tuple[str, ...]:
    return tuple(reaction["userId"] for reaction in _details(world, message, kind))


def _details(world: World, message: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    path = f"/v1/groups/{message['groupId']}/reaction/{message['referenceId']}?reactionType={kind}"
    return list(world.look(path).get("reactionDetails", []))


CHECKS = {
    "06 page": exercise("Check 06: two requests from the page", from_the_page),
    "06": part("Check 06: from words to a request", from_words),
    "06 your turn": exercise("Check 06: what is new", what_is_new),
    "06 drill": exercise("Check 06: the missing tick", repaired),
}
