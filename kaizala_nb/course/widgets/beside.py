"""What can stand side by side: forms, phones, the inbox, replies and tables."""

from typing import Any

from kaizala_nb.course.widgets.boxes import NotebookInbox, NotebookPhone
from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.widgets.layout import SideBySide
from kaizala_nb.toolkit.widgets.still_box import StillBox


def side_by_side(*parts: Any) -> SideBySide:
    """These things side by side. Raises :class:`InputError` for what cannot stand beside a form."""
    return SideBySide(*map(_box_of, parts))


def _box_of(part: Any) -> Any:
    if isinstance(part, NotebookPhone | NotebookInbox):
        return part.box()
    if isinstance(part, Reply) or tables.is_frame(part):
        return StillBox(part)
    if hasattr(part, "_view_name"):
        return part
    meaning = f"This is no form, phone, inbox, reply or DataFrame, but {type(part).__name__}."
    todo = "Give them by name: kaizala.show(send_message, asha), kaizala.show(reply, reply.df)."
    raise errors.not_sent(meaning, todo)
