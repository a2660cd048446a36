"""What learners might write for the checks of lesson 03."""

from tests.course.lessons.near_misses.trial import Trial

_SURVEY = """
survey = kaizala.content.send_survey(
    title="Lunch",
    questions=[
        {{"title": "When?", "type": "{when}"}},
        {{"title": "How many?", "type": "Numeric"}},
        {{"title": "What?", "type": "{what}", "options": ["Soup", "Salad"]}},
    ],
    is_anonymous={anonymous},
).json["actionId"]
"""
_RIGHT = _SURVEY.format(when="DateTime", what="MultiOption", anonymous=True)
_A_TEXT_FOR_A_DATE = _SURVEY.format(when="Text", what="MultiOption", anonymous=False)
_BY_ASHA = 'asha.answer(survey, 1893456000, 2, ["Soup", "Salad"])\n'
_BY_CHEN = 'kaizala.phone("+447700900004").answer(survey, 1893456000000, 0, "Soup")\n'
_BY_YOU = 'kaizala.content.respond_to_survey(answers=[1893456000, 2, ["Soup"]])\n'
_HALF_BY_BEN = "ben.answer(survey, None, 2, 'Soup')\n"
_WITH_CHEN = 'kaizala.groups.add_members(members=["+447700900004"])\n'
_BY_HAND = (
    _WITH_CHEN
    + """
body = {"title": "Lunch", "questions": [
    {"title": "What?", "type": "SingleOption", "options": [{"title": "Soup"}]},
    {"title": "How many?", "type": "Numeric"},
    {"title": "When?", "type": "Date"},
]}
survey = requests.post(url, json={"actionType": "survey", "actionBody": body}, headers=headers, timeout=60).json()["actionId"]
asha.answer(survey, "Soup", 1, datetime(2030, 1, 1, tzinfo=UTC))
kaizala.phone("+447700900004").answer(survey, "Soup", 2, datetime(2030, 1, 2, tzinfo=UTC))
"""
)
_FOUR_QUESTIONS = """
survey = kaizala.content.send_survey(
    title="Lunch",
    questions=[
        {"title": "When?", "type": "DateTime"},
        {"title": "How many?", "type": "Numeric"},
        {"title": "What?", "type": "SingleOption", "options": ["Soup"]},
        "Why?",
    ],
).json["actionId"]
for phone in (asha, ben):
    phone.answer(survey, 1893456000, 2, "Soup", "Hungry")
"""

_UPLOAD = "kaizala.content.upload_media(files=[Upload('again.png', sign.content)])\n"
_SEND = "kaizala.content.send_image()\n"
_PICTURE = _UPLOAD + _SEND
_AS_A_PACKAGE = 'requests.post(url, json=dict(card, actionType=""), headers=headers, timeout=60)\n'
_AS_NOTHING = 'requests.post(url, json={"actionBody": card["actionBody"]}, headers=headers, timeout=60)\n'
_BY_STEPS = 'kaizala.content.post_announcement(message="They are up")\n'
_STILL_TEXT = """
try:
    kaizala.content.upload_media(files=[Upload("sign.png", sign.content, type="text/html")])
except Exception:
    pass
"""
_MESSAGE = 'kaizala.content.send_message(message="Soup at noon")\n'
_PUBLIC = 'kaizala.environment["test-public-group-id"]'
_JOB = 'kaizala.content.post_job(title="Buy bread")\n'
_JOB_DONE = _JOB + "kaizala.content.respond_to_job()\n"
_PARTY = 'kaizala.content.send_survey(title="Party", questions=["Why?"])\n'
_CARD = 'kaizala.content.post_custom_action(title="Whose hat?")\n'
_POLL = 'kaizala.content.post_poll(question="Tea?", choices=["Yes", "No"])\n'
_MEETING = 'kaizala.content.post_meeting(title="Tea", starting_time="2030-05-06T09:00:00Z")\n'

TRIALS = (
    Trial(
        "03 messages",
        at="### Send message on a group",
        right={
            "to all subscribers": _MESSAGE
            + "kaizala.content.send_message_to_subscribers(message='All', send_to_all_subscribers=True, subscribers=None)"
        },
        wrong={
            "to the group alone": _MESSAGE,
            "to no subscriber of a public group": f"kaizala.content.send_message(message='To whom?', group_id={_PUBLIC})",
            "to a subscriber alone": "kaizala.content.send_message_to_subscribers(message='You')",
            "somebody else writes": "kaizala.phone('+447700900002').send_message(kaizala.environment['test-group-id'], 'Hi')",
        },
    ),
    Trial(
        "03 media",
        at="### (b1) Send image on a group",
        right={"an album": _SEND + "kaizala.content.upload_media(files=[sign, sign])\nkaizala.content.send_album()"},
        wrong={
            "uploaded alone": "kaizala.content.upload_media(files=[sign])",
            "the picture alone": _SEND,
            "the picture twice": _SEND * 2,
        },
    ),
    Trial(
        "03 surveys",
        at="### Post a job on a group",
        right={"other things": _JOB_DONE + _PARTY + "kaizala.content.respond_to_survey(answers=['Because'])"},
        wrong={
            "the job is not done": _JOB + _PARTY + "kaizala.content.respond_to_survey(answers=['Because'])",
            "no answer": _JOB_DONE + _PARTY,
            "somebody else answers": _JOB_DONE
            + "survey = "
            + _PARTY.strip()
            + ".json['actionId']\nkaizala.phone('+447700900002').answer(survey, 'Because')",
            "said to be not done": _JOB + "kaizala.content.respond_to_job(is_completed=False)",
        },
    ),
    Trial(
        "03 cards",
        at="### Post custom announcement to a group",
        right={
            "Ben answers": f"card = {_CARD.strip()}.json['actionId']\nben.answer(card, 'Mine')\n" + _POLL + _MEETING
        },
        wrong={
            "nobody answers": _CARD + _POLL + _MEETING,
            "no meeting": _CARD + "kaizala.content.respond_to_action(answers=['Mine'])\n" + _POLL,
            "an announcement is no custom card": _BY_STEPS + _POLL + _MEETING,
        },
    ),
    Trial(
        "03 your turn",
        right={
            "by hand": _BY_HAND,
            "the second try, anonymous": _A_TEXT_FOR_A_DATE + _WITH_CHEN + _RIGHT + _BY_ASHA + _BY_CHEN,
        },
        wrong={
            "nobody answers": _RIGHT,
            "you answer yourself": _RIGHT + _BY_ASHA + _BY_YOU,
            "half an answer": _RIGHT + _BY_ASHA + _HALF_BY_BEN,
            "a text for a date": _A_TEXT_FOR_A_DATE
            + "for phone in (asha, ben):\n    phone.answer(survey, 'Noon', 2, 'Soup')",
            "four questions": _FOUR_QUESTIONS,
        },
    ),
    Trial(
        "03 drill",
        right={
            "as a package": _PICTURE + _AS_A_PACKAGE,
            "after one more slip": _PICTURE + _AS_NOTHING + _BY_STEPS,
            "at the second try": _STILL_TEXT + _PICTURE + _AS_A_PACKAGE,
        },
        wrong={
            "the picture alone": _PICTURE,
            "neither one": _PICTURE + _AS_NOTHING,
            "uploaded, not sent": _UPLOAD + _AS_A_PACKAGE,
            "an old picture": _SEND + _BY_STEPS,
            "still a text": _STILL_TEXT + _SEND,
        },
    ),
)
