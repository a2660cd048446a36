"""Access tokens of OAuth 2 at a practice service: it gives one if the collection has an example of that; or one is invented."""

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.authorisation import Authorised, Sender, wanting, with_token
from kaizala_nb.toolkit.client.oauth2 import FetchedTokens
from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.collection import Call

_TOKEN = "practice-access-token"  # noqa: S105  (it opens nothing)


class PracticeTokens(FetchedTokens):
    """A request that wants a token always gets one."""

    def authorised(self, call: Call, sender: Sender) -> Authorised:  # as above
        try:
            return super().authorised(call, sender)
        except errors.ApiError:
            step = wanting(call)
            if step is None:
                raise
            sender.environment.masker.learn(_TOKEN, f"{{{{{step.token_variable}}}}}")
            return Authorised(
                with_token(step, call, _TOKEN), ["The practice service gives no token, so one was invented."]
            )

    def renew(self, call: Call, sent: Call, answer: Answer, sender: Sender) -> Authorised | None:  # as above
        try:
            return super().renew(call, sent, answer, sender)
        except errors.ApiError:
            return None
