"""The variables of the Kaizala collection, in the order and with the values of its published environment."""

from typing import Any

from kaizala_nb.course.kinds.mobile_number import mask_mobile_number
from kaizala_nb.course.steps import collection as kaizala_collection
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.collection import Collection

PUBLISHED = {
    "mobile-number": "",
    "access-token": "",
    "test-group-id": "",
    "mobile-number-2": "+911199999999",
    "api-root": "https://api.kaiza.la",
    "application-id": "",
    "application-secret": "",
    "endpoint-url": "",
    "refresh-token": "",
    "test-public-group-id": "",
    "test-sub-group-id": "",
    "mobile-number-3": "+91109999999",
    "test-action-id": "",
    "test-survey-id": "",
    "test-webhook-id": "",
}
"""The variables of "Kaizala-APIs-environment" with the values they were published with."""

BEYOND = {
    "pin": "",
    "callback-url": "",
    "callback-token": "tokenToBeVerifiedByCallback",
    "media-resource": "",
    "media-url": "",
    "test-member-id": "",
    "test-reference-id": "",
    "action-webhook-id": "",
    "package-webhook-id": "",
    "bot-user-id": "",
    "bot-access-token": "",
    "my-user-id": "",
}
"""Variables that the collection had no name for: what its requests hold as fixed text, or what later ones need. They are in a
notebook's environment once they are set, and in the exported one from the start."""


_FILLED_LAST = ("test-action-id",)
"""A job's id goes in first, for the request after it; what stays is a custom card's."""


class KaizalaEnvironment(Environment):
    """The variables, and what replies have told beside them: what groups are called, what cards ask."""

    def __init__(self, collection: Collection = kaizala_collection) -> None:
        # of groups, by id
        self.names: dict[str, str] = {}
        # of cards, by action id
        self.questions: dict[str, list[dict[str, Any]]] = {}
        super().__init__(collection, PUBLISHED, _FILLED_LAST)

    def name_of(self, value: str) -> str:
        """What the group of this id is called."""
        return self.names.get(value, "")

    def how_to_give(self, name: str) -> str:
        """A connector is given with the Kaizala that it is for."""
        if not name.startswith("application-"):
            return ""
        return (
            "Give the connector: Kaizala(url=..., application_id=..., application_secret=...), "
            f"or the environment variable KAIZALA_{name.upper().replace('-', '_')}."
        )

    def asked(self, action_id: str) -> list[dict[str, Any]]:
        """The questions of a card, where they are known."""
        return self.questions.get(action_id, [])

    def readable(self, name: str, value: str) -> str:
        """Of a mobile number, the last digits."""
        return mask_mobile_number(value) if name.startswith("mobile-number") else value
