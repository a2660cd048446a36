"""The base addresses of a collection, and where each of them stands at the stand-in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from kaizala_nb.toolkit.stand_in.addresses import Place, place_of, segments_of
from kaizala_nb.toolkit.stand_in.wildcards import around, between

_LEADING = re.compile(r"{{(?P<variable>[^{}]*)}}(?:{{[^{}]*}})*")
_PIECES = re.compile(r"(?:{{(?P<scheme>[^{}]*)}}://|http://)?{{(?P<host>[^{}]*)}}(?::{{(?P<port>[^{}]*)}})?")
_SERVER = re.compile(r"(?P<origin>[A-Za-z]+://[^/?#]*)(?P<target>[^#]*)")


@dataclass(frozen=True)
class Base:
    """A base address: ``https://api.library.example/v1``.

    Attributes:
        origin: Scheme, host and port: ``https://api.library.example``. With variables as in the file where these have no value.
        prefix: What stands before its paths at the stand-in: "", or ``/api.library.example`` where two bases have equal paths.
        variable: The variable that holds the base, such as ``base_url``; "" if its address stands in the requests.
        path: The path of the value of the variable: ``/v1``; "" if there is none.
        server: The server as it stands in the file: ``{{base_url}}``, ``{{scheme}}://{{host}}:{{port}}``.
    """

    origin: str
    prefix: str = ""
    variable: str = ""
    path: str = ""
    server: str = ""

    def variables_at(self, stand_in: str) -> dict[str, str]:
        """The values of its variables that make its requests go to the stand-in; {} if it has none, or if none would do."""
        if self.variable:
            return {self.variable: stand_in + self.prefix + self.path}
        pieces = _PIECES.fullmatch(self.server)
        if pieces is None:
            return {}
        at = urlsplit(stand_in)
        last = "port" if pieces["port"] else "host"
        values = {"scheme": at.scheme, "host": at.hostname or "", "port": str(at.port or 80)}
        if not pieces["port"]:
            values["host"] = at.netloc
        values[last] += self.prefix
        return {pieces[name]: value for name, value in values.items() if pieces[name]}


@dataclass(frozen=True)
class Bases:
    """All base addresses of a collection."""

    bases: tuple[Base, ...] = ()

    def address_at(self, stand_in: str, url: str) -> str:
        """The address at the stand-in for an address of the service: its path and query, behind the prefix of its base.

        Args:
            stand_in: Scheme, host and port of the stand-in: ``http://127.0.0.1:8601``.
            url: An address with no variables in it.
        """
        found = _SERVER.match(url)
        if found is None:
            return stand_in + url
        return stand_in + self.prefix_of(found["origin"]) + found["target"]

    def prefix_of(self, origin: str) -> str:
        """What stands before the paths of an origin at the stand-in; "" for one that is not of the collection.

        ``https://{{region}}.library.example`` stands for each origin that is like it.
        """
        scheme, _, server = origin.partition("://")
        plain = f"{scheme}://{server.rpartition('@')[2]}".lower()
        known = [one for one in self.bases if one.origin in (origin, plain)]
        alike = [
            one for one in self.bases if "://" in one.origin and between(around(one.origin.lower())[0], plain, least=1)
        ]
        return next((one.prefix for one in (*known, *alike)), "")

    def variables_at(self, stand_in: str) -> dict[str, str]:
        """The values of the variables that hold base addresses, so that all requests go to the stand-in."""
        values: dict[str, str] = {}
        for one in reversed(self.bases):  # of two bases with one variable, the first counts
            values |= one.variables_at(stand_in)
        return values


def bases_of(places: Iterable[tuple[str, Place]], values: Mapping[str, str]) -> Bases:
    """The bases of the requests of a collection: the method of each, and where it goes.

    An origin some of whose paths another one has before it gets a prefix. ``values`` are those of variables.
    """
    taken: dict[tuple[str, ...], str] = {}
    clashes: set[str] = set()
    servers: dict[str, Place] = {}
    for method, place in places:
        servers.setdefault(place.server, place)
        shape = (method, *(one if isinstance(one, str) else "{}" for one in segments_of(place.path)))
        if taken.setdefault(shape, place.origin) != place.origin:
            clashes.add(place.origin)
    prefixes: dict[str, str] = {}
    for origin in dict.fromkeys(place.origin for place in servers.values()):
        prefixes[origin] = _prefix(origin, set(prefixes.values())) if origin in clashes else ""
    return Bases(tuple(_base(place, prefixes[place.origin], values) for place in servers.values()))


def _base(place: Place, prefix: str, values: Mapping[str, str]) -> Base:
    leading = _LEADING.fullmatch(place.server)
    if leading is None:
        return Base(place.origin, prefix, server=place.server)
    own = place_of(f"{{{{{leading['variable']}}}}}", values)
    path = own.base if own else ""
    return Base(place.origin, prefix, leading["variable"], path, place.server)


def _prefix(origin: str, taken: set[str]) -> str:
    """A segment with the name of a host that no other origin has."""
    host = origin.rpartition("://")[2].replace("{{", "").replace("}}", "")
    name = re.sub(r"[^\w.-]+", "-", host, flags=re.A).strip("-.") or "other"
    names = (f"/{name}{end}" for end in ("", *(f"-{number}" for number in range(2, len(taken) + 3))))
    return next(one for one in names if one not in taken)
