"""Kaizala's authorisation: the header ``accessToken``, and a new access token once when one is refused."""

from kaizala_nb.course.steps.authentication import access_token
from kaizala_nb.toolkit.client.authorisation import Authorisation, Authorised, Sender
from kaizala_nb.toolkit.client.refusals import json_object
from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.collection import Call

_WANTED = ("access-token", "refresh-token", "application-id", "application-secret")
_RENEWED = "The access token {}: a new one was fetched and the request was sent again."


class RenewedAccessToken(Authorisation):
    """The access token, which the refresh token renews when the service refuses it."""

    def renew(self, call: Call, sent: Call, answer: Answer, sender: Sender) -> Authorised | None:
        """A new access token, where the answer calls for one: the service calls every such case ``InvalidToken``."""
        environment = sender.environment
        message = call.message  # of a request that somebody has changed in a file
        carries = call.step.token is not None if message is None else "access-token" in message.used
        if not carries or answer.status != 401:
            return None
        if json_object(answer.content).get("errorCode") != "InvalidToken" or not all(map(environment.get, _WANTED)):
            return None
        expiry = environment.expires("access-token")
        expired = expiry is not None and answer.now is not None and answer.now >= expiry
        renewed = sender.send(sender.prepare(access_token, {}))
        again = call if message is None else sender.prepare(call.step, call.arguments)
        return Authorised(again, [_RENEWED.format("had expired" if expired else "was refused"), *renewed.notes])
