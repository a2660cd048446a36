"""Akamai EdgeGrid, signed by Akamai's own library."""

import logging
import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from types import SimpleNamespace

from kaizala_nb.toolkit.collection.foreign.address import Address
from kaizala_nb.toolkit.collection.foreign.signing import moment
from kaizala_nb.toolkit.collection.foreign.signing.draft import Draft

_MOST_BODY = 131_072  # bytes of the body that are signed


def add_edgegrid(text: Mapping[str, str], draft: Draft) -> None:
    """Add the header, if the file has the tokens and the secret for it."""
    tokens = [text.get(name, "") for name in ("clientToken", "clientSecret", "accessToken")]
    if not all(tokens):
        return
    from akamai.edgegrid.edgegrid import EdgeGridAuthHeaders

    logging.getLogger("akamai.edgegrid.edgegrid").disabled = True  # it would write the key that signs into a log
    most = text.get("maxBodySize", "")
    headers = {one.name.lower(): one.value for one in draft.headers if one.value}
    signer = EdgeGridAuthHeaders(
        *tokens,
        headers_to_sign=re.findall(r"[^\s,\[\]\"]+", text.get("headersToSign", "")),
        max_body=(int(most) if re.fullmatch("[0-9]{1,9}", most) else 0) or _MOST_BODY,
    )
    address = Address.parse(text["baseURL"]) if text.get("baseURL") else draft.address
    request = SimpleNamespace(
        method=draft.method,
        url=draft.address.origin + draft.address.target(),
        headers=headers | {"Host": address.host_and_port},
        body=draft.bytes,
    )
    now = datetime.fromtimestamp(moment.now(), UTC).strftime("%Y%m%dT%H:%M:%S+0000")
    draft.authorise(
        signer.make_auth_header(request, text.get("timestamp") or now, text.get("nonce") or str(uuid.uuid4()))
    )
