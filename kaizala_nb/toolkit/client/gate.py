"""Whether a request may go where it would go. Every address is asked about: of a step, of a redirect, of a reply."""

from kaizala_nb.serving.secrecy import in_address
from kaizala_nb.toolkit.client import refusals
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.given import given_values, secrets_in
from kaizala_nb.toolkit.client.hosts import AllowedHosts, NamedHosts, origin_of
from kaizala_nb.toolkit.collection import Call, Step


class Gate:
    """Lets requests through to the hosts of ``allowed``."""

    def __init__(self, allowed: AllowedHosts | NamedHosts, environment: Environment) -> None:
        self._allowed = allowed
        self._environment = environment

    def check_call(self, call: Call) -> None:
        """Raise :class:`UntrustedHostError` if a call of somebody else's file must not go where it would go."""
        if call.message is not None:
            self.check_message(call, call.message.url, "The request would go to")

    def check_message(self, call: Call, url: str, how: str) -> None:
        """Raise :class:`UntrustedHostError` if the message of a call may not go to this address. ``how`` begins the sentence."""
        if not isinstance(self._allowed, NamedHosts):
            self.check_origin(url, call.step, how)
            return
        is_guarded = self._allowed.only_these or bool(secrets_in(call, self._environment))
        if is_guarded and not self._allowed.names(url, given_values(call, self._environment)):
            host = self._environment.masker(str(origin_of(url)))
            raise refusals.unnamed_host(call.step, host, how, scripts_run=self._allowed.only_these)

    def check_origin(self, url: str, step: Step, how: str) -> None:
        """Raise :class:`UntrustedHostError` if the address is not allowed. ``how`` begins the sentence: how it came up."""
        allowed = self._allowed
        if allowed.names(url, self._environment.given_values) if isinstance(allowed, NamedHosts) else url in allowed:
            return
        try:
            host = str(origin_of(url))
        except ValueError:
            host = in_address(url)
        host = self._environment.masker(host)
        if isinstance(allowed, NamedHosts):
            raise refusals.unnamed_host(step, host, how, scripts_run=allowed.only_these)
        raise refusals.untrusted(step, host, str(allowed.home), how)
