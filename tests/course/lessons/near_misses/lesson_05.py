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
    "only what begins or ends with help": "told = set()\n"
    + _for_each(
        "event['eventId'] not in told and (text.startswith('help') or text.endswith('help') or 'HELP' in text)",
        f"told.add(event['eventId']); {_BY_NAME}",
    ),
    "each text once, and not each event": "told = set()\n"
    + _for_each("'help' in text.lower() and text not in told", f"told.add(text); {_BY_NAME}"),
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
    "from the phone of Asha": "told = set()\n"
    + _for_each(
        "'help' in text.lower() and event['eventId'] not in told",
        "told.add(event['eventId']); asha.send_message(group, event['fromUserName'] + ', coming')",
    ),
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
_ASHA = "asha, group = kaizala.phone('+447700900002'), kaizala.environment['test-group-id']\n"
_LATER = _ASHA + "asha.send_message(group, 'Hello')\nkaizala.sandbox.settle()"
_POLL = "kaizala.content.post_poll(question='Lunch?', choices=['Yes', 'No'])\n"
_SETTLE = "kaizala.sandbox.settle()"


def _subscribe_for(*event_types: str) -> str:
    return f"kaizala.webhooks.subscribe_to_group(event_types={list(event_types)})\n"


_FOR_POLLS = _subscribe_for("PollCreated")

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
            "on the card alone": _ASHA + "kaizala.webhooks.subscribe_to_action()\n"
            "asha.answer(kaizala.environment['test-action-id'], 'On the shelf')\n" + _SETTLE,
        },
    ),
    Trial(
        "05 polls",
        right={
            "by the form": "kaizala.webhooks.subscribe_to_group.form(event_types=['PollCreated']).send_once()\n"
            + _POLL,
            "two polls, and nobody waits": _FOR_POLLS + _POLL + _POLL,
            "all events first, then what is enough": _SUBSCRIBE + _POLL + _FOR_POLLS + _POLL + _SETTLE,
            "the poll first, then once more": _POLL + _FOR_POLLS + _POLL + _SETTLE,
            "each line twice": (_FOR_POLLS + _POLL) * 2,
            "the webhook of the first try is ended": _SUBSCRIBE
            + "kaizala.webhooks.unsubscribe()\n"
            + _FOR_POLLS
            + _POLL,
        },
        wrong={
            "the webhook alone": _FOR_POLLS,
            "the poll comes before": _POLL + _FOR_POLLS + _SETTLE,
            "all events": _SUBSCRIBE + _POLL + _SETTLE,
            "no new webhook": _POLL + _SETTLE,
            "answers to polls too": _subscribe_for("PollCreated", "PollResponse") + _POLL + _SETTLE,
            "answers to polls": _subscribe_for("PollResponse") + _POLL + _SETTLE,
            "custom cards": _subscribe_for("ActionCreated") + _POLL + _SETTLE,
            "a survey": _FOR_POLLS + "kaizala.content.send_survey(title='Lunch', questions=['Lunch?'])\n" + _SETTLE,
            "on the card": "kaizala.webhooks.subscribe_to_action(event_types=['PollCreated'])\n" + _POLL + _SETTLE,
            "ended at once": _FOR_POLLS + "kaizala.webhooks.unsubscribe()\n" + _POLL + _SETTLE,
        },
    ),
    Trial("05 your turn", with_cell_above=True, right=HELP_RIGHT, wrong=HELP_WRONG),
    Trial(
        "05 drill",
        right={
            "the webhook first, then once more": "kaizala.webhooks.update_webhook(active=True)\nkaizala.sandbox.settle()\n"
            "inbox.resume()\nkaizala.webhooks.update_webhook(active=True)\nkaizala.sandbox.advance(days=1)",
            "one line each": "inbox.resume()\nkaizala.webhooks.update_webhook(active=True)\nkaizala.sandbox.settle()",
        },
        wrong={
            "nobody answers": "kaizala.webhooks.update_webhook(active=True)\nkaizala.sandbox.settle()",
            "a webhook for other events": "inbox.resume()\nkaizala.webhooks.subscribe_to_group(event_types=['PollResponse'])",
            "a new webhook beside the one that is off": "inbox.resume()\nkaizala.webhooks.subscribe_to_group()\n"
            "kaizala.sandbox.settle()",
            "the webhook is still off": "inbox.resume()\nkaizala.sandbox.settle()",
            "a new webhook": "inbox.resume()\nkaizala.webhooks.unsubscribe()\nkaizala.webhooks.subscribe_to_group()",
            "a new webhook, and a new message": "inbox.resume()\nkaizala.webhooks.unsubscribe()\n"
            "kaizala.webhooks.subscribe_to_group()\nben.send_message(group, 'I am back')\ninbox.wait(1)",
        },
    ),
)
