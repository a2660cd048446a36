"""Programs for "05 your turn" that do not do what is asked, by what is wrong with them. None of them may pass."""

_SEND = "kaizala.content.send_message(message={})"
_BY_NAME = _SEND.format("f\"{event['fromUserName']}, somebody is on the way\"")


def _for_each(condition: str, answer: str = _BY_NAME, events: str = "inbox.events") -> str:
    return f"for event in {events}:\n    text = event['data']['text']\n    if {condition}:\n        {answer}"


NEAR_MISSES = {
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
