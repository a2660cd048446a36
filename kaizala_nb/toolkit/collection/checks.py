"""What is wrong with a value, in a sentence; and the value as it is sent. One check a kind of parameter."""

import math
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kaizala_nb.toolkit.collection import values
from kaizala_nb.toolkit.collection.plain import refuse_half_characters
from kaizala_nb.toolkit.collection.upload import Upload, only_a_name

if TYPE_CHECKING:
    from kaizala_nb.toolkit.collection.parameter import Parameter


def text(parameter: "Parameter", value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{parameter.label} is text, not {type(value).__name__}.")
    if parameter.needed and not value.strip():
        raise ValueError(f"{parameter.label} is needed.")
    if parameter.longest and len(value) > parameter.longest:
        raise ValueError(f"{parameter.label} has {len(value):,} characters. It may have {parameter.longest:,}.")
    return value


def number(parameter: "Parameter", value: object) -> int:
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


def decimal(parameter: "Parameter", value: object) -> float:
    if not isinstance(value, bool) and math.isfinite(number := values.as_number(value)):
        return number
    raise ValueError(f"{parameter.label} is a number.")


def flag(parameter: "Parameter", value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{parameter.label} is True or False.")
    return value


def choice(parameter: "Parameter", value: object) -> str:
    if value not in parameter.choices:
        raise ValueError(f"{parameter.label} is one of {', '.join(parameter.choices)}.")
    return str(value)


def choices(parameter: "Parameter", value: object) -> list[str]:
    entries = texts(parameter, value)
    for entry in entries:
        if entry not in parameter.choices:
            raise ValueError(f"{entry!r} is none of {', '.join(parameter.choices)}.")
    return entries


def texts(parameter: "Parameter", value: object) -> list[str]:
    """A list, or text with commas or line breaks between its entries, as it is typed into a form."""
    if isinstance(value, str):
        value = [entry.strip() for entry in re.split(r"[,;\n]", value) if entry.strip()]
    if not isinstance(value, list | tuple | set | frozenset):
        raise ValueError(f"{parameter.label} is a list.")
    if None in value:
        number = list(value).index(None) + 1
        raise ValueError(f"{parameter.label}: entry {number} of {len(value)} is missing.")
    return [text(parameter, entry) for entry in value]


def duration(parameter: "Parameter", value: object) -> int:
    return values.read_duration(value, parameter.unit)


def time(parameter: "Parameter", value: object) -> str | int:
    number = None if parameter.unit == "iso" else _whole(value)
    if number is not None:
        return number
    return values.written_time(values.read_time(value), parameter.unit)


def files(parameter: "Parameter", value: object) -> list[Upload]:
    """Files, or the paths of files; one alone need not be in a list.

    A path is a ``Path``, which no file of Postman's, no variable and no reply can hold: what they hold is text, and text opens
    nothing. The texts that a caller gives become paths in :meth:`~kaizala_nb.toolkit.collection.step.Step.bind`.
    """
    given = [value] if isinstance(value, str | Path | Upload) else value
    if not isinstance(given, list | tuple):
        raise ValueError(f"{parameter.label}: a list of paths of files.")
    for one in given:
        if isinstance(one, str):
            raise ValueError(only_a_name(one))
        if not isinstance(one, Path | Upload):
            raise ValueError(f"{parameter.label}: a list of paths of files.")
    uploads = [one if isinstance(one, Upload) else Upload.read(one) for one in given]
    refuse_half_characters([upload.name for upload in uploads], "The name of a file")
    return uploads
