"""Postman's files: the collection and its environment written for Postman, and read back.

What Postman's format has no place for, such as which parameter a text belongs to, stands beside it under a key of our own, which
its schema permits. A file without that key is read all the same: its ``{{variables}}`` are then the parameters.
"""

KEY = "_kaizala_nb"
"""The key of our own, on an item and on a folder."""

SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"


class PostmanFileError(ValueError):
    """A file that is no Postman collection, or one that cannot be read; the sentence says why."""
