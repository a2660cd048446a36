"""What Kaizala's refusals mean, and what to do next: the words of the course's panels."""

from kaizala_nb.toolkit.client.advice import Meaning, Refusal, by_status, waiting
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.errors import CORRECT_IN_FORM
from kaizala_nb.toolkit.collection import Parameter, Variable
from kaizala_nb.toolkit.display import faces

_YOU = "+447700900001"
"""Whoever the lessons sign in."""
_RENEW = "Get a new access token, then send again: kaizala.authentication.access_token()"


def sign_in(environment: Environment) -> str:
    """How to sign in: by a line, and by hand. As long as no number is known, the line has that of the lessons."""
    call = "kaizala.sign_in()" if environment["mobile-number"] else f'kaizala.sign_in("{_YOU}")'
    return f"Sign in: {call}.send_once()\nOr by hand, in the form: {call}"


def pin_not_sent(refusal: Refusal) -> Meaning:
    """Step1 was refused."""
    return _connector(refusal) or Meaning(
        "The service does not take this sign-in.", sign_in(refusal.environment), _changed(refusal)
    )


def pin_not_taken(refusal: Refusal) -> Meaning:
    """Step2 was refused."""
    return _connector(refusal) or Meaning(
        "This is not the PIN of the newest SMS, or it was used already.",
        "Read the newest SMS on the phone and type all six digits.\nNo SMS there? kaizala.authentication.generate_pin()",
        _changed(refusal),
    )


def refresh_token_not_taken(refusal: Refusal) -> Meaning:
    """Step3 was refused."""
    return _connector(refusal) or Meaning(
        "The refresh token is not good any more, or it belongs to another connector.", sign_in(refusal.environment)
    )


def not_called(refusal: Refusal) -> Meaning | None:
    """A webhook was refused because of its address."""
    if "callBackUrl" not in refusal.message:
        return None
    return Meaning(
        f"The service made a call to this address, and the right answer did not come: the handshake. {refusal.step.undone}",
        "Give an address that answers, such as that of the inbox:\n"
        f"kaizala.{refusal.step.attribute}(callback_url=kaizala.inbox().url)",
        headline="The address did not answer the handshake",
    )


def no_answer_taken(refusal: Refusal) -> Meaning | None:
    """An answer to a survey or a custom card was refused because the time of the card is over."""
    if "time is over" not in refusal.message:
        return None
    sender = "send_survey" if refusal.step.slug == "respond_to_survey" else "post_custom_action"
    return Meaning(
        "The card was sent for some hours only, and they have passed by the service's clock. Your answer was not taken.",
        f"Send a new card, and then this answer again, without action_id=...: kaizala.content.{sender}.form()",
        todo_in_form=f"Send a new card, and then this answer again, with an empty field for the id of the card: "
        f"kaizala.content.{sender}.form()",
        headline="The time of this card is over",
    )


def _changed(refusal: Refusal) -> str:
    signed_in = bool(refusal.environment["access-token"])
    return "Nothing. " + ("The tokens you had still work." if signed_in else "You are not signed in yet.")


def _connector(refusal: Refusal) -> Meaning | None:
    if "applicationId" not in refusal.message and "connector" not in refusal.message.lower():
        return None
    return Meaning(
        "The connector's id and secret do not belong together, or no connector has this id.",
        'The portal knows the secret of each connector: kaizala.portal(show="use")\nOr set both yourself, then send again:\n'
        'kaizala.environment["application-id"] = "..."\nkaizala.environment["application-secret"] = "..."',
        _changed(refusal),
    )


def _not_authenticated(refusal: Refusal) -> Meaning:
    if "Token missing" in refusal.message and refusal.environment["refresh-token"]:
        return Meaning("No access token went with the request. Your refresh token gets you one.", _RENEW)
    if "Token missing" in refusal.message:
        return Meaning(
            "No access token went with the request: you are not signed in yet.", sign_in(refusal.environment)
        )
    if refusal.has_other_token:
        return Meaning(
            f"The bot's token is not good any more. It lasts 24 hours, and ends with the bot. {refusal.step.undone}",
            "Get the bot a new one, then send again: kaizala.bots.bot_access_token()",
        )
    expiry, now = refusal.environment.expires("access-token"), refusal.now
    if expiry is not None and now is not None and now >= expiry:
        ago = faces.duration(now - expiry)
        meaning = f"Your access token ran out {ago} ago, by the service's clock. Access tokens last 24 hours."
    else:
        meaning = "The access token is not one that this Kaizala takes: changed, revoked, or from another one."
    meaning = f"{meaning} {refusal.step.undone}"
    if refusal.renewal_failed:
        return Meaning(meaning, f"A new access token was asked for and refused too. {sign_in(refusal.environment)}")
    if not refusal.environment["refresh-token"]:
        return Meaning(meaning, sign_in(refusal.environment))
    todo = _RENEW
    if not refusal.renew_tokens:
        todo += "\nOr let this happen by itself: kaizala.session.renew_tokens = True"
    return Meaning(meaning, todo, "Nothing." + _refresh_token_end(refusal))


def _refresh_token_end(refusal: Refusal) -> str:
    expiry = refusal.environment.expires("refresh-token")
    if expiry is None or refusal.now is None or refusal.now >= expiry:
        return ""
    return f" Your refresh token is good until {faces.day(expiry)}."


def _not_allowed(refusal: Refusal) -> Meaning:
    if "permission" in refusal.message and refusal.has_other_token:
        return Meaning(
            f"The service knows whose token this is. The token's scope lacks the permission that it names. {refusal.step.undone}",
            "Send it with your own token: outside the block with kaizala.session.using(...).\n"
            "A bot's token gets no wider scope.",
        )
    if "permission" in refusal.message:
        return Meaning(
            f"The connector lacks the permission that the service names, or got it after your token was made. "
            f"{refusal.step.undone}",
            'Grant it on the portal: kaizala.portal(show="use")\n'
            "Then get a token that holds it: kaizala.authentication.access_token()",
        )
    return Meaning(
        f"Your token is good, and does not reach this far: you are not an admin of the group, perhaps. "
        f"{refusal.step.undone}",
        "Ask an admin of the group.",
    )


def _not_found(refusal: Refusal) -> Meaning | None:
    ids = {parameter.name: parameter for parameter in refusal.step.parameters if parameter.place == "path"}
    message = refusal.message.lower()
    # the service names what it does not find; where it names nothing else, that is the group
    others = (one for name, one in ids.items() if name != "group_id" and _thing(one) in message)
    object_id = next((parameter for parameter in refusal.step.parameters if parameter.name == "object_id"), None)
    wrong = next(others, ids.get("group_id") or object_id)
    if wrong is None:
        return None
    if wrong.label == "Group":
        meaning = "There is no such group, or you are not in it."
        todo = "Give the id of a group, not its name: kaizala.groups.fetch_groups().df"
        if refusal.has_other_token:
            todo = f"A bot has to be added to the group first: kaizala.bots.add_bot_to_group()\n{todo}"
    elif wrong.name == "member_id":
        meaning = (
            "You are in the group, and nobody of this id is in it: the person has gone, or this is a number and no id."
        )
        group = refusal.arguments.get("group_id")
        is_newest = group in (None, refusal.environment.get("test-group-id"))
        of_group = "" if is_newest else f"group_id={group!r}"
        todo = f"The first column has the ids of the members: kaizala.groups.query_members({of_group}).df"
    else:
        meaning, todo = f"There is no {_thing(wrong)} with this id here.", ""
    in_call, in_form = (f"{todo}\n{way}".strip() for way in _where_from(refusal, wrong))
    return Meaning(f"{meaning} {refusal.step.undone}", in_call, todo_in_form=in_form)


def _thing(parameter: Parameter) -> str:
    """What an id is of: "member", "action"."""
    if parameter.title:
        return parameter.title.lower()
    return parameter.name.removesuffix("_id").removesuffix("_user").replace("_", "-").replace("reference", "message")


def _where_from(refusal: Refusal, parameter: Parameter) -> tuple[str, str]:
    """How to give an id: in a call, and in a form."""
    if not isinstance(parameter.default, Variable):
        return f"Correct {parameter.name}=... and send again.", CORRECT_IN_FORM
    name = parameter.default.name
    filler = refusal.environment.filled_by.get(name)
    source = f"the id is taken from {{{{{name}}}}}" + (f", which {filler} fills." if filler else ".")
    return f"Left out, {source}", f"If the field is empty, {source}"


def _too_many(refusal: Refusal) -> Meaning:
    return Meaning(
        f"A connector may make 100 calls a minute. {refusal.step.undone}",
        f"Wait {waiting(refusal, 'a minute')}, then send again.",
    )


advise = by_status(
    {401: _not_authenticated, 403: _not_allowed, 404: _not_found, 429: _too_many},
)
"""What a refusal of Kaizala's means, where it is more than the status says."""
