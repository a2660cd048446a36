"""Whoever is signed in."""

from kaizala_nb.emulator.users.routes import declare

__all__ = ["declare"]
