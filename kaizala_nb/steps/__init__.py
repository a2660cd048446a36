"""What the API is: one typed function a request, one file a folder of the collection.

The declarations follow the "Kaizala Server APIs" collection, its names to the letter and its order. What a parameter is
called here in ``snake_case`` travels in ``camelCase``.
"""

from kaizala_nb.collection import Collection
from kaizala_nb.steps.authentication import authentication
from kaizala_nb.steps.content import content
from kaizala_nb.steps.groups import groups

__all__ = ["collection"]

collection = Collection("Kaizala Server APIs", [authentication, groups, content])
