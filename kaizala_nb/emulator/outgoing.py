"""Requests that the emulator itself makes."""

from functools import partial

from kaizala_nb.serving import outgoing

call = partial(outgoing.call, who="this Kaizala")
"""See :func:`kaizala_nb.serving.outgoing.call`."""
