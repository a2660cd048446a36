"""Writes a collection as notebooks that can be run cell by cell."""
