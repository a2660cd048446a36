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
    reactions = [_reactions(world, message) for message in _messages(world) if message["text"] == QUESTION]
    me = world.me()
    return [
        line(
            any(me in reaction.likes for reaction in reactions),
            "Your question has a like from you.",
            "Your question has no like from you.",
            "Look at the description. Which field says that the reaction is a like?",
            "POST ... /reaction, with requests.",
        ),
        line(
            any(me in reaction.comments for reaction in reactions),
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


def two_people(world: World) -> list[Line]:
    """A message of the learner's own with one like and one comment, by two people."""
    field_team = {message["groupId"] for message in _messages(world) if message["text"] == QUESTION}
    own = [message for message in _messages(world) if message["text"] != QUESTION]
    here = [_reactions(world, message) for message in own if message["groupId"] in field_team]
    best = max(here, key=lambda reactions: reactions.steps, default=_Reactions())
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
            best.has_one_like,
            "Your message has one like.",
            f"Your message has {faces.count(len(best.likes), 'like')}. It needs one.",
            "Which reference id did you send the like to?",
            'asha.like(kaizala.environment["test-reference-id"]), or kaizala.reactions.send_reaction(...)',
        ),
        line(
            best.has_one_comment,
            "Your message has one comment.",
            f"Your message has {faces.count(len(best.comments), 'comment')}. It needs one.",
            "A comment has a text.",
            'ben.comment(kaizala.environment["test-reference-id"], "..."), or kaizala.reactions.send_reaction(...)',
        ),
        line(
            best.is_by_two_people,
            "The like and the comment are from two people.",
            "The like and the comment are from one person."
            if best.has_one_like and best.has_one_comment
            else "The like and the comment come first. Then this line looks at who sent them.",
            "Only one of the two can be yours. Asha and Ben have phones.",
            "asha.like(...) and ben.comment(...)",
        ),
    ]


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
class _Reactions:
    """A message of the learner's, and the ids of those who like it and of those who comment on it."""

    message: dict[str, Any] | None = None
    likes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()

    @property
    def has_one_like(self) -> bool:
        return len(self.likes) == 1

    @property
    def has_one_comment(self) -> bool:
        return len(self.comments) == 1

    @property
    def is_by_two_people(self) -> bool:
        return self.has_one_like and self.has_one_comment and self.likes != self.comments

    @property
    def steps(self) -> int:
        """How far it is from a message alone to what is asked for."""
        return self.has_one_like + self.has_one_comment + self.is_by_two_people


def _messages(world: World) -> list[dict[str, Any]]:
    return world.messages_from_you(world.you)


def _reactions(world: World, message: dict[str, Any]) -> _Reactions:
    return _Reactions(message, _people(world, message, "Like"), _people(world, message, "Comment"))


def _people(world: World, message: dict[str, Any], kind: str) -> tuple[str, ...]:
    return tuple(reaction["userId"] for reaction in _details(world, message, kind))


def _details(world: World, message: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    path = f"/v1/groups/{message['groupId']}/reaction/{message['referenceId']}?reactionType={kind}"
    return list(world.look(path).get("reactionDetails", []))


CHECKS = {
    "06 page": exercise("Check 06: two requests from the page", from_the_page),
    "06": part("Check 06: from words to a request", from_words),
    "06 your turn": exercise("Check 06: two reactions", two_people),
    "06 drill": exercise("Check 06: the missing tick", repaired),
}
