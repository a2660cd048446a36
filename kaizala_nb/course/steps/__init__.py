"""What the API is: one typed function a request, one file a folder of the collection.

The declarations follow the "Kaizala Server APIs" collection: 52 requests in five folders, their names to the letter and in its
order. Ten that were added to it in 2018 and 2019 follow in folders of their own, and after them what the service could do and the
collection never had. What a parameter is called here in ``snake_case`` travels in ``camelCase``.
"""

from kaizala_nb.course.steps.authentication import added_authentication, authentication
from kaizala_nb.course.steps.bots import bots
from kaizala_nb.course.steps.cards import custom_cards
from kaizala_nb.course.steps.content import content
from kaizala_nb.course.steps.groups import added_groups, groups, other_groups
from kaizala_nb.course.steps.media import added_media
from kaizala_nb.course.steps.queries import queries
from kaizala_nb.course.steps.reactions import reactions
from kaizala_nb.course.steps.webhooks import other_webhooks, webhooks
from kaizala_nb.toolkit.collection import Collection

__all__ = ["collection"]

collection = Collection(
    "Kaizala Server APIs",
    [
        *(authentication, groups, content, queries, webhooks),
        *(added_authentication, added_media, added_groups, bots),
        *(other_groups, custom_cards, other_webhooks, reactions),
    ],
    doc="The requests of the Kaizala REST API. Run them in order: each fills variables for those after it.",
)
