"""Postman's files: writes a collection and its environment for Postman, and reads them back.

Postman's format cannot say everything about a step, such as which parameter a text belongs to. That stands in the file under a
key of its own (:data:`KEY`), which Postman's schema permits. A file without that key is read too: then its ``{{variables}}`` are
the parameters.
"""

KEY = "_kaizala_nb"
"""The key in a file that only this package uses, on an item and on a folder."""

SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"


class PostmanFileError(ValueError):
    """A file is no Postman collection, or it cannot be read. The sentence says why."""
