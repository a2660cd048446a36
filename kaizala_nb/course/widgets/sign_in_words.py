"""What the sign-in form says: its title, the title and the state of each request, the result, an error in the words of the form."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kaizala_nb.course.kinds.mobile_number import mask_mobile_number
from kaizala_nb.course.steps.authentication import access_token, generate_pin, login_with_pin
from kaizala_nb.toolkit.client.code import OTHERS_IN_WORDS
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.display import faces

TITLE = "Sign in: three requests"
WAITS = "Waits: send the PIN, type it, sign in; or run the next cell."
BY_CELL = "Sent by the cell below."
ALREADY_BY_CELL = "Already sent by the cell below."
ALREADY = "Already sent."
SENDING = "Sending …"
NOT_SENT = "Nothing was sent: correct what is marked."
PIN_IS_SENT = "The PIN is sent. Type it from your phone."
NOBODY = "Nobody has signed in yet. Type the PIN from your phone into the form above, press Sign in, and run this cell again."

_STEPS: Sequence[tuple[str, Step[Any], str]] = (
    ("1  Ask for a PIN", generate_pin, ""),
    ("2  Log in", login_with_pin, "After step 1."),
    ("3  Get the access token", access_token, "Goes by itself after step 2."),
)
"""For each request: its title, its step, and when it is sent, said while the request before it has no reply."""


def steps(replies: Sequence[Reply], problem: str) -> list[dict[str, Any]]:
    """Each request for the page: its title, method and path, state, reply and problem; the last two are HTML.

    ``problem`` is why the first request without a reply was refused, in HTML; "" if it was not.
    """
    return [
        {
            "title": title,
            "request": f"{step.method} {step.path}",
            "state": _state(index, when, replies),
            "waits": index > len(replies),
            "reply": _reply(replies[index]) if index < len(replies) else "",
            "problem": problem if index == len(replies) else "",
        }
        for index, (title, step, when) in enumerate(_STEPS)
    ]


def _reply(reply: Reply) -> str:
    """The fold of a reply: its line, its folds, and the names of the other languages."""
    others = faces.element("p", OTHERS_IN_WORDS, "kz-note kz-quiet")
    return faces.fold("Reply", reply.head() + faces.folds(reply.folds(unfolded=True)) + others)


def _state(index: int, when: str, replies: Sequence[Reply]) -> str:
    """The status of its reply; or when the request is sent, if another one comes first."""
    if index < len(replies):
        return f"{replies[index].status} {replies[index].reason}"
    return when if index > len(replies) else ""


def result(environment: Environment) -> str:
    """A sentence that says who is signed in, and how long the tokens are valid."""
    access, refresh = environment.expires("access-token"), environment.expires("refresh-token")
    words = f"Signed in as {mask_mobile_number(environment['mobile-number'])}."
    words += f" Access token: 24 hours, until {faces.moment(access)}." if access else ""
    return words + (" Refresh token: 365 days." if refresh else "")


def failed(error: ApiError) -> str:
    """What a screen reader says of an error; everybody else sees it."""
    return f"{error.title}. What is wrong stands below."


def in_the_form(error: ApiError) -> ApiError:
    """The error with the advice to press a button of the form, where else it says to run a request."""
    todo = error.advice.todo.replace("kaizala.authentication.generate_pin()", "Press Send a new PIN.")
    return error.but(advice=replace(error.advice, todo=todo))
