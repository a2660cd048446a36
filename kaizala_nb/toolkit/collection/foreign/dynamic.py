"""Postman's dynamic variables: ``{{$guid}}``, ``{{$timestamp}}`` and the like. Each time, a new value.

The others, ``{{$randomFirstName}}`` and over a hundred more, come from Faker, which the extra ``random`` installs. Where Faker has
no value of exactly this kind, it is one like it.
"""

import random
import time
import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from importlib.util import find_spec

from kaizala_nb.toolkit.collection.foreign import CannotSend


def _iso() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


_OWN: dict[str, Callable[[], str]] = {
    "$guid": lambda: str(uuid.uuid4()),
    "$randomUUID": lambda: str(uuid.uuid4()),
    "$timestamp": lambda: str(int(time.time())),
    "$isoTimestamp": _iso,
    "$randomInt": lambda: str(random.randint(0, 1000)),  # noqa: S311  (no secret)
    "$randomBoolean": lambda: random.choice(("true", "false")),  # noqa: S311
}


def value_of(name: str) -> str | None:
    """A new value for a dynamic variable; None if there is none of this name. Raises :class:`CannotSend` where Faker is missing."""
    if name in _OWN:
        return _OWN[name]()
    if not name.startswith("$random"):
        return None
    return _from_faker(name)


def missing(names: Iterable[str]) -> str:
    """Why the first of these variables that Faker makes has no value here; "" where Faker is installed, or makes none of them."""
    name = next((one for one in names if one.startswith("$random") and one not in _OWN), "")
    if not name or find_spec("faker"):
        return ""
    without = _without_faker(name)
    return f"{without} {without.todo}"


def _without_faker(name: str) -> CannotSend:
    todo = 'Install what makes it: pip install "kaizala-nb[random]"'
    return CannotSend(f"{{{{{name}}}}} is a random value of Postman's, made by Faker.", todo=todo)


def _from_faker(name: str) -> str | None:
    try:
        from faker import Faker
    except ImportError:
        raise _without_faker(name) from None
    from kaizala_nb.toolkit.collection.foreign.faker_names import PROVIDERS

    provider = PROVIDERS.get(name)
    if provider is None:
        return None
    return str(provider(Faker()))
