"""The AWS signature, version 4, computed by botocore: as headers or as parts of the query, in Postman's way."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qsl, quote, unquote_plus

from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.signing import moment
from kaizala_nb.toolkit.collection.foreign.signing.draft import Draft, Header, is_on

_HASH, _DATE, _TOKEN = "X-Amz-Content-Sha256", "X-Amz-Date", "X-Amz-Security-Token"
_QUERY = (_TOKEN, _DATE, "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-SignedHeaders", "X-Amz-Signature")
_NOT_SIGNED = ("authorization", "connection", "x-amzn-trace-id", "user-agent", "expect", "presigned-expires", "range")
_ALGORITHM = "AWS4-HMAC-SHA256"
_NO_PATH = re.compile(r"[^0-9A-Za-z;,/?:@&=+$\-_.!~*'()#%]+")
_A_DAY = "86400"  # seconds


@dataclass(frozen=True)
class _Scope:
    """What a signature is good for. ``moment`` is its time: ``"20070327T193642Z"``."""

    moment: str
    region: str
    service: str

    def __str__(self) -> str:
        return f"{self.moment[:8]}/{self.region}/{self.service}/aws4_request"


def add_aws(text: Mapping[str, str], draft: Draft) -> None:
    """Add the signature. Raises :class:`CannotSend` if the keys are missing, or if a header ``Date`` holds none."""
    if not text.get("accessKey") or not text.get("secretKey"):
        raise CannotSend("Its AWS signature needs an access key and a secret key.")
    service = text.get("service") or "execute-api"  # that of Amazon's API Gateway
    draft.remove("Authorization", _DATE, _TOKEN, _HASH)
    draft.drop_query(_QUERY)
    scope = _Scope(_moment(draft), text.get("region") or "us-east-1", "ses" if service == "email" else service)
    in_query = is_on(text.get("addAuthDataToQuery"))
    body_hash = hashlib.sha256(draft.bytes).hexdigest()
    if draft.bytes and not in_query:
        draft.headers.append(Header(_HASH, body_hash))
    if not draft.header("Host"):
        draft.headers.append(Header("Host", draft.address.host_and_port))
    if in_query:
        _sign_query(text, draft, scope, "UNSIGNED-PAYLOAD" if service == "s3" else body_hash)
    else:
        _sign_headers(text, draft, scope, body_hash)


def _sign_headers(text: Mapping[str, str], draft: Draft, scope: _Scope, body_hash: str) -> None:
    if text.get("sessionToken"):
        draft.headers.append(Header(_TOKEN, text["sessionToken"]))
    if scope.service == "s3" and not draft.bytes:
        draft.headers.append(Header(_HASH, body_hash))
    draft.headers.append(Header(_DATE, scope.moment))
    names, signature = _signed(text, draft, scope, body_hash)
    credential = f"{text['accessKey']}/{scope}"
    draft.authorise(f"{_ALGORITHM} Credential={credential}, SignedHeaders={names}, Signature={signature}")


def _sign_query(text: Mapping[str, str], draft: Draft, scope: _Scope, body_hash: str) -> None:
    there = {name for name, _ in draft.address.query or []}
    pairs = [(_TOKEN, text["sessionToken"])] if text.get("sessionToken") else []
    if scope.service == "s3" and "X-Amz-Expires" not in there:
        pairs.append(("X-Amz-Expires", _A_DAY))
    pairs += [(_DATE, scope.moment), ("X-Amz-Algorithm", _ALGORITHM)]
    pairs.append(("X-Amz-Credential", f"{text['accessKey']}/{scope}"))
    pairs.append(("X-Amz-SignedHeaders", _signed(text, draft, scope, body_hash)[0]))
    draft.add_query(*((name, quote(value, safe="-_.~")) for name, value in pairs))
    draft.add_query(("X-Amz-Signature", _signed(text, draft, scope, body_hash)[1]))
    draft.signed_in_query = True


def _signed(text: Mapping[str, str], draft: Draft, scope: _Scope, body_hash: str) -> tuple[str, str]:
    """The names of the headers that are signed, and the signature."""
    from botocore.auth import S3SigV4Auth, SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    path, _, query = draft.address.target().partition("?")
    path = _NO_PATH.sub(lambda match: quote(match[0]), path)
    kind = SigV4Auth
    if scope.service == "s3":
        kind, path = S3SigV4Auth, quote(unquote_plus(path), safe="/-_.~")
    params = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name]
    request = AWSRequest(draft.method, draft.address.origin + path, params=params)
    for one in draft.headers:
        if one.name.lower() not in _NOT_SIGNED:
            one.value.encode()  # the library chokes on half a character; this says so
            request.headers[one.name] = one.value
    request.context["timestamp"] = scope.moment
    signer = kind(Credentials(text["accessKey"], text["secretKey"]), scope.service, scope.region)
    lines = signer.canonical_request(request).rpartition("\n")[0]
    signature = signer.signature(signer.string_to_sign(request, f"{lines}\n{body_hash}"), request)
    return signer.signed_headers(signer.headers_to_sign(request)), signature


def _moment(draft: Draft) -> str:
    """The time of the signature: that of a header ``Date``, or else now."""
    given = draft.header("Date")
    try:
        date = parsedate_to_datetime(given) if given else datetime.fromtimestamp(moment.now(), UTC)
    except ValueError:
        raise CannotSend(f"Its header Date, {given[:80]!r}, holds no date.") from None
    return date.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
