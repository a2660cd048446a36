"""Lesson 03: messages, files, cards; a survey that two people answer; a picture sent as text, and a card that is two things."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kaizala_nb.course.lessons.check import Line, exercise, line, part, quotation
from kaizala_nb.course.lessons.people import PEOPLE
from kaizala_nb.course.lessons.scene import LocalKaizala, field_team, name_people, sign_in
from kaizala_nb.course.lessons.world import World

_KINDS = {"SingleOption": "a choice", "MultiOption": "a choice", "Numeric": "a number", "DateTime": "a date"}
_THREE_KINDS = ["a choice", "a date", "a number"]
_ENOUGH = 2
_FILES = ("Document", "Audio", "Video", "Album")
_BUILT_IN = ("Image", *_FILES, "Job", "Survey", "Poll", "LetsMeet", "Announcement")


def start(kaizala: LocalKaizala) -> None:
    """Field team with Asha and Ben, and Town news, a public group of yours to which Ben and Chen subscribe."""
    name_people(kaizala)
    sign_in(kaizala)
    field_team(kaizala, "Asha", "Ben")
    kaizala.groups.create_public_group(name="Town news", members=[])
    kaizala.groups.add_subscribers(subscribers=[PEOPLE["Ben"], PEOPLE["Chen"]])
    kaizala.environment.fill({"mobile-number-3": PEOPLE["Ben"]}, source="the lesson")


def messages(world: World) -> list[Line]:
    """A message of the learner's in a group, and one that a subscriber of a public group got."""
    public = {group["groupId"] for group in world.groups() if group["groupType"] == "ConnectGroup"}
    messages = [message for number in PEOPLE.values() for message in world.messages_from_you(number)]
    in_group = next((message for message in messages if message["groupId"] not in public), None)
    to_subscriber = next((message for message in messages if message["groupId"] in public), None)
    return [
        line(
            in_group,
            f"Your group reads {quotation(in_group)}.",
            "Your group has no message from you.",
            "Look at Asha's phone.",
            "Send message on a group.",
        ),
        line(
            to_subscriber,
            f"A subscriber reads {quotation(to_subscriber)}.",
            "No subscriber of a public group has a message from you.",
            "Look at Ben's phone. He subscribes to Town news.",
            "Send message to subscriber(s) in a public group.",
        ),
    ]


def files(world: World) -> list[Line]:
    """An image of the learner's, and a card with a file of another kind."""
    cards = _cards(world)
    picture = _first(cards, "Image")
    other = _first(cards, *_FILES)
    return [
        line(
            picture,
            f"You sent a picture: {quotation(picture)}.",
            "You have not sent a picture.",
            "Look at Asha's phone. An upload alone sends nothing.",
            "(b1) Send image on a group.",
        ),
        line(
            other,
            f"You sent another kind of file: {quotation(other)}.",
            "You have not sent another kind of file.",
            "Look at Asha's phone. What came after the picture?",
            "(b2) Send document on a group. The requests (b3) to (b5) will do too.",
        ),
    ]


def jobs_and_surveys(world: World) -> list[Line]:
    """A job that is done, and a survey that the learner has answered; both are the learner's."""
    cards = [chat for chat in world.chats(world.you) if chat["kind"] == "card" and chat["own"]]
    job = next((card for card in cards if card["actionType"] == "Job" and _is_completed(world, card)), None)
    surveys = [card for card in cards if card["actionType"] == "Survey"]
    return [
        line(
            job,
            f"The job {quotation(job)} is done.",
            "No job of yours is done.",
            "Did you send the job? Did the person it is for say that it is done?",
            "Post a job on a group, then Posting a response to a job.",
        ),
        line(
            surveys,
            f"You sent a survey: {quotation(surveys[-1] if surveys else None)}.",
            "You have not sent a survey.",
            "Look at the form. Does it have a status?",
            "Send survey on a group.",
        ),
        line(
            any(card["answers"] for card in surveys),
            "You answered your survey.",
            "You have not answered your survey.",
            "After a 400 the service stores nothing. Which answer does the 400 name?",
            "Posting a response to a survey.",
        ),
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
            "Which {{test-action-id}} did the answer go to?",
            "Post custom action on a group, then Posting a response to an action.",
        ),
        line(
            poll,
            f"You sent a poll: {quotation(poll)}.",
            "You have not sent a poll.",
            "Look at Asha's phone. What can she tap?",
            "Post a poll on a group.",
        ),
        line(
            meeting,
            f"You proposed a meeting: {quotation(meeting)}.",
            "You have not proposed a meeting.",
            "Look at the last form of Part 4.",
            "Post a let's meet on a group.",
        ),
    ]


def two_answers(world: World) -> list[Line]:
    """A survey of the learner's of a choice, a number and a date, and nothing else, answered in full by two others."""
    best = max(_surveys(world), key=lambda survey: survey.steps, default=_Survey())
    full_answers = best.full_answers if best.is_right else 0
    return [
        line(
            best.is_right,
            f'"{best.title}" asks for a choice, a number and a date.',
            f'"{best.title}" asks for {", ".join(best.kinds)}.' if best.kinds else "You have not sent a survey.",
            "Look at the types of its questions. How many questions does it have?",
            "Send survey on a group.",
        ),
        line(
            full_answers >= _ENOUGH,
            "Two people have answered all three questions.",
            f"{full_answers} of two people have answered all three questions.",
            "Look at the phones. Which card is still open? Which question has no answer?",
            "answer() on two phones, with the card's actionId and three answers.",
        ),
    ]


def repaired(world: World) -> list[Line]:
    """Since an upload was refused for its type: a picture that was on no card before, and an announcement or a custom card."""
    refusal_at = max((call["at"] for call in world.calls() if call["status"] == 415), default=world.now())
    cards_before = [card for card in _cards(world) if card["at"] < refusal_at]
    cards_since = [card for card in _cards(world) if card["at"] >= refusal_at]
    old_files = str([card["details"] for card in cards_before])
    pictures = [card for card in cards_since if card["actionType"] == "Image"]
    kinds = {card["actionType"] for card in cards_since}
    return [
        line(
            any(card["details"]["imageUrl"] not in old_files for card in pictures),
            "The picture came as a picture.",
            "The picture has not come yet.",
            "Look at what the service said. It names the type that came.",
            "Upload media, with another type. Then send (b1) Send image on a group.",
        ),
        line(
            "Announcement" in kinds or kinds - set(_BUILT_IN),
            "The card came as one kind of thing.",
            "The card has not come yet.",
            "Look at what the service said. It names two fields.",
            "The same POST, with one field less in the card.",
        ),
    ]


@dataclass(frozen=True)
class _Survey:
    """A survey of the learner's."""

    title: str = ""
    kinds: Sequence[str] = ()  # what its questions ask for, in words: "a choice"
    full_answers: int = 0  # how many other people have answered all of it

    @property
    def is_right(self) -> bool:
        return sorted(self.kinds) == _THREE_KINDS

    @property
    def steps(self) -> int:
        """How far it is from a survey of any kind to what is asked for."""
        return 1 + self.full_answers if self.is_right else 0


def _surveys(world: World) -> list[_Survey]:
    """The newest first: of surveys that are equally far, the check speaks of the newest."""
    copies = [card for card in _copies(world) if card["actionType"] == "Survey"]
    surveys = {card["actionId"]: card for card in copies}.values()
    return [_survey(card, copies) for card in sorted(surveys, key=lambda card: card["at"], reverse=True)]


def _survey(card: dict[str, Any], copies: list[dict[str, Any]]) -> _Survey:
    kinds = [_KINDS.get(question["type"], "something else") for question in card["questions"]]
    of_others = [copy for copy in copies if copy["actionId"] == card["actionId"] and not copy["own"]]
    answers = [copy["answers"] or [] for copy in of_others]
    full_answers = sum(len(answer) == len(kinds) and None not in answer for answer in answers)
    return _Survey(card["text"], kinds, full_answers)


def _copies(world: World) -> list[dict[str, Any]]:
    """The learner's cards on every phone, that of the learner too. Each holds the answer of the phone's owner."""
    phones = [world.you, *PEOPLE.values()] if world.you else []
    cards = [chat for phone in phones for chat in world.chats(phone) if chat["kind"] == "card"]
    return [card for card in cards if card["from"] == world.you]


def _cards(world: World) -> list[dict[str, Any]]:
    """The learner's cards that came to somebody else."""
    return [card for card in _copies(world) if not card["own"]]


def _first(cards: list[dict[str, Any]], *kinds: str) -> dict[str, Any] | None:
    """The first card of one of these kinds."""
    return next((card for card in cards if card["actionType"] in kinds), None)


def _is_completed(world: World, job: dict[str, Any]) -> bool:
    bodies = [card["actionBody"] for card in world.cards(job["groupId"], "job")]
    return any(body["isCompleted"] for body in bodies if body["actionId"] == job["actionId"])


CHECKS = {
    "03 messages": part("Check 03: messages", messages),
    "03 media": part("Check 03: files", files),
    "03 surveys": part("Check 03: jobs and surveys", jobs_and_surveys),
    "03 cards": part("Check 03: one address for all", cards),
    "03 your turn": exercise("Check 03: a survey, answered twice", two_answers),
    "03 drill": exercise("Check 03: two bodies repaired", repaired),
}
