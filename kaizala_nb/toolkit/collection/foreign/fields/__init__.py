"""What a person would change in a request of anybody's collection: each such value is a field, with the place where it stands.

A value that is given replaces the one in the file, in its place; all else stays as the file has it. If none is given, the request
is that of the file.
"""

from kaizala_nb.toolkit.collection.foreign.fields.entries import file_part
from kaizala_nb.toolkit.collection.foreign.fields.finding import fields_in, found_in, with_descriptions
from kaizala_nb.toolkit.collection.foreign.fields.found import Found, RequestField, edited

__all__ = ["Found", "RequestField", "edited", "fields_in", "file_part", "found_in", "with_descriptions"]
