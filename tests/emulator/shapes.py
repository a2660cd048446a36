"""What an answer must look like: its shape, which :func:`assert_like` compares it with."""

import re
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Form:
    """A text of this form."""

    pattern: str
    name: str

    def __repr__(self) -> str:
        return self.name


GUID = Form(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "GUID")
ISO = Form(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "ISO")
URL = Form(r"http://127\.0\.0\.1(:\d+)?/att/[0-9a-f-]{36}\.(png|jpg)", "URL")
BASE64 = Form(r"[A-Za-z0-9+/]+=*", "BASE64")


def assert_like(value: Any, shape: Any, where: str = "reply") -> None:
    """Whether an answer has a shape: dicts with the same names in the same order, a list whose every element is like the one in
    the shape (at least one), a type, a :class:`Form`, or else the very value."""
    if isinstance(shape, dict):
        assert isinstance(value, dict), f"{where} is {value!r}"
        assert list(value) == list(shape), f"{where} has {list(value)}"
        for name, inner in shape.items():
            assert_like(value[name], inner, f"{where}.{name}")
    elif isinstance(shape, list):
        assert isinstance(value, list), f"{where} is {value!r}"
        assert bool(value) == bool(shape), f"{where} is {value!r}"
        for index, inner in enumerate(value):
            assert_like(inner, shape[0], f"{where}[{index}]")
    elif isinstance(shape, Form):
        assert isinstance(value, str), f"{where} is {value!r}"
        assert re.fullmatch(shape.pattern, value), f"{where} is {value!r}"
    elif isinstance(shape, type):
        assert type(value) is shape, f"{where} is {value!r}"
    else:
        assert value == shape, f"{where} is {value!r}; its row in operations.py has {shape!r}"
        assert type(value) is type(shape), f"{where} is {value!r}"
