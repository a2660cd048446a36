"""Lesson 07: a bot of the learner's own, and a second one; what it posts when the third answer comes; who a message is from."""

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kaizala_nb.course.lessons.check import Line, exercise, line, part, quotation
from kaizala_nb.course.lessons.people import PEOPLE
from kaizala_nb.course.lessons.scene import LocalKaizala, field_team, name_people, sign_in
from kaizala_nb.course.lessons.world import World

_ENOUGH = 3
_SEND = 'with kaizala.session.using("bot-access-token"): kaizala.content.send_message(message=...)'


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
            f"You own {_listed([bot['name'] for bot in bots])}.",
            "You do not own a bot.",
            "Look at the first form of Part 1. Does it have a status?",
            "kaizala.bots.create_bot, with a name.",
        ),
        line(
            _bots_in_groups(world),
            "Your bot is in your group.",
            "Your bot is in no group of yours.",
            "Look at kaizala.groups.query_members().df. Who is in the group?",
            "kaizala.bots.add_bot_to_group()",
        ),
        line(
            message,
            f"{message['fromName'] if message else ''} said {quotation(message)}.",
            "Your bot has not said anything.",
            "Look at the newest message on Asha's phone. Which name is above it?",
            _SEND,
        ),
    ]


def a_second_bot_speaks(world: World) -> list[Line]:
    """The learner owns two bots, both are in a group of theirs, and each has sent something there."""
    messages = _messages_of_bots(world)
    first_senders = list(dict.fromkeys(message["from"] for message in messages))
    said = next((message for message in messages if message["from"] in first_senders[1:]), None)
    names = [bot["name"] for bot in world.look("/v1/bot").get("bots", [])]
    names_in_groups = list(_bots_in_groups(world).values())
    return [
        line(
            len(names) > 1,
            f"You own {_listed(names)}.",
            "You do not own a second bot.",
            "Look at kaizala.bots.get_bots().df. How many rows are there?",
            "kaizala.bots.create_bot, with a name.",
        ),
        line(
            len(names_in_groups) > 1,
            f"In your group are {_listed(names_in_groups)}.",
            "Your second bot is in no group of yours.",
            "Look at kaizala.groups.query_members().df. Who is in the group?",
            "kaizala.bots.add_bot_to_group()",
        ),
        line(
            said,
            f"{said['fromName'] if said else ''} said {quotation(said)}.",
            "Your second bot has not said anything.",
            "Look at the name before the newest message. Whose token was sent?",
            f"First kaizala.bots.bot_access_token(). Then {_SEND}",
        ),
    ]


def the_result(world: World) -> list[Line]:
    """A poll with three answers, and one message of a bot's after the third that names what most chose."""
    cards = [card for group in world.groups() for card in world.cards(group["groupId"], "poll")]
    messages, own = _messages_of_bots(world), world.messages_from_you(PEOPLE["Asha"])
    full_polls = [_poll(card, messages, own) for card in reversed(cards) if len(_responses(card)) >= _ENOUGH]
    newest = full_polls[0] if full_polls else _Poll()
    best = next((poll for poll in full_polls if len(poll.results) == 1), newest)
    no, *hints = _missing(best)
    once = f"Your bot told the result {len(best.results)} times. It needs to tell it once."
    return [
        line(
            full_polls,
            "A poll has three answers.",
            "No poll has three answers.",
            "Look at the phones. Who has not answered the card yet?",
            "kaizala.phone, with Chen's number, then .answer(poll, ...), as Ben's phone did.",
        ),
        line(
            best.results,
            f"After the third answer your bot said {quotation(best.results[0] if best.results else None)}.",
            no,
            *hints,
        ),
        line(
            len(best.results) == 1,
            "Your bot told the result once.",
            once if best.results else "There is no result yet that counts.",
            "Look at Asha's phone. How often is the result there?",
            "Run the cell with post_poll again, and the one below it: a new poll with two answers. Then run your cell once."
            if best.results
            else "One message after a new query is enough.",
        ),
    ]


def from_the_bot(world: World) -> list[Line]:
    """A message of the learner's own, and, as the newest message, the same from one of their bots."""
    messages = world.messages(PEOPLE["Asha"])
    reminders = [message for message in messages if message["from"] == world.you]
    newest = messages[-1] if messages else None
    is_from_bot = newest is not None and newest["from"] in _bots_in_groups(world)
    is_reminder = newest is not None and newest["text"] in [reminder["text"] for reminder in reminders]
    if is_from_bot and reminders:
        no = f"Your bot said {quotation(newest)}, and not {quotation(reminders[-1])}."
    else:
        no = "The newest message is not from your bot."
    return [
        line(
            is_from_bot and is_reminder,
            "The newest message is the reminder, from your bot.",
            no,
            "What tells the service who a message is from? Has remind run again since, with the text of before?",
            f"In remind, {_SEND}",
        )
    ]


@dataclass(frozen=True)
class _Poll:
    """What was told of the result of a poll."""

    results: Sequence[dict[str, Any]] = ()  # the messages of bots that name it, since the third answer
    told_early: bool = False  # a bot named it before the third answer
    wrong: Sequence[
        dict[str, Any]
    ] = ()  # the messages of bots, since the third answer, that name a choice and not the result
    own: Sequence[dict[str, Any]] = ()  # the learner's own messages that name it, since the third answer
    winners: Set[str] = frozenset()  # what most people want, in small letters

    @property
    def names_more(self) -> bool:
        """Whether the last wrong message names what most people want, and another choice too."""
        return any(title in self.wrong[-1]["text"].casefold() for title in self.winners) if self.wrong else False

    @property
    def said_last_by_you(self) -> bool:
        """Whether the learner told it after whatever a bot said that was wrong."""
        return bool(self.own) and (not self.wrong or self.own[-1]["at"] >= self.wrong[-1]["at"])


def _poll(card: dict[str, Any], messages: list[dict[str, Any]], own: list[dict[str, Any]]) -> _Poll:
    """A poll with three answers or more; ``messages`` are those of bots, ``own`` those of the learner."""
    votes, since = _votes(card), _third_answer_at(card)
    results = [message for message in messages if _tells(message["text"].casefold(), votes)]
    named = [message for message in messages if any(title in message["text"].casefold() for title in votes)]
    return _Poll(
        [message for message in results if message["at"] >= since],
        any(message["at"] < since for message in results),
        [message for message in named if message["at"] >= since and message not in results],
        [message for message in own if message["at"] >= since and _tells(message["text"].casefold(), votes)],
        _winners(votes),
    )


def _third_answer_at(card: dict[str, Any]) -> int:
    """When the third answer came. An answer that came again has lost its first time: it counts as the first of all."""
    times = (0 if response["isUpdateResponse"] else response["responseTime"] for response in _responses(card))
    sent_at = datetime.fromisoformat(card["sentAt"]).timestamp() * 1000
    return max(int(sent_at), sorted(times)[_ENOUGH - 1])


def _missing(poll: _Poll) -> tuple[str, str, str]:
    """What is missing where no bot has told the result, where to look, and what to call."""
    if poll.names_more and not poll.said_last_by_you:
        return (
            f"Your bot said {quotation(poll.wrong[-1])}. It does not name only what most people want.",
            "Which choice do most people want? The message needs no other one.",
            f'"We eat " + counts.index[0], after a new query. {_SEND}',
        )
    if poll.wrong and not poll.said_last_by_you:
        return (
            f"Your bot said {quotation(poll.wrong[-1])}. That is not the result.",
            "Did your program ask the service again after Chen's answer? What does the newest answer say?",
            f"Again kaizala.queries.fetch_survey_responses(action_id=poll), and .value_counts(). Then {_SEND}",
        )
    if poll.own:
        return (
            f"You said {quotation(poll.own[-1])}. The bot is to say it.",
            "Look at the name before the newest message. Whose token was sent?",
            _SEND,
        )
    early = "Your bot told the result before the third answer."
    return (
        early if poll.told_early else "Your bot has not told the result since the third answer.",
        "Look at the newest message on Asha's phone. Who is it from? Does it name what most people want?",
        f"First kaizala.queries.fetch_survey_responses(action_id=poll). Then {_SEND}",
    )


def _responses(card: dict[str, Any]) -> list[dict[str, Any]]:
    return list(card["actionBody"].get("responses", []))


def _votes(card: dict[str, Any]) -> Counter[str]:
    """How many people want each choice that somebody wants, by its title in small letters."""
    chosen = [response["responseDetails"]["responseWithQuestions"][0]["answer"][0] for response in _responses(card)]
    return Counter(title.casefold() for title in chosen)


def _winners(votes: Counter[str]) -> Set[str]:
    """What most people want."""
    return {title for title in votes if votes[title] == max(votes.values())}


def _tells(text: str, votes: Counter[str]) -> bool:
    """Whether a text, in small letters, tells the result: it names what most people want, and nothing else.

    It may name other choices if it says of each how many want it, before the names or after them: "Pizza 2, pasta 1".
    """
    named = {title for title in votes if title in text}
    winners = _winners(votes)
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


def _bots_in_groups(world: World) -> dict[str, str]:
    """The names of the learner's bots that are in a group of theirs, by number."""
    ids = {bot["botUserId"] for bot in world.look("/v1/bot").get("bots", [])}
    members = [member for group in world.groups() for member in world.members(group["groupId"])]
    return {member["mobileNumber"]: member["name"] for member in members if member["id"] in ids}


def _listed(names: Sequence[str]) -> str:
    """Names in a sentence: "Ann, Ben and Chen"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


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
