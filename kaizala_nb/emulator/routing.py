"""Paths as the service read them: in any casing, with doubled slashes, and with slashes and blanks at the end.

Routes are declared once, in lower case. A path is folded onto the route that it means: its fixed segments become lower case,
its ids stay as they were sent, and blanks at the end of a segment go. Doubled slashes become one before ids are looked for. So
where an id is missing no fixed segment is taken for it: ``/groups//members`` has a segment too few for a route of members.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from kaizala_nb.serving.served import WSGI

_BLANKS = " \t\r\n"
"""Not all that Unicode calls white space: here a letter may be two bytes, each a character, and the second one a blank."""

SENT_PATH = "kaizala.sent_path"
"""Where in the environ the path stands as it was sent."""


class PathFolding:
    """WSGI middleware that folds ``PATH_INFO`` onto the declared routes; an unknown path passes as it is, slashes collapsed."""

    def __init__(self, app: WSGI, routes: Iterable[str]) -> None:
        self._app = app
        self._routes: dict[int, list[list[str]]] = defaultdict(list)
        for route in set(routes):
            segments = route.strip("/").split("/")
            self._routes[len(segments)].append(segments)
        for declared in self._routes.values():
            declared.sort(key=lambda segments: sum(map(_is_id, segments)))  # a fixed segment wins over an id

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ[SENT_PATH] = environ.get("PATH_INFO", "")
        environ["PATH_INFO"] = self.fold(environ[SENT_PATH])
        return self._app(environ, start_response)

    def fold(self, path: str) -> str:
        """The path of the declared route that this one means."""
        segments = [segment.rstrip(_BLANKS) for segment in path.split("/") if segment]
        while segments and not segments[-1]:
            segments.pop()
        for declared in self._routes.get(len(segments), ()):
            pairs = list(zip(declared, segments, strict=True))
            if all(_is_id(own) or own == segment.lower() for own, segment in pairs):
                segments = [segment if _is_id(own) else own for own, segment in pairs]
                break
        return "/" + "/".join(segments)


def _is_id(segment: str) -> bool:
    return segment.startswith("<")


def readable(address: str) -> str:
    """A path or a query as people read it. WSGI gives each byte as a letter of its own."""
    return address.encode("latin-1", "replace").decode("utf-8", "replace")
