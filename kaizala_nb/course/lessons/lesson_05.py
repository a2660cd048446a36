"""Lesson 05: webhooks; help for those who ask, once; a receiver that was down."""

import re
from typing import TYPE_CHECKING, Any

from kaizala_nb.course.lessons.check import Line
from kaizala_nb.course.lessons.people import PEOPLE
from kaizala_nb.course.lessons.scene import field_team, name_people, sign_in
from kaizala_nb.course.lessons.world import World
from kaizala_nb.toolkit.display import faces

if TYPE_CHECKING:
    from kaizala_nb.course.kaizala import Kaizala

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
    """One answer of the learner's to each of the newest three calls for help, and no other; see :func:`_whose`."""
    messages = world.messages(PEOPLE["Asha"])
    asked = [number for number, chat in enumerate(messages) if chat["from"] != world.you and _says_help(chat)]
    asked = asked[-_CALLS_FOR_HELP:]
    calls = [messages[number] for number in asked]
    since = messages[asked[0] :] if asked else []
    answers = [chat for chat in since if chat["from"] == world.you]
    whose = [_whose(answer, calls) for answer in answers]
    said, too_many = [], None in whose
    for call in {call["from"]: call for call in calls}.values():
        wanted = sum(one["from"] == call["from"] for one in calls)
        got = [of for of in whose if of is not None and of[0] == call["from"]]
        quoted = [text for _, text in got if text]
        again = len(set(quoted)) < len(quoted)
        if len(got) != wanted or again:
            who = call.get("fromName") or call["from"]
            said.append(f"{who} asked for help {_times(wanted)} and got {faces.count(len(got), 'answer')}.")
            too_many = too_many or len(got) > wanted or again
    if whose.count(None):
        said.append(
            f"{faces.count(whose.count(None), 'message')} of yours: for whom? An answer names one of those who asked."
        )
    there = len(calls) == _CALLS_FOR_HELP
    more = ["Run the cell with the four messages once more, for a new try."] if too_many else []
    return [
        Line(
            there,
            "Help was asked for three times." if there else "Nobody asks for help yet.",
            ("Run the cell above yours.", "It sends four messages, and one of them is delivered twice."),
        ),
        Line(
            there and not said,
            "Each call was answered, once."
            if there and not said
            else " ".join([*said, *more]) or "Nothing to answer yet.",
            (
                "Which columns of inbox.df tell a call for help, and one that came before? HELP is help too.",
                "Send message on a group, for each event that is not a duplicate, with its fromUserName in the message.",
            ),
        ),
    ]


def _whose(answer: dict[str, Any], calls: list[dict[str, Any]]) -> tuple[str, str] | None:
    """Whom a message answers, and the text that it quotes, "" for none. None where it is for nobody of them, or for several.

    It is tied to a call by the words of that, or by the name or the number of who called; and stands in the same group.
    """
    text, here = answer["text"].casefold(), [call for call in calls if call["groupId"] == answer["groupId"]]
    quoted = {(call["from"], call["text"]) for call in here if call["text"].casefold() in text}
    named = {(call["from"], "") for call in here if _names(text, call.get("fromName")) or call["from"] in text}
    found = quoted or named
    return found.pop() if len(found) == 1 else None


def _names(text: str, name: str | None) -> bool:
    return bool(name) and re.search(rf"\b{re.escape(name.casefold())}\b", text) is not None


def _says_help(chat: dict[str, Any]) -> bool:
    return "help" in chat["text"].casefold()


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


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

_SEND = "kaizala.content.send_message(message={})"
_BY_NAME = _SEND.format("f\"{event['fromUserName']}, somebody is on the way\"")


def _for_each(condition: str, answer: str = _BY_NAME, events: str = "inbox.events") -> str:
    return f"for event in {events}:\n    text = event['data']['text']\n    if {condition}:\n        {answer}"


NEAR_MISSES = {
    "HELP is missed and the duplicate answered": _for_each("'help' in text", _SEND.format("'coming'")),
    "the same, by name": _for_each("'help' in text"),
    "the duplicate is answered": _for_each("'help' in text.lower()"),
    "HELP is missed": _for_each("'help' in text", events="[one.event for one in inbox.taken if not one.duplicate]"),
    "only what begins with help": _for_each("text.lower().startswith('help')"),
    "all is answered": _for_each("True"),
    "all is answered, once": _for_each("True", events="[one.event for one in inbox.taken if not one.duplicate]"),
    "each person once": "told = set()\n"
    + _for_each("event['fromUser'] not in told", f"told.add(event['fromUser']); {_BY_NAME}"),
    "all but the last": _for_each("'help' in text.lower()", events="inbox.events[:-1]"),
    "stopped at the duplicate": "told = set()\nfor event in inbox.events:\n    if event['eventId'] in told:\n        break\n"
    f"    told.add(event['eventId'])\n    if 'help' in event['data']['text'].lower():\n        {_BY_NAME}",
    "three blind messages": f"for _ in range(3):\n    {_SEND.format(repr('coming'))}",
    "three for the same one": f"for _ in range(3):\n    {_SEND.format(repr('Asha, coming'))}",
    "one for all": _SEND.format("'Asha and Ben, somebody is on the way'"),
    "one message quoted three times": f"for _ in range(3):\n    {_SEND.format(repr('Can you HELP me?'))}",
}
"""Programs for "05 your turn" that do not what is asked, by what is wrong with them. None of them may pass."""
