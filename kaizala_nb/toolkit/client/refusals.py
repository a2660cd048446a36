"""From an answer that is no success to the error of the family that says so."""

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import Any

from kaizala_nb.serving.secrecy import in_text
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.advice import Advisor, Refusal, advise
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.json_text import read_json
from kaizala_nb.toolkit.client.request import Outgoing
from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.collection import InvalidInput, Parameter, Step, Variable
from kaizala_nb.toolkit.display import faces

_MOST_SHOWN = 4_000
_REASONS = ("message", "detail", "error_description", "error", "title")
_MOST_READ = 3 * _MOST_SHOWN  # a secret across the end of what is shown is known by what stands behind it


def json_object(content: bytes) -> Mapping[str, Any]:
    """The JSON object in a body, or an empty one."""
    try:
        value = read_json(content)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def body_shown(outgoing: Outgoing, answer: Answer) -> str:
    """A body as it may be shown: indented JSON, or the beginning of whatever it is."""
    mask = outgoing.masker
    try:
        return json.dumps(mask.json(read_json(answer.content)), indent=2, ensure_ascii=False)
    except ValueError:
        return in_text(mask(answer.content.decode("utf-8", "replace")[:_MOST_READ]))[:_MOST_SHOWN]


def may_be_no_json(step: Step, answer: Answer) -> bool:
    """Whether a success whose body is no JSON is one: it says itself that it is something else.

    What begins as JSON does was cut off; and a page in HTML in place of JSON is somebody else's, such as a network's that wants one
    to sign in.
    """
    kind = answer.content_type
    if not kind or kind.endswith(("/json", "+json")) or answer.content.lstrip()[:1] in (b"{", b"["):
        return False
    return "html" not in kind or not step.reply


def _reason(said: Mapping[str, Any]) -> str:
    """The sentence of a refusal, under any of the names that services give it (RFC 9457 has title and detail)."""
    nested = said.get("error")
    places = (said, nested if isinstance(nested, dict) else {})
    found = (place.get(name) for name in _REASONS for place in places)
    return next((one for one in found if isinstance(one, str) and one), "")


def refused(
    outgoing: Outgoing,
    answer: Answer,
    environment: Environment,
    *,
    renew_tokens: bool,
    renewal_failed: bool,
    advisor: Advisor,
    trouble: str,
) -> errors.RefusedError:
    """The error for an answer whose status says no. ``trouble`` is what an earlier sending of the same met."""
    said, mask = json_object(answer.content), outgoing.masker
    code, category = (mask(str(said.get(key) or "")) for key in ("errorCode", "errorCategoryKey"))
    message = mask(_reason(said))
    refusal = Refusal(
        step=outgoing.call.step,
        status=answer.status,
        code=code,
        message=message,
        environment=environment,
        now=answer.now,
        renew_tokens=renew_tokens,
        renewal_failed=renewal_failed,
        retry_after=answer.retry_after,
    )
    advice = advise(refusal, advisor)
    if trouble:  # a member removed by the first sending is "not found" by the second
        changed = f"Not known: an earlier sending may have been carried out. {trouble}"
        advice = dataclasses.replace(advice, changed=changed)
    kind = errors.refusal_of(answer.status)
    return kind(
        f"{answer.status} {refusal.said}",
        status=answer.status,
        code=code or None,
        message=message or None,
        category=category or None,
        advice=advice,
        step=outgoing.call.step.name,
        request=outgoing.shown,
        reply_text=body_shown(outgoing, answer),
        service=outgoing.call.step.service,
        **({"retry_after": refusal.retry_after} if kind is errors.TooManyRequests else {}),
    )


def unreadable(
    kind: type[errors.UnreadableReplyError], outgoing: Outgoing, answer: Answer, meaning: str
) -> errors.UnreadableReplyError:
    """The error for an answer that cannot be used; ``meaning`` says why."""
    return kind(
        meaning,
        step=outgoing.call.step.name,
        request=outgoing.shown,
        reply_text=body_shown(outgoing, answer),
        service=outgoing.call.step.service,
        advice=errors.Advice(
            f"{answer.status} {answer.reason}, and {faces.count(len(answer.content), 'byte')}.",
            f"{meaning} Perhaps something other than {outgoing.call.step.service.name} answers at this address.",
            "Look at the reply below, and check the address.",
            "Not known: the request did arrive.",
        ),
    )


def untrusted(step: Step, host: str, home: str, how: str) -> errors.UntrustedHostError:
    """The error for an address that was not allowed; ``how`` says where it came from."""
    return errors.UntrustedHostError(
        f"{how} {host}, which is not a host that you allowed.",
        step=step.name,
        host=host,
        advice=errors.Advice(
            "Nothing: no request was sent there.",
            f"{how} {host}. Your address is {home}; a token goes nowhere else unless you say so.",
            f"If you trust it, give allow_hosts=[{host!r}] where you make {step.service.variable}. If not, leave it.",
            "Nothing. No token went there.",
        ),
    )


def invalid(step: Step, trouble: InvalidInput, environment: Environment) -> errors.InputError:
    """The error for values that cannot be sent; it says which request fills what is missing."""
    todos = [_how_to_fill(step, name, problem, environment) for name, problem in trouble.problems.items()]
    return errors.not_sent(
        "\n".join(trouble.problems.values()),
        "\n".join(dict.fromkeys(todos)),
        summary=" ".join(trouble.problems.values()),
        step=step.name,
        problems=trouble.problems,
    )


def check(
    step: Step, values: Mapping[str, Any], check_one: Callable[[Parameter, Any], object], environment: Environment
) -> None:
    """Check the values that belong to parameters of a step. Raises :class:`InputError` for those that ``check_one`` refuses."""
    problems = {}
    for parameter in step.parameters:
        if parameter.name in values:
            try:
                check_one(parameter, values[parameter.name])
            except ValueError as trouble:
                problems[parameter.name] = str(trouble)
    if problems:
        raise invalid(step, InvalidInput(problems), environment)


def _how_to_fill(step: Step, name: str, problem: str, environment: Environment) -> str:
    parameter = next(parameter for parameter in step.parameters if parameter.name == name)
    if isinstance(parameter.default, Variable) and problem.endswith("is not set."):
        variable = parameter.default.name
        if variable in environment.filled_by:
            return f"Run {environment.filled_by[variable]}: its reply fills {{{{{variable}}}}}. Or give {name}=..."
        given = environment.how_to_give(variable)
        return given or f"Give {name}=..., or {step.service.variable}.environment[{variable!r}] = ..."
    return f"Correct {name}=... and send again."
