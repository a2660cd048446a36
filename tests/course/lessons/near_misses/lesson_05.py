"""What learners might write for the checks of lesson 05."""

from tests.course.lessons.near_misses.trial import Trial

_SEND = "kaizala.content.send_message(message={})"
_BY_NAME = _SEND.format("f\"{event['fromUserName']}, somebody is on the way\"")


def _for_each(condition: str, answer: str = _BY_NAME, events: str = "inbox.events") -> str:
    return f"for event in {events}:\n    text = event['data']['text']\n    if {condition}:\n        {answer}"


HELP_WRONG = {
    "HELP is missed and the duplicate answered": _for_each("'help' in text", _SEND.format("'coming'")),
    "the same, by name": _for_each("'help' in text"),
    "the duplicate is answered": _for_each("'help' in text.lower()"),
    "HELP is missed": _for_each(
        "'help' in text", events="[one.event for one in inbox.accepted_attempts if not one.duplicate]"
    ),
    "only what begins with help": _for_each("text.lower().startswith('help')"),
    "all is answered": _for_each("True"),
    "all is answered, once": _for_each(
        "True", events="[one.event for one in inbox.accepted_attempts if not one.duplicate]"
    ),
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

HELP_RIGHT = {
    "each quoted, off the table": """
asked = inbox.df.query("not duplicate")
for text in asked[asked["text"].str.contains("help", case=False)]["text"]:
    kaizala.content.send_message(message=f"You said: {text}")
""",
    "by number": """
for name in {one["eventId"]: one for one in inbox.events if "help" in one["data"]["text"].casefold()}.values():
    kaizala.content.send_message(message=f"{name['fromUser']}: coming")
""",
    "the newest first": """
for event in reversed({event["eventId"]: event for event in inbox.events}.values()):
    if "HELP" in event["data"]["text"].upper():
        kaizala.content.send_message(message=f"We will help you, {event['fromUserName']}!")
""",
}

_SUBSCRIBE = "kaizala.webhooks.subscribe_to_group()\n"
_LATER = "asha.send_message(group, 'Hello')\nkaizala.sandbox.settle()"
_ADD = "kaizala.groups.add_members(members=['{}'])\n"
_SETTLE = "kaizala.sandbox.settle()"


def _subscribe_for(*event_types: str) -> str:
    return f"kaizala.webhooks.subscribe_to_group(event_types={list(event_types)})\n"


_FOR_JOINS = _subscribe_for("MemberAdded")

TRIALS = (
    Trial(
        "05",
        at="### Subscribe to all events at group level",
        right={
            "for one kind of event": "kaizala.webhooks.subscribe_to_group(event_types=['TextMessageCreated'])\n"
            + _LATER
        },
        wrong={
            "nobody has written": _SUBSCRIBE,
            "written before the webhook": f"{_LATER}\n{_SUBSCRIBE}",
            "for events that do not come": "kaizala.webhooks.subscribe_to_group(event_types=['PollResponse'])\n"
            + _LATER,
            "on the card alone": "kaizala.webhooks.subscribe_to_action()\nasha.answer(card, 'On the shelf')",
        },
    ),
    Trial(
        "05 joins",
        right={
            "somebody else joins": _FOR_JOINS + _ADD.format("+447700900005") + _SETTLE,
            "joins twice": _FOR_JOINS + _ADD.format("+447700900004") + _ADD.format("+447700900006") + _SETTLE,
        },
        wrong={
            "the webhook alone": _FOR_JOINS,
            "Chen joins before": _ADD.format("+447700900004") + _FOR_JOINS + _SETTLE,
            "all events": _SUBSCRIBE + _ADD.format("+447700900004") + _SETTLE,
            "no new webhook": _ADD.format("+447700900004") + _SETTLE,
            "those who leave too": _subscribe_for("MemberAdded", "MemberRemoved")
            + _ADD.format("+447700900004")
            + _SETTLE,
            "those who leave": _subscribe_for("MemberRemoved") + _ADD.format("+447700900004") + _SETTLE,
            "groups that join": _subscribe_for("GroupAdded") + _ADD.format("+447700900004") + _SETTLE,
            "Asha is there already": _FOR_JOINS + _ADD.format("+447700900002") + _SETTLE,
            "on the card": "kaizala.webhooks.subscribe_to_action(event_types=['MemberAdded'])\n"
            + _ADD.format("+447700900004")
            + _SETTLE,
        },
    ),
    Trial("05 your turn", with_cell_above=True, right=HELP_RIGHT, wrong=HELP_WRONG),
    Trial(
        "05 drill",
        right={
            "one line each": "inbox.resume()\nkaizala.webhooks.update_webhook(active=True)\nkaizala.sandbox.settle()"
        },
        wrong={
            "nobody answers": "kaizala.webhooks.update_webhook(active=True)\nkaizala.sandbox.settle()",
            "the webhook is still off": "inbox.resume()\nkaizala.sandbox.settle()",
            "a new webhook": "inbox.resume()\nkaizala.webhooks.unsubscribe()\nkaizala.webhooks.subscribe_to_group()",
            "a new webhook, and a new message": "inbox.resume()\nkaizala.webhooks.unsubscribe()\n"
            "kaizala.webhooks.subscribe_to_group()\nben.send_message(group, 'I am back')\ninbox.wait(1)",
        },
    ),
)
