"""The variables of the Kaizala collection, in the order of its published environment."""

from typing import Any

from kaizala_nb.course.advice import sign_in
from kaizala_nb.course.kinds.mobile_number import mask_mobile_number
from kaizala_nb.course.steps import collection as kaizala_collection
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.collection import Collection

PUBLISHED = {
    "mobile-number": "",
    "access-token": "",
    "test-group-id": "",
    "mobile-number-2": "+447700900002",
    "api-root": "http://127.0.0.1:8600",
    "application-id": "",
    "application-secret": "",
    "endpoint-url": "",
    "refresh-token": "",
    "test-public-group-id": "",
    "test-sub-group-id": "",
    "mobile-number-3": "+447700900003",
    "test-action-id": "",
    "test-survey-id": "",
    "test-webhook-id": "",
}
"""The variables of "Kaizala-APIs-environment" with their first values. The published values named a service that is gone, and
numbers of nobody in the course. Here stand the usual address of a local Kaizala, and the numbers of Asha and Ben."""

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
"""Variables that the published environment does not have. The collection's requests have a fixed text in their place, or requests
that came later need them. A notebook's environment has such a variable once it is set; the exported one has them all."""


_FILLED_LAST = ("test-action-id",)
"""Two requests fill it. The id of a job comes first, for the request after it; the id of a custom card comes later, and stays."""

_OF_SIGN_IN = ("refresh-token", "access-token", "endpoint-url")


class KaizalaEnvironment(Environment):
    """The variables; and the names of groups and the questions of cards, which replies have told."""

    names: dict[str, str]  # of groups, by their ids
    questions: dict[str, list[dict[str, Any]]]  # of cards, by their action ids

    def __init__(self, collection: Collection = kaizala_collection) -> None:
        self.names = {}
        self.questions = {}
        super().__init__(collection, PUBLISHED, _FILLED_LAST)

    def name_of(self, value: str) -> str:
        """The name of the group that has this id, "" where it is not known."""
        return self.names.get(value, "")

    def how_to_give(self, name: str) -> str:
        """How to give what signs a person in, the address of the inbox, and the connector, which belongs to a Kaizala."""
        if name in _OF_SIGN_IN:
            return sign_in(self)
        if name == "callback-url":
            return "Start the inbox, whose address it is: kaizala.inbox()"
        if not name.startswith("application-"):
            return ""
        return (
            "Give the connector: Kaizala(url=..., application_id=..., application_secret=...), "
            f"or the environment variable KAIZALA_{name.upper().replace('-', '_')}."
        )

    def questions_of(self, action_id: str) -> list[dict[str, Any]]:
        """The questions of a card; none where they are not known."""
        return self.questions.get(action_id, [])

    def readable(self, name: str, value: str) -> str:
        """The value as it is shown: of a mobile number only the last digits."""
        return mask_mobile_number(value) if name.startswith("mobile-number") else value
