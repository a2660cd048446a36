"""Tokens as the service gave them out: JWTs, HS256, with the claims that captured ones held.

A refresh token is told from an access token by its permissions: ``8.4``, to be exchanged, and nothing else. Whether one is
still good is judged by the emulator's clock, not the computer's. Only HS256 under this emulator's own key counts.
"""

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import jwt

from kaizala_nb.emulator.permissions import REFRESH_MASK

if TYPE_CHECKING:
    from jwt.types import Options

ACCESS_SECONDS = 86_400
REFRESH_SECONDS = 365 * 86_400
REPLACED_AFTER_SECONDS = 328 * 86_400

_APP_NAME = "com.microsoft.mobile.kaizalaapi"
_PARTY = "urn:microsoft:windows-azure:zumo"
_UNCHECKED: "Options" = {"verify_exp": False, "verify_nbf": False, "verify_iat": False}


class Claims(NamedTuple):
    """What a token says: for whom it is, by which connector, what it allows, and from when to when (epoch seconds)."""

    user_id: str
    application_id: str
    permissions: str
    issued: int
    expires: int
    group_id: str = ""

    @property
    def is_refresh(self) -> bool:
        """Whether it is a refresh token."""
        return self.permissions == REFRESH_MASK


class Tokens:
    """Gives out and reads tokens under one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._read = lru_cache(maxsize=1024)(self._decode)

    def issue(
        self,
        *,
        user_id: str,
        number: str,
        application_id: str,
        permissions: str,
        data: dict[str, Any] | None,
        now: int,
        lifetime: int,
        from_portal: bool = False,
    ) -> str:
        """A new token. ``now`` is in epoch milliseconds, ``lifetime`` in seconds; ``permissions`` is a mask.

        A bot's token has neither ``application_id`` nor ``data``. A refresh token of the portal says from when on it is good.
        """
        issued = now // 1000
        refresh = permissions == REFRESH_MASK
        credentials = {
            "phoneNumber": number,
            "cId": "",
            "testSender": "false",
            "appName": _APP_NAME,
            "applicationId": application_id,
            "permissions": permissions,
            "applicationType": -1 if refresh else 3,
            **({"tokenValidFrom": now} if from_portal else {}),
            "data": json.dumps(data, separators=(",", ":")),
        }
        if data is None:
            del credentials["applicationId"], credentials["data"]
        payload = {
            "urn:microsoft:credentials": json.dumps(credentials, separators=(",", ":")),
            "uid": f"MobileAppsService:{user_id}",
            "ver": "2",
            "nbf": issued,
            "exp": issued + lifetime,
            "iat": issued,
            "iss": _PARTY,
            "aud": _PARTY,
        }
        return jwt.encode(payload, self._key, algorithm="HS256", sort_headers=True)

    def read(self, token: str, now: int) -> Claims | None:
        """What a token says; None when it is not one of ours, was changed, or has run out at ``now`` (epoch milliseconds)."""
        claims = self._read(token.strip())
        return claims if claims is not None and claims.expires * 1000 > now else None

    def _decode(self, token: str) -> Claims | None:
        try:
            payload = jwt.decode(
                token, self._key, algorithms=["HS256"], audience=_PARTY, issuer=_PARTY, options=_UNCHECKED
            )
            credentials = json.loads(payload["urn:microsoft:credentials"])
            user_id = payload["uid"].removeprefix("MobileAppsService:")
            group_id = json.loads(credentials.get("data", "{}")).get("GroupId", "")
            times = int(payload["iat"]), int(payload["exp"])
            return Claims(
                user_id, credentials.get("applicationId", ""), credentials["permissions"], *times, str(group_id)
            )
        except (jwt.InvalidTokenError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None
