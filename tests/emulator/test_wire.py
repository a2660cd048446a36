"""What fields of a body take in another type than their own, as Json.NET did: up to where, and not beyond."""

from typing import Annotated

import pytest
from pydantic import ValidationError

from kaizala_nb.emulator.wire import Flag, Number, Text, Whole, Wire, between


class Body(Wire):
    """A field of each kind."""

    whole: Whole = 0
    number: Number = 0.0
    flag: Flag = False
    text: Text = ""
    hours: Annotated[Whole, between(0, 24)] = 0


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ({"whole": "7"}, 7),
        ({"whole": 7.0}, 7),
        ({"WHOLE": " 7 "}, 7),
        ({"whole": 2**53}, 2**53),
        ({"whole": -(2**53)}, -(2**53)),
        ({"number": "2.5"}, 2.5),
        ({"number": 1}, 1.0),
        ({"flag": "TRUE"}, True),
        ({"flag": 0}, False),
        ({"flag": "false"}, False),
        ({"text": 7}, "7"),
        ({"text": True}, "true"),
        ({"hours": 0}, 0),
        ({"hours": 24}, 24),
    ],
)
def test_what_is_taken(given, read):
    [name] = given
    value = getattr(Body.model_validate(given), name.lower())
    assert (value, type(value)) == (read, type(read))


@pytest.mark.parametrize(
    "given",
    [
        {"whole": 2**53 + 1},
        {"whole": -(2**53) - 1},
        {"whole": str(2**53 + 1)},
        {"whole": 7.5},
        {"whole": True},
        {"whole": "7_0"},
        {"number": 1e300},
        {"number": "nan"},
        {"number": True},
        {"flag": "yes"},
        {"text": ["7"]},
        {"hours": -1},
        {"hours": 25},
    ],
)
def test_what_is_not(given):
    with pytest.raises(ValidationError):
        Body.model_validate(given)
