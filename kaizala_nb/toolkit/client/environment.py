"""Postman's variables under Postman's names. A step takes its defaults from them, and its reply fills them.

The values stay in memory. The table shows what filled a variable and until when it is good; it never shows a secret.
"""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Protocol
from weakref import WeakSet

from kaizala_nb.serving.secrecy import MASK, is_secret
from kaizala_nb.toolkit.client import arguments
from kaizala_nb.toolkit.client.errors import InputError, UnknownVariableError, not_pickled, not_sent
from kaizala_nb.toolkit.client.fillers import fillers, secret_variables, shared_variables
from kaizala_nb.toolkit.client.masking import Masker, Secret
from kaizala_nb.toolkit.client.suggesting import Suggesting
from kaizala_nb.toolkit.collection import Collection, Step
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep, used_in
from kaizala_nb.toolkit.collection.plain import plain
from kaizala_nb.toolkit.collection.scopes import SCOPES, Scope
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.display.likeness import did_you_mean, near

_LONGEST_SHOWN = 80
_MOST_ROWS = 100  # variables in an output


class Watcher(Protocol):
    """Something on show that depends on the variables."""

    def refresh(self) -> None: ...

    def forget(self) -> None:
        """Other variables are in use: no secret of the former ones is kept."""


def one_text(name: str, value: Any) -> str:
    """The value of a variable as its text. Raises :class:`InputError` where it is several values, or holds half a character."""
    value = plain(value)
    if isinstance(value, list | tuple | set | frozenset | dict):
        raise InputError(f"{name} holds one text, and you gave several values: give one of them.")
    if isinstance(value, bool):
        value = text_of(value)
    return arguments.text("" if value is None else str(value), name)


@dataclass
class _Entry:
    value: str
    source: str
    expires: int | None = None
    given: bool = False  # the user gave it
    derived: bool = False  # it came in a reply to a request with a secret that the user gave
    guarded: bool = False  # a script may have made it of such a secret
    names_hosts: bool = True  # secrets may go to a host in it


class Environment(Suggesting, MutableMapping[str, str]):
    """The variables of a session: ``environment["book-id"]``, ``environment.update({"language": "en"})``.

    A secret is given as a :class:`Secret`: the real value, whose repr is a mask. Any new name may be set, as in Postman.

    Args:
        collection: The requests that use the variables.
        published: The variables that are always there, with their first values.
        filled_last: See :func:`fillers`.

    Raises:
        UnknownVariableError: No variable has the name that is asked for. It is a ``KeyError`` too.
    """

    masker: Masker
    watchers: WeakSet[Watcher]  # refreshed when variables have changed
    owner: str  # what code calls whose variables these are
    new: frozenset[str]  # the variables that replies have filled since they were last shown
    shared: frozenset[str]  # the variables that most requests name

    def __init__(
        self, collection: Collection, published: Mapping[str, str] | None = None, filled_last: Iterable[str] = ()
    ) -> None:
        self.masker = Masker()
        self.watchers = WeakSet()
        self._names = {step.name for step in collection}
        self.owner = next((step.service.variable for step in collection), "api")
        self._secret = set(secret_variables(collection))
        self.shared = shared_variables(collection)
        foreign = [step for step in collection if isinstance(step, ForeignStep)]
        self._secret_texts = {text for step in foreign for text in step.secret_texts}
        for text, name in {text: name for step in foreign for text, name in step.literal_secrets.items()}.items():
            self.masker.learn(text, MASK, code_name=name)
        self._fillers = partial(fillers, collection, filled_last)
        self._published = dict(published or {})
        self.new, self._were_shown = frozenset(), False
        self._scopes: dict[Scope, dict[str, _Entry]] = {scope: {} for scope in SCOPES}
        self._entries = ChainMap(*(self._scopes[scope] for scope in reversed(SCOPES)))  # the narrowest scope first
        self.clear()

    def __getitem__(self, name: str) -> str:
        entry = self._entries.get(name) if isinstance(name, str) else None
        if entry is None:
            meaning = f"No variable is called {name!r}.{did_you_mean(near(name, self._entries, likeness=0.6))}"
            todo = f"Setting a new name makes it. See them all: list({self.owner}.environment)"
            raise not_sent(meaning, todo, kind=UnknownVariableError)
        return entry.value

    def _in_code(self) -> str:
        return f"{self.owner}.environment"

    def _items(self) -> dict[str, str]:
        return {name: f"[{name!r}]" for name in self._entries}

    @cached_property
    def filled_by(self) -> dict[str, str]:
        """The requests whose replies fill variables, by the names of the variables."""
        return {name: step.name for name, step in self.fillers.items()}

    @cached_property
    def fillers(self) -> dict[str, Step]:
        """The same, with the requests themselves."""
        return self._fillers()

    def keep_secret(self, names: Iterable[str]) -> None:
        """From now on these variables hold secrets, whatever their names."""
        new = set(names) - self._secret
        self._secret |= new
        for entries in self._scopes.values():
            for name in new & entries.keys():
                entries[name].value = Secret(entries[name].value)
                self.masker.learn(entries[name].value, "{{" + name + "}}")

    def is_secret(self, name: str) -> bool:
        """Whether a variable holds a secret. Its own name says so, or the requests that use it."""
        return name in self._secret or is_secret(name)

    def __setitem__(self, name: str, value: str) -> None:
        """Set a variable. It holds a text: a number becomes a text, and a missing value of a table becomes "".

        Raises:
            InputError: The value is a list or another container, or it holds half a character.
        """
        if isinstance(value, Secret):
            self.keep_secret([str(name)])
        self.fill({arguments.text(name, "The name of a variable"): one_text(name, value)}, source="you")
        self.unset(name, "local")  # what a script has set for the time being is over

    def __delitem__(self, name: str) -> None:
        """Empty a published variable; remove any other, from the narrowest scope that has it."""
        self[name]
        if name in self._published:
            self[name] = ""
        else:
            del next(entries for entries in self._entries.maps if name in entries)[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def clear(self) -> None:
        """Go back to the published variables with their first values. Every variable that a request fills is empty again."""
        self.new = frozenset()
        for entries in self._scopes.values():
            entries.clear()
        self._scopes["environment"].update(
            {name: _Entry(value, "Postman's default") for name, value in self._published.items()}
        )

    def fill(
        self,
        values: Mapping[str, str],
        *,
        source: str,
        expiries: dict[str, int] | None = None,
        scope: Scope = "environment",
        given: bool = False,
        derived: bool = False,
        guarded: bool = False,
        names_hosts: bool = True,
    ) -> None:
        """Set variables.

        Args:
            values: The values, by name.
            source: Who sets them: the name of a request, or "you".
            expiries: Until when they are good, in epoch milliseconds, by variable.
            scope: Where they are set. Of several values of one name, that of the narrowest scope counts.
            given: Whether they come from the user, in whatever way. Those of ``source="you"`` do.
            derived: Whether they came in a reply to a request that held a secret of the user's.
            guarded: Whether a script may have made them of such a secret, in whatever way. They go where that may go.
            names_hosts: Whether secrets of the user may go to hosts in them, if they are given.
        """
        given = given or source == "you"
        for name, value in values.items():
            value = "" if value is None else str(value)
            value, whose = self._taken(name, value, source, given=given)
            value, own = Secret(value) if self.is_secret(name) else value, given and whose == source
            self._scopes[scope][name] = _Entry(
                value, whose, (expiries or {}).get(name), own, derived, guarded, names_hosts
            )
            if self.is_secret(name):
                self.masker.learn(value, "{{" + name + "}}")
        if (
            given and self._secret_texts
        ):  # a value of the user may stand for a secret under the name of another variable
            self.keep_secret(used_in(self._secret_texts, self.get))
        if source in self._names:
            self.mark_new(values)
        self._tell_watchers()

    def mark_new(self, names: Iterable[str]) -> None:
        """A reply has filled these variables. Those before them stay new until somebody has looked at the variables."""
        self.new = frozenset(names) | (frozenset() if self._were_shown else self.new)
        self._were_shown = False

    def _taken(self, name: str, value: str, source: str, *, given: bool) -> tuple[str, str]:
        """The value that is kept for a variable, and who has set that."""
        return value, source

    def _tell_watchers(self) -> None:
        for watcher in list(self.watchers):
            watcher.refresh()

    def forget_typed(self) -> None:
        """Whatever shows these variables forgets the secrets that somebody has typed there."""
        for watcher in list(self.watchers):
            watcher.forget()

    def use_row(self, values: Mapping[str, str]) -> None:
        """Take these values, which the user gave, as the row of data, until the next row."""
        self._scopes["data"].clear()
        self.fill(values, source="the row", scope="data", given=True)

    def in_scope(self, scope: Scope) -> dict[str, str]:
        """The variables of one scope."""
        return {name: entry.value for name, entry in self._scopes[scope].items()}

    def unset(self, name: str, scope: Scope) -> None:
        """Take a variable out of one scope, if it is there."""
        if self._scopes[scope].pop(name, None) is not None:
            self._tell_watchers()

    @property
    def given_secrets(self) -> dict[str, str]:
        """The secrets that the user gave, and those that a reply gave for them."""
        found = {name: one for name, one in self._entries.items() if one.given or one.derived}
        return {name: one.value for name, one in found.items() if self.is_secret(name)}

    def is_given(self, name: str) -> bool:
        """Whether the user gave the value of a variable, or a reply gave it for a secret of the user's."""
        return name in self._entries and (self._entries[name].given or self._entries[name].derived)

    def is_guarded(self, name: str) -> bool:
        """Whether a script may have made the value of a variable of a secret of the user's."""
        return name in self._entries and self._entries[name].guarded

    @property
    def given_values(self) -> dict[str, str]:
        """The values that the user gave and that may name hosts, without the secrets."""
        given = {name: one for name, one in self._entries.items() if one.given and one.names_hosts}
        return {name: one.value for name, one in given.items() if not self.is_secret(name)}

    def expires(self, name: str) -> int | None:
        """Until when a token is good, in epoch milliseconds by the service's clock; None if the service did not say."""
        return self._entries[name].expires if name in self._entries else None

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise not_pickled("The environment")

    def how_to_give(self, name: str) -> str:
        """How to fill this variable if no request fills it; "" if there is no special way."""
        return ""

    def readable(self, name: str, value: str) -> str:
        """The value of a variable as the table shows it."""
        return value

    def name_of(self, value: str) -> str:
        """The name of the thing with this id, if a reply has told it; "" if none has."""
        return ""

    def __repr__(self) -> str:
        self._were_shown = True
        title, empty = self._empty()
        return "\n".join(
            [self._headline(), faces.text_table(self._filled()), title, faces.text_table(("", *line) for line in empty)]
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        title, empty = self._empty()
        html = faces.output(
            faces.element("p", self._headline(), "kz-title"),
            faces.table((), self._filled()),
            faces.fold(title, faces.table((), empty)) if empty else "",
        )
        return {"text/html": html, "text/plain": repr(self)}

    def _headline(self) -> str:
        filled = sum(1 for entry in self._entries.values() if entry.value)
        return f"Variables, under Postman's names: {filled} of {len(self)} set"

    def _filled(self) -> list[tuple[str, ...]]:
        """The rows of the table: name, value, whether it is new, who has set it; and the scope, where variables have several."""
        filled = [(name, entry) for name, entry in self._entries.items() if entry.value]
        tells_scopes = sum(1 for entries in self._scopes.values() if entries) > 1
        rows = [
            (
                _short(name),
                self._shown(name, entry),
                "new" if name in self.new else "",
                _short(entry.source),
                *([self._scope_of(name)] if tells_scopes else []),
            )
            for name, entry in filled[:_MOST_ROWS]
        ]
        more = len(filled) - _MOST_ROWS
        return [*rows, (f"… {more:,} more", *[""] * (len(rows[0]) - 1))] if more > 0 else rows

    def _scope_of(self, name: str) -> Scope:
        """The narrowest scope that has a variable."""
        return next(scope for scope in reversed(SCOPES) if name in self._scopes[scope])

    def _empty(self) -> tuple[str, list[tuple[str, str]]]:
        empty = [name for name, entry in self._entries.items() if not entry.value]
        rows = [(_short(name), _short(self.filled_by.get(name, "you"))) for name in empty[:_MOST_ROWS]]
        more = len(empty) - _MOST_ROWS
        title = f"{len(empty)} not set yet: each with the request that fills it"
        return title, [*rows, (f"… {more:,} more", "")] if more > 0 else rows

    def _shown(self, name: str, entry: _Entry) -> str:
        if self.is_secret(name):
            return "set" + (f", until {faces.moment(entry.expires)}" if entry.expires else "")
        return _short(self.masker(self.readable(name, entry.value)))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
