"""All kinds of actions, by name."""

from kaizala_nb.emulator.actions import job, media_cards, survey
from kaizala_nb.emulator.actions.kind import Kind
from kaizala_nb.emulator.actions.package import ANNOUNCEMENT, PACKAGE
from kaizala_nb.emulator.actions.poll import MEETING, POLL
from kaizala_nb.emulator.errors import KIND_UNCLEAR, KIND_UNKNOWN, Plain, Refusal

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (*media_cards.KINDS, job.KIND, survey.KIND, POLL, MEETING, ANNOUNCEMENT, PACKAGE)
}
_BUILT_IN = {name.lower(): kind for name, kind in KINDS.items() if kind is not PACKAGE}


def chosen(action_type: str, package_id: str) -> Kind:
    """The kind that an ``actionType`` or a package's ``id`` means. Raises Refusal (400) for both, neither, or none there is."""
    if bool(action_type) == bool(package_id):
        raise Refusal(KIND_UNCLEAR)
    return PACKAGE if package_id else sent(action_type)


def sent(action_type: str) -> Kind:
    """The kind that an ``actionType`` to send, or to answer, means. Raises Refusal (400)."""
    return built_in(action_type, "sent", [kind for kind in _BUILT_IN.values() if kind.body])


def queried(action_type: str) -> Kind:
    """The kind that a query asks for. Raises Refusal (400)."""
    return built_in(action_type, "asked for", [kind for kind in _BUILT_IN.values() if kind.in_queries])


def built_in(action_type: str, what: str, kinds: list[Kind]) -> Kind:
    """The kind of this name, in any casing, among some. Raises Refusal (400)."""
    kind = _BUILT_IN.get(action_type.strip().lower().replace("'", "").replace(" ", ""))
    if kind not in kinds:
        names = Plain(", ".join(one.name for one in kinds))
        raise Refusal(KIND_UNKNOWN, value=action_type, what=Plain(what), kinds=names)
    return kind
