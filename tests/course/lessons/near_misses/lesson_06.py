"""What learners might write for the checks of lesson 06."""

from tests.course.lessons.near_misses.trial import Trial

_SENT = 'sent = kaizala.content.send_message(message="Tea or coffee?").json["referenceId"]\n'
_LIKE = 'kaizala.reactions.send_reaction(reaction_type="Like")\n'
_LIKE_IT = 'kaizala.reactions.send_reaction(reaction_type="Like", reference_id=sent)\n'
_COMMENT = 'kaizala.reactions.send_reaction(reaction_type="Comment", comment="Here")\n'
_REFUSED_LIKE = f"try:\n    {_LIKE}except Exception:\n    pass\n"

TRIALS = (
    Trial(
        "06",
        at="> **POST** `/v1/groups/{groupId}/reaction`",
        right={"without requests": _COMMENT + _LIKE},
        wrong={
            "from Asha": 'message = kaizala.environment["test-reference-id"]\nasha.like(message)\nasha.comment(message, "There")',
            "the like alone": _LIKE,
            "the like twice": _LIKE * 2,
            "on another message": _SENT
            + _LIKE_IT
            + 'kaizala.reactions.send_reaction(reaction_type="Comment", comment="Here", reference_id=sent)',
        },
    ),
    Trial(
        "06 your turn",
        right={"by phones": _SENT + 'asha.like(sent)\nkaizala.phone("+447700900003").comment(sent, "Tea")'},
        wrong={
            "one person": _SENT + 'asha.like(sent)\nasha.comment(sent, "Tea")',
            "two likes": _SENT + _LIKE_IT + 'asha.like(sent)\nasha.comment(sent, "Tea")',
            "on the question that was there": _SENT
            + 'kaizala.reactions.send_reaction(reaction_type="Like", reference_id=message)\nasha.comment(message, "Tea")',
            "nobody comments": _SENT + "asha.like(sent)",
        },
    ),
    Trial(
        "06 drill",
        right={
            "with the connector that had it": 'portal.use("Kaizala notebook")\nkaizala.sign_in().send_once()\n' + _LIKE
        },
        wrong={
            "granted alone": 'portal.grant("Reaction", "Add")',
            "granted, with the old token": 'portal.grant("Reaction", "Add")\n' + _REFUSED_LIKE,
            "a new token, and no grant": "kaizala.authentication.access_token()\n" + _REFUSED_LIKE,
        },
    ),
)
