"""Bots: members of groups that are programs, with tokens of their own."""
