"""A request on its way out, and as it may be shown: with every secret masked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from kaizala_nb import faces
from kaizala_nb.client import shown
from kaizala_nb.client.masking import MASK, Masker
from kaizala_nb.collection import Call

_MOST_HEAD, _MOST_BODY = 3_000, 8_000  # bytes in an output


@dataclass(frozen=True)
class SentRequest:
    """Method, address, headers and body of a request: what the *Request* fold, an error and a log may hold.

    Tokens and the connector's secret stand as ``{{access-token}}``, a PIN as dots. Of an upload, the body names the files. Its text
    and its repr shorten what is long; ``body`` has all of it.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None

    def __str__(self) -> str:
        lines = [f"{self.method} {self.url}", *(f"{name}: {value}" for name, value in self.headers.items())]
        head = faces.cut("\n".join(lines), _MOST_HEAD)
        return "\n".join([head] + (["", self._body_shown()] if self.body is not None else []))

    def _body_shown(self) -> str:
        return shown.body(self.body or "", _MOST_BODY)

    def __repr__(self) -> str:
        fields = {"method": self.method, "url": self.url, "headers": dict(self.headers)}
        words = faces.cut(", ".join(f"{name}={value!r}" for name, value in fields.items()), _MOST_HEAD)
        return f"SentRequest({words}, body={self.body if self.body is None else self._body_shown()!r})"


@dataclass(frozen=True, repr=False)
class Outgoing:
    """A call with the address and the headers that it goes out with. It holds secrets; :attr:`shown` does not."""

    call: Call
    url: str
    headers: dict[str, str]
    environment_masker: Masker

    @property
    def base(self) -> str:
        """The address of the service that it goes to."""
        return self.url.removesuffix(self.call.path)

    @property
    def masker(self) -> Masker:
        """What hides the secrets of this request: those of the environment, and the PIN in its body."""
        pins = {
            str(self.call.values[parameter.name]): MASK
            for parameter in self.call.step.parameters
            if parameter.kind == "pin" and self.call.values.get(parameter.name)
        }
        return self.environment_masker.also(pins) if pins else self.environment_masker

    @property
    def shown(self) -> SentRequest:
        """The request as it may be shown."""
        mask, body = self.masker, self.call.body
        parts = [f"{name}: {mask(value)}" for name, value in self.call.fields]
        parts += [f"{name}: {file.name} ({file.type}, {len(file.content):,} bytes)" for name, file in self.call.files]
        text = self.call.text if body is None else json.dumps(mask.request_json(body), ensure_ascii=False)
        return SentRequest(
            method=self.call.step.method,
            url=mask(self.url),
            headers={name: mask(value) for name, value in self.headers.items()}
            | ({"Content-Type": "multipart/form-data"} if self.call.is_form else {}),
            body="\n".join(parts) or (None if text is None else mask(text)),
        )
