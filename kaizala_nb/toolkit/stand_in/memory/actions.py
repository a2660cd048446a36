"""Actions on a thing, such as ``POST /books/:id/lend``. They are no collections: the example says what they do."""

from typing import Any

from kaizala_nb.toolkit.client.contents.envelope import at
from kaizala_nb.toolkit.stand_in.memory.resources import Resource, json_of
from kaizala_nb.toolkit.stand_in.memory.roles import Place
from kaizala_nb.toolkit.stand_in.memory.shapes import Thing, same, with_at
from kaizala_nb.toolkit.stand_in.memory.things import Things
from kaizala_nb.toolkit.stand_in.memory.turn import changed, retold_of, written
from kaizala_nb.toolkit.stand_in.response import Response


def acted(things: Things, resource: Resource, place: Place, saved: Response, *, changes: bool) -> Response | None:
    """The answer to an action; None if the example is the answer.

    Where the example shows the thing itself, what it shows otherwise than the thing was at the start is what the action does.

    Args:
        things: What has changed since the start.
        resource: What is known of the thing.
        place: Where the thing is.
        saved: The example.
        changes: Whether the action may change the thing.
    """
    value = json_of(saved)
    path = resource.path_of(value)
    shown = at(value, path) if path is not None else {}
    about = resource.id_of(shown) if shown else ""
    before = resource.read.get(about) or resource.listed.get(about)
    now = things.get(place) if things.has(place) else resource.starts_with(place.id or "")
    if path is not None and changes and before is not None and isinstance(now, dict):
        after = now | _effect(before, shown, resource.member)
        if not same(after, now):
            things.put(place, after)
        return _told(saved, value, with_at(value, path, after))
    if not things.has(place):
        return None
    old = about or _told_of(resource, value)
    return _told(saved, value, retold_of(resource, value, old, place.id or ""))


def _told_of(resource: Resource, value: Any) -> str:
    """The id of the thing whose path stands in an answer; "" if there is none."""
    known = (resource.id_of(resource.made), *resource.read, *resource.listed)
    return next((one for one in known if one and not same(retold_of(resource, value, one, ""), value)), "")


def _effect(before: Thing, shown: Thing, member: str) -> dict[str, Any]:
    return {
        name: one for name, one in shown.items() if name != member and not (name in before and same(one, before[name]))
    }


def _told(saved: Response, value: Any, now: Any) -> Response | None:
    if value is None or same(value, now):
        return None
    return changed(saved, written(now, saved.body), saved.headers)
