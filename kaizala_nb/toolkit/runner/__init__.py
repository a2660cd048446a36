"""A collection that is run from a terminal, without a notebook."""
