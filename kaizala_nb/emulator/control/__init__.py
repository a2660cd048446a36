"""The people and things around the service: phones, clock, journal, a fresh start. Apart from its paths, behind a key."""

from kaizala_nb.emulator.control.routes import declare

__all__ = ["declare"]
