"""Subscribers of public groups."""

from kaizala_nb.emulator.subscribers.routes import declare

__all__ = ["declare"]
