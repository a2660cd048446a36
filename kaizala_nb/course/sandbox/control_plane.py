"""Calls to the control plane of a local Kaizala: over HTTP, with the emulator's key.

The control plane lies beside the service's own paths, under ``/_emulator/``. It works alike for the Kaizala in this kernel and for
one that ``kaizala-nb serve`` runs. Every failure is an error of the family, with a sentence for the person who reads it.
"""

import json
from typing import Any
from urllib.parse import quote

from kaizala_nb.course.errors import NoSandboxError
from kaizala_nb.toolkit.client import arguments, errors
from kaizala_nb.toolkit.client.exchange import Answer, Http, NoAnswer, TooLarge
from kaizala_nb.toolkit.client.hosts import origin_of
from kaizala_nb.toolkit.client.json_text import read_json
from kaizala_nb.toolkit.client.masking import Secret, secretive
from kaizala_nb.toolkit.client.tracebacks import without_frames

_MOST_BYTES = 20_000_000


class ControlPlane:
    """The control plane of the local Kaizala at ``url``.

    ``timeout`` is how many seconds a call and its whole answer may take: 10, unless it is set to something else.

    Args:
        url: Scheme, host and port.
        key: The key of the control plane. Without one, every call raises :class:`NoSandboxError`.

    Raises:
        ValueError: ``url`` is not an address.
    """

    def __init__(self, url: str, key: str | None) -> None:
        self.url = url.rstrip("/")
        self.timeout = 10.0
        self._key = Secret(key or "")
        self._http = Http()
        origin_of(url)  # raises for what is not an address

    @property
    def is_there(self) -> bool:
        """Whether there is a key, and so a local Kaizala to call."""
        return bool(self._key)

    @without_frames
    def call(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        *,
        timeout: float | None = None,
        most_bytes: int = _MOST_BYTES,
    ) -> dict[str, Any]:
        """Make one call, and give the object that it is answered with.

        Args:
            method: The HTTP method.
            path: The path below ``/_emulator/``.
            body: What is sent as JSON, if anything.
            timeout: Seconds for the whole answer; :attr:`timeout` if left out.
            most_bytes: The largest answer that is accepted, in bytes.

        Raises:
            NoSandboxError: there is no key, nobody answers, or what answers is not a local Kaizala or refuses the key.
            InputError: the local Kaizala cannot do what was asked.
            TimedOut, ReplyTooLarge: the answer takes too long, or is too large.
        """
        if not self._key:
            raise _no_sandbox(
                "No key is known.", "Give it: Kaizala(url=..., key=...), or the variable KAIZALA_EMULATOR_KEY."
            )
        body = arguments.sayable(body, "What was given")
        data, headers = None, dict[str, str]()
        if body is not None:
            data, headers = json.dumps(body).encode(), {"Content-Type": "application/json"}
        answer = self._exchange(method, f"/_emulator/{path}", headers, data, timeout, most_bytes)
        try:
            value = read_json(answer.content)
        except ValueError:
            value = None
        if answer.status == 200:
            if isinstance(value, dict):
                return secretive(value)
            raise _no_sandbox(f"What answers at {self.url} is not a local Kaizala.", "Check the address.")
        value = value if isinstance(value, dict) else {}
        message = str(value.get("message", ""))
        if answer.status == 401 or "errorCode" not in value:
            raise _no_sandbox(message or "It was refused.", "Check the address and the key of the local Kaizala.")
        raise errors.InputError(message or f"The local Kaizala answered {answer.status}.")

    def look_on(self, path: str, headers: dict[str, str]) -> Answer | None:
        """Send a GET to the service itself, and give its answer; None if there is no answer.

        The key goes with it, so the service neither counts the call nor writes it into its journal.
        """
        try:
            return self._exchange("GET", path, headers)
        except errors.ApiError:
            return None

    def _exchange(
        self,
        method: str,
        path: str,
        headers: dict[str, str],
        data: bytes | None = None,
        timeout: float | None = None,
        most_bytes: int = _MOST_BYTES,
    ) -> Answer:
        headers = headers | {"X-Emulator-Key": str(self._key)}
        seconds = self.timeout if timeout is None else timeout
        return exchange(self._http, method, self.url + path, seconds, most_bytes, headers=headers, data=data)


def exchange(http: Http, method: str, url: str, seconds: float, most_bytes: int, **content: Any) -> Answer:
    """Make one exchange with a local Kaizala. ``content`` is what ``requests`` takes: ``headers``, ``data``, ``params``.

    Raises:
        NoSandboxError: nobody answers, or what answers does not speak HTTP.
        TimedOut: there is no whole answer within ``seconds``.
        ReplyTooLarge: the answer has more than ``most_bytes``.
    """
    home = origin_of(url)
    try:
        return http.exchange(method, url, timeout=seconds, most_bytes=most_bytes, **content)
    except TimeoutError:
        meaning = f"The local Kaizala at {home} gave no complete answer within {seconds:g} seconds."
        raise _failure(errors.TimedOut, "Nothing.", meaning, "Check that it is running, and try again.") from None
    except TooLarge:
        meaning = f"The answer of the local Kaizala at {home} has more than {most_bytes:,} bytes."
        todo = "Ask for less, or begin again with kaizala.reset()."
        raise _failure(errors.ReplyTooLarge, "Too much.", meaning, todo) from None
    except NoAnswer as trouble:
        if trouble.why == "no TLS":
            raise _no_sandbox(f"What answers at {home} speaks no https.", "Let the address begin with http.") from None
        if trouble.why == "no HTTP":
            raise _no_sandbox(f"What answers at {home} is not a local Kaizala.", "Check the address.") from None
        raise _no_sandbox(f"No local Kaizala answers at {home}.", "Check that it is running.") from None


def segment(value: str, name: str) -> str:
    """A value as one segment of a path. Raises :class:`InputError` if it cannot be one: it is empty, or means another folder."""
    value = arguments.text(value, name)
    if value.strip() in ("", ".", ".."):
        raise errors.InputError(f"{value!r} is neither an id nor a number. Nothing was called.")
    return quote(value, safe="")


def _failure(kind: type[errors.ApiError], message: str, meaning: str, todo: str) -> errors.ApiError:
    return kind(meaning, advice=errors.Advice(message, meaning, todo, "Not known: it may have been carried out."))


def _no_sandbox(meaning: str, todo: str) -> NoSandboxError:
    return NoSandboxError(
        meaning,
        advice=errors.Advice(
            "Nothing of the service was called.",
            f"Phones, clock and journal belong to a local Kaizala. {meaning}",
            f"{todo} Or start one in this notebook: Kaizala().",
        ),
    )
