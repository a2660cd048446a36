"""What a browser does around a request, done as Postman does it: cookies within a session, redirects, digest, NTLM."""

import email.message
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import cast
from urllib.parse import urljoin, urlsplit

from kaizala_nb.toolkit.client import errors, refusals
from kaizala_nb.toolkit.client.exchange import Answer
from kaizala_nb.toolkit.client.hosts import origin_of
from kaizala_nb.toolkit.client.request import Outgoing
from kaizala_nb.toolkit.collection import Call
from kaizala_nb.toolkit.collection.foreign import ntlm
from kaizala_nb.toolkit.collection.foreign.digest import challenge_of, header_of
from kaizala_nb.toolkit.collection.message import Message

_MOST_REDIRECTS = 10
_FOR_ONE_HOST = {"authorization", "x-amz-security-token"}
"""What signs a request, or proves who sends it. Another host does not get it."""


class Cookies:
    """The cookies of a session. A cookie goes only where the service that set it allows."""

    def __init__(self) -> None:
        self._jar = CookieJar(DefaultCookiePolicy(strict_ns_domain=DefaultCookiePolicy.DomainStrictNonDomain))

    def added(self, message: Message) -> Message:
        """The message with the cookies that belong to its address."""
        request = urllib.request.Request(message.url)  # noqa: S310  (nothing is opened)
        self._jar.add_cookie_header(request)
        cookies = request.get_header("Cookie")
        if not cookies or (message.behavior or {}).get("disableCookies"):
            return message
        headers = list(message.headers)
        for at, (name, value) in enumerate(headers):
            if name.lower() == "cookie":
                headers[at] = (name, f"{value}; {cookies}")
                return replace(message, headers=tuple(headers))
        headers.insert(message.cookie_at, ("Cookie", cookies))
        return replace(message, headers=tuple(headers))

    def keep(self, message: Message, answer: Answer) -> None:
        """Keep the cookies of an answer."""
        if answer.cookies and not (message.behavior or {}).get("disableCookies"):
            request = urllib.request.Request(message.url)  # noqa: S310  (nothing is opened)
            self._jar.extract_cookies(cast("urllib.request._UrlopenRet", _Said(answer.cookies)), request)


class _Said:
    """An answer as :mod:`http.cookiejar` looks at it."""

    def __init__(self, cookies: tuple[str, ...]) -> None:
        self._head = email.message.Message()
        for cookie in cookies:
            self._head["Set-Cookie"] = cookie

    def info(self) -> email.message.Message:
        return self._head


def follow(
    call: Call,
    cookies: Cookies,
    check: Callable[[Call, str, str], None],
    send: Callable[[Call, str], tuple[Outgoing, Answer]],
) -> tuple[Outgoing, Answer]:
    """Send the message of a call, with cookies, and whatever answers ask for: to go elsewhere, to answer by digest or NTLM.

    ``check`` raises an error if the call must not go to an address; its last argument begins the sentence. ``send`` sends it.
    """
    message, how = call.message, "The request would go to"
    assert message is not None
    for _ in range(_MOST_REDIRECTS + 1):
        check(replace(call, message=message), message.url, how)
        sent = cookies.added(message)
        outgoing, answer = send(replace(call, message=sent), sent.url)
        cookies.keep(sent, answer)
        try:
            message = digested(message, answer) or negotiated(message, answer) or redirected(message, answer)
        except ValueError:
            meaning = "The request was sent on to something that is no address."
            raise refusals.unreadable(errors.UnreadableReplyError, outgoing, answer, meaning) from None
        how = "The service sent the request on to"
        if message is None:
            return outgoing, answer
    meaning = f"The request was sent on more than {_MOST_REDIRECTS} times."
    raise refusals.unreadable(errors.UnreadableReplyError, outgoing, answer, meaning)


def redirected(message: Message, answer: Answer) -> Message | None:
    """The message that follows an answer which sends the request on; None where it does not, or must not be followed.

    Raises ``ValueError`` if it is sent on to something that is no address.
    """
    behavior = message.behavior or {}
    location = answer.headers.get("location")
    if not 300 <= answer.status < 400 or not location or behavior.get("followRedirects") is False:
        return None
    url = urljoin(message.url, location)
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    origin_of(f"{parts.scheme}://{host}")  # raises the error
    keeps_all = answer.status in (307, 308) or bool(behavior.get("followOriginalHttpMethod"))
    gone = {"host", "cookie"} if keeps_all else {"host", "cookie", "content-type", "content-length", "referer"}
    elsewhere = urlsplit(message.url).hostname != parts.hostname
    if elsewhere and not behavior.get("followAuthorizationHeader"):
        gone |= _FOR_ONE_HOST
    headers = [one for one in message.headers if one[0].lower() not in gone]
    cookie_at = sum(one[0].lower() not in gone for one in message.headers[: message.cookie_at])
    if not behavior.get("removeRefererHeaderOnRedirect"):
        hides = elsewhere and message.signed_in_query
        headers.append(("Referer", message.url.partition("?")[0] if hides else message.url))
    headers.append(("Host", host))
    return replace(
        message,
        method=message.method if keeps_all or message.method == "HEAD" else "GET",
        origin=f"{parts.scheme}://{host}",
        target=(parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
        headers=tuple(headers),
        body=message.body if keeps_all else None,
        parts=message.parts if keeps_all else (),
        cookie_at=cookie_at,
        digest=None if elsewhere else message.digest,
        ntlm=None if elsewhere else message.ntlm,
        signed_in_query=False,
    )


def digested(message: Message, answer: Answer) -> Message | None:
    """The message with the answer to a question for name and password by digest; None if that was not asked."""
    challenge = challenge_of(answer.headers.get("www-authenticate", ""))
    if message.digest is None or answer.status not in (401, 403) or not challenge:
        return None
    header = header_of(*message.digest, message.method, message.target, challenge)
    if not header:
        return None
    return replace(_authorised(message, header), digest=None)


def negotiated(message: Message, answer: Answer) -> Message | None:
    """The message with the next answer of NTLM; None if that was not asked."""
    if message.ntlm is None or answer.status not in (401, 403):
        return None
    answered = ntlm.answered(message.ntlm, answer.headers.get("www-authenticate", ""))
    return replace(_authorised(message, answered[0]), ntlm=answered[1]) if answered else None


def _authorised(message: Message, value: str) -> Message:
    headers = [one for one in message.headers if one[0].lower() != "authorization"]
    return replace(message, headers=(*headers, ("Authorization", value)))
