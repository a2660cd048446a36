"""The checks of values, one for each kind of parameter.

A check gives the value as it is sent. If the value is wrong it raises ``ValueError`` with a sentence.
"""

import math
import re
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from kaizala_nb.toolkit.collection import times
from kaizala_nb.toolkit.collection.plain import refuse_half_characters
from kaizala_nb.toolkit.collection.upload import Upload, only_a_name


class Rules(Protocol):
    """What a check must know of a parameter: a :class:`~kaizala_nb.toolkit.collection.parameter.Parameter` has all of it."""

    @property
    def label(self) -> str: ...
    @property
    def needed(self) -> bool: ...
    @property
    def longest(self) -> int | None: ...
    @property
    def choices(self) -> tuple[str, ...]: ...
    @property
    def unit(self) -> str: ...


def text(parameter: Rules, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{parameter.label} is text, not {type(value).__name__}.")
    if parameter.needed and not value.strip():
        raise ValueError(f"{parameter.label} is needed.")
    if parameter.longest and len(value) > parameter.longest:
        raise ValueError(f"{parameter.label} has {len(value):,} characters. It may have {parameter.longest:,}.")
    return value


def number(parameter: Rules, value: object) -> int:
    whole = _whole(value)
    if whole is None and isinstance(value, str):
        with suppress(ValueError):
            whole = int(value)
    if whole is None:
        raise ValueError(f"{parameter.label} is a whole number.")
    return whole


def _whole(value: object) -> int | None:
    """An ``int``, or a ``float`` such as 5.0: a column of pandas where one value is missing holds 5 as 5.0. Otherwise None."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if isinstance(value, int) or value.is_integer() else None


def decimal(parameter: Rules, value: object) -> float:
    number = times.as_number(value)
    if isinstance(value, bool) or not math.isfinite(number):
        raise ValueError(f"{parameter.label} is a number.")
    return number


def flag(parameter: Rules, value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{parameter.label} is True or False.")
    return value


def choice(parameter: Rules, value: object) -> str:
    if value not in parameter.choices:
        raise ValueError(f"{parameter.label} is one of {', '.join(parameter.choices)}.")
    return str(value)


def choices(parameter: Rules, value: object) -> list[str]:
    entries = texts(parameter, value)
    for entry in entries:
        if entry not in parameter.choices:
            raise ValueError(f"{entry!r} is none of {', '.join(parameter.choices)}.")
    return entries


def texts(parameter: Rules, value: object) -> list[str]:
    """A list. A text is a list too, with commas, semicolons or line breaks between its entries: so people type it into a form."""
    if isinstance(value, str):
        value = [entry.strip() for entry in re.split(r"[,;\n]", value) if entry.strip()]
    if not isinstance(value, list | tuple | set | frozenset):
        raise ValueError(f"{parameter.label} is a list.")
    if None in value:
        number = list(value).index(None) + 1
        raise ValueError(f"{parameter.label}: entry {number} of {len(value)} is missing.")
    return [text(parameter, entry) for entry in value]


def duration(parameter: Rules, value: object) -> int:
    return times.read_duration(value, parameter.unit)


def time(parameter: Rules, value: object) -> str | int:
    number = None if parameter.unit == "iso" else _whole(value)
    if number is not None:
        return number
    return times.written_time(times.read_time(value), parameter.unit)


def files(parameter: Rules, value: object) -> list[Upload]:
    """Files, or paths of files. A single one need not be in a list.

    Only a ``Path`` opens a file. A Postman file, a variable and a reply hold texts, and a text opens nothing here. The texts that a
    caller gives become paths in :meth:`~kaizala_nb.toolkit.collection.step.Step.bind`, before they come here.
    """
    entries = [value] if isinstance(value, str | Path | Upload) else value
    if not isinstance(entries, list | tuple):
        raise ValueError(f"{parameter.label}: a list of paths of files.")
    for one in entries:
        if isinstance(one, str):
            raise ValueError(only_a_name(one))
        if not isinstance(one, Path | Upload):
            raise ValueError(f"{parameter.label}: a list of paths of files.")
    uploads = [one if isinstance(one, Upload) else Upload.read(one) for one in entries]
    refuse_half_characters([upload.name for upload in uploads], "The name of a file")
    return uploads
