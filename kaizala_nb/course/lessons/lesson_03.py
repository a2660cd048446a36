"""Lesson 03: messages, files, cards; a survey that two people answer; a picture sent as text, and a card that is two things."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kaizala_nb.course.lessons.check import Line, exercise, line, part, quotation
from kaizala_nb.course.lessons.people import PEOPLE
from kaizala_nb.course.lessons.scene import LocalKaizala, field_team, name_people, sign_in
from kaizala_nb.course.lessons.world import World

_KINDS = {
    "SingleOption": "a choice",
    "MultiOption": "a choice",
    "Numeric": "a number",
    "DateTime": "a date",
    "Text": "a text",
}
_THREE_KINDS = ["a choice", "a date", "a number"]
_ENOUGH = 2
_MINUTES = 45
_FIRST_BYTES = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8"}
_BUILT_IN = ("Image", "Document", "Audio", "Video", "Album", "Job", "Survey", "Poll", "LetsMeet", "Announcement")


def start(kaizala: LocalKaizala) -> None:
    """Field team with Asha and Ben, and Town news, a public group of yours to which Ben and three others subscribe."""
    name_people(kaizala)
    sign_in(kaizala)
    field_team(kaizala, "Asha", "Ben")
    kaizala.groups.create_public_group(name="Town news", members=[])
    kaizala.groups.add_subscribers(subscribers=[PEOPLE[name] for name in ("Ben", "Chen", "Dalia", "Eli")])
    kaizala.environment.fill({"mobile-number-3": PEOPLE["Ben"]}, source="the lesson")


def message_to_all(world: World) -> list[Line]:
    """A message of the learner's that each subscriber of a public group got."""
    public = [group for group in world.groups() if group["groupType"] == "ConnectGroup"]
    best = max((_reach(world, group["groupId"]) for group in public), key=lambda reach: reach.share, default=_Reach())
    return [
        line(
            best.share == 1,
            f"All {best.subscribers} subscribers got {best.text}.",
            f"Your message reached {best.readers} of {best.subscribers} subscribers.",
            "Look at the fields of the form. Which of them is neither a text nor a list?",
            'kaizala.content.send_message_to_subscribers(message="...", send_to_all_subscribers=True)',
        )
    ]


@dataclass(frozen=True)
class _Reach:
    """How far the message of the learner's that reached most subscribers of a public group came."""

    subscribers: int = 0
    readers: int = 0
    text: str = ""

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return self.readers / self.subscribers if self.subscribers else 0


def _reach(world: World, group_id: str) -> _Reach:
    people = world.look(f"/v1/groups/{group_id}/subscribers").get("subscribers", [])
    numbers = [person["mobileNumber"] for person in people]
    messages = [message for number in numbers for message in world.messages_from_you(number)]
    texts = {message["referenceId"]: quotation(message) for message in messages if message["groupId"] == group_id}
    readers = Counter(message["referenceId"] for message in messages if message["groupId"] == group_id)
    [(best, count)] = readers.most_common(1) or [("", 0)]
    return _Reach(len(numbers), count, texts.get(best, ""))


def own_picture(world: World) -> list[Line]:
    """Two images of the learner's that are not the same: that of the lesson, and one more. What counts is their bytes."""
    # the first card of each picture, and its name there
    first_with: dict[bytes | None, tuple[dict[str, Any], str]] = {}
    newest = ""
    for card in _cards(world):
        for file in card["files"] if card["actionType"] == "Image" else ():
            newest = file["name"]
            first_with.setdefault(world.file(file["mediaId"]), (card, newest))
    first_with.pop(None, None)  # what cannot be fetched
    own, name = next(reversed(first_with.values()), (None, ""))
    which = f"no other picture than the first one. The newest is {newest}" if newest else "no picture"
    return [
        line(
            len(first_with) > 1,
            f"A picture of your own has come: {name}, with the text {quotation(own)}.",
            f"Asha's phone shows {which}.",
            "draw only saves a file. An upload alone sends nothing. send_image takes the newest upload.",
            'kaizala.content.upload_media(files=[draw("mine.png", "Mine", "purple")]), then kaizala.content.send_image().',
        )
    ]


def cards(world: World) -> list[Line]:
    """A custom card that somebody has answered, a poll and a meeting; all are the learner's."""
    custom_cards = [card for card in _copies(world) if card["actionType"] not in _BUILT_IN]
    answered = next((card for card in custom_cards if card["answers"]), None)
    poll = _first(_cards(world), "Poll")
    meeting = _first(_cards(world), "LetsMeet")
    return [
        line(
            answered,
            f"Your custom card {quotation(answered)} has an answer.",
            "No custom card of yours has an answer.",
            "Run both forms of the custom card, and the cells below them.",
            'kaizala.content.post_custom_action(title="..."), then kaizala.content.respond_to_action(answers=["..."]).',
        ),
        line(
            poll,
            f"You sent a poll: {quotation(poll)}.",
            "You have not sent a poll.",
            "Run the form of the poll, and the cell below it.",
            'kaizala.content.post_poll(question="...", choices=["...", "..."])',
        ),
        line(
            meeting,
            f"You proposed a meeting: {quotation(meeting)}.",
            "You have not proposed a meeting.",
            "Run the last form of Part 4, and the cell below it.",
            'kaizala.content.post_meeting(title="...", starting_time="2030-05-06T09:00:00Z")',
        ),
    ]


def meeting_place(world: World) -> list[Line]:
    """A meeting of the learner's of 45 minutes, at a place with a name. The first one does not count: it is that of the lesson."""
    meetings = {card["actionId"]: card for card in _cards(world) if card["actionType"] == "LetsMeet"}
    by_age = sorted(meetings.values(), key=lambda card: card["at"])
    first, own = next(iter(by_age), None), by_age[1:]
    with_place = [card for card in own if _place(card)]
    best = next((card for card in with_place if card["details"]["duration"] == _MINUTES), None)
    shown = best or next(iter(with_place), None)
    missing = (
        f"{quotation(first)} is the first one. A second one is missing." if first else "You have proposed no meeting."
    )
    other_time = f"The meeting with a place does not take {_MINUTES} minutes."
    return [
        line(
            with_place,
            f"{quotation(shown)} has a place: {_place(shown)}.",
            "Your second meeting has no place with a name." if own else missing,
            "Open More fields in the form of the meeting. What does its place consist of?",
            'kaizala.content.post_meeting(...), with place={"latitude": 51.5, "longitude": -0.1, "name": "..."}.',
        ),
        line(
            best,
            f"It takes {_MINUTES} minutes.",
            other_time if with_place else "Minutes count when the meeting has a place with a name.",
            "Open More fields in the form of the meeting. Which field holds minutes?",
            f"kaizala.content.post_meeting(...), with place and duration={_MINUTES}. In a body it is DurationInMins.",
        ),
    ]


def _place(card: dict[str, Any] | None) -> str:
    """The name of the place of a meeting, "" without one."""
    place = card["details"].get("place") if card else None
    return str((place or {}).get("name") or "")


def two_answers(world: World) -> list[Line]:
    """A survey of the learner's of a choice, a number and a date, and nothing else, answered in full by two others."""
    best = max(_surveys(world), key=lambda survey: survey.steps, default=_Survey())
    return [
        line(
            best.is_right,
            f'"{best.title}" asks for a choice, a number and a date.',
            f'"{best.title}" asks for {", ".join(best.kinds)}.' if best.kinds else "You have not sent a survey.",
            "It needs three questions. Look at the menu Type in the form of the survey: one type for each.",
            "kaizala.content.send_survey(...), with the types SingleOption, Numeric and DateTime.",
        ),
        line(
            best.is_right and len(best.full_answers) >= _ENOUGH,
            "Two people have answered all three questions.",
            _who_answered(best) if best.is_right else "Answers count when the survey is right: mend it first.",
            "Look at the phones. Which card has no answer yet? Which question has none?",
            'asha.answer(survey, "...", 2, datetime(2030, 7, 1)), then ben. survey is the reply, or the form.',
        ),
    ]


def _who_answered(survey: "_Survey") -> str:
    """Who has answered all of it, and a sentence for each person who has answered a part."""
    of = len(survey.kinds)
    names = f": {', '.join(survey.full_answers)}" if survey.full_answers else ""
    count = f"{len(survey.full_answers)} of {_ENOUGH} people have answered all three questions{names}."
    parts = [f"{who} answered {given} of {of} questions." for who, given in survey.given.items() if 0 < given < of]
    return " ".join([count, *parts])


def repaired(world: World) -> list[Line]:
    """Since an upload was refused for its type: a new picture with its own type, and an announcement or a custom card."""
    refusals = [call["at"] for call in world.calls() if call["status"] == 415]
    refusal_at = max(refusals, default=world.now())
    missing = (
        "{} has not come yet."
        if refusals
        else "The service has refused no picture. Run the drill as it was written first."
    )
    cards_before = [card for card in _cards(world) if card["at"] < refusal_at]
    cards_since = [card for card in _cards(world) if card["at"] >= refusal_at]
    old_files = str([card["details"] for card in cards_before])
    images = [card for card in cards_since if card["actionType"] == "Image"]
    pictures = [card for card in images if card["details"]["imageUrl"] not in old_files]
    of_other_type = next((card["files"][0]["type"] for card in pictures if not _has_own_type(world, card)), "")
    kinds = {card["actionType"] for card in cards_since}
    return [
        line(
            any(_has_own_type(world, card) for card in pictures),
            "The picture came with its own type.",
            f"Only a picture of the type {of_other_type} has come. That is not its own type."
            if of_other_type
            else missing.format("The picture"),
            "Look at what the service said, and at the end of the name of the file."
            if refusals
            else 'kaizala.content.upload_media(files=[Upload("sign.png", sign.content, type="text/plain")]) is refused.',
            'kaizala.content.upload_media(files=[Upload("sign.png", sign.content)]), then kaizala.content.send_image().',
        ),
        line(
            "Announcement" in kinds or kinds - set(_BUILT_IN),
            "The card came as one kind of thing.",
            missing.format("The card"),
            "Look at what the service said. It names two fields, and wants one of them.",
            'card.pop("id", None), then requests.post(url, json=card, headers=headers, timeout=60).',
        ),
    ]


def _has_own_type(world: World, card: dict[str, Any]) -> bool:
    """Whether the files of a card begin as files of their types do. What cannot be known is taken as right."""
    contents = [(world.file(file["mediaId"]), _FIRST_BYTES.get(file["type"], b"")) for file in card["files"]]
    return all(content is None or content.startswith(beginning) for content, beginning in contents)


@dataclass(frozen=True)
class _Survey:
    """A survey of the learner's."""

    title: str = ""
    kinds: Sequence[str] = ()  # what its questions ask for, in words: "a choice"
    given: Mapping[str, int] = field(default_factory=dict)  # how many questions each other person has answered

    @property
    def full_answers(self) -> list[str]:
        """The names of the other people who have answered all of it."""
        return [who for who, given in self.given.items() if given == len(self.kinds)]

    @property
    def is_right(self) -> bool:
        return sorted(self.kinds) == _THREE_KINDS

    @property
    def steps(self) -> int:
        """How far it is from a survey of any kind to what is asked for."""
        return 1 + len(self.full_answers) if self.is_right else 0


def _surveys(world: World) -> list[_Survey]:
    """The newest first: of surveys that are equally far, the check speaks of the newest."""
    copies = [card for card in _copies(world) if card["actionType"] == "Survey"]
    surveys = {card["actionId"]: card for card in copies}.values()
    return [_survey(card, copies) for card in sorted(surveys, key=lambda card: card["at"], reverse=True)]


def _survey(card: dict[str, Any], copies: list[dict[str, Any]]) -> _Survey:
    kinds = [_KINDS.get(question["type"], "something else") for question in card["questions"]]
    of_others = [copy for copy in copies if copy["actionId"] == card["actionId"] and not copy["own"]]
    given = {copy["phone"]: sum(answer is not None for answer in copy["answers"] or []) for copy in of_others}
    return _Survey(card["text"], kinds, given)


def _copies(world: World) -> list[dict[str, Any]]:
    """The learner's cards on every phone, that of the learner too.

    Each holds the answer of the phone's owner, whose name it has as ``phone``.
    """
    phones = {"You": world.you, **PEOPLE} if world.you else {}
    cards = [chat | {"phone": name} for name, number in phones.items() for chat in world.chats(number)]
    return [card for card in cards if card["kind"] == "card" and card["from"] == world.you]


def _cards(world: World) -> list[dict[str, Any]]:
    """The learner's cards that came to somebody else."""
    return [card for card in _copies(world) if not card["own"]]


def _first(cards: list[dict[str, Any]], kind: str) -> dict[str, Any] | None:
    """The first card of a kind."""
    return next((card for card in cards if card["actionType"] == kind), None)


CHECKS = {
    "03 messages turn": exercise("Check 03: a message for all", message_to_all),
    "03 picture turn": exercise("Check 03: a picture of your own", own_picture),
    "03 your turn": exercise("Check 03: a survey, answered twice", two_answers),
    "03 cards": part("Check 03: one address for all", cards),
    "03 cards turn": exercise("Check 03: a meeting place", meeting_place),
    "03 drill": exercise("Check 03: two bodies repaired", repaired),
}
