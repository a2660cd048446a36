"""What the API is: one typed function a request, one file a folder of the collection.

The declarations follow the "Kaizala Server APIs" collection: 52 requests in five folders, their names to the letter and in its
order. Ten that were added to it in 2018 and 2019 follow in folders of their own, and after them what the service could do and the
collection never had. What a parameter is called here in ``snake_case`` travels in ``camelCase``.
"""

from kaizala_nb.collection import Collection
from kaizala_nb.steps.authentication import added_authentication, authentication
from kaizala_nb.steps.bots import bots
from kaizala_nb.steps.cards import custom_cards
from kaizala_nb.steps.content import content
from kaizala_nb.steps.groups import added_groups, groups, other_groups
from kaizala_nb.steps.media import added_media
from kaizala_nb.steps.queries import queries
from kaizala_nb.steps.reactions import reactions
from kaizala_nb.steps.webhooks import other_webhooks, webhooks

__all__ = ["collection"]

collection = Collection(
    "Kaizala Server APIs",
    [
        *(authentication, groups, content, queries, webhooks),
        *(added_authentication, added_media, added_groups, bots),
        *(other_groups, custom_cards, other_webhooks, reactions),
    ],
)
