"""Carries scripts out in QuickJS: in a process of its own, with bounded time and memory, no file and no network."""
