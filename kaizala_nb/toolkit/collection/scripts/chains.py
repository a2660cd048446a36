"""``pm.expect(...)`` and its chains: what the library chai, version 4, makes of them."""

from collections.abc import Sequence

from kaizala_nb.toolkit.collection.scripts.assertion_words import METHODS, PROPERTIES
from kaizala_nb.toolkit.collection.scripts.assertions import Assertion
from kaizala_nb.toolkit.collection.scripts.values import Host, Lost, Native, Unknown, Value, shown

Arguments = Sequence[Value]
WORDS = {
    "to",
    "be",
    "been",
    "is",
    "and",
    "has",
    "have",
    "with",
    "that",
    "which",
    "at",
    "of",
    "same",
    "but",
    "does",
    "still",
    "also",
}
"""What a chain says for the ear alone."""
OF_REPLY_CALLED = {"status", "statusCode", "statusCodeClass", "statusReason", "header", "body", "jsonBody"}
OF_REPLY = OF_REPLY_CALLED | {
    "info", "success", "redirection", "clientError", "serverError", "error", "accepted", "withoutContent", "badRequest", "json",
    "unauthorised", "unauthorized", "forbidden", "notFound", "notAcceptable", "rateLimited", "withBody",
}  # fmt: skip
"""The words for replies."""
FLAGS = {"not", "deep", "nested", "own", "any", "all"}


_AT_THE_TOP = {
    "property",
    "length",
    "lengthOf",
    "equal",
    "equals",
    "eq",
    "above",
    "below",
    "least",
    "most",
    "status",
    "header",
}


class Chain(Assertion):
    """A chain of ``pm.expect``."""

    name = "an assertion"

    def member(self, name: str) -> Value:
        if name in WORDS:
            return self
        if name in FLAGS:
            other = {"any": "all", "all": "any"}.get(name, "")
            return self.flagged(name, other)
        if name in PROPERTIES:
            self.known(deep=name == "empty")
            PROPERTIES[name](self)
            return self
        if name in METHODS:
            return self._method(name)
        if name in OF_REPLY and not isinstance(self.subject, Host | Unknown):
            return self._of_reply(name)
        raise Lost(self.machine.why(f"the word {name} of a check is not understood"))

    def _of_reply(self, name: str) -> Value:
        """What is checked of a reply alone fails for all else, with ``not`` too."""

        def fail(arguments: Arguments) -> Value:
            raise self.failed(f"expecting a postman response object but got {shown(self.subject)}")

        return Native(name, fail, {}, True) if name in OF_REPLY_CALLED else fail(())

    def _method(self, name: str) -> Native:
        if name in ("a", "an"):
            return Native(name, lambda arguments: METHODS[name](self, arguments) or self, {}, True, self)
        chain: Assertion = self
        if name in ("include", "includes", "contain", "contains"):
            chain = self.flagged("contains")
        elif name in ("length", "lengthOf"):
            chain = self.flagged("length")

        def call(arguments: Arguments) -> Value:
            for one in arguments:
                unknown = self.machine.unknown_in(one)
                if unknown is not None:
                    raise Lost(unknown.why)
            chain.known(deep=name not in _AT_THE_TOP or bool(chain.flags & {"deep", "nested"}))
            return METHODS[name](chain, arguments) or chain

        return Native(name, call, {}, True, chain)
