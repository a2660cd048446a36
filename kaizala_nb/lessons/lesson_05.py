"""Lesson 05: webhooks; help for those who ask, once; a receiver that was down."""

from typing import TYPE_CHECKING, Any

from kaizala_nb.lessons.check import Line
from kaizala_nb.lessons.people import PEOPLE
from kaizala_nb.lessons.scene import field_team, name_people, sign_in
from kaizala_nb.lessons.world import World

if TYPE_CHECKING:
    from kaizala_nb.kaizala import Kaizala

_CALLS_FOR_HELP = 3


def start(kaizala: "Kaizala") -> None:
    """Field team with Asha and Ben, and a custom card that they may answer."""
    name_people(kaizala)
    sign_in(kaizala)
    field_team(kaizala, "Asha", "Ben")
    kaizala.content.post_custom_action(title="Whose keys are these?")


def called(world: World) -> list[Line]:
    """A webhook of the learner's on a group of theirs, and an event that was delivered to it."""
    hooks = {hook["id"] for hook in _hooks(world)}
    heard = [one for one in world.deliveries() if one["webhookId"] in hooks and one["state"] == "delivered"]
    return [
        Line(
            bool(hooks),
            "You have a webhook on your group." if hooks else "You have no webhook on your group.",
            ("Look at the first form: does it have a status?", "Subscribe to all events at group level."),
        ),
        Line(
            bool(heard),
            f"It was called: {heard[-1]['eventType']}." if heard else "It was not called yet.",
            ("Look at the inbox: what has come?", "Somebody has to write in the group, after you subscribed."),
        ),
    ]


def helped_once(world: World) -> list[Line]:
    """As many messages of the learner's as there were calls for help, since the first of the newest three."""
    messages = world.messages(PEOPLE["Asha"])
    asked = [
        number
        for number, chat in enumerate(messages)
        if chat["from"] != world.you and "help" in chat["text"].casefold()
    ][-_CALLS_FOR_HELP:]
    answers = [chat for chat in messages[asked[0] :] if chat["from"] == world.you] if asked else []
    right = len(asked) == _CALLS_FOR_HELP == len(answers)
    said = f"You sent {len(answers)} answers to {len(asked)} calls for help."
    more = " Run the cell with the four messages once more, for a new try." if len(answers) > len(asked) else ""
    return [
        Line(
            len(asked) == _CALLS_FOR_HELP,
            "Help was asked for three times." if len(asked) == _CALLS_FOR_HELP else "Nobody asks for help yet.",
            ("Run the cell above yours.", "It sends four messages, and one of them is delivered twice."),
        ),
        Line(
            right,
            "Each call was answered, once." if right else said + more,
            (
                "Which columns of inbox.df tell a call for help, and one that came before?",
                "Send message on a group, for each event that is not a duplicate.",
            ),
        ),
    ]


def back_again(world: World) -> list[Line]:
    """The webhook on the group is active, and was called for the newest two messages of others."""
    active = {hook["id"] for hook in _hooks(world) if hook["active"]}
    heard = {one["eventId"] for one in world.deliveries() if one["webhookId"] in active and one["state"] == "delivered"}
    messages = [message for message in world.messages(PEOPLE["Asha"]) if message["from"] != world.you]
    late = [message["referenceId"] for message in messages[-2:]]
    come = bool(late) and heard.issuperset(late)
    return [
        Line(
            bool(active),
            "Your webhook is active." if active else "Your webhook is not active.",
            ("Look at the column active of the webhooks.", "Update a webhook."),
        ),
        Line(
            come,
            "What happened meanwhile has come." if come else "What happened meanwhile has not come yet.",
            (
                "Does anybody answer at the inbox's address?",
                "A paused inbox can be resumed; do it before the webhook is switched on.",
            ),
        ),
    ]


def _hooks(world: World) -> list[dict[str, Any]]:
    """The learner's webhooks on groups of theirs."""
    asked = [f"/v1/webhook?objectId={group['groupId']}&objectType=Group" for group in world.groups()]
    return [hook for path in asked for hook in world.look(path).get("webhooks", [])]


CHECKS = {
    "05": ("Check 05: being called", called),
    "05 your turn": ("Check 05: help, once", helped_once),
    "05 drill": ("Check 05: back again", back_again),
}
