"""The request for the page that comes after a reply: the same request with another address, or another cursor.

The service says where that page is, and may say anything. On the host that the request went to, the request is made as ever. On any
other host it has no header, no body and no authorisation of the request: no secret follows a link.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, urljoin, urlsplit

from kaizala_nb.toolkit.client.contents.counted import Sent
from kaizala_nb.toolkit.client.contents.pointer import Cursor, Link, next_of
from kaizala_nb.toolkit.client.hosts import origin_of
from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.collection import Parameter, Step
from kaizala_nb.toolkit.collection.foreign.signing.fields import fields_of, kind_of
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.collection.variation import WORDS
from kaizala_nb.toolkit.collection.written_address import Pair, parsed_query, unparsed, written


@dataclass(frozen=True, repr=False, slots=True)
class Origin:
    """Where a reply comes from.

    Attributes:
        send: Sends a step with values, and gives its reply.
        step: The step as it was sent, before a script has changed it.
        arguments: The values that it was sent with.
        url: The address that it was sent to at first. A redirect may have led elsewhere.
        is_practice: Whether an address is one of the practice service that stands in for the service.
    """

    send: Callable[[Step, dict[str, Any]], Any]
    step: Step
    arguments: Mapping[str, Any]
    url: str
    is_practice: Callable[[str], bool]

    def next_page(self, url: str, answer: Answer, value: Any, rows: int) -> "NextPage | None":
        """The request for the next page; None where there is none.

        Args:
            url: Where the answer came from.
            answer: The answer.
            value: Its JSON.
            rows: How many entries its list has.
        """
        step = self.step
        if not isinstance(step, ForeignStep) or step.method != "GET":
            return None
        address = written(step.item.request.get("url"))
        sent = Sent(_names(step, address), dict(parse_qsl(urlsplit(self.url).query)))
        found = next_of(answer.headers.get("link", ""), value, sent, rows)
        following: ForeignStep | None
        if isinstance(found, Cursor):
            following = _with_url(step, _with_value(step.item.request.get("url"), found))
        elif found:
            following = self._linked(step, url, found)
        else:
            return None
        if following is None:
            return None
        # what the address of the next page tells is no value any more that was given for this page. A variable that stood there
        # alone, as in ?page={{page}}, is a field of the next page under the same name
        told = {one.name for one in (*step.parameters, *following.parameters) if _is_told(one, found)}
        arguments = {name: given for name, given in self.arguments.items() if name not in told}
        variation = step.variation(arguments)
        without = tuple(name for name in variation.without if name not in told)
        is_home = isinstance(found, Cursor) or self._is_home(url, found)
        variation = replace(variation, without=without, headers=variation.headers if is_home else {})
        arguments = {name: given for name, given in arguments.items() if name not in WORDS} | variation.arguments
        return NextPage(following, arguments)

    def _linked(self, step: ForeignStep, came_from: str, link: Link) -> ForeignStep | None:
        """The step of an address that the service gave; None if that is no address of HTTP. It names no variable."""
        try:
            is_home = self._is_home(came_from, link)
        except ValueError:
            return None
        url = urljoin(came_from, link.address).replace("{", "%7B").replace("}", "%7D")
        if is_home:
            return _with_url(step, _without_key(url, step.item.auth))
        bare = replace(step.item, request={"method": "GET", "url": url}, auth=None, scripts=())
        return ForeignStep.of(bare, step.slug, step.folder, step.service)

    def _is_home(self, came_from: str, link: Link) -> bool:
        """Whether an address is at the host that the request went to. Raises ``ValueError`` if it is no address of HTTP."""
        url = urljoin(came_from, link.address)
        return origin_of(url) == origin_of(self.url) or self.is_practice(url)


def _is_told(parameter: Parameter, found: Link | Cursor) -> bool:
    """Whether the address of the next page says the value of a parameter."""
    if isinstance(found, Cursor):
        return parameter.place == "query" and parameter.wire == found.parameter
    return parameter.place in ("query", "path")


class NextPage(NamedTuple):
    """A request for a page: its step, and the values that it is sent with."""

    step: ForeignStep
    arguments: dict[str, Any]


def _names(step: ForeignStep, address: str) -> list[str]:
    """The names of the parameters of the query, also of those that the file has switched off."""
    names = [name for name, _ in parsed_query(_query(address)) if name]
    url = step.item.request.get("url")
    listed = url.get("query") if isinstance(url, dict) else None
    more = [one.get("key") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return [*names, *(name for name in more if isinstance(name, str))]


def _query(address: str) -> str:
    return address.partition("#")[0].partition("?")[2]


def _with_value(url: Any, cursor: Cursor) -> Any:
    """An address of a file, as a text or in parts, with the value of a parameter in its query. In parts it keeps its fields."""
    name, value = quote(cursor.parameter, safe=""), quote(cursor.value, safe="")
    if isinstance(url, dict) and url.get("host") and isinstance(url.get("query"), list):
        others = [one for one in url["query"] if not (isinstance(one, dict) and one.get("key") == cursor.parameter)]
        return url | {"query": [*others, {"key": name, "value": value}]}
    address = written(url)
    query = [(name, value) for name, value in parsed_query(_query(address)) if name and name != cursor.parameter]
    pairs: list[Pair] = [*query, (name, value)]
    return f"{address.partition('#')[0].partition('?')[0]}?{unparsed(pairs)}"


def _without_key(url: str, auth: Any) -> str:
    """The address without the API key that the authorisation adds to the query: it would stand there twice."""
    fields = fields_of(auth)
    if kind_of(auth) != "apikey" or fields.get("in") != "query":
        return url
    key = text_of(fields.get("key") or "")
    query = [(name, value) for name, value in parsed_query(_query(url)) if name != key]
    return f"{url.partition('#')[0].partition('?')[0]}?{unparsed(query)}"


def _with_url(step: ForeignStep, url: Any) -> ForeignStep:
    item = replace(step.item, request={**step.item.request, "url": url})
    return ForeignStep.of(item, step.slug, step.folder, step.service, is_guarded=step.is_guarded)


def address_of(step: Step) -> str:
    """The address of a step, with the names of variables."""
    return written(step.item.request.get("url")) if isinstance(step, ForeignStep) else ""
