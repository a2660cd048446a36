"""What a refusal means, and what to do next: the words of the panels.

The service says what went wrong in its own terms; here stands what that means for somebody who has never seen an API. At
most two sentences a row where that can be done.
"""

from dataclasses import dataclass

from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.errors import Advice
from kaizala_nb.toolkit.collection import Parameter, Step, Variable
from kaizala_nb.toolkit.display import faces

SIGN_IN = "Run Step1 - Generate Pin, then Step2 and Step3."


@dataclass(frozen=True)
class Refusal:
    """A refused request and what is known around it. ``now`` is the service's clock, in epoch milliseconds."""

    step: Step
    status: int
    code: str
    message: str
    environment: Environment
    now: int | None
    renew_tokens: bool
    renewal_failed: bool = False
    retry_after: int | None = None

    @property
    def said(self) -> str:
        """The service's own words."""
        return ": ".join(part for part in (self.code, self.message) if part) or "Nothing more than the status."

    @property
    def not_done(self) -> str:
        """That what was asked for did not happen, in a word for it."""
        return "The message was not sent." if self.step.slug == "send_message" else "What you asked for was not done."


def advise(refusal: Refusal) -> Advice:
    """What to say of a refusal."""
    meaning, todo, changed = _BY_STATUS.get(refusal.status, _service if refusal.status >= 500 else _other)(refusal)
    return Advice(said=refusal.said, meaning=meaning, todo=todo, changed=changed)


def _bad_request(refusal: Refusal) -> tuple[str, str, str]:
    return (
        f"A field is missing, or holds what the service does not take. {refusal.not_done}",
        "Read what the service said: it names the field. Correct it and send again.",
        "Nothing.",
    )


def _not_authenticated(refusal: Refusal) -> tuple[str, str, str]:
    if refusal.step.slug in ("generate_pin", "login_with_pin", "access_token"):
        return _sign_in_refused(refusal)
    if "Token missing" in refusal.message:
        return "No access token went with the request: you are not signed in yet.", SIGN_IN, "Nothing."
    return _token_refused(refusal)


def _sign_in_refused(refusal: Refusal) -> tuple[str, str, str]:
    signed_in = bool(refusal.environment["access-token"])
    changed = "Nothing. " + ("The tokens you had still work." if signed_in else "You are not signed in yet.")
    if "applicationId" in refusal.message or "connector" in refusal.message.lower():
        return (
            "The connector's id and secret do not belong together, or no connector has this id.",
            "Set application-id and application-secret in kaizala.environment to those of your connector, then send again.",
            changed,
        )
    if refusal.step.slug == "login_with_pin":
        return (
            "This is not the PIN of the newest SMS, or it was used already.",
            "Read the newest SMS on the phone and type all six digits.\nNo SMS there? Run Step1 - Generate Pin.",
            changed,
        )
    if refusal.step.slug == "access_token":
        return "The refresh token is not good any more, or never was.", SIGN_IN, "Nothing."
    return "The service does not take this sign-in.", SIGN_IN, changed


def _token_refused(refusal: Refusal) -> tuple[str, str, str]:
    expiry, now = refusal.environment.expires("access-token"), refusal.now
    expired = expiry is not None and now is not None and now >= expiry
    if expired:
        ago = faces.duration(now - expiry)
        meaning = f"Your access token ran out {ago} ago, by the service's clock. Access tokens last 24 hours. {refusal.not_done}"
    else:
        meaning = f"The access token is not one that this Kaizala takes: changed, revoked, or from another one. {refusal.not_done}"
    if refusal.renewal_failed:
        return meaning, f"A new access token was asked for and refused too: sign in again. {SIGN_IN}", "Nothing."
    if not refusal.environment["refresh-token"]:
        return meaning, SIGN_IN, "Nothing."
    todo = "Run Step3 - Retrieve the access token, then send again."
    if not refusal.renew_tokens:
        todo += " Or set kaizala.session.renew_tokens = True and this happens by itself."
    return meaning, todo, "Nothing." + _refresh_token_life(refusal)


def _refresh_token_life(refusal: Refusal) -> str:
    expiry = refusal.environment.expires("refresh-token")
    if expiry is None or refusal.now is None or refusal.now >= expiry:
        return ""
    return f" Your refresh token is good for {faces.duration(expiry - refusal.now).replace(' ', ' more ')}."


def _not_allowed(refusal: Refusal) -> tuple[str, str, str]:
    return (
        f"Your token is good, and does not reach this far: the connector lacks a permission, or you are not an admin of the "
        f"group. {refusal.not_done}",
        "Ask an admin of the group, or whoever manages the connector. A permission added there needs a new access token.",
        "Nothing.",
    )


def _not_found(refusal: Refusal) -> tuple[str, str, str]:
    ids = {parameter.name: parameter for parameter in refusal.step.parameters if parameter.place == "path"}
    said = refusal.message.lower()
    # the service says of one id what it does not find; where it says nothing of the others it is the group
    wrong = next((one for name, one in ids.items() if name != "group_id" and _thing(one) in said), ids.get("group_id"))
    if wrong is None:
        return (
            f"The service knows nothing under this address. {refusal.not_done}",
            "Check the address and the ids in it.",
            "Nothing.",
        )
    if wrong.name == "group_id":
        meaning = "There is no such group, or you are not in it."
        todo = "Run Step3 - Fetch groups - direct to see the ids of your groups."
    else:
        meaning = f"There is no {_thing(wrong)} with this id here."
        todo = ""
        if wrong.name == "member_id":
            meaning = "You are in the group, and nobody of this id is in it: an id is not a number."
            todo = "Run Step11 - Query members of a group: the first column holds the ids of its members."
    return f"{meaning} {refusal.not_done}", f"{todo} {_where_from(refusal, wrong)}".strip(), "Nothing."


def _thing(parameter: Parameter) -> str:
    """What an id is of: "member", "action"."""
    return parameter.name.removesuffix("_id").removesuffix("_user").replace("_", "-").replace("reference", "message")


def _where_from(refusal: Refusal, parameter: Parameter) -> str:
    if not isinstance(parameter.default, Variable):
        return f"Correct {parameter.name}=... and send again."
    name = parameter.default.name
    filler = refusal.environment.filled_by.get(name)
    return f"Left out, the id is taken from {{{{{name}}}}}" + (f", which {filler} fills." if filler else ".")


def _media_type(refusal: Refusal) -> tuple[str, str, str]:
    return (
        "The file has no type, or one that is not taken here.",
        "Name the file's type, such as image/png, and send again.",
        "Nothing.",
    )


def _too_many(refusal: Refusal) -> tuple[str, str, str]:
    wait = faces.count(refusal.retry_after, "second") if refusal.retry_after is not None else "a minute"
    return (
        f"A connector may make 100 calls a minute. {refusal.not_done}",
        f"Wait {wait}, then send again.",
        "Nothing.",
    )


def _service(refusal: Refusal) -> tuple[str, str, str]:
    repeat = (
        "Send it again."
        if refusal.step.safe_to_repeat
        else "Look whether it was done before you send it again: POST makes another one."
    )
    wait = faces.count(refusal.retry_after, "second") if refusal.retry_after is not None else "a moment"
    return (
        "The service failed while it worked on the request.",
        f"Wait {wait}. {repeat}",
        "Not known: it may have been done.",
    )


def _other(refusal: Refusal) -> tuple[str, str, str]:
    return f"The service did not take the request. {refusal.not_done}", "Read what the service said.", "Nothing."


_BY_STATUS = {
    400: _bad_request,
    401: _not_authenticated,
    403: _not_allowed,
    404: _not_found,
    415: _media_type,
    429: _too_many,
}
