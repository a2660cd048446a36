"""Sub-groups: groups in a hierarchy."""

from kaizala_nb.emulator.subgroups.routes import declare

__all__ = ["declare"]
