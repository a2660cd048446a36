"""Sends one request of the collection. If no usable answer comes, the error says why."""

import ssl
from pathlib import Path
from typing import NamedTuple

import urllib3
from requests.adapters import BaseAdapter

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.exchange import Answer, Http, NoAnswer, TooLarge
from kaizala_nb.toolkit.client.hosts import origin_of
from kaizala_nb.toolkit.client.limits import Exact, sent_as_it_is
from kaizala_nb.toolkit.client.practice.service import Practice
from kaizala_nb.toolkit.client.request import Outgoing
from kaizala_nb.toolkit.client.streams import Following
from kaizala_nb.toolkit.client.upload import Form, Progress
from kaizala_nb.toolkit.collection.message import Message


class _Place(NamedTuple):
    """Where a request goes, as an error tells it.

    Attributes:
        shown: The request as it is shown: at a practice service it keeps the address of the real one.
        url: The address that it goes to.
        name: What sentences call that.
    """

    shown: Outgoing
    url: str
    name: str


class Transport:
    """A pool of connections. ``adapter`` replaces the sockets: a service in the same process. All requests go to ``practice``, if
    that is given."""

    def __init__(self, adapter: BaseAdapter | None = None, practice: Practice | None = None) -> None:
        adapter = practice.adapter if practice else adapter
        self._http = Http(adapter)
        self._has_sockets = adapter is None
        self._practice = practice

    def send(
        self,
        outgoing: Outgoing,
        *,
        timeout: float,
        most_bytes: int,
        progress: Progress,
        following: Following | None = None,
    ) -> Answer:
        """Send a request and read the whole answer.

        Args:
            outgoing: The request.
            timeout: Seconds, for the sending and the whole answer.
            most_bytes: The limit for the body of the answer.
            progress: Called while an upload goes.
            following: How far a stream of events is read.

        Raises :class:`ConnectionTrouble`, :class:`TimedOut`, :class:`ReplyTooLarge` or :class:`UnreadableReplyError`.
        """
        if self._practice:
            led = self._practice.led(outgoing)
            place = _Place(outgoing, led.url, "the practice service")
            return self._practice.told(self._send(led, place, timeout, most_bytes, progress, following), outgoing)
        place = _Place(outgoing, outgoing.url, str(origin_of(outgoing.url)))
        return self._send(outgoing, place, timeout, most_bytes, progress, following)

    def _send(
        self,
        outgoing: Outgoing,
        place: _Place,
        timeout: float,
        most_bytes: int,
        progress: Progress,
        following: Following | None,
    ) -> Answer:
        message, url = outgoing.call.message, outgoing.url
        exact = None
        if message is None:
            _check_headers(outgoing)
            headers, data = _content(outgoing, progress)
        elif self._has_sockets:
            headers, data = {}, message.body
            exact, url = Exact(message.method, message.target, message.headers), f"{message.origin}/"
        else:
            headers, data = _joined(message), message.body
        try:
            with sent_as_it_is(exact):
                return self._http.exchange(
                    message.method if message else outgoing.call.step.method,
                    url,
                    timeout=timeout,
                    most_bytes=most_bytes,
                    following=following,
                    headers=headers,
                    data=data,
                )
        except TimeoutError:
            raise _timed_out(place, timeout) from None
        except TooLarge as trouble:
            raise _too_large(place.shown, trouble, most_bytes) from None
        except NoAnswer as trouble:
            if trouble.why == "no HTTP":
                raise _no_http(place) from None
            if trouble.why == "no TLS":
                raise _no_tls(place) from None
            raise _connection_trouble(place, trouble) from None

    def trust(self, verify: bool | str, certificate: str | tuple[str, str] | None) -> None:
        """Set what certificates are taken, and which one is shown; see :meth:`Session.trust`."""
        _check_files(verify, certificate)
        if verify is False:  # the user has said so: no warning with each request
            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
        self._http.verify = verify
        self._http.cert = certificate

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


def _check_files(verify: bool | str, certificate: str | tuple[str, str] | None) -> None:
    """Raise :class:`InputError` for files of certificates that cannot be used. A folder of certificates is not looked into."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        if isinstance(verify, str) and not Path(verify).is_dir():
            context.load_verify_locations(verify)
    except OSError:  # TLS's own errors are such
        raise errors.InputError(f"{verify!r} is no file of certificates (PEM).") from None
    if not certificate:
        return
    file, key = (certificate, None) if isinstance(certificate, str) else certificate
    try:
        context.load_cert_chain(file, key, password="")  # without a password, OpenSSL would ask at the terminal for one
    except OSError:
        meaning = f"{file!r} is no file of a certificate (PEM)"
        meaning += f" whose key is in {key!r}." if key else " with its key."
        raise errors.InputError(meaning) from None


def _joined(message: Message) -> dict[str, str]:
    """The headers of a message with one value a name, for a service in the same process; requests makes the length itself."""
    joined: dict[str, str] = {}
    for name, value in message.headers:
        if name.lower() != "content-length":
            joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined


def _content(outgoing: Outgoing, progress: Progress) -> tuple[dict[str, str], bytes | Form | None]:
    """The headers and the body that go out; no body is None."""
    try:
        if outgoing.call.is_form:
            form = Form(outgoing.call, progress)
            return outgoing.headers | {"Content-Type": form.content_type}, form
        body = outgoing.call.body_text
        return outgoing.headers, None if body is None else body.encode()
    except UnicodeEncodeError:
        summary = "The body cannot be sent: it holds half a character. An emoji may have been cut in two."
        raise errors.not_sent(
            summary, "Remove the half character from the request.", step=outgoing.call.step.name
        ) from None


def _check_headers(outgoing: Outgoing) -> None:
    """Refuse a header that HTTP cannot carry. HTTP carries printable ASCII; a pasted token may hold other signs."""
    for name, value in outgoing.headers.items():
        if not (value.isascii() and value.isprintable()):
            summary = f"The header {name} cannot be sent: it holds a line break, or a character beyond ASCII."
            todo = "Find the variable or the value that it comes from, and set it again without this character."
            raise errors.not_sent(summary, todo, step=outgoing.call.step.name)


def _maybe_done(outgoing: Outgoing) -> str:
    if outgoing.call.step.safe_to_repeat:
        return "Not known. It is safe to send it again."
    return "Not known: it may have arrived. If it did, do not send it again: a second POST makes a second one."


def _timed_out(place: _Place, timeout: float) -> errors.TimedOut:
    outgoing = place.shown
    return errors.TimedOut(
        f"No complete answer from {place.name} within {timeout:g} seconds.",
        service=outgoing.call.step.service,
        step=outgoing.call.step.name,
        request=outgoing.masked_request,
        advice=errors.Advice(
            "Nothing.",
            f"The answer of {place.name} took longer than {timeout:g} seconds. This session waits no longer.",
            f"Try again, or wait longer: {outgoing.call.step.service.variable}.session.timeout = 120.",
            _maybe_done(outgoing),
        ),
    )


def _connection_trouble(place: _Place, trouble: NoAnswer) -> errors.ConnectionTrouble:
    outgoing, host = place.shown, origin_of(place.url)
    refused = trouble.why == "refused"
    if trouble.why == "TLS":
        return _tls_trouble(place, trouble)
    if trouble.why in ("refused", "unknown host"):
        meaning = f"Nobody listens at {host}." if refused else f"No computer is called {host.host}."
        changed = "Nothing: the request did not arrive."
    else:
        meaning, changed = (
            f"The connection to {place.name} broke before the answer was complete.",
            _maybe_done(outgoing),
        )
    return errors.ConnectionTrouble(
        meaning,
        nobody_listens=refused,
        service=outgoing.call.step.service,
        step=outgoing.call.step.name,
        request=outgoing.masked_request,
        advice=errors.Advice(
            "Nothing.", meaning, "Check the address, and that the service is running. Then send again.", changed
        ),
    )


def _tls_trouble(place: _Place, trouble: NoAnswer) -> errors.ConnectionTrouble:
    outgoing = place.shown
    meaning = f"No safe connection to {origin_of(place.url)}: {trouble.details or 'TLS failed'}."
    todo = (
        "Check the address. If you know this service, name the file of its certificate authority:"
        f' {outgoing.call.step.service.variable}.session.trust(ca_file="..."), or --ca-file in a terminal.'
    )
    return errors.ConnectionTrouble(
        meaning,
        nobody_listens=True,
        no_tls=True,
        service=outgoing.call.step.service,
        step=outgoing.call.step.name,
        request=outgoing.masked_request,
        advice=errors.Advice("Nothing.", meaning, todo, "Nothing: the request was not sent."),
    )


def _no_http(place: _Place) -> errors.UnreadableReplyError:
    outgoing = place.shown
    meaning = f"The answer of {place.name} is no HTTP that can be read."
    return errors.UnreadableReplyError(
        meaning,
        step=outgoing.call.step.name,
        request=outgoing.masked_request,
        advice=errors.Advice(
            "Nothing that can be read.",
            f"{meaning} Perhaps something other than {outgoing.call.step.service.name} answers at this address.",
            "Check the address: its port, and whether it must begin with http or https.",
            _maybe_done(outgoing),
        ),
    )


def _no_tls(place: _Place) -> errors.UnreadableReplyError:
    outgoing = place.shown
    meaning = f"The answer of {origin_of(place.url)} is not encrypted, as https asks for."
    return errors.UnreadableReplyError(
        meaning,
        service=outgoing.call.step.service,
        step=outgoing.call.step.name,
        request=outgoing.masked_request,
        advice=errors.Advice(
            "Nothing that can be read.",
            meaning,
            "Check the address: perhaps it must begin with http, and not with https.",
            "Nothing: the request did not arrive.",
        ),
    )


def _too_large(outgoing: Outgoing, trouble: TooLarge, most_bytes: int) -> errors.ReplyTooLarge:
    head = f"{trouble.status} {trouble.reason}, and more" if trouble.status else "More"
    return errors.ReplyTooLarge(
        f"The answer has more than {most_bytes:,} bytes.",
        service=outgoing.call.step.service,
        step=outgoing.call.step.name,
        request=outgoing.masked_request,
        advice=errors.Advice(
            f"{head} than {most_bytes:,} bytes.",
            "The answer is larger than this session takes, so it was not read to its end.",
            f"Ask for less, or allow more: {outgoing.call.step.service.variable}.session.max_reply_bytes = 100_000_000.",
            "Not known: the request did arrive.",
        ),
    )
