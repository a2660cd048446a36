"""When the service is busy or the connection breaks: whether to send again, and how long to wait first.

The rules are those of urllib3's ``Retry``. They apply here, above the adapters. So they hold for a service in the same process too,
and a wait can be announced before it begins.
"""

import time
from collections.abc import Callable

from urllib3.exceptions import MaxRetryError
from urllib3.util import Retry

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.transport import Answer
from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.display import faces

MOST_SECONDS = 60  # a longer wait is for the user to decide: a cell that hangs for an hour looks broken
_MOST_REPEATS = 3
_THROTTLED, _UNAVAILABLE = 429, 503


def pause(seconds: float) -> None:
    """Wait; an interrupt ends it. Every wait goes through here, so that a test can replace it."""
    time.sleep(seconds)


class Patience:
    """How often one sending of a step may still be repeated, and why it was repeated.

    Args:
        step: What is sent.
        throttled: Wait and send again after too many requests: the service did not carry out this one.
        trouble: Send again when the service is unavailable or the connection fails, if the step is safe to repeat.
        say: Called with a sentence before each wait that the service asks for.

    There are three repeats at most, for both reasons together.
    """

    def __init__(self, step: Step, *, throttled: bool, trouble: bool, say: Callable[[str], None]) -> None:
        self._step = step
        self._method = step.method
        self._service = step.service
        self._takes_trouble = trouble and step.safe_to_repeat
        repeated = {_THROTTLED: throttled, _UNAVAILABLE: self._takes_trouble}
        self._policy = Retry(
            total=_MOST_REPEATS,
            allowed_methods=None,  # the step knows whether it is safe to repeat
            status_forcelist=[status for status, again in repeated.items() if again],
            respect_retry_after_header=False,  # read here: urllib3 compares a date with this computer's clock
            backoff_factor=0.3,
        )
        self._say = say
        self._sent = 0
        self._waits: list[str] = []
        self._troubles: list[str] = []

    @property
    def trouble(self) -> str:
        """ "It was sent 2 times: the connection failed."; "" if there was no trouble."""
        if not self._troubles:
            return ""
        return f"It was sent {faces.count(self._sent, 'time')}: {', then '.join(dict.fromkeys(self._troubles))}."

    @property
    def notes(self) -> list[str]:
        """The sentences that a reply says about it. A step of somebody else's file names what switches that off."""
        trouble = self.trouble and f"{self.trouble}{self._switched_off('retry_trouble')}"
        waits = [f"{one}{self._switched_off('wait_when_throttled')}" for one in self._waits]
        return [*waits, *filter(None, [trouble])]

    def _switched_off(self, switch: str) -> str:
        if not isinstance(self._step, ForeignStep):
            return ""
        return f" To send it once: {self._service.variable}.session.{switch} = False"

    def offer(self, answer: Answer) -> str:
        """The sentence that names what would send again after this answer; "" if nothing would, or if it is on."""
        waits = answer.status == _THROTTLED and answer.retry_after is not None
        repeats = answer.status == _UNAVAILABLE and self._step.safe_to_repeat
        if not (waits or repeats) or self._policy.is_retry(self._method, answer.status):
            return ""
        switch = "wait_when_throttled" if waits else "retry_trouble"
        return f"To let the session send it again by itself: {self._service.variable}.session.{switch} = True"

    def sending(self) -> None:
        """Count the request that goes out now."""
        self._sent += 1

    def outlasts_answer(self, answer: Answer) -> bool:
        """Whether to send again after this answer. If so, the wait is over when this returns."""
        wait = answer.retry_after
        if not self._policy.is_retry(self._method, answer.status) or (wait or 0) > MOST_SECONDS:
            return False
        throttled = answer.status == _THROTTLED
        if (throttled and wait is None) or not self._use_repeat():
            return False
        if wait is None:
            self._troubles.append(f"{self._service.at_start} answered {_UNAVAILABLE}")
            pause(self._policy.get_backoff_time())
            return True
        seconds = faces.count(wait, "second")
        if throttled:
            self._waits.append(
                f"Too many requests: waited {seconds}, as {self._service.name} asked, and sent it again."
            )
        else:
            self._troubles.append(f"{self._service.at_start} answered {_UNAVAILABLE} and asked to wait {seconds}")
        why = "too many requests" if throttled else "it is not available"
        self._say(f"{self._service.at_start} asked to wait: {why}. Sending again in {seconds}.")
        pause(wait)
        return True

    def outlasts_trouble(self, trouble: errors.ConnectionTrouble) -> bool:
        """Whether to send again after a failed connection. If nobody listens, sending again does not help."""
        if not self._takes_trouble or trouble.nobody_listens or not self._use_repeat():
            return False
        self._troubles.append("the connection failed")
        pause(self._policy.get_backoff_time())
        return True

    def _use_repeat(self) -> bool:
        """Count one more repeat. False if there is none left."""
        try:
            self._policy = self._policy.increment(self._method)
        except MaxRetryError:
            return False
        return True
