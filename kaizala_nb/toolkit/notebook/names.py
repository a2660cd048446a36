"""Names in Python for what a collection has: ``api.books.covers.add_a_cover``. Each request is where Postman shows it."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from kaizala_nb.toolkit.collection import Collection, Step
from kaizala_nb.toolkit.display import likeness
from kaizala_nb.toolkit.notebook.bound import BoundFolder, BoundStep, Companion, PostmanFolder


class Names:
    """The folders and the requests of a collection, by their names in Python.

    Args:
        collection: The collection.
        bind: Makes the request that can be sent.
        variable: What code calls the Api.
        companions: What stands among the requests of a folder, by the slug of the folder.
        classes: The classes of folders, by the same name.
        mask: Masks secrets in a description.
    """

    def __init__(
        self,
        collection: Collection,
        bind: Callable[[Step], BoundStep[...]],
        variable: str,
        companions: Mapping[str, Iterable[Companion]],
        classes: Mapping[str, type[BoundFolder]],
        mask: Callable[[str], str],
    ) -> None:
        titles: dict[str, str] = {}
        for folder in collection.folders:
            for end, title in enumerate((*folder.above, folder.name), start=1):
                titles.setdefault(".".join(folder.slug.split(".")[:end]), title)
        steps = collection.by_slug()
        self._top = PostmanFolder("", steps.get("", ()), bind, path=variable)
        self._by_slug: dict[str, BoundFolder] = {"": self._top}
        for slug in sorted(filter(None, titles), key=lambda one: one.count(".")):  # the outer ones first
            outer, _, name = slug.rpartition(".")
            folder_class = classes.get(slug, PostmanFolder)
            doc = mask(collection.descriptions.get(titles[slug], ""))
            made = folder_class(
                titles[slug], steps.get(slug, ()), bind, companions.get(slug, ()), f"{variable}.{slug}", doc
            )
            self._by_slug[slug] = self._by_slug[outer]._folders[name] = made

    def bound(self, step: Step) -> BoundStep[...]:
        """The request that can be sent, of a step of the collection."""
        return self._by_slug[step.folder]._step(step.slug)

    def at_top(self, slug: str) -> BoundFolder | BoundStep[...] | None:
        """The folder or the request of this name at the top; None if there is none."""
        return self._top._inside(slug) if slug in dir(self._top) else None

    def near(self, slug: str) -> list[str]:
        """What code may have meant by this name: at most one, with the folders that it stands in."""
        attributes = dict(reversed(list(self._top._attributes())))
        if slug in attributes:
            return [attributes[slug]]
        at_top = likeness.near(slug, dir(self._top))
        best = likeness.near(slug, [*at_top, *likeness.near(slug, attributes, likeness=0.7)])
        return at_top if best == at_top else [attributes[one] for one in best]

    @property
    def folders(self) -> list[str]:
        """The folders at the top."""
        return list(self._top._folders)

    def __iter__(self) -> Iterator[str]:
        """The names at the top."""
        return iter(dir(self._top))
