"""Which requests give values that other requests use, as far as the text of their scripts shows it plainly.

No script is parsed: a collection may have thousands.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from kaizala_nb.toolkit.collection import Step, Variable
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep

_COMMENTS = re.compile(
    r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|//[^\n]*|/\*.*?\*/|/\*.*\Z""",
    re.S,
)
_SET = re.compile(r"""\bset(?:(?:Environment|Global)Variable)?\s{0,40}\(\s{0,40}(["'`])([^"'`\n]{1,200})\1""")
_MOST = 100_000  # characters of a script that are read


class Uses:
    """What each request gives and uses.

    Args:
        steps: All requests of the collection, in order.
        given: The values that the file itself gives to variables.
    """

    def __init__(self, steps: Iterable[Step], given: Mapping[str, str]) -> None:
        self.steps: Sequence[Step] = tuple(steps)
        self._given = given
        self._used = {id(step): dict.fromkeys(_used(step)).keys() for step in self.steps}
        self._counts = Counter(name for names in self._used.values() for name in names)
        self._set_before = {id(step): frozenset(_set_in(step, "prerequest")) for step in self.steps}

    def used_by(self, step: Step) -> Iterable[str]:
        """The variables that a request needs."""
        return self._used[id(step)]

    def given_by(self, step: Step) -> list[tuple[str, int]]:
        """The variables that the reply of a request fills, each with the number of other requests that use it."""
        counts = [(name, self._counts[name] - (name in self._used[id(step)])) for name in filled_by(step)]
        return [(name, count) for name, count in counts if count]

    @cached_property
    def givers(self) -> dict[str, Step]:
        """The first request that fills a variable and does not need it itself, by the variable's name."""
        givers: dict[str, Step] = {}
        for step in self.steps:
            for name in filled_by(step):
                if name not in self._used[id(step)]:
                    givers.setdefault(name, step)
        return givers

    @cached_property
    def empty(self) -> list[str]:
        """The variables that nobody but a person can fill, in their order."""
        names = dict.fromkeys(
            name for step in self.steps if not step.problem for name in self._needed(step) if not self._given.get(name)
        )
        return [name for name in names if name not in self.givers]

    @cached_property
    def first(self) -> Step | None:
        """The request that gives what most others use, and needs nothing that another one gives; None if there is none."""
        counts = Counter(id(step) for name, step in self.givers.items() for _ in range(self._counts[name]))
        ready = [step for step in self.steps if counts[id(step)] and not self._used[id(step)] & self.givers.keys()]
        return max(ready, key=lambda step: counts[id(step)], default=None)

    def is_used_in(self, step: Step, others: Iterable[Step]) -> bool:
        """Whether one of these needs what the reply of this request fills."""
        filled = {name for name, giver in self.givers.items() if giver is step}
        return any(filled & self._used[id(other)] for other in others)

    def _needed(self, step: Step) -> list[str]:
        return [name for name in self._used[id(step)] if name not in self._set_before[id(step)]]


def _used(step: Step) -> Iterable[str]:
    if isinstance(step, ForeignStep):
        return [name for name in step.variables if not name.startswith("$")]
    return [one.default.name for one in step.parameters if isinstance(one.default, Variable)]


def filled_by(step: Step) -> Iterable[str]:
    """The variables that the reply of a request fills."""
    return _set_in(step, "test") if isinstance(step, ForeignStep) else step.fills


def _set_in(step: Step, event: str) -> list[str]:
    if not isinstance(step, ForeignStep):
        return []
    return [name for script in step.item.scripts if script.event == event for name in _names_set(script.text)]


@lru_cache(maxsize=10_000)
def _names_set(script: str) -> tuple[str, ...]:
    if "set" not in script:
        return ()
    plain = _COMMENTS.sub(lambda match: "" if match[0].startswith("/") else match[0], script[:_MOST])
    return tuple(dict.fromkeys(match[2] for match in _SET.finditer(plain)))
