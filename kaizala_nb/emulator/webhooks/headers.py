"""Headers of one's own with every delivery: a key for the gateway in front of a receiver, for example.

They come after those of the service. A header that would change what is sent, or how, is refused. The values may be secrets, so
nothing shows or logs them again.
"""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from kaizala_nb.emulator.values import LONGEST_HEADER_NAME, LONGEST_TOKEN, MOST_HEADERS
from kaizala_nb.emulator.wire import as_header, as_text

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_OURS = ("host", "date", "expect", "kz-callback-token")
_HOP_BY_HOP = ("connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "http2-settings")
_OF_THE_BODY = "content-"
_OF_PROXIES = "proxy-"


def _headers(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise PydanticCustomError("headers", "it must be an object of names and texts")
    if len(value) > MOST_HEADERS:
        raise PydanticCustomError("headers", f"it has more than {MOST_HEADERS} headers")
    return {_name(name): _value(name, text) for name, text in value.items() if text is not None}


def _name(name: str) -> str:
    if len(name) > LONGEST_HEADER_NAME or not _NAME.fullmatch(name):
        raise PydanticCustomError("headers", f"{name[:LONGEST_HEADER_NAME]!r} is no name of a header")
    folded = name.lower()
    if folded in (*_OURS, *_HOP_BY_HOP) or folded.startswith((_OF_THE_BODY, _OF_PROXIES)):
        raise PydanticCustomError("headers", f"the header {name} belongs to the delivery itself")
    return name


def _value(name: str, value: Any) -> str:
    try:
        text = as_header(as_text(value))
    except PydanticCustomError as trouble:
        raise PydanticCustomError("headers", f"{name}: {trouble.message()}") from None
    if len(text) > LONGEST_TOKEN:
        raise PydanticCustomError("headers", f"{name}: it has more than {LONGEST_TOKEN:,} characters")
    return text


Headers = Annotated[dict[str, str], BeforeValidator(_headers)]
