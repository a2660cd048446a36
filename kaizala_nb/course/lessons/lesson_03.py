"""Lesson 03: messages, files, cards; a survey that two people answer; a picture sent as text, and a card that is two things."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kaizala_nb.course.lessons.check import Line
from kaizala_nb.course.lessons.people import PEOPLE
from kaizala_nb.course.lessons.scene import field_team, name_people, sign_in
from kaizala_nb.course.lessons.world import World

if TYPE_CHECKING:
    from kaizala_nb.course.kaizala import Kaizala

_KINDS = {"SingleOption": "a choice", "MultiOption": "a choice", "Numeric": "a number", "DateTime": "a date"}
_ENOUGH = 2
_FILES = ("Document", "Audio", "Video", "Album")
_BUILT_IN = ("Image", *_FILES, "Job", "Survey", "Poll", "LetsMeet", "Announcement")


def start(kaizala: "Kaizala") -> None:
    """Field team with Asha and Ben, and Town news, a public group of yours to which Ben and Chen subscribe."""
    name_people(kaizala)
    sign_in(kaizala)
    field_team(kaizala, "Asha", "Ben")
    kaizala.groups.create_public_group(name="Town news")
    kaizala.groups.add_subscribers(subscribers=[PEOPLE["Ben"], PEOPLE["Chen"]])
    kaizala.environment.fill({"mobile-number-3": PEOPLE["Ben"]}, source="the lesson")


def messages(world: World) -> list[Line]:
    """A message of the learner's in a group, and one that a subscriber of a public group got."""
    public = {group["groupId"] for group in world.groups() if group["groupType"] == "ConnectGroup"}
    said = [one for number in PEOPLE.values() for one in world.messages_from_you(number)]
    inside = next((one for one in said if one["groupId"] not in public), None)
    told = next((one for one in said if one["groupId"] in public), None)
    return [
        Line(
            inside is not None,
            f'Your group reads "{inside["text"]}".' if inside else "Your group has no message from you.",
            ("Look at Asha's phone.", "Send message on a group."),
        ),
        Line(
            told is not None,
            f'A subscriber reads "{told["text"]}".'
            if told
            else "No subscriber of a public group has a message from you.",
            ("Look at Ben's phone: he subscribes to Town news.", "Send message to subscriber(s) in a public group."),
        ),
    ]


def files(world: World) -> list[Line]:
    """An image of the learner's, and a card with a file of another kind."""
    sent = _cards(world)
    picture = next((card for card in sent if card["actionType"] == "Image"), None)
    other = next((card for card in sent if card["actionType"] in _FILES), None)
    return [
        Line(
            picture is not None,
            f'You sent a picture: "{picture["text"]}".' if picture else "You have sent no picture.",
            ("An upload alone sends nothing: look at Asha's phone.", "(b1) Send image on a group."),
        ),
        Line(
            other is not None,
            f'You sent {_named(other)}: "{other["text"]}".' if other else "You have sent no other kind of file.",
            (
                "Look at Asha's phone: what came after the picture?",
                "(b2) Send document on a group, or one of its like.",
            ),
        ),
    ]


def jobs_and_surveys(world: World) -> list[Line]:
    """A job that is done, and a survey that the learner has answered; both are the learner's."""
    yours = [chat for chat in world.chats(world.you) if chat["kind"] == "card" and chat["own"]]
    job = next((card for card in yours if card["actionType"] == "Job" and _done(world, card)), None)
    surveys = [card for card in yours if card["actionType"] == "Survey"]
    answered = next((card for card in surveys if card["answers"]), None)
    return [
        Line(
            job is not None,
            f'The job "{job["text"]}" is done.' if job else "No job of yours is done.",
            (
                "Has the job been sent, and did whoever it is for say that it is done?",
                "Post a job on a group, then Posting a response to a job.",
            ),
        ),
        Line(
            bool(surveys),
            f'You sent a survey: "{surveys[-1]["text"]}".' if surveys else "You have sent no survey.",
            ("Look at the form: does it have a status?", "Send survey on a group."),
        ),
        Line(
            answered is not None,
            "You answered it." if answered else "You have answered no survey of yours.",
            ("A 400 has stored nothing: which answer does it name?", "Posting a response to a survey."),
        ),
    ]


def cards(world: World) -> list[Line]:
    """A custom card that somebody has answered, a poll and a meeting; all are the learner's."""
    seen, sent = _everywhere(world), _cards(world)
    custom = next((one for one in seen if one["actionType"] not in _BUILT_IN and one["answers"]), None)
    poll = next((one for one in sent if one["actionType"] == "Poll"), None)
    meeting = next((one for one in sent if one["actionType"] == "LetsMeet"), None)
    return [
        Line(
            custom is not None,
            f'The custom card "{custom["text"]}" has an answer.'
            if custom
            else "No custom card of yours has an answer.",
            (
                "Which {{test-action-id}} did the answer go to?",
                "Post custom action on a group, then Posting a response to an action.",
            ),
        ),
        Line(
            poll is not None,
            f'You asked "{poll["text"]}".' if poll else "You have sent no poll.",
            ("Look at Asha's phone: what can she tap?", "Post a poll on a group."),
        ),
        Line(
            meeting is not None,
            f'You want to meet: "{meeting["text"]}".' if meeting else "You have proposed no meeting.",
            ("Look at the last form of Part 4.", "Post a let's meet on a group."),
        ),
    ]


def two_answers(world: World) -> list[Line]:
    """A survey of the learner's of a choice, a number and a date, and nothing else, answered in full by two others."""
    best = max(_surveys(world), key=lambda one: (_right(one), one.whole), default=None)
    asked = [_KINDS.get(kind, "something else") for kind in best.types] if best else []
    right = bool(best) and _right(best)
    whole = best.whole if best and right else 0
    return [
        Line(
            right,
            f'"{best.title}" asks for a choice, a number and a date.'
            if best and right
            else f'"{best.title}" asks for {", ".join(asked)}.'
            if asked
            else "You have sent no survey.",
            ("Look at the types of its questions. How many are there?", "Send survey on a group."),
        ),
        Line(
            whole >= _ENOUGH,
            "Two people have answered all of it."
            if whole >= _ENOUGH
            else f"{whole} of two people have answered all of it.",
            (
                "Look at the phones: which card is open still, and which answer was left out?",
                "answer() on two phones, with the card's actionId and three answers.",
            ),
        ),
    ]


def repaired(world: World) -> list[Line]:
    """Since an upload was refused for its type: a picture that was on no card before, and an announcement or a custom card."""
    refused = max((call["at"] for call in world.calls() if call["status"] == 415), default=world.now())
    before = [card for card in _cards(world) if card["at"] < refused]
    since = [card for card in _cards(world) if card["at"] >= refused]
    known = str([card["details"] for card in before])
    pictures = [card for card in since if card["actionType"] == "Image" and card["details"]["imageUrl"] not in known]
    others = [card for card in since if card["actionType"] == "Announcement" or card["actionType"] not in _BUILT_IN]
    return [
        Line(
            bool(pictures),
            "The picture has come, as a picture." if pictures else "The picture has not come yet.",
            (
                "Look at what the service said: it names the type that came.",
                "Upload media, with another type; then Send image on a group.",
            ),
        ),
        Line(
            bool(others),
            "The card has come, as one thing." if others else "The card has not come yet.",
            ("Look at what the service said: it names two fields.", "The same POST, with one field less in the card."),
        ),
    ]


class _Survey:
    """A survey of the learner's: its title, the types of its questions, and how many others have answered all of them."""

    def __init__(self, card: dict[str, Any], seen: Iterable[dict[str, Any]]) -> None:
        self.title = card["text"]
        self.types = [question["type"] for question in card["questions"]]
        answers = [one["answers"] or [] for one in seen if one["actionId"] == card["actionId"] and not one["own"]]
        self.whole = sum(len(one) == len(self.types) and None not in one for one in answers)


def _surveys(world: World) -> list[_Survey]:
    """Newest first, so that the newest is the one to speak of."""
    seen = _everywhere(world)
    by_id = {one["actionId"]: one for one in seen if one["actionType"] == "Survey"}
    return [_Survey(card, seen) for card in sorted(by_id.values(), key=lambda one: -one["at"])]


def _right(survey: _Survey) -> bool:
    return sorted(_KINDS.get(kind, "") for kind in survey.types) == ["a choice", "a date", "a number"]


def _everywhere(world: World) -> list[dict[str, Any]]:
    """The learner's cards as they stand on every phone, that of the learner too, each with what its owner answered."""
    phones = [world.you, *PEOPLE.values()] if world.you else []
    return [
        chat for phone in phones for chat in world.chats(phone) if chat["kind"] == "card" and chat["from"] == world.you
    ]


def _cards(world: World) -> list[dict[str, Any]]:
    """The learner's cards that came to somebody else."""
    return [card for card in _everywhere(world) if not card["own"]]


def _done(world: World, job: dict[str, Any]) -> bool:
    found = [card for card in world.cards(job["groupId"], "job") if card["actionBody"]["actionId"] == job["actionId"]]
    return any(card["actionBody"]["isCompleted"] for card in found)


def _named(card: dict[str, Any]) -> str:
    kind = card["actionType"].lower()
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


CHECKS = {
    "03 messages": ("Check 03: messages", messages),
    "03 media": ("Check 03: files", files),
    "03 surveys": ("Check 03: jobs and surveys", jobs_and_surveys),
    "03 cards": ("Check 03: one address for all", cards),
    "03 your turn": ("Check 03: a survey, answered twice", two_answers),
    "03 drill": ("Check 03: two bodies put right", repaired),
}
