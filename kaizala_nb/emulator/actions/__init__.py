"""Actions: the cards that are sent to a group, the responses to them, and how one asks for them again."""

from kaizala_nb.emulator.actions.routes import declare

__all__ = ["declare"]
