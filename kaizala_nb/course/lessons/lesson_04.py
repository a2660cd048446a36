"""Lesson 04: lists, pages and nested answers; how many said no; a service that is asked too often."""

import io
from typing import TYPE_CHECKING, Any

from kaizala_nb.course.lessons.check import Line
from kaizala_nb.course.lessons.people import PEOPLE
from kaizala_nb.course.lessons.scene import field_team, name_people, sign_in
from kaizala_nb.course.lessons.world import World
from kaizala_nb.toolkit.collection import Upload

if TYPE_CHECKING:
    from kaizala_nb.course.kaizala import Kaizala
    from kaizala_nb.course.sandbox.phone import Phone

MOVE = "The move to the new house"
JOBS = ("Order boxes", "Label the shelves", "Cancel the post", "Sort the cables", "Water the plants")
JOBS += ("Book a van", "Hand over the keys")
_YES, _NO, _NOT_SURE = "Yes", "No", "Not sure"
_ANSWERS = (_YES, _NO, _YES, _NOT_SURE, _YES, _NO, _NO, _YES, _NOT_SURE, _YES, _NO, _NOT_SURE)
_BOXES = (3, 12, 5, 8, 1, 20, 7, 4, 9, 2, 15, 6)
_DAYS = (["Friday"], ["Saturday"], ["Friday", "Saturday"], ["Friday"], [], ["Saturday"])
_SECOND, _NOISE = 1000, 30
"""What the service asks to wait, in milliseconds, and how far two clocks may be apart."""

_LONDON = {"latitude": 51.5, "longitude": -0.1, "name": "The new house"}


def start(kaizala: "Kaizala") -> None:
    """Field team with thirteen people, and whatever they did in a week."""
    name_people(kaizala)
    sign_in(kaizala)
    group = field_team(kaizala, *PEOPLE)
    phones = [kaizala.phone(number) for number in PEOPLE.values()]
    _survey(kaizala, phones)
    _jobs(kaizala, phones)
    _poll(kaizala, phones)
    _pictures(kaizala, phones, group)
    card = kaizala.content.post_custom_action(title="Whose keys are these?").json["actionId"]
    for phone, words in zip(phones, ("Not mine", "Mine!"), strict=False):
        phone.answer(card, words)
    kaizala.content.post_meeting(
        title="Last look at the old house", starting_time="2030-05-03T09:00:00Z", duration=45, place=_LONDON
    )


def _survey(kaizala: "Kaizala", phones: "list[Phone]") -> None:
    questions = [
        {"title": "Are you for the move?", "type": "SingleOption", "options": [_YES, _NO, _NOT_SURE]},
        {"title": "How many boxes do you have?", "type": "Numeric"},
        {"title": "When could you help?", "type": "MultiOption", "options": ["Friday", "Saturday"]},
    ]
    survey = kaizala.content.send_survey(title=MOVE, questions=questions, due_date=24 * 14).json["actionId"]
    for number, (phone, boxes) in enumerate(zip(phones, _BOXES, strict=False)):
        days = _DAYS[number % len(_DAYS)]
        phone.answer(survey, _ANSWERS[number], boxes, days or None)


def _jobs(kaizala: "Kaizala", phones: "list[Phone]") -> None:
    for number, title in enumerate(JOBS):
        people = [phone.number for phone in phones[number : number + 2]]
        job = kaizala.content.post_job(title=title, assigned_to=people).json["actionId"]
        for phone in phones[number : number + number % 3]:
            phone.complete(job)
        kaizala.sandbox.advance(hours=1)


def _poll(kaizala: "Kaizala", phones: "list[Phone]") -> None:
    poll = kaizala.content.post_poll(question="Lunch on moving day?", choices=["Pizza", "Soup", "Nothing"]).json
    for number, phone in enumerate(phones):
        phone.answer(poll["actionId"], ("Pizza", "Soup", "Pizza", "Nothing")[number % 4])


def _pictures(kaizala: "Kaizala", phones: "list[Phone]", group: str) -> None:
    from PIL import Image

    for name, colour in (("front.png", "steelblue"), ("garden.png", "seagreen")):
        kaizala.content.upload_media(files=[Upload(name, _png(Image, colour))])
        kaizala.content.send_image(caption=name.removesuffix(".png"))
    place = (_LONDON["latitude"], _LONDON["longitude"], _LONDON["name"])
    phones[0].send_photo(group, _png(Image, "tan"), *place, content_type="image/png")
    phones[1].send_photo(group, _png(Image, "gray"), *place, content_type="image/png")
    phones[2].share_location(group, *place)


def _png(image: Any, colour: str) -> bytes:
    picture = io.BytesIO()
    image.new("RGB", (64, 48), colour).save(picture, "PNG")
    return picture.getvalue()


def all_pages(world: World) -> list[Line]:
    """Lists were asked for, and one of them page by page to its end."""
    lists = [call for call in world.served("GET", "/v1/groups/[^/]+/actions") if "actiontype=" in call["path"].lower()]
    paged = [call for call in lists if "fromdate=" in call["path"].lower()]
    return [
        Line(
            bool(lists),
            "You asked for a list." if lists else "You have asked for no list.",
            ("Look at the first form: does it have a status?", "Fetch surveys in a group."),
        ),
        Line(
            bool(paged),
            "You went on from where a page ended." if paged else "You have read no page but a first one.",
            ("What does hasMore say?", "Fetch jobs in a group, with from_date."),
        ),
    ]


def said_no(world: World) -> list[Line]:
    """The number that was given is how many said No, by the answers that the service holds."""
    answer, right = world.given.get("answer"), _noes(world)
    try:
        given = None if answer is None or isinstance(answer, str | bool) else int(answer)
    except (TypeError, ValueError):
        given = None
    done = right is not None and given == right and given == answer
    return [
        Line(
            done,
            f"{given} said no."
            if done
            else "You have given no number yet."
            if given is None
            else f"It is not {given}.",
            (
                'Look at the column "Are you for the move?": is "Not sure" a no?',
                "Fetching survey responses, then value_counts() on one column.",
            ),
        )
    ]


def _noes(world: World) -> int | None:
    for group in world.groups():
        for card in world.cards(group["groupId"], "survey"):
            if card["actionBody"]["title"] == MOVE:
                responses = card["actionBody"].get("responses", [])
                first = [one["responseDetails"]["responseWithQuestions"][0]["answer"] for one in responses]
                return sum(answer == [_NO] for answer in first)
    return None


def waited(world: World) -> list[Line]:
    """After a 429 the next call came when its second was over, and was served."""
    calls = [call for call in world.calls() if call["path"].lower().partition("?")[0].endswith("/actions")]
    after = [(refused, calls[number + 1]) for number, refused in enumerate(calls[:-1]) if refused["status"] == 429]
    through = any(following["status"] == 200 for _, following in after)
    patient = any(
        following["status"] == 200 and following["at"] - refused["at"] >= _SECOND - _NOISE
        for refused, following in after
    )
    return [
        Line(
            through,
            "The request went through." if through else "No request has gone through since the 429.",
            ("Look at the journal: what came after the 429?", "Fetch polls in a group, once more."),
        ),
        Line(
            patient,
            "It waited as long as it was asked to." if patient else "It did not wait as long as it was asked to.",
            ("The panel of the 429 says how many seconds.", "kaizala.session can wait by itself."),
        ),
    ]


CHECKS = {
    "04": ("Check 04: lists and pages", all_pages),
    "04 your turn": ("Check 04: who said no", said_no),
    "04 drill": ("Check 04: waiting", waited),
}
