"""Kaizala, taught: its requests, its lessons, the door to a local Kaizala."""
