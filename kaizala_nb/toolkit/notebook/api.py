"""The one object that a notebook holds for a collection: ``api = Api.from_postman("library.postman_collection.json", url="...")``.

A collection knows what its requests are, a session how they are sent; here they meet, and each request is a call and a form.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.notebook import set_up_ipython
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.notebook.bound import Beside, BoundFolder, BoundStep, unknown_step
from kaizala_nb.toolkit.widgets.cells import FormsOfCells


class Api:
    """A collection whose requests can be sent: its folders are attributes, ``api.books.add_a_book(title="Emma")``.

    Args:
        collection: The requests, in their folders.
        session: What sends them.
        beside: What stands beside the requests of a folder, by the folder's name in Python.
    """

    def __init__(
        self, collection: Collection, session: Session, beside: Mapping[str, Iterable[Beside]] | None = None
    ) -> None:
        set_up_ipython()
        self.collection = collection
        self.session = session
        self._forms = FormsOfCells()
        names = {folder.slug: folder.name for folder in reversed(collection.folders)}
        self._bound = {
            slug: BoundFolder(names[slug], steps, session, self._forms, (beside or {}).get(slug, ()))
            for slug, steps in collection.by_slug().items()
        }

    @classmethod
    def from_postman(
        cls,
        path: str | Path,
        *,
        url: str,
        environment: Mapping[str, str] | None = None,
        allow_hosts: str | Iterable[str] = (),
    ) -> "Api":
        """The collection that a Postman file holds, to be sent to the service at ``url``. No call is made until you make one.

        Args:
            path: The file; see :meth:`Collection.from_postman`.
            url: The address of the service: requests that name no other go there, and nothing goes to a host beside it.
            environment: Variables to begin with, under Postman's names.
            allow_hosts: Hosts beside that of ``url`` that requests may go to.

        Raises:
            InputError: the file cannot be read, ``environment`` is no dict, or ``url`` or an entry of ``allow_hosts`` no address.
        """
        try:
            collection = Collection.from_postman(path)
        except ValueError as trouble:
            raise errors.not_sent(str(trouble), "Name the file of a Postman collection, exported as v2.1.") from None
        variables = Environment(collection)
        if not isinstance(environment or {}, Mapping):
            raise errors.not_sent(
                "The environment is no dict.", 'Give names and values: environment={"title": "Emma"}.'
            )
        variables.update(environment or {})
        try:
            session = Session(variables, url, allow_hosts=allow_hosts)
        except ValueError as trouble:
            raise errors.not_sent(
                str(trouble), 'Give scheme, host and port: url="https://library.example.org".'
            ) from None
        return Api(collection, session)

    @property
    def environment(self) -> Environment:
        """The variables, under Postman's names."""
        return self.session.environment

    def __getitem__(self, name: str) -> BoundStep:
        """A request by its Postman name: ``api["Add a book"]``."""
        try:
            step = self.collection[str(name)]
        except KeyError:
            raise unknown_step(str(name), self.collection.near(str(name)), f"list({self._variable})") from None
        return getattr(self._bound[step.folder], step.slug)

    def __getattr__(self, slug: str) -> BoundFolder:
        bound = self.__dict__.get("_bound", {})
        if slug in bound:
            return bound[slug]
        if slug.startswith("_"):
            raise AttributeError(slug)
        inside = [f"{name}.{slug}" for name, folder in bound.items() if slug in dir(folder)]
        near = inside[:1] or difflib.get_close_matches(slug, bound, n=1, cutoff=0.5)
        raise unknown_step(slug, near, f"dir({self._variable})")

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._bound})

    def __iter__(self) -> Iterator[str]:
        """The Postman names, in the collection's order."""
        return (step.name for step in self.collection)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)

    @property
    def _variable(self) -> str:
        """What the code of a notebook calls this."""
        return next((step.service.variable for step in self.collection), "api")

    def close(self) -> None:
        """Close the connections."""
        self.session.close()

    def _card(self) -> tuple[str, list[tuple[str, str]]]:
        """The title, and the lines below it, of what is shown of it."""
        return self.collection.name, [
            ("Address", str(self.session.allowed.home)),
            ("Requests", str(len(self.collection))),
            ("Folders", ", ".join(self._bound)),
        ]

    def __repr__(self) -> str:
        return f"<Api {self.collection.name!r} at {self.session.allowed.home}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        title, lines = self._card()
        html = faces.page(faces.box(faces.element("p", title, "kz-title"), faces.rows(lines)))
        return {"text/html": html, "text/plain": f"{title}\n{faces.text_rows(lines)}"}
