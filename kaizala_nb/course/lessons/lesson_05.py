"""Lesson 05: webhooks; who joins; help for those who ask, once; a receiver that was down."""

import re
from dataclasses import dataclass, field
from typing import Any

from kaizala_nb.course.lessons.check import Line, exercise, line, part
from kaizala_nb.course.lessons.people import PEOPLE
from kaizala_nb.course.lessons.scene import LocalKaizala, field_team, name_people, sign_in
from kaizala_nb.course.lessons.world import World
from kaizala_nb.toolkit.display import faces

_CALLS_FOR_HELP = 3
_JOINS = "MemberAdded"


def start(kaizala: LocalKaizala) -> None:
    """Field team with Asha and Ben, and a custom card that they may answer."""
    name_people(kaizala)
    sign_in(kaizala)
    field_team(kaizala, "Asha", "Ben")
    kaizala.content.post_custom_action(title="Whose keys are these?")


def called(world: World) -> list[Line]:
    """A webhook of the learner's on a group of theirs, and an event that was delivered to it."""
    webhooks = {webhook["id"] for webhook in _webhooks(world)}
    deliveries = [delivery for delivery in _delivered(world) if delivery["webhookId"] in webhooks]
    event_type = deliveries[-1]["eventType"] if deliveries else ""
    return [
        line(
            webhooks,
            "You have a webhook on your group.",
            "You have no webhook on your group.",
            "Look at the first form. Does it have a status?",
            "Subscribe to all events at group level.",
        ),
        line(
            deliveries,
            f"The service called it: {event_type}.",
            "The service has not called it yet.",
            "Look at the inbox. What has come?",
            "First you subscribe, then somebody writes in the group.",
        ),
    ]


def hears_who_joins(world: World) -> list[Line]:
    """A webhook of the learner's that is called for new members and for nothing else, and that was called."""
    webhooks = {webhook["id"] for webhook in _webhooks(world) if webhook["events"] == [_JOINS]}
    deliveries = [delivery for delivery in _delivered(world) if delivery["webhookId"] in webhooks]
    return [
        line(
            webhooks,
            "A webhook on your group hears who joins, and nothing else.",
            "No webhook on your group hears who joins, and nothing else.",
            "Look at the event types in the first form. A group has members: which event is about a new one?",
            "Subscribe to all events at group level, with a list of one name as event_types.",
        ),
        line(
            deliveries,
            "The service called it when somebody joined.",
            "The service has not called it yet.",
            "Look at the inbox. First comes the webhook, then the new member.",
            "Step10 - Add members to a group.",
        ),
    ]


def helped_once(world: World) -> list[Line]:
    """One answer of the learner's to each of the newest three calls for help, and no other; see :func:`_addressees`."""
    messages = world.messages(PEOPLE["Asha"])
    calls = [message for message in messages if message["from"] != world.you and _says_help(message)]
    calls = calls[-_CALLS_FOR_HELP:]
    answers = messages[messages.index(calls[0]) :] if calls else []
    answers = [message for message in answers if message["from"] == world.you]
    callers = _callers(calls)
    for answer in answers:
        for number, quotation in _addressees(answer, calls):
            callers[number].quotations.append(quotation)
    for_nobody = len(answers) - sum(len(caller.quotations) for caller in callers.values())

    three_calls = len(calls) == _CALLS_FOR_HELP
    faults = [caller.sentence for caller in callers.values() if not caller.is_helped]
    if for_nobody:
        sent = faces.count(for_nobody, "message")
        faults.append(f"You sent {sent} to nobody, or to several people. Name one person in each answer.")
    no = " ".join(faults) or "There is nothing to answer yet."
    if for_nobody or any(caller.has_too_much for caller in callers.values()):
        no += " Run the cell with the four messages once more, for a new try."
    return [
        line(
            three_calls,
            "People asked for help three times.",
            "Nobody has asked for help yet.",
            "Run the cell above yours.",
            "It sends four messages, and one of them comes twice.",
        ),
        line(
            three_calls and not faults,
            "You answered each call for help once.",
            no,
            "Which column of inbox.df holds the text? Which column marks an event that came before? HELP is help too.",
            "Send message on a group, for each event that is not a duplicate. Put its fromUserName into the message.",
        ),
    ]


@dataclass
class _Caller:
    """Somebody who asked for help."""

    name: str
    calls: int = 0  # how often they asked
    quotations: list[str] = field(default_factory=list)  # one for each answer to them: the text that it quotes, or ""

    @property
    def is_answered_twice(self) -> bool:
        """Whether two answers quote the same call."""
        quotations = [quotation for quotation in self.quotations if quotation]
        return len(set(quotations)) < len(quotations)

    @property
    def is_helped(self) -> bool:
        return len(self.quotations) == self.calls and not self.is_answered_twice

    @property
    def has_too_much(self) -> bool:
        return len(self.quotations) > self.calls or self.is_answered_twice

    @property
    def sentence(self) -> str:
        times = {1: "once", 2: "twice"}.get(self.calls, f"{self.calls} times")
        return f"{self.name} asked for help {times} and got {faces.count(len(self.quotations), 'answer')}."


def _callers(calls: list[dict[str, Any]]) -> dict[str, _Caller]:
    """Those who asked for help, by number."""
    callers: dict[str, _Caller] = {}
    for call in calls:
        callers.setdefault(call["from"], _Caller(call.get("fromName") or call["from"])).calls += 1
    return callers


def _addressees(answer: dict[str, Any], calls: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """The number of the person that a message answers, and the call that it quotes, or "". Empty where it answers several.

    An answer holds the words of the call, or the name or the number of the caller. It stands in the same group.
    """
    text = answer["text"].casefold()
    calls_here = [call for call in calls if call["groupId"] == answer["groupId"]]
    by_quotation = {(call["from"], call["text"]) for call in calls_here if call["text"].casefold() in text}
    by_name = {(call["from"], "") for call in calls_here if _names(text, call)}
    addressees = by_quotation or by_name
    return addressees if len(addressees) == 1 else set()


def _names(text: str, call: dict[str, Any]) -> bool:
    """Whether a text holds the name or the number of a caller. The name is a word of its own: not Ben in "bench"."""
    name = (call.get("fromName") or call["from"]).casefold()
    return call["from"] in text or re.search(rf"\b{re.escape(name)}\b", text) is not None


def _says_help(message: dict[str, Any]) -> bool:
    return "help" in message["text"].casefold()


def back_again(world: World) -> list[Line]:
    """The webhook on the group is active, and was called for the newest two messages of others."""
    active = {webhook["id"] for webhook in _webhooks(world) if webhook["active"] and webhook["events"] != [_JOINS]}
    events = {delivery["eventId"] for delivery in _delivered(world) if delivery["webhookId"] in active}
    messages = [message for message in world.messages(PEOPLE["Asha"]) if message["from"] != world.you]
    late = [message["referenceId"] for message in messages[-2:]]
    return [
        line(
            active,
            "Your webhook is active.",
            "Your webhook is not active.",
            "Look at the column active of the webhooks.",
            "Update a webhook.",
        ),
        line(
            late and events.issuperset(late),
            "The events of the two days have come.",
            "The events of the two days have not come yet.",
            "Does anybody answer at the address of the inbox?",
            "Resume the inbox first. Then switch the webhook on.",
        ),
    ]


def _webhooks(world: World) -> list[dict[str, Any]]:
    """The learner's webhooks on groups of theirs."""
    paths = [f"/v1/webhook?objectId={group['groupId']}&objectType=Group" for group in world.groups()]
    return [webhook for path in paths for webhook in world.look(path).get("webhooks", [])]


def _delivered(world: World) -> list[dict[str, Any]]:
    """The deliveries that arrived, of any webhook."""
    return [delivery for delivery in world.deliveries() if delivery["state"] == "delivered"]


CHECKS = {
    "05": part("Check 05: being called", called),
    "05 joins": exercise("Check 05: who joins", hears_who_joins),
    "05 your turn": exercise("Check 05: help, once", helped_once),
    "05 drill": exercise("Check 05: back again", back_again),
}
