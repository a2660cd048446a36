"""What can go wrong around a local Kaizala, beside the family of :mod:`kaizala_nb.toolkit.client.errors`.

ApiError
├── NoSandboxError              there is no local Kaizala to ask, or its key is missing
├── NoInboxError                nothing can listen for webhooks here
└── NotArrivedError             events that were waited for have not come
"""

from kaizala_nb.toolkit.client.errors import ApiError


class NoSandboxError(ApiError):
    """There is no local Kaizala to ask for phones, the clock or the journal, or its key is missing or wrong."""

    headline = "This needs a local Kaizala and its key"


class NoInboxError(ApiError):
    """Nothing can listen for webhooks where this notebook runs."""

    headline = "There can be no inbox here"


class NotArrivedError(ApiError):
    """Events that were waited for have not come in time: ``arrived`` of the ``wanted`` have."""

    headline = "Not all events have come"
    verdict = "Waited"
    wanted = 0
    arrived = 0
