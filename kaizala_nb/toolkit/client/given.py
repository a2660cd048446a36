"""What of a request the user gave: the secrets in it, which go only to hosts that the user has named, and the values that name
them."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from kaizala_nb.serving.secrecy import in_header
from kaizala_nb.toolkit.client.encodings import encodings
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.masking import Secret
from kaizala_nb.toolkit.collection import Call, Step
from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.building import headers_of
from kaizala_nb.toolkit.collection.foreign.fields.words import holds_secret
from kaizala_nb.toolkit.collection.foreign.filling import Filler
from kaizala_nb.toolkit.collection.foreign.own_headers import header_of
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep, used_in

_SHORTEST = 6  # characters: a shorter secret stands in other texts by chance


def secrets_in(call: Call, environment: Environment) -> list[str]:
    """The names of the user's secrets that a message holds, under whatever name and in whatever encoding it has them; and those of
    variables that a script may have made of them."""
    message = call.message
    if message is None:
        return []
    secrets = environment.given_secrets
    found: list[str] = []
    for parameter in call.step.parameters:
        value = call.arguments.get(parameter.name)
        if value is None or not (parameter.secret or isinstance(value, Secret)):
            continue
        if parameter.place == "variable":
            secrets[parameter.wire] = str(value)
        else:  # it stands in the request itself
            found.append(parameter.name)
    found += [name for name, value in given_headers(call) if value and is_secret_header(name, value)]
    found += [name for name in message.used if name in secrets or environment.is_guarded(name)]
    if isinstance(call.step, ForeignStep):
        names = used_in(call.step.secret_texts, call.step.finder(call.values))
        found += [name for name in names if name not in secrets and environment.is_given(name)]
        found += ["a script"] if call.step.is_guarded else []
    texts = [message.url, *(value for _, value in message.headers), (message.body or b"").decode("latin-1")]
    for name, value in secrets.items():
        if name not in found and len(value) >= _SHORTEST:
            ways = [*encodings(value), value.encode().decode("latin-1")]
            if any(way in text for way in ways for text in texts):
                found.append(name)
    return found


def given_headers(call: Call) -> Iterable[tuple[str, str | None]]:
    """The headers that a call gives beside the fields of its request."""
    return call.step.variation(call.arguments).headers.items()


def is_secret_header(name: str, value: str) -> bool:
    """Whether the value of such a header is never shown: its name says so, or it is a secret itself."""
    return isinstance(value, Secret) or in_header(name, value) != value


def with_secret_headers(step: Step, arguments: dict[str, object], environment: Environment) -> dict[str, object]:
    """The arguments of a call. A header that it gives in place of a secret is a :class:`Secret` in them, whatever its name."""
    variation = step.variation(arguments)
    if not variation.headers or not isinstance(step, ForeignStep):
        return arguments
    names = set(_secret_headers(step, environment))
    headers = {
        name: Secret(value) if value and name.lower() in names else value for name, value in variation.headers.items()
    }
    return arguments | replace(variation, headers=headers).arguments


def _secret_headers(step: ForeignStep, environment: Environment) -> Iterator[str]:
    """The headers of a request that hold a secret in its file, in small letters: that of its authorisation, and its own."""
    yield header_of(step.item.auth)
    for name, value in headers_of(step.item.request.get("header"), also_off=True):
        filler = Filler(environment.get)
        with suppress(CannotSend):
            filler.text(value)
        is_masked = holds_secret(value) or environment.masker(value) != value
        if is_masked or any(environment.is_secret(one) for one in {*filler.used, *filler.missing}):
            yield name.strip().lower()


def given_values(call: Call, environment: Environment) -> dict[str, str]:
    """The values that the user gave and that may name hosts: of variables, and of the arguments of this call."""
    values = environment.given_values
    for parameter in call.step.parameters:
        value = call.arguments.get(parameter.name)
        if (
            parameter.place == "variable"
            and isinstance(value, str)
            and not (parameter.secret or isinstance(value, Secret))
        ):
            values[parameter.wire] = value
    return values
