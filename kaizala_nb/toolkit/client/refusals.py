"""The errors for answers that are no success, and for requests that cannot be sent."""

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import Any

from kaizala_nb.serving.secrecy import in_text
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.advice import Advisor, Refusal, advise
from kaizala_nb.toolkit.client.contents.said import said_of
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.given import with_secret_headers
from kaizala_nb.toolkit.client.how_to_fill import how_to_fill
from kaizala_nb.toolkit.client.json_text import read_json
from kaizala_nb.toolkit.client.request import Outgoing
from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.client.turned_round import turned_round
from kaizala_nb.toolkit.collection import InvalidInput, Parameter, Step
from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.plain import refuse_half_characters
from kaizala_nb.toolkit.collection.snippets import snippet
from kaizala_nb.toolkit.display import faces

_MOST_SHOWN = 4_000
_REASONS = ("message", "detail", "error_description", "error", "title")
_MOST_READ = 3 * _MOST_SHOWN  # more than is shown: otherwise half a secret at the end would not be known


def json_object(content: bytes) -> Mapping[str, Any]:
    """The JSON object that a body holds; an empty one if it holds no object."""
    try:
        value = read_json(content)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def masked_body(outgoing: Outgoing, answer: Answer) -> str:
    """A body as an error shows it, masked: indented JSON, or the first characters of anything else."""
    mask = outgoing.masker
    try:
        return json.dumps(mask.json(read_json(answer.content)), indent=2, ensure_ascii=False)
    except ValueError:
        return in_text(mask(answer.content.decode("utf-8", "replace")[:_MOST_READ]))[:_MOST_SHOWN]


def may_be_no_json(step: Step, answer: Answer) -> bool:
    """Whether a success may have this body, which is no JSON. It may if its media type says that it is something else.

    A body that begins like JSON was cut off. HTML in place of JSON comes from somebody else, such as a network that asks people to
    sign in.
    """
    kind = answer.content_type
    if not kind or kind.endswith(("/json", "+json")) or answer.content.lstrip()[:1] in (b"{", b"["):
        return False
    return "html" not in kind or not step.reply


def _reason(body: Mapping[str, Any]) -> str:
    """The sentence of a refusal. Services give it different names; RFC 9457 has ``title`` and ``detail``."""
    error = body.get("error")
    objects = (body, error if isinstance(error, dict) else {})
    values = (fields.get(name) for name in _REASONS for fields in objects)
    return next((value for value in values if isinstance(value, str) and value), "")


def _has_other_token(outgoing: Outgoing, environment: Environment) -> bool:
    """Whether a request carries another token than that of the variable which its step names."""
    token = outgoing.call.step.token
    if token is None or token.header not in outgoing.headers:
        return False
    return outgoing.headers[token.header] != environment.get(token.variable, "").strip()


def refused(
    outgoing: Outgoing,
    answer: Answer,
    environment: Environment,
    *,
    renew_tokens: bool,
    renewal_failed: bool,
    advisor: Advisor,
    trouble: str,
    offer: str,
) -> errors.RefusedError:
    """The error for an answer that refuses the request. ``trouble`` says what went wrong when the same request was sent before,
    ``offer`` what would send it again."""
    body, mask = json_object(answer.content), outgoing.masker
    code, category = (mask(str(body.get(key) or "")) for key in ("errorCode", "errorCategoryKey"))
    message = mask(
        _reason(body) if outgoing.call.message is None else said_of(answer, lambda words: in_text(mask(words)))
    )
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
        has_other_token=_has_other_token(outgoing, environment),
        arguments=outgoing.call.arguments,
    )
    advice = advise(refusal, advisor)
    turned = turned_round(outgoing.call.step, outgoing.call.arguments, environment) if answer.status == 404 else None
    if turned:
        advice = dataclasses.replace(advice, meaning=f"{turned[0]} {outgoing.call.step.undone}", todo=turned[1])
    if trouble:  # if the first sending removed a member, the second finds no such member
        changed = f"Not known: an earlier sending may have been carried out. {trouble}"
        advice = dataclasses.replace(advice, changed=changed)
    if offer:
        advice = dataclasses.replace(advice, todo=f"{advice.todo} {offer}")
    kind = errors.refusal_of(answer.status)
    facts = {"retry_after": refusal.retry_after} if kind is errors.TooManyRequests else {}
    return kind(
        f"{answer.status} {refusal.said}",
        status=answer.status,
        code=code or None,
        message=message or None,
        category=category or None,
        advice=advice,
        step=outgoing.call.step.name,
        request=outgoing.masked_request,
        reply_text=masked_body(outgoing, answer),
        service=outgoing.call.step.service,
        **facts,
    )


def unreadable(
    kind: type[errors.UnreadableReplyError], outgoing: Outgoing, answer: Answer, meaning: str
) -> errors.UnreadableReplyError:
    """The error for an answer that cannot be used; ``meaning`` says why."""
    return kind(
        meaning,
        step=outgoing.call.step.name,
        request=outgoing.masked_request,
        reply_text=masked_body(outgoing, answer),
        service=outgoing.call.step.service,
        advice=errors.Advice(
            f"{answer.status} {answer.reason}, and {faces.count(len(answer.content), 'byte')}.",
            f"{meaning} Perhaps something other than {outgoing.call.step.service.name} answers at this address.",
            "Look at the reply below, and check the address.",
            "Not known: the request did arrive.",
        ),
    )


def untrusted(step: Step, host: str, home: str, how: str) -> errors.UntrustedHostError:
    """The error for an address that was not allowed. ``how`` begins its sentence, and says where the address came from."""
    return errors.UntrustedHostError(
        f"{how} {host}, which is not a host that you allowed.",
        step=step.name,
        host=host,
        advice=errors.Advice(
            "Nothing: no request was sent there.",
            f"{how} {host}. Your address is {home}, and a token goes only there unless you allow another host.",
            f"If you trust it, run this line, and send again. If you do not, stop here.\n{_allowing(step, host)}",
            "Nothing. No token went there.",
        ),
    )


def unnamed_host(step: Step, host: str, how: str, *, scripts_run: bool = False) -> errors.UntrustedHostError:
    """The error for a request to a host that the user has not named. It holds a secret of the user's; or scripts run, and may have
    hidden one in it."""
    holds, rule = "it holds a secret that you gave", "It holds a secret that you gave, and such a request goes"
    if scripts_run:
        holds, rule = "scripts run", "A script can hide a secret in any request. So while scripts run, requests go"
    return errors.UntrustedHostError(
        f"{how} {host}, which you have not named, and {holds}.",
        step=step.name,
        host=host,
        advice=errors.Advice(
            "Nothing: no request was sent there.",
            f"{how} {host}. {rule} only to hosts that you have named.",
            f"If you trust it, run this line, and send again. In a terminal, give --allow-host {host}. The port counts."
            f"\n{_allowing(step, host)}",
            "Nothing. No secret went there.",
        ),
    )


def _allowing(step: Step, host: str) -> str:
    """The line that allows a host."""
    return f"{step.service.variable}.allow_hosts({host!r})"


def cannot_send(step: Step, trouble: CannotSend) -> errors.InputError:
    """The error for a request of somebody's file that cannot be made."""
    todo = trouble.todo or "Correct the request in its file, or leave it out."
    return errors.not_sent(str(trouble), todo, step=step.name)


def of_before(step: str) -> errors.ApiError:
    """The error for a reply from before the service was emptied: what it tells of is gone."""
    meaning = "The service was emptied after this was sent, so what the reply tells of is gone."
    todo = (
        "Run the cell of the form again, then this one. What the form needs may be gone too: begin with the first cell."
    )
    return errors.not_sent(meaning, todo, step=step)


def of_form(
    step: Step, args: tuple[object, ...], given: Mapping[str, object], environment: Environment
) -> errors.InputError:
    """The error for a form that is called as if it were its request. It has the call that was meant."""
    try:
        arguments = with_secret_headers(step, step.bind(*args, **given), environment)
        line = snippet(step.call(arguments, environment), "python", mask=environment.masker)
    except (TypeError, InvalidInput, CannotSend):
        line = f"{step.service.variable}.{step.attribute}(...)"
    meaning = f"This name holds a form of {step.name}, and a form is not called."
    return errors.not_sent(meaning, f"The request without a form: {line}", step=step.name)


def invalid(
    step: Step, trouble: InvalidInput, environment: Environment, given: Mapping[str, Any] | None = None
) -> errors.InputError:
    """The error for values that cannot be sent. It says which request fills a variable that is missing.

    ``given`` are the arguments of a call: two of them may stand in each other's place.
    """
    given = given or {}
    turned = turned_round(step, given, environment)
    if turned:
        return errors.not_sent(*turned, step=step.name, problems=trouble.problems)
    ways = [how_to_fill(step, name, why, environment, given.get(name)) for name, why in trouble.problems.items()]
    return errors.not_sent(
        "\n".join(trouble.problems.values()),
        "\n".join(dict.fromkeys(in_call for in_call, _ in ways)),
        todo_in_form="\n".join(dict.fromkeys(in_form for _, in_form in ways)),
        summary=" ".join(trouble.problems.values()),
        step=step.name,
        problems=trouble.problems,
    )


def check_choices(step: Step, values: Mapping[str, Any], environment: Environment) -> None:
    """Check the values that a form is to show. It cannot show a choice that its menu does not have, or half a character.

    Raises :class:`InputError` with a sentence for each value that a form cannot show.
    """
    _check(step, values, _check_choice, environment)


def check_all(step: Step, values: Mapping[str, Any], environment: Environment) -> None:
    """Check the values as a call does. Raises :class:`InputError` with a sentence for each value that is wrong."""
    _check(step, values, Parameter.check, environment)


def _check(
    step: Step, values: Mapping[str, Any], check_one: Callable[[Parameter, Any], object], environment: Environment
) -> None:
    problems = {}
    for parameter in step.parameters:
        if parameter.name in values:
            try:
                check_one(parameter, values[parameter.name])
            except ValueError as trouble:
                problems[parameter.name] = str(trouble)
    if problems:
        raise invalid(step, InvalidInput(problems), environment)


def _check_choice(parameter: Parameter, value: Any) -> None:
    refuse_half_characters(value, parameter.label)
    if parameter.kind in ("choice", "choices", "flag"):
        parameter.check(value)
