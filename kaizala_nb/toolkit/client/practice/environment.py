"""The variables at a practice service: what is empty has a practice value, and no secret of the user's is among them."""

from collections.abc import Iterable

from kaizala_nb.serving.secrecy import MASK, unless_named
from kaizala_nb.toolkit.client.empty import empty_variables
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.practice.values import PracticeValues
from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep

SOURCE = "the practice service"
"""Who has set a practice value."""


class PracticeEnvironment(Environment):
    """Variables that go to a practice service.

    A secret that the user gives, in whatever way, and one that stands in the file, is not kept: a practice value takes its place. A
    secret that a reply brings comes from the practice service itself, so it stays.

    Args:
        collection: The requests, without the secrets of the file.
        as_in_file: The same with them. They are shown nowhere.

    Attributes:
        made_up: The practice values that are no secrets, by the names of their variables.
    """

    made_up: dict[str, str]

    def __init__(self, collection: Collection, as_in_file: Collection) -> None:
        self._collection = collection
        self._practice = PracticeValues(collection)
        self.made_up = {}
        super().__init__(collection)
        for step, other in zip(collection, as_in_file, strict=True):
            if step is not other and isinstance(other, ForeignStep):
                for text, name in other.literal_secrets.items():
                    self.masker.learn(text, MASK, code_name=name)

    def keep_secret(self, names: Iterable[str]) -> None:  # as above
        names = list(names)
        super().keep_secret(names)
        for entries in self._scopes.values():
            for name in entries.keys() & names:
                entry = entries[name]
                entry.value, entry.source = self._taken(name, entry.value, entry.source, given=entry.given)

    def _taken(self, name: str, value: str, source: str, *, given: bool) -> tuple[str, str]:
        is_literal = unless_named(value) != value  # else it holds names of variables alone
        if is_literal and (given or source == "the file") and self.is_secret(name):
            self.masker.learn(value, f"{{{{{name}}}}}")
            return self._practice.secret(name), SOURCE
        return value, source

    def fill_empty(self) -> None:
        """Give practice values to the variables that requests use, that are empty, and that no saved example gives."""
        given = self._given_by_examples()
        empty = [one for one in empty_variables(self._collection, self, optional=True) if one not in given]
        for name in empty:
            if self.is_secret(name):
                value = self._practice.secret(name)
            else:
                value = self.made_up[name] = self._practice.plain(name)
            # where it is empty, or in the widest scope: what a script sets counts before it
            self.fill({name: value}, source=SOURCE, scope=self._scope_of(name) if name in self else "global")

    def _given_by_examples(self) -> set[str]:
        """The variables that a reply fills whose example is saved, without the request needing them itself.

        A reply that is made up may lack what a script looks for. So what only such a reply would fill has a value at once.
        """
        steps = [step for step in self._collection if isinstance(step, ForeignStep) and step.has_example]
        return {name for step in steps for name in step.fills if name not in step.variables}
