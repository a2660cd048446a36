"""How a request is authorised: an object that adds what the request needs. It may answer one refusal with a new token.

It is built as httpx's ``Auth`` is: the session asks it before a request goes out, and once more after a refusal.
"""

from collections.abc import Callable, Mapping

from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.collection import Step


class Authorisation:
    """A request carries the token that its step names. A refusal stands.

    ``variable`` holds the token in place of the variable that the step names.
    """

    def __init__(self, variable: str | None = None) -> None:
        self._variable = variable

    def headers(self, step: Step, variables: Mapping[str, str]) -> dict[str, str]:
        """The headers that let this request in; none where there is no token yet."""
        if step.token is None:
            return {}
        token = variables.get(self._variable or step.token.variable, "").strip()
        return {step.token.header: token} if token else {}

    def renew(
        self, step: Step, answer: Answer, environment: Environment, send: Callable[[Step], Reply]
    ) -> list[str] | None:
        """Get a new token after this answer, and put it into the environment.

        ``send`` sends a step with the values of the environment; whoever follows the sending of ``step`` follows this one too.

        Returns:
            The sentences that the reply says about the new token; None where the answer stands.

        Raises:
            RefusedError: The service refused to give a new token.
        """
        return None
