"""How a request is authorised: an object that adds what the request needs, and that may answer one refusal with a new token.

It is built as httpx's ``Auth`` is: the session asks it before a request goes out, and once more after a refusal.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.collection import Step

if TYPE_CHECKING:
    from kaizala_nb.toolkit.client.sending import Watch
    from kaizala_nb.toolkit.client.session import Session


class Authorisation:
    """The token that a step names goes with it. A refusal stands.

    ``variable`` holds the token in place of the variable that a step names.
    """

    def __init__(self, variable: str | None = None) -> None:
        self._variable = variable

    def headers(self, step: Step, variables: Mapping[str, str]) -> dict[str, str]:
        """The headers that let this request in; none where there is no token yet."""
        if step.token is None:
            return {}
        token = variables.get(self._variable or step.token.variable, "").strip()
        return {step.token.header: token} if token else {}

    def renew(self, step: Step, answer: Answer, session: "Session", watch: "Watch") -> list[str] | None:
        """Get a new token because of this answer. Gives what a reply says about it; None where the answer stands.

        ``watch`` is who follows the sending that was refused: what is sent for a new token is a part of it.

        Raises the error of the family if a new token was asked for and refused.
        """
        return None
