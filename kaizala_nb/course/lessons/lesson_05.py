"""Lesson 05: webhooks; new polls and nothing else; help for those who ask, once; a receiver that was down."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from kaizala_nb.course.lessons.check import Line, exercise, line, part
from kaizala_nb.course.lessons.people import PEOPLE
from kaizala_nb.course.lessons.scene import LocalKaizala, field_team, name_people, sign_in
from kaizala_nb.course.lessons.world import World
from kaizala_nb.toolkit.display import faces

_CALLS_FOR_HELP = 3
_POLLS = "PollCreated"
_EACH = (
    'Look at the texts: event["data"]["text"]. Which of them say help, in capital or small letters?',
    'Ask whether "help" in event["data"]["text"].lower(). Answer by kaizala.content.send_message(message=...).',
)
_TWICE_THE_SAME = (
    "Two messages have the same text, and they come from the same person. What differs in the two events?",
    'Keep each event["eventId"] in a set, and not the name or the text: known_ids.add(event["eventId"]).',
)
_ONCE = (
    "One event came twice. Which value in it is the same both times?",
    'Keep each event["eventId"] in a set, as the loop above does: known_ids.add(event["eventId"]).',
)
_UNHEARD = "The calls for help did not reach your inbox. Run what the hint says, then the cell with the four messages once more."
_NAME_THEM = (
    "Whom does each of your answers name?",
    'kaizala.content.send_message(message=event["fromUserName"] + ", somebody is on the way.")',
)


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
            "Run the cell of the first form, and the one below it.",
        ),
        line(
            deliveries,
            f"The service called it: {event_type}.",
            "The service has not called it yet.",
            "Look at the inbox. What has come? First you subscribe, then somebody writes in the group.",
            'asha.send_message(group, "Hello")',
        ),
    ]


def hears_of_polls(world: World) -> list[Line]:
    """A webhook of the learner's that is called for new polls and for nothing else, and that was called."""
    hears_too_much = any(_POLLS in webhook["events"] for webhook in _webhooks(world))
    webhooks = {webhook["id"] for webhook in _webhooks(world) if webhook["events"] == [_POLLS]}
    deliveries = [delivery for delivery in _delivered(world) if delivery["webhookId"] in webhooks]
    return [
        line(
            webhooks,
            "A webhook on your group hears of new polls, and of nothing else.",
            "Your webhook hears of new polls, and of more. Make another one."
            if hears_too_much
            else "No webhook on your group hears of new polls, and of nothing else.",
            "Look at the event types in the first form. Which of them is about a poll that somebody makes?",
            'kaizala.webhooks.subscribe_to_group(event_types=["..."]), with the name of this event type.',
        ),
        line(
            deliveries,
            "The service called it when somebody made a poll.",
            "The service has not called it: nobody has made a poll since. Make one now."
            if webhooks
            else "There is no such webhook yet that the service could call.",
            "The order counts: first the webhook, then the poll.",
            'kaizala.content.post_poll(question="Lunch?", choices=["Yes", "No"])',
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

    forgotten = [caller for caller in callers.values() if caller.has_too_little]
    too_few = [caller.sentence for caller in forgotten]
    each: tuple[str, ...] = _TWICE_THE_SAME if forgotten and all(caller.quotations for caller in forgotten) else _EACH
    repair = _repair(world, calls) if forgotten else ""
    if repair:
        too_few, each = [_UNHEARD], ()
    too_many = [caller.sentence for caller in callers.values() if caller.has_too_much]
    if for_nobody:
        sent = faces.count(for_nobody, "message")
        too_many.append(f"You sent {sent} to nobody, or to several people. Name one person in each answer.")
        if any("help" in answer["text"].lower() for answer in answers):
            too_many.append("An answer that says help is a message with help too: your cell may have answered itself.")
    if too_many:
        too_many.append("Run the cell with the four messages once more, for a new try.")
    return [
        line(
            len(calls) == _CALLS_FOR_HELP and not too_few,
            "You answered each call for help.",
            " ".join(too_few) or "Nobody has asked for help yet. Run the cell above yours.",
            *(_NAME_THEM if for_nobody else each),
            code=repair,
        ),
        line(
            answers and not too_many,
            "You sent no answer too many.",
            " ".join(too_many) or "You have sent no answer yet. Asha's phone sends in her name, and not in yours.",
            *(_NAME_THEM if for_nobody else _ONCE),
        ),
    ]


@dataclass
class _Caller:
    """Somebody who asked for help."""

    name: str
    calls: list[str] = field(default_factory=list)  # the text of each call of theirs
    quotations: list[str] = field(default_factory=list)  # one for each answer to them: the text that it quotes, or ""

    @property
    def _repeated(self) -> int:
        """How many answers quote a call that has its answer already. Two calls in the same words take two answers."""
        quoted = Counter(quotation for quotation in self.quotations if quotation)
        return (quoted - Counter(self.calls)).total()

    @property
    def has_too_little(self) -> bool:
        """Whether a call of theirs has no answer."""
        return len(self.quotations) - self._repeated < len(self.calls)

    @property
    def has_too_much(self) -> bool:
        return len(self.quotations) > len(self.calls) or self._repeated > 0

    @property
    def sentence(self) -> str:
        times = {1: "once", 2: "twice"}.get(len(self.calls), f"{len(self.calls)} times")
        return f"{self.name} asked for help {times} and got {faces.count(len(self.quotations), 'answer')}."


def _callers(calls: list[dict[str, Any]]) -> dict[str, _Caller]:
    """Those who asked for help, by number."""
    callers: dict[str, _Caller] = {}
    for call in calls:
        caller = callers.setdefault(call["from"], _Caller(call.get("fromName") or call["from"]))
        caller.calls.append(call["text"])
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


def _repair(world: World, calls: list[dict[str, Any]]) -> str:
    """The lines after which messages reach the inbox again; "" where a webhook has delivered them, or none listens."""
    sent = {call["referenceId"] for call in calls}
    deliveries = [delivery for delivery in world.deliveries() if delivery["eventId"] in sent]
    arrived = {delivery["eventId"] for delivery in deliveries if delivery["state"] == "delivered"}
    off = [webhook["id"] for webhook in _webhooks(world) if not webhook["active"]]
    if arrived == sent or not (deliveries or off):
        return ""
    switch_on = [f'kaizala.webhooks.update_webhook(webhook_id="{webhook}", active=True)' for webhook in off]
    return "\n".join(["inbox.resume()", *switch_on])


def _says_help(message: dict[str, Any]) -> bool:
    return "help" in message["text"].casefold()


def back_again(world: World) -> list[Line]:
    """A webhook that has the newest two messages of others to deliver is active, and has delivered them."""
    messages = [message for message in world.messages(PEOPLE["Asha"]) if message["from"] != world.you]
    late = [message["referenceId"] for message in messages[-2:]]
    deliveries = [delivery for delivery in world.deliveries() if delivery["eventId"] in late]
    kept = {delivery["eventId"] for delivery in deliveries}
    keepers = {delivery["webhookId"] for delivery in deliveries}
    webhooks = [webhook for webhook in _webhooks(world) if webhook["id"] in keepers]
    active = {webhook["id"] for webhook in webhooks if webhook["active"]}
    off = next((webhook["id"] for webhook in webhooks if not webhook["active"]), "...")
    events = {delivery["eventId"] for delivery in _delivered(world) if delivery["webhookId"] in active}
    return [
        line(
            active,
            "The webhook of the late events is active.",
            "The webhook of the late events is not active.",
            "Look at the column active of the webhooks. Which one is off?",
            f'kaizala.webhooks.update_webhook(webhook_id="{off}", active=...)',
        ),
        line(
            late and events.issuperset(late),
            "The events of the two days have come.",
            "The events of the two days have not come yet."
            if kept.issuperset(late)
            else "The events went with the webhook that you ended. Make a new one by the line below, and run the cell with the "
            "two late messages once more.",
            "Does anybody answer at the address of the inbox?",
            "inbox.resume() first, then the webhook. Was it on before? To its next try: kaizala.sandbox.advance(days=1)",
            code="" if kept.issuperset(late) else "kaizala.webhooks.subscribe_to_group()",
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
    "05 polls": exercise("Check 05: new polls", hears_of_polls),
    "05 your turn": exercise("Check 05: help, once", helped_once),
    "05 drill": exercise("Check 05: back again", back_again),
}
