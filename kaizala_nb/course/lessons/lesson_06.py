"""Lesson 06: reactions, written from their description; a cursor; a permission that is missing."""

from typing import TYPE_CHECKING

from kaizala_nb.course.lessons.check import Line
from kaizala_nb.course.lessons.scene import field_team, name_people, sign_in
from kaizala_nb.course.lessons.world import World, path_of

if TYPE_CHECKING:
    from kaizala_nb.course.kaizala import Kaizala

QUESTION = "Where do we eat on Friday?"


def start(kaizala: "Kaizala") -> None:
    """Field team with Asha and Ben, and a question of yours to react to."""
    name_people(kaizala)
    sign_in(kaizala)
    field_team(kaizala, "Asha", "Ben")
    kaizala.content.send_message(message=QUESTION)


def from_words(world: World) -> list[Line]:
    """A like and a comment of the learner's on the question that was there."""
    mine = [message for message in _sent(world) if message["text"] == QUESTION]
    me = world.me()
    liked = any(me in _people(world, message, "Like") for message in mine)
    said = any(me in _people(world, message, "Comment") for message in mine)
    return [
        Line(
            liked,
            "You like your question." if liked else "Your question has no like from you.",
            ("Look at the description: which field says that it is a like?", "POST ... /reaction, by requests."),
        ),
        Line(
            said,
            "You commented on it." if said else "It has no comment from you.",
            ("A comment needs one field more than a like.", "kaizala.reactions.send_reaction, with a comment."),
        ),
    ]


def two_people(world: World) -> list[Line]:
    """A message of the learner's own with one like and one comment, by two people."""
    own = [(message, _right(world, message)) for message in _sent(world) if message["text"] != QUESTION]
    best, (likes, comments, others) = max(own, key=lambda one: sum(one[1]), default=(None, (False, False, False)))
    return [
        Line(
            best is not None,
            f'You sent "{best["text"]}".' if best else "You have sent no message of your own.",
            ("Look at Asha's phone: what is the newest message?", "Send message on a group."),
        ),
        Line(
            likes,
            "It has one like." if likes else "It has not one like.",
            ("Whose reference id did you react to?", "Send a reaction, or like() on somebody's phone."),
        ),
        Line(
            comments,
            "It has one comment." if comments else "It has not one comment.",
            ("A comment has a text.", "Send a reaction, or comment() on somebody's phone."),
        ),
        Line(
            others,
            "They are from two people." if others else "They are not from two people.",
            ("Look at userId in the table of the reactions.", "Only one of them can be yours: others have phones."),
        ),
    ]


def repaired(world: World) -> list[Line]:
    """A like of the learner's that came through the connector that lacked the permission, after it was refused."""
    reactions = [
        call for call in world.calls() if path_of(call).lower().endswith("/reaction") and call["method"] == "POST"
    ]
    refused = next((number for number, call in enumerate(reactions) if call["status"] == 403), None)
    through = refused is not None and any(call["status"] == 200 for call in reactions[refused + 1 :])
    return [
        Line(
            through,
            "The like went through, with a token that knows of the permission."
            if through
            else "No like has gone through since it was refused.",
            (
                "Look at what the service said: it names the permission.",
                "portal.grant, then Step3 - Retrieve the access token, then the like once more.",
            ),
        )
    ]


def _sent(world: World) -> list[dict]:
    return world.messages_from_you(world.you)


def _people(world: World, message: dict, kind: str) -> list[str]:
    path = f"/v1/groups/{message['groupId']}/reaction/{message['referenceId']}?reactionType={kind}"
    return [one["userId"] for one in world.look(path).get("reactionDetails", [])]


def _right(world: World, message: dict) -> tuple[bool, bool, bool]:
    likes, comments = _people(world, message, "Like"), _people(world, message, "Comment")
    return len(likes) == 1, len(comments) == 1, len(likes) == len(comments) == 1 and likes != comments


CHECKS = {
    "06": ("Check 06: from words to a request", from_words),
    "06 your turn": ("Check 06: two reactions", two_people),
    "06 drill": ("Check 06: the missing tick", repaired),
}
