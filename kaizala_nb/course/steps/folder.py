"""A folder of the API's requests: they go to ``{{endpoint-url}}`` with the access token, unless a step says otherwise."""

from kaizala_nb.course.tables import READERS
from kaizala_nb.toolkit.collection import Folder, Service, Token

KAIZALA = Service(
    name="Kaizala",
    variable="kaizala",
    base="endpoint-url",
    token=Token("accessToken", "access-token"),
    readers=READERS,
)


def folder(slug: str, name: str) -> Folder:
    """An empty folder; see :class:`~kaizala_nb.toolkit.collection.Folder`."""
    return Folder(slug, name, KAIZALA)
