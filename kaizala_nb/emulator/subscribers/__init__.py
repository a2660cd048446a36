"""Subscribers of public groups."""
