"""A practice service: whatever address a request has, it goes to this service, and nowhere else."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from requests.adapters import BaseAdapter

from kaizala_nb.toolkit.client.exchange import Answer
from kaizala_nb.toolkit.client.hosts import origin_of
from kaizala_nb.toolkit.client.request import Outgoing

_SAYS = "X-Stand-In"
"""The header in which the service says what stands behind an answer."""

_WITH_ADDRESSES = ("Location", "Content-Location", "Link")


def _nothing() -> None:
    """It was not started here."""


@dataclass(frozen=True)
class Practice:
    """A practice service, which stands in for all services of a collection.

    Requests keep the addresses of the real services wherever they are shown. Only what goes over the wire has another address.

    Attributes:
        url: Its address: scheme, host and port.
        lead: Gives the address there for ``url`` and an address of a real service.
        adapter: Replaces the sockets, if it is in this process without one.
        key: The key of what is around it, such as its journal; "" if that is not known.
        end: Ends it, if it was started here.
    """

    url: str
    lead: Callable[[str, str], str]
    adapter: BaseAdapter | None = None
    key: str = field(default="", repr=False)
    end: Callable[[], None] = _nothing

    def address_of(self, url: str) -> str:
        """The address at the practice service for an address of a real one."""
        return url if self.is_at(url) else self.lead(self.url, url)

    def is_at(self, url: str) -> bool:
        """Whether an address is one of the practice service already: a reply may hold such an address."""
        try:
            return origin_of(url) == origin_of(self.url)
        except ValueError:
            return False

    def led(self, outgoing: Outgoing) -> Outgoing:
        """The request as it goes over the wire."""
        url = self.address_of(outgoing.url)
        message = outgoing.call.message
        if message is None:
            return replace(outgoing, url=url)
        scheme, _, rest = url.partition("://")
        host, _, target = rest.partition("/")
        headers = tuple((name, host if name.lower() == "host" else value) for name, value in message.headers)
        message = replace(message, origin=f"{scheme}://{host}", target=f"/{target}", headers=headers)
        return replace(outgoing, call=replace(outgoing.call, message=message), url=url)

    def told(self, answer: Answer, outgoing: Outgoing) -> Answer:
        """The answer to a request, with the address of the real service where a header names one of the practice service.

        So a redirect, or the next page, keeps what lets the request in.
        """
        at = self.address_of(outgoing.url)
        scheme, _, rest = outgoing.url.partition("://")
        server, slash, target = rest.partition("/")
        here = at.removesuffix(slash + target)
        for name in _WITH_ADDRESSES:
            if name in answer.headers and at != outgoing.url:
                answer.headers[name] = answer.headers[name].replace(here, f"{scheme}://{server}")
        return answer


def labels_of(answer: Answer) -> tuple[str, ...]:
    """What the badges of an answer of a practice service say: "practice", and "made up" if no saved example stood behind it."""
    source, *more = (one.strip() for one in answer.headers.get(_SAYS, "").split(";"))
    return ("practice", "made up") if source == "made up" or "invented" in more else ("practice",)
