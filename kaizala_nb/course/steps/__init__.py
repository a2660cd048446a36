"""What the API is: a typed function for each request, a file or a package for each folder.

The declarations follow the "Kaizala Server APIs" collection, in its order and with its names to the letter. A parameter has its
name here in ``snake_case``; it travels in ``camelCase``. The last line of a docstring says what is known of the request: it names a
row on the page of evidence.
"""

from kaizala_nb.course.steps import authentication, bots, content, groups, queries, reactions, webhooks
from kaizala_nb.toolkit.collection import Collection

__all__ = ["collection"]

collection = Collection(
    "Kaizala Server APIs",
    [
        # the collection as it was published
        authentication.authentication,
        groups.groups,
        content.content,
        queries.queries,
        webhooks.webhooks,
        # what was added to it in 2018 and 2019
        authentication.added_authentication,
        content.added_media,
        groups.added_groups,
        bots.bots,
        # what the service could do, and the collection never had
        groups.other_groups,
        content.other_content,
        webhooks.other_webhooks,
        reactions.reactions,
    ],
    doc="The requests of the Kaizala REST API. Run them in order: each fills variables for those after it.",
)
