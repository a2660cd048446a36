"""The file of a collection with the addresses of its stand-in, for programs that send what a file says: newman, Postman."""

import re
from collections.abc import Collection as Names
from collections.abc import Mapping
from typing import Any

from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.foreign.filling import VARIABLE, names_in
from kaizala_nb.toolkit.collection.postman.writing import collection_file
from kaizala_nb.toolkit.collection.written_address import written
from kaizala_nb.toolkit.stand_in.addresses import place_of, split
from kaizala_nb.toolkit.stand_in.bases import Bases

_ADDRESSES_OF_TOKENS = ("accessTokenUrl", "refreshTokenUrl", "authUrl")
_MOST_VALUES = 30  # in the server of one address: values that hold one another have no end
_SERVER = re.compile(r"(?P<protocol>\w+)://(?P<host>[^:/]+)(?::(?P<port>\d+))?")


def led_file(
    collection: Collection, bases: Bases, url: str, variables: Mapping[str, str], secret: Names[str] = ()
) -> dict[str, Any]:
    """The collection as Postman imports it, in version 2.1 of the format, with all its addresses at a stand-in.

    The address of the stand-in stands in each request: no environment leads one elsewhere. What stands behind the server stays as
    in the file, with its variables. The variables that hold servers have the address too, for scripts; the scripts themselves stay
    as they are, and so do saved examples.

    Args:
        collection: A collection that was read from a file.
        bases: Its base addresses.
        url: The address of the stand-in: scheme, host and port.
        variables: Values that count before those of the file. Of these, only the paths of base addresses are in the file.
        secret: The names of those variables that are secret. Nothing of these is in the file.

    Raises :class:`PostmanFileError` if it cannot be written.
    """
    file = collection_file(collection)
    leading = _Leading(bases, url, {**collection.variables, **variables}, secret)
    to_do: list[dict[str, Any]] = [file]
    while to_do:
        entry = to_do.pop()
        if "auth" in entry:
            entry["auth"] = leading.auth(entry["auth"])
        if "request" in entry:
            entry["request"] = leading.request(entry["request"])
        to_do += entry.get("item", ())
    file["variable"] = leading.variables(file.get("variable") or [])
    return file


class _Leading:
    """Leads what a file holds. What it is given stays as it is."""

    def __init__(self, bases: Bases, url: str, values: Mapping[str, str], secret: Names[str]) -> None:
        self._bases, self._url, self._values, self._secret = bases, url, values, secret
        server = _SERVER.fullmatch(url)
        if server is None:
            raise ValueError(f"{url!r} is no scheme, host and port.")
        self._server = {name: value for name, value in server.groupdict().items() if value}
        self._holders: set[str] = set()

    def request(self, request: Any) -> Any:
        """A request: its address, and that of its token. A header with the host and a proxy are left out."""
        if isinstance(request, str):
            return self._address(request)
        led = {name: value for name, value in request.items() if name != "proxy"}
        if "url" in led:
            led["url"] = self._address_as_written(led["url"])
        if "header" in led:
            led["header"] = [one for one in led["header"] if one["key"].strip().lower() != "host"]
        if "auth" in led:
            led["auth"] = self.auth(led["auth"])
        return led

    def auth(self, auth: Any) -> Any:
        """What authorises requests: the addresses that a token is fetched from."""
        fields = auth.get("oauth2") if isinstance(auth, dict) else None
        if not isinstance(fields, list):
            return auth
        return auth | {"oauth2": [self._field(one) for one in fields]}

    def _field(self, field: Any) -> Any:
        value = field.get("value") if isinstance(field, dict) else None
        if not isinstance(value, str) or field.get("key") not in _ADDRESSES_OF_TOKENS:
            return field
        self._holders |= set(names_in(split(value)[0])[:1])
        return field | {"value": self._address(value)}

    def variables(self, variables: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The variables of the file. Those that hold servers have the address of the stand-in; what there is not is added."""
        values = self._bases.variables_at(self._url)
        whole = {one.variable for one in self._bases.bases if one.variable} | self._holders
        values |= {name: self._address(f"{{{{{name}}}}}") for name in sorted(whole)}
        led = [one | {"value": values[one["key"]]} if one.get("key") in values else one for one in variables]
        known = {one.get("key") for one in variables}
        return led + [{"key": name, "value": value} for name, value in values.items() if name not in known]

    def _address_as_written(self, url: Any) -> Any:
        """An address as a text, or as an object whose parts count more than its ``raw``."""
        if not isinstance(url, dict):
            return self._address(url) if isinstance(url, str) else url
        led = {name: value for name, value in url.items() if name != "auth"}
        if isinstance(url.get("raw"), str):
            led["raw"] = self._address(url["raw"])
        server = {name: url.get(name) for name in ("protocol", "host", "port")}
        if not written(server | {"path": url.get("path")}):
            return led
        path = url.get("path") or []
        own = path.removeprefix("/").split("/") if isinstance(path, str) else path
        before = self._prefix(url) + self._behind_server(written(server))
        whole = [*(one for one in before.split("/") if one), *own]
        led = {name: value for name, value in led.items() if name not in (*server, "path")}
        led |= self._server | {"host": self._server["host"].split(".")}
        return led | {"path": whole} if whole else led

    def _address(self, text: str) -> str:
        return self._url + self._prefix(text) + self._behind_server(text) if text.strip() else text

    def _prefix(self, url: Any) -> str:
        """What stands before the paths of an address at the stand-in."""
        place = place_of(url, self._values)
        return self._bases.prefix_of(place.origin) if place else ""

    def _behind_server(self, text: str) -> str:
        """What stands behind the server of an address, with what the values of its server bring."""
        server, rest = split(text)
        for _ in range(_MOST_VALUES):
            known = next((one for one in VARIABLE.finditer(server) if self._values.get(one[1])), None)
            if known is None:
                break
            server, rest = split(server[: known.start()] + self._value(known[1]) + server[known.end() :] + rest)
        return rest

    def _value(self, name: str) -> str:
        value = self._values[name]
        return split(value)[0] if name in self._secret else value
