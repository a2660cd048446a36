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


def answered(action_type: str) -> Kind:
    """The kind that the ``actionType`` of a response means; a package by the name that lists of actions have for it too.

    Raises Refusal (400).
    """
    return PACKAGE if _folded(action_type) == PACKAGE.name.lower() else sent(action_type)


def may_be_called(kind: Kind, named: Kind) -> bool:
    """Whether a response that names one kind fits an action of another. The documentation has ``Survey`` and ``Job`` for
    responses, and no other: so whatever is answered like a survey may be called one."""
    return named is kind or (named is survey.KIND and kind in (PACKAGE, POLL, MEETING))


def queried(action_type: str) -> Kind:
    """The kind that a query asks for. Raises Refusal (400)."""
    return built_in(action_type, "asked for", [kind for kind in _BUILT_IN.values() if kind.in_queries])


def built_in(action_type: str, what: str, kinds: list[Kind]) -> Kind:
    """The kind of this name, in any casing, among some. Raises Refusal (400)."""
    kind = _BUILT_IN.get(_folded(action_type))
    if kind not in kinds:
        names = Plain(", ".join(one.name for one in kinds))
        raise Refusal(KIND_UNKNOWN, value=action_type, what=Plain(what), kinds=names)
    return kind


def _folded(action_type: str) -> str:
    """An ``actionType`` without what may differ: casing, blanks, the apostrophe of "Let's Meet"."""
    return action_type.strip().lower().replace("'", "").replace(" ", "")
