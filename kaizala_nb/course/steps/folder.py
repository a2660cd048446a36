"""Folders of the API's requests: they go to ``{{endpoint-url}}`` with the access token, unless a step says otherwise."""

from collections.abc import Iterable

from kaizala_nb.course.tables import READERS
from kaizala_nb.toolkit.collection import Folder, Service, Token

KAIZALA = Service(
    name="Kaizala",
    variable="kaizala",
    base="endpoint-url",
    token=Token("accessToken", "access-token"),
    readers=READERS,
)


def folder(slug: str, name: str = "") -> Folder:
    """An empty folder; see :class:`~kaizala_nb.toolkit.collection.Folder`. A part of a folder has no name in Postman."""
    return Folder(slug, name, KAIZALA)


def whole(slug: str, name: str, parts: Iterable[Folder]) -> Folder:
    """The folder with the steps of all its parts, one part after another."""
    whole_folder = folder(slug, name)
    for part in parts:
        for step in part:
            whole_folder.add(step)
    return whole_folder
