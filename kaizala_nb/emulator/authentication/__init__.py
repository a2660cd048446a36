"""Signing in: a PIN by SMS, a refresh token for it, access tokens for that."""
