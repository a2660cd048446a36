"""What the token service of OAuth 2 answered, read by oauthlib: a token, or an error of RFC 6749, section 5.2, in plain words."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.masking import Secret
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.collection.foreign.filling import names_in
from kaizala_nb.toolkit.display import faces

_LONGEST_KEPT = 10 * 365 * 86_400  # seconds
_SIGNED = ("mac", "dpop", "pop")
"""Types of tokens that are no use without a signature in each request."""

_MEANINGS = {
    "invalid_client": "It does not know this client: the client id is wrong, or the client secret, or how they are sent.",
    "invalid_grant": "It does not take what was given for a token: the user name or the password is wrong, or has run out.",
    "unauthorized_client": "This client may not get a token in this way ({grant_type}).",
    "unsupported_grant_type": "It gives no tokens in this way ({grant_type}).",
    "invalid_scope": "It does not know the scope, or this client may not have it.",
    "invalid_request": "A field of the request for a token is missing or wrong.",
}
_FIELDS = {
    "invalid_client": ("clientId", "clientSecret", "client_authentication"),
    "invalid_grant": ("username", "password"),
    "unauthorized_client": ("grant_type", "clientId"),
    "unsupported_grant_type": ("grant_type",),
    "invalid_scope": ("scope",),
}


@dataclass(frozen=True, repr=False)
class TokenReply:
    """A token, and what the service said about it. ``seconds``: how long it is good; infinite if the service did not say."""

    token: Secret
    refresh_token: Secret
    seconds: float

    @classmethod
    def of(cls, reply: Reply) -> "TokenReply":
        """The token in a reply. Raises :class:`UnreadableReplyError` if there is none that can be used."""
        from oauthlib.oauth2 import MissingTokenError, OAuth2Error
        from oauthlib.oauth2.rfc6749.parameters import parse_token_response

        try:
            fields = parse_token_response(reply.content.decode("utf-8", "replace"))
            seconds = math.inf if fields.get("expires_in") is None else float(fields["expires_in"])
        except MissingTokenError:
            _refuse(reply, "It holds no access token.")
        except OAuth2Error as trouble:
            _refuse(reply, f"It is an error, {_words(trouble.error, trouble.description)}")
        except (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError):
            _refuse(reply, "It is not what a token service answers.")
        token, type_ = fields["access_token"], fields.get("token_type")
        if not isinstance(token, str) or not re.fullmatch("[\x21-\x7e]+", token.strip()):
            _refuse(reply, "Its access token is none that a request can carry.")
        if isinstance(type_, str) and type_.lower() in _SIGNED:
            _refuse(
                reply,
                f"Its token is of the type {type_!r}: each request would have to be signed with it, which is not done here.",
            )
        refresh_token = fields.get("refresh_token")
        return cls(
            Secret(token.strip()),
            Secret(refresh_token) if isinstance(refresh_token, str) else Secret(),
            seconds if math.isinf(seconds) else max(0.0, min(seconds, _LONGEST_KEPT)),
        )

    @property
    def how_long(self) -> str:
        """How long it is good, for a sentence."""
        if math.isinf(self.seconds):
            return "the service does not say for how long it is good"
        return f"good for {faces.duration(self.seconds * 1000 - 1)}"


def explained(trouble: errors.RefusedError, fields: Mapping[str, Any]) -> errors.RefusedError:
    """A refusal with the meaning that OAuth 2 gives it. ``fields`` are those of the authorisation, as the file has them."""
    from oauthlib.oauth2 import OAuth2Error
    from oauthlib.oauth2.rfc6749.parameters import parse_token_response

    code, said = "", ""
    try:
        parse_token_response(trouble.reply_text)
    except OAuth2Error as error:
        code, said = str(error.error or ""), _words(error.error, error.description)
    except (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError):
        pass
    if code not in _MEANINGS:
        return trouble
    meaning = _MEANINGS[code].format(grant_type=fields.get("grant_type"))
    checked = [name for name in _FIELDS.get(code, ()) if fields.get(name)]
    names = names_in([fields[name] for name in checked])
    todo = f"Check these fields of the authorisation in the file: {', '.join(checked)}." if checked else ""
    if names:
        todo = f"Check the values of {', '.join(f'{{{{{name}}}}}' for name in names)}. {todo}"
    advice = replace(
        trouble.advice,
        said=said,
        meaning=f"The access token could not be fetched. {meaning}",
        todo=todo or trouble.advice.todo,
        todo_in_form="",
        changed="Nothing: your own request was not sent.",
    )
    return trouble.but(advice=advice, code=code)


def _words(code: Any, description: Any) -> str:
    return ": ".join(str(part)[:300] for part in (code, description) if part)


def _refuse(reply: Reply, meaning: str) -> NoReturn:
    """Raise the error for an answer in which there is no token that can be used."""
    host = reply.step.service.name
    raise errors.UnreadableReplyError(
        f"The access token could not be fetched. {meaning}",
        step=reply.step.name,
        request=reply.request,
        reply_text=reply.body_text,
        service=reply.step.service,
        advice=errors.Advice(
            f"{reply.status} {reply.reason}, and {faces.count(reply.bytes, 'byte')}.",
            f"The answer of {host} cannot be used. {meaning}",
            "Look at the reply below, and check the address that tokens are fetched from (accessTokenUrl).",
            "Nothing: your own request was not sent.",
        ),
    )
