"""What learners might write for the checks of lesson 07."""

from tests.course.lessons.near_misses.trial import Trial

_THIRD = 'kaizala.phone("+447700900004").answer(poll, "Pizza")\ninbox.wait(3)\n'
_BOT = 'with kaizala.session.using("bot-access-token"):\n    kaizala.content.send_message(message="{}")\n'
_YOU = 'kaizala.content.send_message(message="{}")\n'
_MAKE = 'kaizala.bots.create_bot(name="Quizmaster")\n'
_TOKEN = "kaizala.bots.bot_access_token()\n"
_JOIN = "kaizala.bots.add_bot_to_group()\n"
_REFUSED = "import contextlib\nwith contextlib.suppress(Exception):\n    {}\n"
_RIGHT = _THIRD + _BOT.format("We eat pizza")
_PASTA = 'kaizala.phone("+447700900004").answer(poll, "Pasta")\ninbox.wait(3)\n'
_POLL_AGAIN = """
with kaizala.session.using("bot-access-token"):
    sent = kaizala.content.post_poll(question="Lunch on Friday?", choices=["Pizza", "Pasta"])
poll = sent.json["actionId"]
asha.answer(poll, "Pizza")
kaizala.phone("+447700900003").answer(poll, "Pasta")
"""
_ANOTHER_POLL = """
own = kaizala.content.post_poll(question="Tea?", choices=["Yes", "No"]).json["actionId"]
for number in ("+447700900002", "+447700900003", "+447700900004"):
    kaizala.phone(number).answer(own, "No")
inbox.wait(5)
""" + _BOT.format("no tea, then")

TRIALS = (
    Trial(
        "07",
        at="### Create bot user",
        right={"with another name": _MAKE + _TOKEN + _JOIN + _BOT.format("Hi")},
        wrong={
            "a bot that says nothing": _MAKE + _TOKEN + _JOIN,
            "you speak for it": _MAKE + _TOKEN + _JOIN + _YOU.format("Hi"),
            "it is in no group": _MAKE + _TOKEN,
        },
    ),
    Trial(
        "07 second bot",
        right={
            "with another name": _MAKE + _TOKEN + _JOIN + _BOT.format("Good morning"),
            "it joins before its token is there": _MAKE + _JOIN + _TOKEN + _BOT.format("Hi"),
        },
        wrong={
            "the first bot speaks again": _BOT.format("I am Pollster"),
            "the first bot has a new name": 'kaizala.bots.update_bot(name="Pollster")\n' + _BOT.format("Hi"),
            "with the token of the first": _MAKE + _JOIN + _BOT.format("Hi"),
            "you speak for it": _MAKE + _TOKEN + _JOIN + _YOU.format("Hi"),
            "it joins by its own token": "import contextlib\n"
            + _MAKE
            + _TOKEN
            + 'with contextlib.suppress(Exception), kaizala.session.using("bot-access-token"):\n'
            + "    kaizala.bots.add_bot_to_group()\n"
            + '    kaizala.content.send_message(message="Hi")',
            "a bot that says nothing": _MAKE + _TOKEN + _JOIN,
            "it is in no group": _MAKE + _TOKEN + _REFUSED.format(_BOT.format("Hi").replace("\n", "\n    ")),
        },
    ),
    Trial(
        "07 your turn",
        right={
            "other words": _RIGHT,
            "all numbers": _THIRD + _BOT.format("Pizza 2, Pasta 1"),
            "all numbers, before the names": _THIRD + _BOT.format("2 want pizza and 1 wants pasta"),
            "of another poll": _ANOTHER_POLL,
            "from you, then as the hint says": _THIRD + _YOU.format("We eat pizza") + _BOT.format("We eat pizza"),
            "mended after a wrong one": _PASTA + _BOT.format("Most want Pizza") + _BOT.format("Most want Pasta"),
            "told twice, then once of a new poll": _RIGHT + _RIGHT + _POLL_AGAIN + _RIGHT,
            "Chen answers again afterwards": _RIGHT + _THIRD,
        },
        wrong={
            "from you": _THIRD + _YOU.format("We eat pizza"),
            "before the third answer": _BOT.format("Pizza, I guess") + _THIRD,
            "without a result": _THIRD + _BOT.format("We eat something"),
            "both choices named": _THIRD + _BOT.format("Pizza or Pasta"),
            "the other one named, too": _THIRD + _BOT.format("Pizza beats pasta"),
            "the one that lost": _THIRD + _BOT.format("Pasta it is"),
            "the numbers turned round": _THIRD + _BOT.format("Pasta 2, Pizza 1"),
            "the count of the old table": _PASTA + "choice = counts.index[0]\n" + _BOT.format('" + choice + "'),
            "the whole program twice": _PASTA + _BOT.format("Most want Pizza") + 2 * (_PASTA + _BOT.format("Pasta")),
            "from the bot, and wrong, then from you": _PASTA + _BOT.format("Most want Pizza") + _YOU.format("Pasta"),
            "told twice": _RIGHT + _BOT.format("We eat pizza"),
        },
    ),
    Trial(
        "07 drill",
        right={
            "the message alone": _BOT.format("Lunch is at one o'clock"),
            "with the token's block outside": "with kaizala.session.using('bot-access-token'):\n"
            '    remind("Lunch is at one o\'clock")',
            "another reminder, first from you": 'remind("Lunch is at two")\n' + _BOT.format("Lunch is at two"),
        },
        wrong={
            "once more from you": 'remind("Lunch is at two")',
            "something else from the bot": _BOT.format("hello"),
            "from the bot, then from you": _BOT.format("Lunch is at one o'clock")
            + 'remind("Lunch is at one o\'clock")',
            "repaired, and not sent": "def remind(text):\n    with kaizala.session.using('bot-access-token'):\n"
            "        return kaizala.content.send_message(message=text)",
        },
    ),
)
