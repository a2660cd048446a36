"""Calls to the control plane of a local service: over HTTP, with its key.

The control plane lies beside the service's own paths. It works alike for a service in this kernel and for one that runs as a
process. Every failure is an error of the family, with a sentence for the person who reads it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from requests.adapters import BaseAdapter

from kaizala_nb.toolkit.client import arguments, errors
from kaizala_nb.toolkit.client.exchange import Answer, Http, NoAnswer, TooLarge
from kaizala_nb.toolkit.client.hosts import origin_of
from kaizala_nb.toolkit.client.json_text import read_json
from kaizala_nb.toolkit.client.masking import Secret, secretive
from kaizala_nb.toolkit.client.suggesting import Suggesting
from kaizala_nb.toolkit.client.tracebacks import without_frames
from kaizala_nb.toolkit.display import faces

_MOST_BYTES = 20_000_000
_UNITS = {"days": 86_400, "hours": 3_600, "minutes": 60, "seconds": 1}
"""How many seconds each has."""


@dataclass(frozen=True)
class Kind:
    """A kind of local service.

    Attributes:
        name: What it is called: "stand-in".
        prefix: What the paths of its control plane begin with: ``/_stand_in/``.
        header: The header that the key goes into.
        todo_without_key: What to do where no key is known.
        todo_if_large: What to do where an answer is too large.
        refusal: Gives the sentence of a refusal in JSON that it wrote; None if it wrote no such thing.
        not_there: Gives the error where there is none, or its key is wrong: of what is so, and what to do.
    """

    name: str
    prefix: str
    header: str
    todo_without_key: str
    todo_if_large: str
    refusal: Callable[[dict[str, Any]], str | None]
    not_there: Callable[[str, str], errors.ApiError]


class ControlPlane(Suggesting):
    """The control plane of the local service at ``url``.

    ``timeout`` is how many seconds a call and its whole answer may take: 10, unless it is set to something else.

    Args:
        kind: What kind of service it is.
        url: Scheme, host and port.
        key: The key of the control plane. Without one, every call raises the error of :attr:`Kind.not_there`.
        adapter: Replaces the sockets: a service in the same process.

    Raises:
        ValueError: ``url`` is not an address.
    """

    url: str
    timeout: float

    def __init__(self, kind: Kind, url: str, key: str | None, adapter: BaseAdapter | None = None) -> None:
        self.url = url.rstrip("/")
        self.timeout = 10.0
        self._kind = kind
        self._key = Secret(key or "")
        self._http = Http(adapter)
        origin_of(url)  # raises for what is not an address

    @property
    def is_there(self) -> bool:
        """Whether there is a key, and so a local service to call."""
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
            path: The path below that of the control plane.
            body: What is sent as JSON, if anything.
            timeout: Seconds for the whole answer; :attr:`timeout` if left out.
            most_bytes: The largest answer that is accepted, in bytes.

        Raises:
            ApiError: there is no key, nobody answers, or what answers is something else or refuses the key.
            InputError: the service cannot do what was asked.
            TimedOut, ReplyTooLarge: the answer takes too long, or is too large.
        """
        kind = self._kind
        if not self._key:
            raise kind.not_there("No key is known.", kind.todo_without_key)
        body = arguments.sayable(body, "What was given")
        data, headers = None, dict[str, str]()
        if body is not None:
            data, headers = json.dumps(body).encode(), {"Content-Type": "application/json"}
        answer = self._exchange(method, kind.prefix + path, headers, data, timeout, most_bytes)
        try:
            value = read_json(answer.content)
        except ValueError:
            value = None
        if answer.status == 200:
            if isinstance(value, dict):
                return secretive(value)
            raise kind.not_there(f"What answers at {self.url} is not a {kind.name}.", "Check the address.")
        message = kind.refusal(value) if isinstance(value, dict) else None
        if answer.status == 401 or message is None:
            raise kind.not_there(message or "It was refused.", f"Check the address and the key of the {kind.name}.")
        raise errors.InputError(message or f"The {kind.name} answered {answer.status}.")

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

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
        headers = headers | {self._kind.header: str(self._key)}
        seconds = self.timeout if timeout is None else timeout
        return exchange(
            self._kind, self._http, method, self.url + path, seconds, most_bytes, headers=headers, data=data
        )


class Snapshot(dict[str, Any]):
    """The state of a local service. Its repr does not show the content."""

    def __repr__(self) -> str:
        tables = self.get("tables")
        rows = sum(len(rows) for rows in tables.values()) if isinstance(tables, dict) else 0
        return f"<Snapshot: {faces.count(rows, 'row')}>"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))


def seconds_of(*unnamed: Any, days: float, hours: float, minutes: float, seconds: float) -> float:
    """A span of time in seconds. Raises :class:`InputError` if one of these is no number, or has no name."""
    if unnamed:
        raise errors.InputError("A time has its unit before it: advance(minutes=5), or days, hours, seconds.")
    amounts = {"days": days, "hours": hours, "minutes": minutes, "seconds": seconds}
    return sum(arguments.number(value, name.capitalize()) * _UNITS[name] for name, value in amounts.items())


def exchange(kind: Kind, http: Http, method: str, url: str, seconds: float, most_bytes: int, **content: Any) -> Answer:
    """Make one exchange with a local service. ``content`` is what ``requests`` takes: ``headers``, ``data``, ``params``.

    Raises:
        ApiError: nobody answers, or what answers does not speak HTTP.
        TimedOut: there is no whole answer within ``seconds``.
        ReplyTooLarge: the answer has more than ``most_bytes``.
    """
    home = origin_of(url)
    try:
        return http.exchange(method, url, timeout=seconds, most_bytes=most_bytes, **content)
    except TimeoutError:
        meaning = f"The {kind.name} at {home} gave no complete answer within {seconds:g} seconds."
        raise _failure(errors.TimedOut, "Nothing.", meaning, "Check that it is running, and try again.") from None
    except TooLarge:
        meaning = f"The answer of the {kind.name} at {home} has more than {most_bytes:,} bytes."
        raise _failure(errors.ReplyTooLarge, "Too much.", meaning, kind.todo_if_large) from None
    except NoAnswer as trouble:
        if trouble.why == "no TLS":
            raise kind.not_there(
                f"What answers at {home} speaks no https.", "Let the address begin with http."
            ) from None
        if trouble.why == "no HTTP":
            raise kind.not_there(f"What answers at {home} is not a {kind.name}.", "Check the address.") from None
        raise kind.not_there(f"No {kind.name} answers at {home}.", "Check that it is running.") from None


def segment(value: str, name: str) -> str:
    """A value as one segment of a path. Raises :class:`InputError` if it cannot be one: it is empty, or means another folder."""
    value = arguments.text(value, name)
    if value.strip() in ("", ".", ".."):
        raise errors.InputError(f"{value!r} is neither an id nor a number. Nothing was called.")
    return quote(value, safe="")


def _failure(kind: type[errors.ApiError], message: str, meaning: str, todo: str) -> errors.ApiError:
    return kind(meaning, advice=errors.Advice(message, meaning, todo, "Not known: it may have been carried out."))
