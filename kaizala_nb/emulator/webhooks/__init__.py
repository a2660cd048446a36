"""Webhooks: who wants to be called when something happens, and the calls."""
