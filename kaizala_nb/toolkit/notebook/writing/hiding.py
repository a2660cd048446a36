"""Hides the secrets that a file holds, wherever they stand in its texts."""

import re
from collections.abc import Callable

from kaizala_nb.serving.secrecy import MASK
from kaizala_nb.toolkit.collection import Collection

_SHORTEST = 6  # characters: a shorter text would be found in any other


def masker_of(collection: Collection) -> Callable[[str], str]:
    """A function that puts a mask in place of each secret of the collection's file."""
    secrets = {collection.variables.get(name, "") for name in collection.secrets}
    secrets |= {one for step in collection for one in step.credentials}
    long = sorted((one for one in secrets if len(one) >= _SHORTEST and "{{" not in one), key=len, reverse=True)
    if not long:
        return str
    pattern = re.compile("|".join(map(re.escape, long)))
    return lambda text: pattern.sub(MASK, text)
