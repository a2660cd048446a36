"""Which variables scripts set, as far as their text has the names: whoever misses a value is told where it comes from."""

from collections.abc import Iterable

from kaizala_nb.toolkit.collection.scripts import syntax
from kaizala_nb.toolkit.collection.scripts.effects import change, parts
from kaizala_nb.toolkit.collection.scripts.outcome import Script
from kaizala_nb.toolkit.collection.scripts.parsing import parsed
from kaizala_nb.toolkit.collection.scripts.translation import Unreadable


def filled_by(scripts: Iterable[Script]) -> list[str]:
    """The names of the variables that the scripts may set, each once, in their order."""
    names: dict[str, None] = {}
    for script in scripts:
        try:
            body = parsed(script.text).body
        except Unreadable:
            continue
        for part in (part for statement in body for part in parts(statement)):
            word, _, name = change(part) or ("", "", None)
            if word == "set" and isinstance(name, syntax.Literal) and isinstance(name.value, str):
                names[name.value] = None
    return list(names)
