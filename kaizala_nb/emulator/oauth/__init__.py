"""Signing in by OAuth: a page that asks for number and PIN, a code, and tokens for the code."""
