"""Likes and comments."""

from kaizala_nb.emulator.reactions.routes import declare

__all__ = ["declare"]
