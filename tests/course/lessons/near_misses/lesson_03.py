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
import requests

url = f"{kaizala.environment['endpoint-url']}v1/groups/{kaizala.environment['test-group-id']}/actions"
headers = {"accessToken": kaizala.environment["access-token"]}
body = {"title": "Lunch", "questions": [
    {"title": "What?", "type": "SingleOption", "options": [{"title": "Soup"}]},
    {"title": "How many?", "type": "Numeric"},
    {"title": "When?", "type": "Date"},
]}
survey = requests.post(url, json={"actionType": "survey", "actionBody": body}, headers=headers, timeout=60).json()["actionId"]
asha.answer(survey, "Soup", 1, datetime(2030, 1, 1))
kaizala.phone("+447700900004").answer(survey, "Soup", 2, datetime(2030, 1, 2))
"""
)
_IN_ORDER = """
survey = kaizala.content.send_survey(
    title="A trip",
    questions=[
        {"title": "Where?", "type": "SingleOption", "options": ["Sea", "Hills"]},
        {"title": "How many?", "type": "Numeric"},
        {"title": "When?", "type": "DateTime"},
    ],
)
"""
_LIST_BY = "{}.answer(survey, ['Sea', 2, datetime(2030, 5, 1)])\n"
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
_AS_A_JPEG = "kaizala.content.upload_media(files=[Upload('sign.png', sign.content, type='image/jpeg')])\n"
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
_CARD = 'kaizala.content.post_custom_action(title="Whose hat?")\n'
_POLL = 'kaizala.content.post_poll(question="Tea?", choices=["Yes", "No"])\n'
_MEETING = 'kaizala.content.post_meeting(title="Tea", starting_time="2030-05-06T09:00:00Z")\n'

_MINE = 'draw("mine.png", "Mine", "teal")'
_AS_MANY_BYTES = f"Upload('mine.png', {_MINE}.content.ljust(len(sign.content), b'\\0'))"
_OWN = "kaizala.content.upload_media(files=[{}])\n"
_MILL = "{'latitude': 1.5, 'longitude': 2.5, 'name': 'Mill'}"
_PLAN = "kaizala.content.post_meeting(title='A walk', starting_time='2030-05-07T15:00:00Z', {})\n"
_MEETING_BY_HAND = """
place = {"latitude": 1.5, "longitude": 2.5, "name": "Mill"}
plan = {"title": "A walk", "startingTime": "2030-05-07T15:00:00Z", "DurationInMins": 45, "place": place}
requests.post(url, json={"actionType": "LetsMeet", "actionBody": plan}, headers=headers, timeout=60)
"""

TRIALS = (
    Trial(
        "03 messages turn",
        right={
            "by the other request": f"kaizala.content.send_message(message='A', send_to_all_subscribers=True, group_id={_PUBLIC})",
            "by asking who they are": "people = kaizala.groups.get_subscribers(count=50).df\n"
            "kaizala.content.send_message_to_subscribers(message='All', subscribers=list(people['mobileNumber']))",
        },
        wrong={
            "to the group": _MESSAGE,
            "to nobody": f"kaizala.content.send_message(message='To whom?', group_id={_PUBLIC})",
            "to those of whom the lesson speaks": "kaizala.content.send_message_to_subscribers(\n"
            "    message='You', subscribers=['+447700900003', '+447700900004']\n)",
            "not to all": "kaizala.content.send_message_to_subscribers(message='You', send_to_all_subscribers=False)",
            "another text for each": "for number in ('3', '4', '5', '6'):\n"
            "    kaizala.content.send_message_to_subscribers(message=number, subscribers=['+44770090000' + number])",
        },
    ),
    Trial(
        "03 picture turn",
        right={
            "with another colour": _OWN.format('draw("sign.png", "Mind the wet floor", "purple")') + _SEND,
            "with as many bytes as the first one": _OWN.format(_AS_MANY_BYTES) + _SEND,
            "from a file": "Image.new('RGB', (30, 20)).save('holiday.jpg')\n"
            "kaizala.content.upload_media(files=['holiday.jpg'])\n" + _SEND,
        },
        wrong={
            "uploaded, not sent": _OWN.format(_MINE),
            "the first one once more": _SEND,
            "the first one, under another name": _PICTURE,
            "the first one, as a JPEG": _OWN.format("Upload('other.jpg', sign.content, type='image/jpeg')") + _SEND,
            "sent, and not uploaded": f"mine = {_MINE}\n" + _SEND,
            "drawn as the first one, with another text beside it": "draw('dog.png', 'Mind the wet floor', 'teal')\n"
            "kaizala.content.upload_media(files=['dog.png'])\nkaizala.content.send_image(caption='Look at my dog')\n",
            "as a document": _OWN.format('draw("mine.pdf", "Mine", "teal")') + "kaizala.content.send_document()\n",
        },
    ),
    Trial(
        "03 cards",
        at="### Post custom action on a group",
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
            "one list of answers": _IN_ORDER + _LIST_BY.format("asha") + _LIST_BY.format("ben"),
            "the second try, anonymous": _A_TEXT_FOR_A_DATE + _WITH_CHEN + _RIGHT + _BY_ASHA + _BY_CHEN,
        },
        wrong={
            "nobody answers": _RIGHT,
            "you answer yourself": _RIGHT + _BY_ASHA + _BY_YOU,
            "half an answer": _RIGHT + _BY_ASHA + _HALF_BY_BEN,
            "one answer of three": _IN_ORDER + _LIST_BY.format("asha") + "ben.answer(survey, 'Sea')\n",
            "two surveys, one answer each": _IN_ORDER + _LIST_BY.format("asha") + _IN_ORDER + _LIST_BY.format("ben"),
            "a text for a date": _A_TEXT_FOR_A_DATE
            + "for phone in (asha, ben):\n    phone.answer(survey, 'Noon', 2, 'Soup')",
            "four questions": _FOUR_QUESTIONS,
        },
    ),
    Trial(
        "03 cards turn",
        right={
            "by hand": _MEETING_BY_HAND,
            "by hand, as the service's own sample": _MEETING_BY_HAND.replace("DurationInMins", "duration"),
            "a place as three values": _PLAN.format("duration=45, place=(1.5, 2.5, 'Mill')"),
        },
        wrong={
            "no place": _PLAN.format("duration=45"),
            "no duration": _PLAN.format(f"place={_MILL}"),
            "a place without a name": _PLAN.format("duration=45, place=(1.5, 2.5)"),
            "two halves": _PLAN.format("duration=45") + _PLAN.format(f"place={_MILL}"),
            "the place in the title": "kaizala.content.post_meeting(title='At the mill', duration=45, "
            "starting_time='2030-05-07T15:00:00Z')\n",
            "a wrong name for the minutes": _MEETING_BY_HAND.replace("DurationInMins", "minutes"),
            "too long": _PLAN.format(f"duration=60, place={_MILL}"),
        },
    ),
    Trial(
        "03 drill",
        right={
            "as a package": _PICTURE + _AS_A_PACKAGE,
            "without the id": _PICTURE
            + "one = dict(card)\none.pop('id')\nrequests.post(url, json=one, headers=headers, timeout=60)\n",
            "after one more slip": _PICTURE + _AS_NOTHING + _BY_STEPS,
            "after a picture of another kind": _AS_A_JPEG + _SEND + _PICTURE + _AS_A_PACKAGE,
            "at the second try": _STILL_TEXT + _PICTURE + _AS_A_PACKAGE,
        },
        wrong={
            "the picture alone": _PICTURE,
            "neither one": _PICTURE + _AS_NOTHING,
            "uploaded, not sent": _UPLOAD + _AS_A_PACKAGE,
            "an old picture": _SEND + _BY_STEPS,
            "still a text": _STILL_TEXT + _SEND,
            "a picture of another kind": _AS_A_JPEG + _SEND + _AS_A_PACKAGE,
        },
    ),
)
