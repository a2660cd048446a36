"""Runs before the first cell of a notebook that is marked: every Kaizala in the notebook becomes one of its own.

A notebook may name the Kaizala of the class, ``Kaizala(url=...)``. Marking must not need that one, and must not change it.
"""

from typing import Any

from kaizala_nb.course.kaizala import Kaizala

_starts = Kaizala.__init__
_OF_ANOTHER = ("application_id", "application_secret", "key", "allow_hosts")


def _start_its_own(kaizala: Kaizala, url: str | None = None, **options: Any) -> None:
    _starts(kaizala, **{name: value for name, value in options.items() if name not in _OF_ANOTHER})


if __name__ == "__main__":  # in the kernel of the notebook, which imports this very class
    Kaizala.__init__ = _start_its_own  # type: ignore[method-assign,assignment]
