"""Lesson 07: a bot of the learner's own; what it posts when the third answer comes; who a message is from."""

from typing import TYPE_CHECKING, Any

from kaizala_nb.course.lessons.check import Line
from kaizala_nb.course.lessons.people import PEOPLE
from kaizala_nb.course.lessons.scene import field_team, name_people, sign_in
from kaizala_nb.course.lessons.world import World

if TYPE_CHECKING:
    from kaizala_nb.course.kaizala import Kaizala

_ENOUGH = 3


def start(kaizala: "Kaizala") -> None:
    """Field team with Asha, Ben and Chen."""
    name_people(kaizala)
    sign_in(kaizala)
    field_team(kaizala, "Asha", "Ben", "Chen")


def a_bot_speaks(world: World) -> list[Line]:
    """The learner owns a bot, it is in a group of theirs, and it has sent something there."""
    owned = world.look("/v1/bot").get("bots", [])
    inside = _bots(world)
    spoke = _newest(message for message in _messages(world) if message["from"] in inside)
    return [
        Line(
            bool(owned),
            f"You own {owned[0]['name']}." if owned else "You own no bot.",
            ("Look at the first form of Part 1: does it have a status?", "Create bot user."),
        ),
        Line(
            bool(inside),
            "It is in your group." if inside else "No bot of yours is in your group.",
            ("Look at kaizala.groups.query_members().df: who is in it?", "Step16 - Add BOT to a group."),
        ),
        Line(
            spoke is not None,
            f'It said "{spoke["text"]}".' if spoke else "Your bot has said nothing.",
            ("Look at the name above the newest message on Asha's phone.", "Send message on a group, using its token."),
        ),
    ]


def the_result(world: World) -> list[Line]:
    """A poll with three answers, and one message of a bot's after the third that names what most chose."""
    polls = [_Poll(world, card) for group in world.groups() for card in world.cards(group["groupId"], "poll")]
    whole = [poll for poll in polls if poll.third is not None]
    best = max(whole, key=lambda poll: (len(poll.told) == 1, poll.told != []), default=None)
    told = best.told if best else []
    early = bool(best) and not told and best.told_early
    return [
        Line(
            best is not None,
            "A poll has three answers." if best else "No poll has three answers.",
            ("Look at the phones: who has a card to answer still?", "Chen's phone can answer a card, as Asha's did."),
        ),
        Line(
            bool(told),
            f'After the third, your bot said "{told[0]["text"]}".'
            if told
            else "Your bot told the result before the third answer."
            if early
            else "Your bot has told no result since the third answer.",
            (
                "Who is the newest message on Asha's phone from, and does it name what most people want?",
                "Fetching survey responses, then Send message on a group, using the bot's token.",
            ),
        ),
        Line(
            len(told) == 1,
            "It said so once."
            if len(told) == 1
            else "It said so more than once."
            if told
            else "It has not said so once.",
            ("Look at Asha's phone: how often is it there?", "Make a new poll, and tell its result once."),
        ),
    ]


def from_the_bot(world: World) -> list[Line]:
    """A message of the learner's own that was followed by one of the bot's."""
    bots, messages = _bots(world), _messages(world)
    mine = [message for message in messages if message["from"] == world.you]
    done = bool(mine) and bool(messages) and messages[-1]["from"] in bots
    return [
        Line(
            done,
            "The newest message is from your bot." if done else "The newest message is not from your bot.",
            ("What says who a message is from?", "Send message on a group, using the bot's token."),
        )
    ]


class _Poll:
    """A poll: when its third answer came, and what bots said of it. Times are epoch milliseconds."""

    def __init__(self, world: World, card: dict[str, Any]) -> None:
        answers = sorted(card["actionBody"].get("responses", []), key=lambda one: one["responseTime"])
        self.third = answers[_ENOUGH - 1]["responseTime"] if len(answers) >= _ENOUGH else None
        bots = _bots(world)
        said = [message for message in _messages(world) if message["from"] in bots]
        winners = _winners(answers)
        fitting = [one for one in said if any(winner.casefold() in one["text"].casefold() for winner in winners)]
        self.told = [one for one in fitting if self.third is not None and one["at"] >= self.third]
        self.told_early = len(fitting) > len(self.told)


def _winners(answers: list[dict[str, Any]]) -> list[str]:
    chosen = [one["responseDetails"]["responseWithQuestions"][0]["answer"][0] for one in answers]
    most = max(map(chosen.count, chosen), default=0)
    return [title for title in dict.fromkeys(chosen) if chosen.count(title) == most]


def _bots(world: World) -> set[str]:
    """The numbers of the learner's bots, as far as they are in a group of theirs."""
    owned = {bot["botUserId"] for bot in world.look("/v1/bot").get("bots", [])}
    people = [one for group in world.groups() for one in world.members(group["groupId"])]
    return {one["mobileNumber"] for one in people if one["id"] in owned}


def _messages(world: World) -> list[dict[str, Any]]:
    return [chat for chat in world.chats(PEOPLE["Asha"]) if chat["kind"] == "message"]


def _newest(messages: Any) -> dict[str, Any] | None:
    return next(iter(reversed(list(messages))), None)


CHECKS = {
    "07": ("Check 07: a bot speaks", a_bot_speaks),
    "07 your turn": ("Check 07: the result, once", the_result),
    "07 drill": ("Check 07: from the bot", from_the_bot),
}
