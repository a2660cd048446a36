"""An onlooker: it sees what a person would see at the service, and leaves no trace.

The check of a lesson has to see groups, members and answers. It must not replace the learner's tokens, and its calls must not stand
in the learner's journal. So it has a connector of its own, and sends the emulator's key: the service neither counts nor records
such calls.
"""

from typing import Any

from kaizala_nb.course.sandbox.sandbox import Sandbox
from kaizala_nb.toolkit.client.exchange import Answer
from kaizala_nb.toolkit.client.masking import Secret
from kaizala_nb.toolkit.client.refusals import json_object

CONNECTOR = "Checks of the lessons"


class Onlooker:
    """Sends GET requests to the local Kaizala of a sandbox, in the name of any person."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._tokens: dict[str, Secret] = {}

    def look(self, number: str, path: str) -> dict[str, Any]:
        """The answer that a person would get: ``look("+447700900001", "/v1/groups?showDetails=true")``.

        Gives ``{}`` if the service refuses. Raises :class:`NoSandboxError` if there is no local Kaizala.
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
