"""Lesson 04: lists, pages and nested answers; only what one asks for; how many said no; a service that is asked too often."""

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kaizala_nb.course.lessons.check import Line, exercise, line, part
from kaizala_nb.course.lessons.people import PEOPLE
from kaizala_nb.course.lessons.scene import LocalKaizala, field_team, name_people, sign_in
from kaizala_nb.course.lessons.world import World, path_of
from kaizala_nb.toolkit.collection import Upload

if TYPE_CHECKING:
    from kaizala_nb.course.sandbox.phone import Phone

MOVE = "The move to the new house"
JOBS = (
    "Order boxes",
    "Label the shelves",
    "Cancel the post",
    "Sort the cables",
    "Water the plants",
    "Book a van",
    "Hand over the keys",
)
_YES, _NO, _NOT_SURE = "Yes", "No", "Not sure"
_ANSWERS = (_YES, _NO, _YES, _NOT_SURE, _YES, _NO, _NO, _YES, _NOT_SURE, _YES, _NO, _NOT_SURE)
_BOXES = (3, 12, 5, 8, 1, 20, 7, 4, 9, 2, 15, 6)
_DAYS = (["Friday"], ["Saturday"], ["Friday", "Saturday"], ["Saturday"], None, ["Saturday"])
_SECOND, _NOISE, _LATE = 1000, 30, 5000
"""How long the service asks to wait; how much less still counts, since two clocks are never quite the same; and how much more: a
person who sends again by hand takes longer. In milliseconds."""
_BUSY = 'kaizala.sandbox.fail_next(status=429, retry_after=1, path="/actions")'

_ALL_JOBS = "All jobs are here: jobs = kaizala.queries.fetch_jobs().df"
_COUNTS = 'answers["Are you for the move?"].value_counts()'

_LATITUDE, _LONGITUDE, _HOUSE = 51.5, -0.1, "The new house"


def start(kaizala: LocalKaizala) -> None:
    """Field team with thirteen people, and what they did in a week. No two cards of a kind are of the same minute."""
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
    place = {"latitude": _LATITUDE, "longitude": _LONGITUDE, "name": _HOUSE}
    kaizala.content.post_meeting(
        title="Last look at the old house", starting_time="2030-05-03T09:00:00Z", duration=45, place=place
    )


def _survey(kaizala: LocalKaizala, phones: "Sequence[Phone]") -> None:
    questions: list[dict[str, Any]] = [
        {"title": "Are you for the move?", "type": "SingleOption", "options": [_YES, _NO, _NOT_SURE]},
        {"title": "How many boxes do you have?", "type": "Numeric"},
        {"title": "When could you help?", "type": "MultiOption", "options": ["Friday", "Saturday"]},
    ]
    survey = kaizala.content.send_survey(title=MOVE, questions=questions, due_date=24 * 14).json["actionId"]
    for number, (phone, boxes) in enumerate(zip(phones, _BOXES, strict=False)):
        days = _DAYS[number % len(_DAYS)]
        phone.answer(survey, _ANSWERS[number], boxes, days)


def _jobs(kaizala: LocalKaizala, phones: "Sequence[Phone]") -> None:
    for number, title in enumerate(JOBS):
        people = [phone.number for phone in phones[number : number + 2]]
        job = kaizala.content.post_job(title=title, assigned_to=people).json["actionId"]
        for phone in phones[number : number + number % 3]:
            phone.complete(job)
        kaizala.sandbox.advance(days=1)
        kaizala.authentication.access_token()  # one is good for a day


def _poll(kaizala: LocalKaizala, phones: "Sequence[Phone]") -> None:
    poll = kaizala.content.post_poll(question="Lunch on moving day?", choices=["Pizza", "Soup", "Nothing"]).json
    for number, phone in enumerate(phones):
        phone.answer(poll["actionId"], ("Pizza", "Soup", "Pizza", "Nothing")[number % 4])


def _pictures(kaizala: LocalKaizala, phones: "Sequence[Phone]", group: str) -> None:
    for name, colour in (("front.png", "steelblue"), ("garden.png", "seagreen")):
        kaizala.content.upload_media(files=[Upload(name, _png(colour))])
        kaizala.content.send_image(caption=name.removesuffix(".png"))
        kaizala.sandbox.advance(minutes=5)
    for phone, colour in zip(phones, ("tan", "gray"), strict=False):
        phone.send_photo(group, _png(colour), _LATITUDE, _LONGITUDE, _HOUSE, content_type="image/png")
        kaizala.sandbox.advance(minutes=5)
    phones[2].share_location(group, _LATITUDE, _LONGITUDE, _HOUSE)


def _png(colour: str) -> bytes:
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(picture, "PNG")
    return picture.getvalue()


def all_pages(world: World) -> list[Line]:
    """Lists were asked for, and one of them page by page to its end."""
    calls = world.good_calls("GET", "/v1/groups/[^/]+/actions")
    lists = [call for call in calls if "actiontype=" in call["path"].lower()]
    return [
        line(
            lists,
            "You asked for a list.",
            "You have not asked for a list.",
            "Look at the first form. Does it have a status?",
            "kaizala.queries.fetch_surveys()",
        ),
        line(
            any("fromdate=" in call["path"].lower() for call in lists),
            "You read the page that follows a first page.",
            "You have read only first pages.",
            "Look at the cell with the loop. Did it run?",
            "kaizala.queries.fetch_jobs(count=3, from_date=...), with the time of the last job that you have.",
        ),
    ]


def last_two(world: World) -> list[Line]:
    """One request was sent whose reply holds the last two jobs and nothing else. Each request for jobs is looked at again."""
    calls = [call for call in world.good_calls("GET", "/v1/groups/[^/]+/actions") if _asks_for("job", call)]
    replies = [_titles(world.look(call["path"])) for call in calls]
    newest = f"The newest reply held {', '.join(replies[-1]) or 'none'}." if replies else "You have asked for no jobs."
    return [
        line(
            list(JOBS[-2:]) in replies,
            "A reply held the last two jobs, and no other.",
            f"No reply has held just the last two jobs. {newest}",
            "Look at the loop above: it asks from a moment on. To cut the table jobs here changes no reply.",
            f'kaizala.queries.fetch_jobs(from_date=jobs["sentAt"][0]) asks from row 0 on. In which row is Book a van? {_ALL_JOBS}',
        )
    ]


def _asks_for(kind: str, call: dict[str, Any]) -> bool:
    """Whether a call asks for the list of the cards of a kind: ``_asks_for("poll", call)``."""
    return f"actiontype={kind}" in call["path"].lower()


def _titles(reply: dict[str, Any]) -> list[str]:
    """The titles of the cards in a list, the oldest first."""
    cards = sorted(reply.get("actions", []), key=lambda card: card["sentAt"])
    return [card["actionBody"]["title"] for card in cards]


def said_no(world: World) -> list[Line]:
    """The learner's number is how many said No, by the answers that the service holds."""
    number = _whole(world.arguments.get("answer"))
    said = _said(world)
    return [
        line(
            number is not None and bool(said) and number == said.count([_NO]),
            f"{number} people said No.",
            _not_taken(world.arguments) if number is None else _not_so_many(number, said),
            'Look at the column "Are you for the move?". Is "Not sure" the same as "No"?',
            f'{_COUNTS}["Yes"] counts those who said Yes. The table again: answers = kaizala.queries.fetch_survey_responses().df',
        )
    ]


def _not_so_many(number: int, said: Sequence[object]) -> str:
    """What is said of a wrong number, and of what it is the number: ``"The answer is not 5: 5 people said Yes."``"""
    yes, not_sure = said.count([_YES]), said.count([_NOT_SURE])
    counted = {
        len(said): "answered",
        len(said) - yes: f"did not say {_YES}",
        yes: f"said {_YES}",
        not_sure: f"said {_NOT_SURE}",
    }
    people = f": {number} people {counted[number]}" if said and number in counted else ""
    return f"The answer is not {number}{people}."


def _whole(answer: object) -> int | None:
    """A whole number, of whatever type: ``7``, ``7.0``, a number of numpy's. None for anything else."""
    if isinstance(answer, str | bool):
        return None
    try:
        number = int(answer)  # type: ignore[call-overload]  # what has no number raises, and that is the question
    except (TypeError, ValueError, OverflowError):
        return None
    return number if number == answer else None


def _not_taken(arguments: Mapping[str, object]) -> str:
    """What is said of an answer that is no whole number, and of a check that was given none."""
    if "answer" not in arguments:
        return 'The check has no answer to look at. Run it with yours: kaizala.check("04 your turn", answer=answer)'
    answer = arguments["answer"]
    if answer is None:
        return "You have not given a number yet. Write one, such as answer = 3, and run your cell."
    if isinstance(answer, str):
        word = f'the text "{answer}"'
    elif isinstance(answer, bool | float):
        word = str(answer)
    else:
        word = "a list or a table" if hasattr(answer, "__len__") else "no number"
    return f"You gave {word}. Give one whole number, such as answer = 3."


def _said(world: World) -> list[object]:
    """What each person said to the move, ``["Yes"]``; nothing where the survey is not there."""
    cards = [card["actionBody"] for group in world.groups() for card in world.cards(group["groupId"], "survey")]
    responses: list[dict[str, Any]] = next((card.get("responses", []) for card in cards if card["title"] == MOVE), [])
    return [response["responseDetails"]["responseWithQuestions"][0]["answer"] for response in responses]


def waited(world: World) -> list[Line]:
    """The call after the newest 429 brought the polls, when its second was over, and not much later: a program waited."""
    calls = [call for call in world.calls() if path_of(call).lower().endswith("/actions")]
    refusals = [number for number, call in enumerate(calls) if call["status"] == 429]
    newest = calls[refusals[-1] :][:2] if refusals else []
    has_succeeded = [call["status"] for call in newest] == [429, 200]
    has_polls = has_succeeded and _asks_for("poll", newest[1])
    wait = newest[1]["at"] - newest[0]["at"] if has_succeeded else 0
    if has_succeeded:
        missing = "A request succeeded after the newest 429, but it did not ask for the polls."
    else:
        missing = (
            "No request has succeeded after the newest 429." if refusals else "The service has not refused you yet."
        )
    return [
        line(
            has_polls,
            "The polls came after a 429.",
            missing,
            "Look at kaizala.sandbox.journal. What came after the 429?",
            "kaizala.queries.fetch_polls(), once more, below except.",
        ),
        line(
            has_succeeded and _SECOND - _NOISE <= wait <= _SECOND + _LATE,
            "The request waited as long as the service asked.",
            _wrong_wait(wait) if has_succeeded else "So there is no wait to look at yet.",
            f"Look at the panel of the 429 for the seconds. Your cell needs this line before try: {_BUSY}",
            "time.sleep(error.retry_after), below except: only there is error known. Then the next request, in the same cell.",
        ),
    ]


def _wrong_wait(wait: int) -> str:
    """What is said of a wait, in milliseconds, that is too short or too long."""
    sentence = f"The next request came {wait / _SECOND:.1f} seconds after the 429. The service asked for 1."
    return f"{sentence} Let your cell wait so long, and send again by itself." if wait > _SECOND else sentence


CHECKS = {
    "04": part("Check 04: lists and pages", all_pages),
    "04 last two": exercise("Check 04: only the last two", last_two),
    "04 your turn": exercise("Check 04: who said no", said_no),
    "04 drill": exercise("Check 04: waiting", waited),
}
