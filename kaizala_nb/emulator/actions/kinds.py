"""All kinds of actions, and which of them a name means."""

from collections.abc import Sequence

from kaizala_nb.emulator.actions import job, media_cards, meeting, package, poll, survey
from kaizala_nb.emulator.actions.kind import Kind
from kaizala_nb.emulator.actions.package import PACKAGE
from kaizala_nb.emulator.errors import KIND_UNCLEAR, KIND_UNKNOWN, Plain, Refusal

_BUILT_IN = (*media_cards.KINDS, job.KIND, survey.KIND, poll.KIND, meeting.KIND, package.ANNOUNCEMENT)
KINDS = {kind.name: kind for kind in (*_BUILT_IN, PACKAGE)}
"""Every kind, by its name."""
_TO_SEND = [kind for kind in _BUILT_IN if kind.body]
_TO_QUERY = [kind for kind in _BUILT_IN if kind.in_queries]


def kind_of(action_type: str, package_id: str) -> Kind:
    """The kind that an ``actionType`` or a package's ``id`` means. Raises Refusal (400) for both, neither, or none there is."""
    if bool(action_type) == bool(package_id):
        raise Refusal(KIND_UNCLEAR)
    return PACKAGE if package_id else _named(action_type, _TO_SEND, "sent")


def kind_to_answer(action_type: str) -> Kind:
    """The kind that the ``actionType`` of a response means; a package by the name that lists of actions have for it too.

    Raises Refusal (400).
    """
    if _fold(action_type) == _fold(PACKAGE.name):
        return PACKAGE
    return _named(action_type, _TO_SEND, "sent")


def kind_to_query(action_type: str) -> Kind:
    """The kind that a query asks for. Raises Refusal (400)."""
    return _named(action_type, _TO_QUERY, "asked for")


def may_be_called(kind: Kind, name: Kind) -> bool:
    """Whether a response that names one kind fits an action of another.

    The documentation has ``Survey`` and ``Job`` for responses, and no other. So a card may be called a survey where it is answered
    like one.
    """
    return name is kind or (name is survey.KIND and kind in (PACKAGE, poll.KIND, meeting.KIND))


def _named(action_type: str, kinds: Sequence[Kind], use: str) -> Kind:
    """The kind of this name, in any casing, among some. ``use`` is what they can be, for the sentence that refuses (400)."""
    for kind in kinds:
        if _fold(kind.name) == _fold(action_type):
            return kind
    names = Plain(", ".join(kind.name for kind in kinds))
    raise Refusal(KIND_UNKNOWN, value=action_type, what=Plain(use), kinds=names)


def _fold(action_type: str) -> str:
    """An ``actionType`` without what may differ: casing, blanks, the apostrophe of "Let's Meet"."""
    return action_type.strip().lower().replace("'", "").replace(" ", "")
