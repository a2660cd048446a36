"""The base addresses of a collection, and where each of them stands at the stand-in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Base:
    """A base address: ``https://api.library.example/v1``.

    Attributes:
        origin: Scheme, host and port: ``https://api.library.example``. With variables as in the file where these have no value.
        prefix: What stands before its paths at the stand-in: "", or ``/api.library.example`` where two bases have equal paths.
        variable: The variable that holds the base, such as ``base_url``; "" if its address stands in the requests.
        path: The path of the value of the variable: ``/v1``; "" if there is none.
    """

    origin: str
    prefix: str = ""
    variable: str = ""
    path: str = ""


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
        scheme, _, rest = url.partition("://")
        server, slash, target = rest.partition("/")
        base = next((one for one in self.bases if one.origin == f"{scheme}://{server}"), Base(""))
        return stand_in + base.prefix + slash + target

    def variables_at(self, stand_in: str) -> dict[str, str]:
        """The values of the variables that hold base addresses, so that all requests go to the stand-in."""
        return {one.variable: stand_in + one.prefix + one.path for one in self.bases if one.variable}
