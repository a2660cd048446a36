"""What is wrong with a body before anybody reads it: its type is not its own, or its JSON has a fault."""

from collections.abc import Sequence

from kaizala_nb.toolkit.client.json_text import read_json
from kaizala_nb.toolkit.stand_in.fitting import OPEN, like
from kaizala_nb.toolkit.stand_in.refusals import refusal
from kaizala_nb.toolkit.stand_in.request import FORM, Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.route import Match

_WRONG_TYPE = f"The body is JSON, but its type says that it is a form ({FORM}). Send Content-Type: application/json."


def refused_body(matches: Sequence[Match], request: Request) -> Response | None:
    """The 400 for a body that a service cannot read; None if it can. What the file itself sends is never refused.

    JSON that is sent as a form is refused where the file sends no form. JSON with a fault is refused where the file sends JSON
    alone, and the type says that it is JSON, or there is no type. What the file sends to get an error is no measure.
    """
    text = _text(request)
    if not text.strip():
        return None
    examples = [one for match in matches for one in match.route.examples]
    usual = [match.route.request for match in matches]
    usual += [one.request for one in examples if one.response.status < 400]
    usual = [one for one in usual if one.body]
    kind = request.header("Content-Type").partition(";")[0].strip().lower()
    looks_like_json = text.lstrip()[0] in "{["
    sends_json = bool(usual) and all(one.json is not None for one in usual)
    if kind == FORM:
        is_meant = looks_like_json and (sends_json or request.json is not None)
        sends_form = any(one.form is not None for one in usual)
        return _refusal(_WRONG_TYPE) if is_meant and not sends_form else None
    says_json = kind == "application/json" or kind.endswith("+json") or (not kind and looks_like_json)
    is_own = any(like(_text(one), text) >= OPEN for one in (*usual, *(one.request for one in examples)))
    fault = _fault(request.body) if sends_json and says_json and not is_own else ""
    return _refusal(f"The body is not JSON: {fault}") if fault else None


def _text(request: Request) -> str:
    return request.body.decode("utf-8", "replace")


def _fault(body: bytes) -> str:
    """What is wrong with JSON; "" if nothing is."""
    try:
        read_json(body)
    except UnicodeDecodeError:
        return "it is not in UTF-8."
    except ValueError as trouble:
        return f"{str(trouble).removesuffix('.')}."
    return ""


def _refusal(words: str) -> Response:
    return refusal(400, "badBody", words)
