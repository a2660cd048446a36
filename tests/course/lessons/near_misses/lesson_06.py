"""What learners might write for the checks of lesson 06."""

from tests.course.lessons.near_misses.trial import Trial

_SENT = 'sent = kaizala.content.send_message(message="Tea or coffee?").json["referenceId"]\n'
_LIKE = 'kaizala.reactions.send_reaction(reaction_type="Like")\n'
_LIKE_IT = 'kaizala.reactions.send_reaction(reaction_type="Like", reference_id=sent)\n'
_COMMENT = 'kaizala.reactions.send_reaction(reaction_type="Comment", comment="Here")\n'
_LIST = 'kaizala.reactions.fetch_reactions(reaction_type="Comment")\n'
_SUMMARY = "kaizala.reactions.fetch_summary()\n"
_GET = "requests.get(f'{url}/{question}', params={'sourceGroupId': group}, headers=headers, timeout=60)\n"
_NO_TEXT = "requests.post(url, json=like | {'reactionType': 'Comment'}, headers=headers, timeout=60)\n"
_TEXT = _NO_TEXT.replace("'Comment'", "'Comment', 'comment': 'Here'")
_KEPT = 'cursor = kaizala.reactions.fetch_group_summary(cursor=cursor).json["cursor"]\n'
_FRESH = 'cursor = kaizala.reactions.fetch_group_summary().json["cursor"]\n'
_TWO = 'asha.like(sent)\nben.comment(sent, "Tea")\n'
_NEW = "kaizala.reactions.fetch_group_summary(cursor=cursor)\n"
_REFUSED_LIKE = f"try:\n    {_LIKE}except Exception:\n    pass\n"

TRIALS = (
    Trial(
        "06",
        at="### The same, by code",
        right={"the comment by requests": _TEXT},
        wrong={
            "a comment without its text": _NO_TEXT,
            "from Asha": 'asha.like(question)\nasha.comment(question, "There")',
            "one more like": _LIKE,
            "on another message": _SENT
            + _LIKE_IT
            + 'kaizala.reactions.send_reaction(reaction_type="Comment", comment="Here", reference_id=sent)',
        },
    ),
    Trial(
        "06 page",
        right={
            "by calls": _COMMENT + _LIST,
            "the query in the address": _COMMENT
            + "requests.get(f'{url}/{question}?reactionType=Comment&sourceGroupId={group}', headers=headers, timeout=60)",
        },
        wrong={
            "the comment alone": _COMMENT,
            "with the likes": _COMMENT + _GET,
            "the likes alone": _COMMENT + 'kaizala.reactions.fetch_reactions(reaction_type="Like")',
            "the summary": _COMMENT + _SUMMARY,
            "the list before the comment": _LIST + _COMMENT,
            "a like and the list": _LIKE + _LIST,
            "the comment of Asha": 'asha.comment(question, "There")\n' + _LIST,
            "a comment without its text": _NO_TEXT + _LIST,
            "the likes left out by Python": _COMMENT
            + "found = kaizala.reactions.fetch_reactions().json['reactionDetails']\n[one for one in found if 'comment' in one]",
        },
    ),
    Trial(
        "06 your turn",
        right={
            "from the reply before": 'cursor = news.json["cursor"]\n' + _SENT + _TWO + _NEW,
            "by calls": _KEPT + _SENT + _LIKE_IT + _COMMENT + _NEW,
            "by requests": _KEPT
            + _SENT
            + _TWO
            + "requests.get(url + '/summary', params={'sourceGroupId': group, 'cursor': cursor}, headers=headers, timeout=60)",
            "two likes": _KEPT + _SENT + _LIKE_IT + _TWO + _NEW,
            "the old cursor, then as the hint says": _SENT + _TWO + _NEW + _FRESH + 'ben.comment(sent, "Tea")\n' + _NEW,
            "the cursor is too new, then as the hint says": _SENT
            + _TWO
            + _FRESH
            + _NEW
            + 'ben.comment(sent, "Tea")\n'
            + _NEW,
        },
        wrong={
            "the old cursor": _SENT + _TWO + _NEW,
            "no cursor": _SENT + _TWO + "kaizala.reactions.fetch_group_summary()",
            "the cursor is too new": _SENT + _TWO + _FRESH + _NEW,
            "asked before the reactions": _KEPT + _SENT + _NEW + _TWO,
            "asked between the reactions": _KEPT + _SENT + "asha.like(sent)\n" + _NEW + 'ben.comment(sent, "Tea")',
            "not asked": _KEPT + _SENT + _TWO,
            "on the question that was there": _KEPT + _SENT + _TWO.replace("sent", "question") + _NEW,
            "the like went to the question": _KEPT + _SENT + 'asha.like(question)\nben.comment(sent, "Tea")\n' + _NEW,
            "nobody comments": _KEPT + _SENT + "asha.like(sent)\n" + _NEW,
            "in another group": 'kaizala.groups.create_group(name="Other", members=["+447700900002", "+447700900003"])\n'
            + _KEPT
            + _SENT
            + _TWO
            + _NEW,
        },
    ),
    Trial(
        "06 drill",
        right={
            "the name of the connector": 'portal.grant("Reaction", "Add", name="In a hurry")\n'
            + "kaizala.sign_in().send_once()\n"
            + _LIKE,
            "with the connector that had it": 'portal.use("Kaizala notebook")\nkaizala.sign_in().send_once()\n' + _LIKE,
        },
        wrong={
            "granted alone": 'portal.grant("Reaction", "Add")',
            "granted, with the old token": 'portal.grant("Reaction", "Add")\n' + _REFUSED_LIKE,
            "repaired, and a comment": 'portal.grant("Reaction", "Add")\nkaizala.authentication.access_token()\n'
            + _COMMENT,
            "a new token, and no grant": "kaizala.authentication.access_token()\n" + _REFUSED_LIKE,
        },
    ),
)
