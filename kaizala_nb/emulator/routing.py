"""Paths as the service read them: any casing, doubled and trailing slashes, trailing blanks.

Routes are declared once, in lower case. What comes in is folded onto the route that it means: fixed segments in any casing,
ids just as they were sent, all of them without blanks at their end. Slashes collapse before ids are looked at, so an id that is
missing never turns a fixed segment into an id: ``/groups//members`` has a segment too few for any route of members.
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
        sent = [segment.rstrip(_BLANKS) for segment in path.split("/") if segment]
        while sent and not sent[-1]:
            sent.pop()
        for declared in self._routes.get(len(sent), ()):
            if all(_is_id(wanted) or wanted == got.lower() for wanted, got in zip(declared, sent, strict=True)):
                sent = [got if _is_id(wanted) else wanted for wanted, got in zip(declared, sent, strict=True)]
                break
        return "/" + "/".join(sent)


def _is_id(segment: str) -> bool:
    return segment.startswith("<")
