"""Run in the kernel of a notebook that is marked, before its first cell: every Kaizala in it is one of its own.

A notebook may name the class's Kaizala, ``Kaizala(url=...)``; marking it must neither need that one nor change it.
"""

from typing import Any

from kaizala_nb.course.kaizala import Kaizala

_starts = Kaizala.__init__
_OF_ANOTHER = ("application_id", "application_secret", "key", "allow_hosts")


def _start_its_own(kaizala: Kaizala, url: str | None = None, **options: Any) -> None:
    _starts(kaizala, **{name: value for name, value in options.items() if name not in _OF_ANOTHER})


Kaizala.__init__ = _start_its_own
