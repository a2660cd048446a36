"""What the sign-in form says: the head of each request, the result, an error in the words of the form."""

from dataclasses import replace

from kaizala_nb.course.kinds.mobile_number import mask_mobile_number
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.display import faces

_TITLES = ("Ask for a PIN", "Log in", "Get the access token")


def head(index: int, step: Step, reply: Reply | None, replies: int) -> str:
    """The head of a request in HTML: its title, its method and path, and its state.

    ``index`` counts the requests from 0; ``replies`` is how many requests have a reply.
    """
    state = ""
    if reply:
        state = f"{reply.status} {reply.reason}"
    elif index > replies:
        state = "Goes by itself after step 2." if index == 2 else "After step 1."
    title = faces.element("div", f"{index + 1}  {_TITLES[index]}", "kz-title")
    request = faces.element("code", f"{step.method} {step.path}")
    return f'{title}<div class="kz-status">{request} {faces.element("span", state, "kz-quiet kz-whole")}</div>'


def result(environment: Environment) -> str:
    """A sentence that says who is signed in, and how long the tokens are valid."""
    access, refresh = environment.expires("access-token"), environment.expires("refresh-token")
    words = f"Signed in as {mask_mobile_number(environment['mobile-number'])}."
    words += f" Access token: 24 hours, until {faces.moment(access)}." if access else ""
    return words + (" Refresh token: 365 days." if refresh else "")


def in_the_form(error: ApiError) -> ApiError:
    """The error with the advice to press a button of the form, where else it says to run a request."""
    todo = error.advice.todo.replace("Run Step1 - Generate Pin.", "Press Send a new PIN.")
    return error.but(advice=replace(error.advice, todo=todo))
