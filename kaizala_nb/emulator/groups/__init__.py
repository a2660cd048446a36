"""Groups and their members."""

from kaizala_nb.emulator.groups.routes import declare

__all__ = ["declare"]
