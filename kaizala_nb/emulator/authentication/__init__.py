"""Signing in: a PIN by SMS, a refresh token for it, access tokens for that."""

from kaizala_nb.emulator.authentication.routes import declare

__all__ = ["declare"]
