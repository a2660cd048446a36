"""The scripts of somebody else's collection have their turns: before a request is made, and when its answer has come.

An engine says what comes of them (:mod:`~kaizala_nb.toolkit.collection.scripts.outcome`). Here it is done: variables change, the
request is another one, or is not sent at all. What scripts say is masked, since it may quote the reply.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from kaizala_nb.serving.secrecy import MASK, held_in
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.changes import Changes
from kaizala_nb.toolkit.client.checks import Checks
from kaizala_nb.toolkit.client.engines import Send, Way, engine_of
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.given import secrets_in
from kaizala_nb.toolkit.client.guard import guarded_after, guarded_before, looked_at_a_secret
from kaizala_nb.toolkit.client.json_text import read_json
from kaizala_nb.toolkit.client.masking import Masker, Secret
from kaizala_nb.toolkit.client.request import Outgoing
from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.collection.foreign.filling import Filler
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.scopes import SCOPES, Scope
from kaizala_nb.toolkit.collection.scripts.outcome import Engine, Event, Outcome, Said, Scene, Script
from kaizala_nb.toolkit.collection.written_address import written

_MOST_NOTES = 5


class Scripting:
    """Gives scripts their turns.

    Args:
        environment: The variables that scripts see and change.
        way: How scripts are taken.
        send: Sends a request that a script makes.

    Attributes:
        way: As above.
        iteration: The number of the iteration that scripts see, from 0.
        iterations: How many there are.
    """

    def __init__(self, environment: Environment, way: Way, send: Send) -> None:
        self.way = way
        self.iteration, self.iterations = 0, 1
        self.environment = environment
        self.changes = Changes(environment)
        self._send = send
        if way not in ("read", "off"):  # what is missing for it is said now, not with the first request
            self.engine  # noqa: B018  (it raises)

    @cached_property
    def engine(self) -> Engine | None:
        """What carries scripts out; None if nothing does."""
        return engine_of(self.way, self._send)

    def close(self) -> None:
        """End what runs scripts, if there is something."""
        if self.way == "run":
            getattr(self.engine, "close", lambda: None)()

    def turns_of(self, step: Step, values: Mapping[str, Any]) -> "Turns":
        """The turns of the scripts of a step, which is to be sent with these values."""
        return Turns(self, step, dict(values))

    def carry_out(self, event: Event, step: Step, scene: Scene) -> Outcome:
        """What comes of the scripts of a step at an event."""
        scripts: list[Script] = []
        if isinstance(step, ForeignStep) and self.way != "off":
            scripts = [one for one in step.item.scripts if one.event == event]
        return self.engine.carry_out(scripts, scene) if scripts and self.engine else Outcome()

    def scene(
        self, step: ForeignStep, request: Mapping[str, Any], values: Mapping[str, Any], said: Said | None
    ) -> Scene:
        """What the scripts of a step may look at. A value of the call counts before that of any variable."""
        variables: dict[Scope, dict[str, Any]] = {scope: self.changes.values(scope) for scope in SCOPES}
        variables["local"] |= _given_in(step, values)
        return Scene(step.name, request, variables, said, self.iteration, self.iterations)

    def given_secrets(self, step: ForeignStep, values: Mapping[str, Any]) -> dict[str, str]:
        """The secrets of the user's that scripts of a step may come to, by the names of their variables."""
        given = _given_in(step, values)
        secret = {one.wire for one in step.asked_variables if one.secret}
        own = {name: str(value) for name, value in given.items() if name in secret or isinstance(value, Secret)}
        return self.environment.given_secrets | own


def _given_in(step: ForeignStep, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of variables that a call gives, by the names of the variables."""
    named = {one.wire: values.get(one.name) for one in step.asked_variables}
    return {name: value for name, value in named.items() if value is not None}


class Turns:
    """The turns of the scripts of one request. A declared step has no scripts, and nothing comes of its turns.

    Attributes:
        first_step: The step as it was given.
        first_values: The values as they were given.
        step: The step that is sent: scripts may have changed it.
        values: The values that it is sent with.
        outcome: What has come of the scripts so far. It is not masked.
        saved: The variables that were set after the answer had come.
    """

    def __init__(self, scripting: Scripting, step: Step, values: dict[str, Any]) -> None:
        self.first_step, self.step = step, step
        self.first_values, self.values = values, values
        self.outcome = Outcome()
        self.saved: tuple[str, ...] = ()
        self._scripting = scripting
        self._mask: Masker = scripting.environment.masker

    def before(self) -> None:
        """Give the scripts their turn before the request is made. Raises :class:`Skipped` if they leave it out."""
        step = self.step
        if not isinstance(step, ForeignStep):
            return
        # a secret that was given stands in no request that a script sees
        request, shown = step.request_with(self.values)
        request = request if step.item.auth is None else request | {"auth": step.item.auth}
        scripting = self._scripting
        self.outcome = scripting.carry_out("prerequest", step, scripting.scene(step, request, self.values, None))
        given = scripting.given_secrets(step, self.values)
        guarded = guarded_before(self.outcome, scripting.environment, given)
        scripting.changes.make(self.outcome.changes, source=step.name, is_guarded=guarded)
        local = {change.name for change in self.outcome.changes if change.scope == "local"}
        replaced = {one.name for one in step.asked_variables if one.wire in local}
        self.values = {name: value for name, value in self.values.items() if name not in replaced}
        if self.outcome.request is not None:
            changed = dict(self.outcome.request)
            item = replace(step.item, request=changed, auth=changed.pop("auth", None))
            is_guarded = looked_at_a_secret(self.outcome, scripting.environment, given)
            self.values = {name: value for name, value in self.values.items() if name not in shown}
            self.step = type(step).of(item, step.slug, step.folder, step.service, is_guarded=is_guarded)
        if self.outcome.skip:
            raise errors.not_sent(
                "A script of the collection leaves this request out.",
                f'If you want it sent: see {step.service.variable}["{step.name}"].scripts.',
                kind=errors.Skipped,
                step=step.name,
            )

    def after(self, outgoing: Outgoing, answer: Answer) -> None:
        """Give the scripts their turn after the answer has come, whatever its status is."""
        step = outgoing.call.step
        if not isinstance(step, ForeignStep):
            return
        scripting = self._scripting
        said = said_of(answer)
        given = scripting.given_secrets(step, outgoing.call.arguments)
        request = _as_sent(outgoing)
        hidden: list[str] = []
        if scripting.way != "run":
            request, hidden = _hiding(request, given)
        scene = replace(scripting.scene(step, request, outgoing.call.arguments, said), hidden=hidden)
        outcome = scripting.carry_out("test", step, scene)
        secrets = _secrets_of(answer)
        self._mask = outgoing.masker.also(dict.fromkeys(secrets, MASK))
        derived = bool(secrets_in(outgoing.call, scripting.environment))
        guarded = guarded_after(outcome, scripting.environment, given, said, derived=derived)
        self.saved = scripting.changes.make(
            outcome.changes, source=step.name, secrets=secrets, derived=derived, is_guarded=guarded
        )
        self.outcome = self.outcome.then(outcome)

    @property
    def want_status(self) -> bool:
        """Whether the scripts want the status that came: a check of it holds, and none of it fails."""
        about = [result.passed for result in self.outcome.results if result.about_status]
        return True in about and False not in about

    @property
    def checks(self) -> Checks:
        """The checks, masked."""
        mask = self._mask
        results = self.outcome.results
        return Checks([replace(one, name=mask(one.name), problem=mask(one.problem)) for one in results])

    @property
    def error(self) -> str:
        """Why a script ended early, masked; "" if none did."""
        return self._mask(self.outcome.error)

    @property
    def log(self) -> tuple[str, ...]:
        """The lines that the scripts have printed, masked."""
        return tuple(map(self._mask, self.outcome.log))

    @property
    def notes(self) -> list[str]:
        """Sentences on what was not done, masked."""
        notes = list(dict.fromkeys(filter(None, [self.outcome.error, *self.outcome.notes])))
        more = len(notes) - _MOST_NOTES
        if more > 0:
            notes[_MOST_NOTES:] = [f"… {more:,} more: the attribute .scripts of the request shows all."]
        return [self._mask(note) for note in notes]


def _as_sent(outgoing: Outgoing) -> dict[str, Any]:
    """A request in Postman's format 2.1 as it was sent: with values in place of variables, and with all its headers."""
    call = outgoing.call
    message = call.message
    assert message is not None
    assert isinstance(call.step, ForeignStep)
    request: dict[str, Any] = {
        "method": message.method,
        "url": _address_sent(call.step, call.values, message.url),
        "header": [{"key": name, "value": value} for name, value in message.headers],
    }
    body = call.step.item.request.get("body")
    if isinstance(body, dict) and message.body is not None:
        request["body"] = Filler(call.step.finder(call.values)).json(body)
        if body.get("mode") == "raw":
            request["body"]["raw"] = message.body.decode("utf-8", "replace")
    return request


def _address_sent(step: ForeignStep, values: Mapping[str, Any], sent: str) -> str:
    """The address as scripts see it: not encoded. What the request got besides, such as a key in the query, is as it was sent."""
    filled = Filler(step.finder(values)).text(written(step.item.request.get("url")))
    return filled if unquote(filled) == unquote(sent) else sent


def _hiding(request: dict[str, Any], secrets: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """A request with the names of variables in place of secrets, and what stands there."""
    masker = Masker()
    hidden = {secret: "{{" + name + "}}" for name, secret in secrets.items()}
    for secret, mark in hidden.items():
        masker.learn(secret, mark)
    named: dict[str, Any] = masker.texts(request)
    return named, list(hidden.values())


def _secrets_of(answer: Answer) -> list[str]:
    """The texts in the secret fields of an answer."""
    try:
        return held_in(read_json(answer.content))
    except ValueError:
        return []


def said_of(answer: Answer) -> Said:
    """An answer as scripts see it."""
    return Said(answer.status, answer.reason, tuple(answer.headers.items()), answer.content, answer.seconds)
