"""Bots: members of groups that are programs, with tokens of their own."""

from kaizala_nb.emulator.bots.routes import declare

__all__ = ["declare"]
