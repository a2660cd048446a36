"""When the service is busy, or the line breaks: whether to send again, and how long to wait before.

urllib3's ``Retry`` keeps the rules. It is asked here, above the adapters, so that a service in the same process is met alike, and
so that a wait can be announced before it begins.
"""

import time
from collections.abc import Callable

from urllib3.exceptions import MaxRetryError
from urllib3.util import Retry

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.display import faces

MOST_SECONDS = 60  # who is asked to wait longer shall choose: a cell that hangs for an hour looks broken
_MOST_REPEATS = 3
_THROTTLED, _UNAVAILABLE = 429, 503


def pause(seconds: float) -> None:
    """Wait. Every wait goes through here, so that tests can do without; an interrupt ends it."""
    time.sleep(seconds)


class Patience:
    """What one sending of a step may still put up with, and what it did.

    ``throttled``: wait and send again when there were too many requests, which were not carried out. ``trouble``: also when the
    service is unavailable or the connection fails, for steps that are safe to repeat. ``say`` is told of each wait that the
    service asks for. Both kinds count together: three repeats are all there are.
    """

    def __init__(self, step: Step, *, throttled: bool, trouble: bool, say: Callable[[str], None]) -> None:
        self._method = step.method
        self._service = step.service
        self._takes_trouble = trouble and step.safe_to_repeat
        self._policy = Retry(
            total=_MOST_REPEATS,
            allowed_methods=None,  # the step knows whether it is safe to repeat
            status_forcelist=([_THROTTLED] if throttled else []) + ([_UNAVAILABLE] if self._takes_trouble else []),
            respect_retry_after_header=False,  # read here: a date is measured by the service's clock, not by this computer's
            backoff_factor=0.3,
        )
        self._say = say
        self._sent = 0
        self._waits: list[str] = []
        self._troubles: list[str] = []

    @property
    def trouble(self) -> str:
        """ "It was sent 2 times: the connection failed.", or nothing where there was no trouble."""
        if not self._troubles:
            return ""
        return f"It was sent {faces.count(self._sent, 'time')}: {', then '.join(dict.fromkeys(self._troubles))}."

    @property
    def notes(self) -> list[str]:
        """What a reply says of it."""
        return [*self._waits, *filter(None, [self.trouble])]

    def sending(self) -> None:
        """Count the request that goes out now."""
        self._sent += 1

    def outlasts_answer(self, answer: Answer) -> bool:
        """Whether to send again after this answer. If so, the wait is over when this returns."""
        asked = answer.retry_after
        if not self._policy.is_retry(self._method, answer.status) or (asked or 0) > MOST_SECONDS:
            return False
        throttled = answer.status == _THROTTLED
        if (throttled and asked is None) or not self._counts_one():
            return False
        if asked is None:
            self._troubles.append(f"{self._service.at_start} answered {_UNAVAILABLE}")
            pause(self._policy.get_backoff_time())
            return True
        seconds = faces.count(asked, "second")
        if throttled:
            self._waits.append(
                f"Too many requests: waited {seconds}, as {self._service.name} asked, and sent it again."
            )
        else:
            self._troubles.append(f"{self._service.at_start} answered {_UNAVAILABLE} and asked to wait {seconds}")
        why = "too many requests" if throttled else "it is not available"
        self._say(f"{self._service.at_start} asked to wait: {why}. Sending again in {seconds}.")
        pause(asked)
        return True

    def outlasts_trouble(self, trouble: errors.ConnectionTrouble) -> bool:
        """The same after a connection that failed. Where nobody listens, sending again does not help."""
        if not self._takes_trouble or trouble.nobody_listens or not self._counts_one():
            return False
        self._troubles.append("the connection failed")
        pause(self._policy.get_backoff_time())
        return True

    def _counts_one(self) -> bool:
        """Count one more repeat; false when all are used up."""
        try:
            self._policy = self._policy.increment(self._method)
        except MaxRetryError:
            return False
        return True
