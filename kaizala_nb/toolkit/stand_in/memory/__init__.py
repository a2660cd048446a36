"""Remembers what was sent: what was posted can be read, changed, listed and deleted.

:mod:`spelling` says how paths name a collection, :mod:`roles` what each request does to a thing, :mod:`connections` which are
about the same things. :mod:`resources` says what the saved examples tell
of things: their ids, their shapes, what is there at the start. :mod:`acts` carries a request out. What has changed since the start
lies in :mod:`things`; nothing else is kept. Where no example stands behind an answer, :mod:`granting` makes it
such that the scripts of the request find what they look up.
"""

from kaizala_nb.toolkit.stand_in.memory.inventions import Invention, made_up, one_by_one, without_things
from kaizala_nb.toolkit.stand_in.memory.memory import Memory
from kaizala_nb.toolkit.stand_in.memory.things import TABLES

__all__ = ["TABLES", "Invention", "Memory", "made_up", "one_by_one", "without_things"]
