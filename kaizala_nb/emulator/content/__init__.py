"""What is said in a group."""

from kaizala_nb.emulator.content.routes import declare

__all__ = ["declare"]
