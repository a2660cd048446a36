"""Webhooks: who wants to be called when something happens, and the calls."""

from kaizala_nb.emulator.webhooks.routes import declare

__all__ = ["declare"]
