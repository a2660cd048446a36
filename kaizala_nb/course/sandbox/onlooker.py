"""Looks on at what the service holds, as a person in a group would see it, and leaves no trace.

A lesson's check has to see groups, members and answers without using up the learner's tokens or standing in their journal. So it
asks through a connector of its own, and with the emulator's key: such calls are neither counted nor written down.
"""

from typing import Any

from kaizala_nb.course.sandbox.sandbox import Sandbox
from kaizala_nb.toolkit.client.exchange import Answer
from kaizala_nb.toolkit.client.masking import Secret
from kaizala_nb.toolkit.client.refusals import json_object

CONNECTOR = "Checks of the lessons"


class Onlooker:
    """Asks the local Kaizala behind a sandbox in the name of anybody."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._tokens: dict[str, Secret] = {}

    def look(self, number: str, path: str) -> dict[str, Any]:
        """What this person would be answered to a GET: ``look("+447700900001", "/v1/groups?showDetails=true")``.

        ``{}`` where the service says no. Raises :class:`NoSandboxError` where there is no local Kaizala.
        """
        for again in (False, True):
            if again or number not in self._tokens:
                self._tokens[number] = self._new_token(number)
            answer = self._sandbox.look_on(path, {"accessToken": str(self._tokens[number])})
            if answer is not None and answer.status != 401:
                return _object(answer) if answer.status == 200 else {}
        return {}

    def _new_token(self, number: str) -> Secret:
        known = next((row for row in self._sandbox.registered() if row["name"] == CONNECTOR), None)
        connector = known or self._sandbox.new_connector(CONNECTOR)
        application_id = connector["applicationId"]
        headers = {
            "applicationId": application_id,
            "applicationSecret": str(connector["applicationSecret"]),
            "refreshToken": str(self._sandbox.new_token("user", number, application_id=application_id)),
        }
        answer = self._sandbox.look_on("/v1/accessToken", headers)
        return Secret(_object(answer).get("accessToken", "") if answer is not None else "")


def _object(answer: Answer) -> dict[str, Any]:
    return dict(json_object(answer.content))
