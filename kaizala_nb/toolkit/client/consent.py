"""Whether a cell that runs may change something at a service. This is the one place that decides it.

Run All sends every form of a notebook. On this computer nothing is lost by that. At a real service it would change data of people
who did not ask for it, so there a form sends by itself only what reads, and all else waits for its button.
"""

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.hosts import Origin, origin_of
from kaizala_nb.toolkit.collection import Step

_READS = ("GET", "HEAD")


class Consent:
    """What may be changed by running cells.

    Attributes:
        allow_changes: Whether it may be done at every service.
    """

    def __init__(self, *, harmless: bool = False) -> None:
        """``harmless``: whatever its address is, the service is one to learn with."""
        self.allow_changes = False
        self._harmless = harmless
        self._to_learn_with: set[Origin] = set()

    def is_to_learn_with(self, url: str) -> None:
        """From now on the service at this address may be changed: it is there for that, and holds nobody's data."""
        self._to_learn_with.add(origin_of(url))

    def check(self, method: str, url: str, step: Step) -> None:
        """Raise :class:`HeldBack` if a cell that runs must not send a request with this method to this address."""
        if method.upper() in _READS or self.allow_changes or self._is_harmless(url):
            return
        host = _host(url)
        way = f"set `{step.service.variable}.allow_changes = True`"
        meaning = f"This would change data on {host}."
        raise errors.not_sent(
            meaning,
            f"Press Send above, or {way}.",
            todo_in_form=f"Press Send, or {way}.",
            kind=errors.HeldBack,
            summary=f"Not sent: this would change data on {host}. Press Send above, or {way}.",
            step=step.name,
            host=host,
        )

    def _is_harmless(self, url: str) -> bool:
        if self._harmless:
            return True
        try:
            origin = origin_of(url)
        except ValueError:
            return False
        return origin.is_loopback or origin in self._to_learn_with


def _host(url: str) -> str:
    try:
        return origin_of(url).host
    except ValueError:
        return "this service"
