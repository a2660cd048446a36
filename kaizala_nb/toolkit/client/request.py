"""A request on its way out, and the same request with masked secrets, for people."""

import json
from base64 import b64decode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

from kaizala_nb.serving.secrecy import MASK, Hide, held_in, in_address, in_header, in_json, in_query, in_text, texts_of
from kaizala_nb.toolkit.client import excerpts
from kaizala_nb.toolkit.client.masking import Masker, Secret
from kaizala_nb.toolkit.collection import Call
from kaizala_nb.toolkit.display import faces

_MOST_HEAD, _MOST_BODY = 3_000, 8_000  # bytes in an output


@dataclass(frozen=True)
class SentRequest:
    """Method, address, headers and body of a request, without secrets. The *Request* fold shows it, and an error.

    The name of a variable, ``{{access-token}}``, stands in place of the secret that it holds. Dots stand in place of other secrets.
    The body of an upload names its files. ``str`` and ``repr`` cut a long request short; ``body`` is whole.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None

    def __str__(self) -> str:
        lines = [f"{self.method} {self.url}", *(f"{name}: {value}" for name, value in self.headers.items())]
        head = faces.cut("\n".join(lines), _MOST_HEAD)
        return head if self.body is None else f"{head}\n\n{self._short_body()}"

    def _short_body(self) -> str:
        return excerpts.body(self.body or "", _MOST_BODY)

    def __repr__(self) -> str:
        fields = {"method": self.method, "url": self.url, "headers": dict(self.headers)}
        words = faces.cut(", ".join(f"{name}={value!r}" for name, value in fields.items()), _MOST_HEAD)
        body = None if self.body is None else self._short_body()
        return f"SentRequest({words}, body={body!r})"


@dataclass(frozen=True, repr=False, slots=True)
class Outgoing:
    """A call with the address and the headers that it goes out with.

    It holds secrets, so it has no ``vars()``. :attr:`masked_request` holds none.
    """

    call: Call
    url: str
    headers: dict[str, str]
    environment_masker: Masker
    _made: list[Masker] = field(default_factory=list, compare=False)

    @property
    def base(self) -> str:
        """The address of the service, without the path of the call."""
        return self.url.removesuffix(self.call.path)

    @property
    def masker(self) -> Masker:
        """The masker for this request. It knows the secrets of the environment, and those of the request itself."""
        if not self._made:
            self._made.append(self._new_masker())
        return self._made[0]

    @property
    def secrets(self) -> set[str]:
        """The secrets in it, in no encoding."""
        values = {name: str(value) for name, value in self.call.values.items() if isinstance(value, str | int)}
        secret = {parameter.name for parameter in self.call.step.parameters if parameter.secret}
        hidden = (value for name, value in values.items() if name in secret or self.masker(value) != value)
        return {*self._secrets(), *hidden}

    def _new_masker(self) -> Masker:
        once: dict[str, str] = {}
        others = self._secrets()
        for parameter in self.call.step.parameters:
            value = self.call.values.get(parameter.name)
            if parameter.secret and value:
                secrets = once if parameter.traits.once else others
                secrets |= dict.fromkeys(held_in({"secret": value}), parameter.name)
        known = self.environment_masker
        own = {secret: name for secret, name in others.items() if known(secret) == secret} | once
        return known.also(dict.fromkeys(own, MASK), own) if own else known

    def _secrets(self) -> dict[str, str]:
        """The values in the request whose names say that they are secret, each with its name."""
        secrets: dict[str, str] = {}

        def keep(name: str, value: str) -> str:
            secrets.setdefault(value, name)
            secrets.setdefault(unquote_plus(value), name)
            return MASK

        def keep_credentials(name: str, value: str) -> str:
            with suppress(ValueError):  # Basic: the user's name and password in base64
                secrets.setdefault(b64decode(value, validate=True).decode().partition(":")[2], "password")
            return keep(name, value)

        in_address(self.url, keep)
        for name, value in (*self.headers.items(), *self.call.fields):
            in_header(name, value, keep_credentials)
        for name, given in self.call.step.variation(self.call.values).headers.items():
            if isinstance(given, Secret):
                keep(name, given)
        for cookie in self._cookies():
            keep("Cookie", cookie)
        bodies = [self.call.body]
        if self.call.text:
            self._text(keep)
            with suppress(ValueError, RecursionError):
                bodies.append(json.loads(self.call.text))
        for body in bodies:
            in_json(body, lambda name, value: [secrets.setdefault(text, name) for text in texts_of(value)])
        for credential in self.call.credentials:
            secrets.setdefault(credential, "credential")
        return secrets

    def _cookies(self) -> list[str]:
        """The values of the cookies that go with it."""
        cookies = self.call.message.header("Cookie") if self.call.message else ""
        return [value for _, _, value in (one.partition("=") for one in cookies.split("; ")) if value]

    def _text(self, hide: Hide | None = None, mask: Masker | None = None) -> str:
        """The body that is text, without its secrets. ``hide`` gives what to show in place of each; by default it is a mask."""
        text = self.call.text or ""
        text = mask(text) if mask else text
        is_form = self.call.step.content_type.lower().startswith("application/x-www-form-urlencoded")
        without_secrets = in_query if is_form else in_text
        return without_secrets(text, hide) if hide else without_secrets(text)

    @property
    def masked_request(self) -> SentRequest:
        """The request as people may see it, with masked secrets."""
        mask, body = self.masker, self.call.body
        parts = [f"{name}: {in_header(name, mask(value))}" for name, value in self.call.fields]
        parts += [f"{name}: {file.name} ({file.type}, {len(file.content):,} bytes)" for name, file in self.call.files]
        text = None if self.call.text is None else self._text(mask=mask)
        if body is not None:
            text = mask(json.dumps(mask.request_json(body), ensure_ascii=False))
        headers = {name: in_header(name, mask(value)) for name, value in self.headers.items()}
        if self.call.is_form:
            headers["Content-Type"] = "multipart/form-data"
        return SentRequest(
            method=self.call.step.method,
            url=in_address(mask(self.url)),
            headers=headers,
            body="\n".join(parts) or text,
        )
