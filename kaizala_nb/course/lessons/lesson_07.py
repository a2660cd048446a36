"""Lesson 07: a bot of the learner's own, and a second one; what it posts when the third answer comes; who a message is from."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kaizala_nb.course.lessons.check import Line, exercise, line, part, quotation
from kaizala_nb.course.lessons.people import PEOPLE
from kaizala_nb.course.lessons.scene import LocalKaizala, field_team, name_people, sign_in
from kaizala_nb.course.lessons.world import World

_ENOUGH = 3


def start(kaizala: LocalKaizala) -> None:
    """Field team with Asha, Ben and Chen."""
    name_people(kaizala)
    sign_in(kaizala)
    field_team(kaizala, "Asha", "Ben", "Chen")


def a_bot_speaks(world: World) -> list[Line]:
    """The learner owns a bot, it is in a group of theirs, and it has sent something there."""
    bots = world.look("/v1/bot").get("bots", [])
    message = next(reversed(_messages_of_bots(world)), None)
    return [
        line(
            bots,
            f"You own {bots[0]['name'] if bots else ''}.",
            "You do not own a bot.",
            "Look at the first form of Part 1. Does it have a status?",
            "Create bot user.",
        ),
        line(
            _bots_in_groups(world),
            "Your bot is in your group.",
            "Your bot is in no group of yours.",
            "Look at kaizala.groups.query_members().df. Who is in the group?",
            "Step16 - Add BOT to a group.",
        ),
        line(
            message,
            f"Your bot said {quotation(message)}.",
            "Your bot has not said anything.",
            "Look at the newest message on Asha's phone. Which name is above it?",
            "Send message on a group, with the bot's token.",
        ),
    ]


def a_second_bot_speaks(world: World) -> list[Line]:
    """The learner owns two bots, both are in a group of theirs, and each has sent something there."""
    messages = _messages_of_bots(world)
    first_senders = list(dict.fromkeys(message["from"] for message in messages))
    said = [message for message in messages if message["from"] in first_senders[1:]]
    return [
        line(
            len(world.look("/v1/bot").get("bots", [])) > 1,
            "You own two bots.",
            "You do not own a second bot.",
            "Look at kaizala.bots.get_bots().df. How many rows are there?",
            "Create bot user.",
        ),
        line(
            len(_bots_in_groups(world)) > 1,
            "Both are in your group.",
            "Your second bot is in no group of yours.",
            "Look at kaizala.groups.query_members().df. Who is in the group?",
            "Step16 - Add BOT to a group.",
        ),
        line(
            said,
            f"Your second bot said {quotation(said[0] if said else None)}.",
            "Your second bot has not said anything.",
            "Look at the name before the newest message. Whose token was sent?",
            "Generate accessToken for bot user, then Send message on a group with that token.",
        ),
    ]


def the_result(world: World) -> list[Line]:
    """A poll with three answers, and one message of a bot's after the third that names what most chose."""
    cards = [card for group in world.groups() for card in world.cards(group["groupId"], "poll")]
    messages = _messages_of_bots(world)
    full_polls = [_poll(card, messages) for card in cards if len(_responses(card)) >= _ENOUGH]
    best = max(full_polls, key=lambda poll: poll.steps, default=_Poll())
    if best.told_early and not best.results:
        no = "Your bot told the result before the third answer."
    else:
        no = "Your bot has not told the result since the third answer."
    return [
        line(
            full_polls,
            "A poll has three answers.",
            "No poll has three answers.",
            "Look at the phones. Who has not answered the card yet?",
            "Chen's phone can answer a card as Asha's phone did.",
        ),
        line(
            best.results,
            f"After the third answer your bot said {quotation(best.results[0] if best.results else None)}.",
            no,
            "Look at the newest message on Asha's phone. Who is it from? Does it name what most people want?",
            "Fetching survey responses, then Send message on a group, with the bot's token.",
        ),
        line(
            len(best.results) == 1,
            "Your bot told the result once.",
            f"Your bot told the result {len(best.results)} times. It needs to tell it once.",
            "Look at Asha's phone. How often is the result there?",
            "Make a new poll, and tell its result once.",
        ),
    ]


def from_the_bot(world: World) -> list[Line]:
    """A message of the learner's own that was followed by one of the bot's."""
    senders = [message["from"] for message in world.messages(PEOPLE["Asha"])]
    return [
        line(
            world.you in senders and senders[-1] in _bots_in_groups(world),
            "The newest message is from your bot.",
            "The newest message is not from your bot.",
            "What tells the service who a message is from?",
            "Send message on a group, with the bot's token.",
        )
    ]


@dataclass(frozen=True)
class _Poll:
    """What bots told of the result of a poll."""

    results: Sequence[dict[str, Any]] = ()  # the messages that name it, since the third answer
    told_early: bool = False  # a message named it before the third answer

    @property
    def steps(self) -> int:
        """How far it is from three answers alone to what is asked for."""
        return bool(self.results) + (len(self.results) == 1)


def _poll(card: dict[str, Any], messages: list[dict[str, Any]]) -> _Poll:
    """A poll with three answers or more; ``messages`` are those of bots."""
    votes = _votes(card)
    results = [message for message in messages if _tells(message["text"].casefold(), votes)]
    third_answer_at = sorted(response["responseTime"] for response in _responses(card))[_ENOUGH - 1]
    late = [message for message in results if message["at"] >= third_answer_at]
    return _Poll(late, told_early=len(late) < len(results))


def _responses(card: dict[str, Any]) -> list[dict[str, Any]]:
    return list(card["actionBody"].get("responses", []))


def _votes(card: dict[str, Any]) -> Counter[str]:
    """How many people want each choice that somebody wants, by its title in small letters."""
    chosen = [response["responseDetails"]["responseWithQuestions"][0]["answer"][0] for response in _responses(card)]
    return Counter(title.casefold() for title in chosen)


def _tells(text: str, votes: Counter[str]) -> bool:
    """Whether a text, in small letters, tells the result: it names what most people want, and nothing else.

    It may name other choices if it says of each how many want it, before the names or after them: "Pizza 2, pasta 1".
    """
    named = {title for title in votes if title in text}
    winners = {title for title in votes if votes[title] == max(votes.values())}
    if not named & winners:
        return False
    return named <= winners or _counts_after(text, votes) or _counts_before(text, votes)


def _counts_after(text: str, votes: Counter[str]) -> bool:
    """Whether the number after each choice that is named is that of its votes."""
    return all(_number(part) == votes[title] for title, _, part in _parts(text, votes))


def _counts_before(text: str, votes: Counter[str]) -> bool:
    """Whether the number before each choice that is named is that of its votes."""
    return all(_number(part) == votes[title] for title, part, _ in _parts(text, votes))


def _parts(text: str, votes: Counter[str]) -> list[tuple[str, str, str]]:
    """Each choice that a text names, with what stands before it and after it, up to the next one."""
    pieces = re.split("(" + "|".join(map(re.escape, sorted(votes, key=len, reverse=True))) + ")", text)
    return [(pieces[at], pieces[at - 1], pieces[at + 1]) for at in range(1, len(pieces), 2)]


def _number(text: str) -> int | None:
    """The first whole number in a text; None if there is none."""
    found = re.search(r"\d+", text)
    return int(found[0]) if found else None


def _bots_in_groups(world: World) -> set[str]:
    """The numbers of the learner's bots that are in a group of theirs."""
    ids = {bot["botUserId"] for bot in world.look("/v1/bot").get("bots", [])}
    members = [member for group in world.groups() for member in world.members(group["groupId"])]
    return {member["mobileNumber"] for member in members if member["id"] in ids}


def _messages_of_bots(world: World) -> list[dict[str, Any]]:
    """What the learner's bots sent, as Asha's phone has it, oldest first."""
    bots = _bots_in_groups(world)
    return [message for message in world.messages(PEOPLE["Asha"]) if message["from"] in bots]


CHECKS = {
    "07": part("Check 07: a bot speaks", a_bot_speaks),
    "07 second bot": exercise("Check 07: a second bot", a_second_bot_speaks),
    "07 your turn": exercise("Check 07: the result, once", the_result),
    "07 drill": exercise("Check 07: from the bot", from_the_bot),
}
