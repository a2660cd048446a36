"""What requests do to one thing: read it, add it, change it, remove it."""

from dataclasses import replace
from typing import Any

from kaizala_nb.serving.secrecy import is_secret
from kaizala_nb.toolkit.stand_in.memory.bodies import is_saved, like_kind, sent_in
from kaizala_nb.toolkit.stand_in.memory.ids import new_id, rank_of
from kaizala_nb.toolkit.stand_in.memory.patching import BadPatch, patched
from kaizala_nb.toolkit.stand_in.memory.refusals import saved_refusal
from kaizala_nb.toolkit.stand_in.memory.resources import Resource, is_silent, saved_bodies
from kaizala_nb.toolkit.stand_in.memory.roles import Place, id_text
from kaizala_nb.toolkit.stand_in.memory.shapes import Thing, plain
from kaizala_nb.toolkit.stand_in.memory.things import Things
from kaizala_nb.toolkit.stand_in.memory.times import stamped
from kaizala_nb.toolkit.stand_in.memory.turn import Turn, thing_in
from kaizala_nb.toolkit.stand_in.response import Response


class Missing(Exception):
    """A thing is not there.

    Args:
        resource: What kind of thing it is.
        in_reach: Whether the request is about it. If not, it is about what belongs to it.
    """

    def __init__(self, resource: Resource, *, in_reach: bool = False) -> None:
        super().__init__()
        self.resource, self.in_reach = resource, in_reach


def read(turn: Turn) -> Response | None:
    """The thing as it is now; None if the example says that already. Raises :class:`Missing`."""
    if turn.things.has(turn.place):
        return turn.reply(_remembered(turn))
    _look_for(turn)
    ident = turn.place.id or ""
    resource = turn.resource
    is_only_listed = resource.knows_ids and ident in resource.listed and ident not in resource.read
    if turn.saved is not None and not is_only_listed:
        return None
    found = _at_start(turn)
    return turn.reply(found) if is_only_listed or found is not None else None


def current(turn: Turn) -> Any:
    """What is there now; None if nothing is known of it, and nothing has changed. Raises :class:`Missing`."""
    if turn.things.has(turn.place):
        return _remembered(turn)
    _look_for(turn)
    return _at_start(turn)


def _remembered(turn: Turn) -> Any:
    """A thing of which something has changed. Raises :class:`Missing`."""
    found = turn.things.get(turn.place)
    if found is None:
        raise Missing(turn.resource, in_reach=True)
    return found


def _look_for(turn: Turn) -> None:
    """Raise :class:`Missing` if a thing of which nothing has changed is not there."""
    if not turn.role.document and is_gone(turn.things, turn.resource, turn.place):
        raise Missing(turn.resource, in_reach=True)


def _at_start(turn: Turn) -> Any:
    """What is there at the start; None if nothing is known of it."""
    return turn.filled(turn.resource.starts_with(turn.place.id or ""))


def is_gone(things: Things, resource: Resource, place: Place) -> bool:
    """Whether a thing of which nothing has changed is not there, though something has changed in its collection."""
    if things.is_emptied(place):
        return True
    return resource.knows_ids and resource.starts_with(place.id or "") is None and things.changed(place)


def add(turn: Turn) -> Response | None:
    """Add a thing to a collection; None if the example says what is to be said."""
    members = turn.sent.members
    if turn.saved is not None and thing_in(turn) is None and not (is_silent(turn.saved) and members):
        return None  # the example shows no thing: nobody would learn the id
    if members is None and turn.sent.value is not None:
        return None
    saved = _as_saved(turn)
    if saved is not None:
        return saved
    members = members or {}
    ident, rank = _id_for(turn, members)
    place = replace(turn.place, id=id_text(ident))
    refused = saved_refusal(turn.route, 409) if _is_there(turn, place) else None
    if refused:
        return refused
    thing = _new_thing(turn, members, ident)
    was_at_start = place.id in turn.resource.listed or place.id in turn.resource.read
    turn.things.put(place, thing, None if was_at_start else rank)
    reply = turn.reply(thing, created=True)
    old = turn.resource.id_of(thing_in(turn) or {})
    return reply and replace(
        reply, headers=tuple((name, turn.retold(text, old, place.id or "")) for name, text in reply.headers)
    )


def _is_there(turn: Turn, place: Place) -> bool:
    if turn.things.has(place):
        return turn.things.get(place) is not None
    return place.id in turn.resource.listed or place.id in turn.resource.read


def _as_saved(turn: Turn) -> Response | None:
    """The example just as it is, the first time that its own body is sent: its thing is there, then."""
    thing = thing_in(turn)
    if not isinstance(thing, dict) or turn.saved is None:
        return None
    if not _is_own(turn):
        return None
    if not turn.things.are_as_at_start() and not _agrees(turn, thing):
        return None
    ident = turn.place.id if turn.place.id is not None else turn.resource.id_of(thing)
    place = replace(turn.place, id=ident)
    if ident is None or (not ident and not turn.role.document) or turn.things.has(place):
        return None
    own = turn.resource.id_of(thing)
    if own and own != ident and (turn.resource.read.get(ident) or turn.resource.listed.get(ident)):
        return None  # the example speaks of another thing that is there
    is_new = turn.resource.starts_with(ident) is None
    turn.things.put(place, thing, (rank_of(thing.get(turn.resource.member)) or 0) if is_new else None)
    return turn.saved


def _is_own(turn: Turn) -> bool:
    """Whether the body is the one that is saved with the example."""
    name = turn.saved.example if turn.saved else ""
    bodies = [sent_in(one.request) for one in turn.route.examples if one.name == name]
    return any(is_saved(turn.sent, body) for body in bodies)


def _agrees(turn: Turn, thing: Thing) -> bool:
    """Whether the thing of the example holds what was sent in place of variables."""
    for name, value in (turn.sent.members or {}).items():
        told = thing.get(name)
        are_single = isinstance(value, str | int | float) and isinstance(told, str | int | float)
        if are_single and str(value) != str(told) and not is_secret(name) and _is_variable(turn, name):
            return False
    return True


def _is_variable(turn: Turn, name: str) -> bool:
    bodies = [body.members for body in saved_bodies(turn.route) if body.members]
    return any("{{" in body[name] for body in bodies if isinstance(body.get(name), str))


def _id_for(turn: Turn, members: Thing) -> tuple[Any, int]:
    """The id of a new thing: the one that was sent, or else one of the kind of the examples; with its rank."""
    member = turn.resource.member
    sample = (thing_in(turn) or turn.filled(turn.resource.made)).get(member, 1)
    given = members.get(member)
    if isinstance(given, str | int) and not isinstance(given, bool) and given not in ("", 0):
        given = like_kind(given, sample) if turn.sent.is_form else given
        return given, rank_of(given) or 0
    rank = max(turn.things.highest(turn.place), turn.resource.highest) + 1
    while True:
        ident = new_id(sample, rank, turn.place)
        if not turn.things.has(replace(turn.place, id=id_text(ident))):
            return ident, rank
        rank += 1


def _new_thing(turn: Turn, members: Thing, ident: Any) -> Thing:
    """The example's shape with what was sent. What could have been sent, and was not, is empty."""
    example = thing_in(turn) or {}
    member = turn.resource.member
    own = {name for body in saved_bodies(turn.route) for name in body.members or ()} - {member}
    thing: Thing = {} if member in example else {member: ident}
    for name, value in example.items():
        if name == member:
            thing[name] = ident
        elif name in members:
            thing[name] = like_kind(members[name], value) if turn.sent.is_form else members[name]
        elif name in own:
            thing[name] = [] if isinstance(value, list) else None
        else:
            thing[name] = turn.retold(_of_parent(turn, name, value), turn.resource.id_of(example), id_text(ident))
    more = {name: value for name, value in members.items() if name not in thing and not is_secret(name)}
    return stamped(thing | more, created=True)


def _of_parent(turn: Turn, name: str, value: Any) -> Any:
    """A member of the example; the id of the thing in the path, if that is what it holds."""
    for called, ident in turn.parents:
        if plain(name) == plain(called) and isinstance(value, str | int) and not isinstance(value, bool):
            return int(ident) if isinstance(value, int) and ident.isdecimal() and len(ident) < 19 else ident
    return value


def change(turn: Turn) -> Response | None:
    """Change a thing: PUT replaces it, PATCH merges. Raises :class:`Missing`."""
    turn = _with_id(turn)
    if turn.place.id is None:
        return None
    try:
        found = current(turn)
    except Missing:
        if turn.role.act == "replace" and turn.saved is not None and turn.saved.status == 201:
            return _put_anew(turn)
        raise
    saved = _as_saved(turn)
    if saved is not None:
        return saved
    if turn.sent.members is None and not isinstance(turn.sent.value, list):
        return None
    try:
        thing = _changed(turn, found or thing_in(turn) or {})
    except BadPatch:
        if _is_own(turn):
            return None  # what the file itself sends is never refused
        raise
    turn.things.put(turn.place, thing, _rank_if_new(turn))
    return turn.reply(thing)


def _with_id(turn: Turn) -> Turn:
    """The request with the id of the thing from its body, where the path has none."""
    if turn.role.document:
        return replace(turn, place=replace(turn.place, id=""))
    if turn.place.id is None:
        ident = turn.resource.id_of(turn.sent.members or {})
        return replace(turn, place=replace(turn.place, id=ident or None))
    return turn


def _rank_if_new(turn: Turn) -> int | None:
    if turn.role.document or turn.resource.starts_with(turn.place.id or ""):
        return None
    return rank_of(turn.place.id) or 0


def _put_anew(turn: Turn) -> Response | None:
    ident = turn.resource.spelled_id(turn.place.id or "")
    thing = _new_thing(turn, turn.sent.members or {}, ident)
    turn.things.put(turn.place, thing, rank_of(ident) or 0)
    return turn.reply(thing, created=True)


def _changed(turn: Turn, before: Any) -> Any:
    sent = turn.sent.value
    if not isinstance(before, dict) or (turn.role.act == "merge" and not turn.sent.is_form):
        media = turn.request.header("Content-Type").partition(";")[0].strip().lower()
        after = patched(before, sent, media) if turn.role.act == "merge" else sent
    else:
        members = turn.sent.members or {}
        read_members = {name: like_kind(value, before.get(name)) for name, value in members.items()}
        after = _kept(turn, before) | (read_members if turn.sent.is_form else members)
    if not isinstance(before, dict) or not isinstance(after, dict):
        return after
    hidden = {name for name in after if name not in before and is_secret(name)}
    after = {name: value for name, value in after.items() if name not in hidden}
    member = turn.resource.member
    if member in before:
        after = {member: before[member]} | after | {member: before[member]}
    return stamped(after, created=False)


def _kept(turn: Turn, before: Thing) -> Thing:
    """What a PUT leaves: the members that those of the file never send."""
    if turn.role.act == "merge":
        return before
    replaced = turn.resource.replaced_names
    if replaced:
        return {name: value for name, value in before.items() if name not in replaced}
    member = turn.resource.member
    return {member: before[member]} if member in before else {}


def remove(turn: Turn) -> Response | None:
    """Remove a thing, and all that belongs to it; None if the request does not say which. Raises :class:`Missing`."""
    turn = _with_id(turn)
    if turn.place.id is None:
        return None
    found = current(turn)
    turn.things.delete(turn.place)
    if turn.saved is None:
        return Response(204, source="made up")
    shown = thing_in(turn)
    if not isinstance(shown, dict) or not isinstance(found, dict) or len(shown) < 2 or turn.role.document:
        return None
    return turn.reply(found)


def empty(turn: Turn) -> Response | None:
    """Remove all things of a collection, and all that belongs to them.

    Where something is sent, it is asked for some of them: for the one whose id is in the body; otherwise it is not known for which.
    """
    if turn.request.body or turn.request.query:
        return remove(turn)
    turn.things.empty(turn.place, {*turn.resource.listed, *turn.resource.read})
    return Response(204, source="made up") if turn.saved is None else None
