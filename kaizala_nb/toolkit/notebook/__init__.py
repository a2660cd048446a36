"""A collection bound to a session, as a notebook holds it."""
