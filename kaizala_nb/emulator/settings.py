"""Check the settings of a Kaizala: addresses and names of hosts, which are brought into one form to be compared."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from kaizala_nb.serving.hosts import host_name


class SettingError(ValueError):
    """A setting has no fitting value. ``setting`` is its name; the message is a part of a sentence, for whoever chose the value."""

    def __init__(self, setting: str, message: str) -> None:
        self.setting = setting
        super().__init__(message)


def public_url(url: str) -> str:
    """The address by which clients reach a Kaizala, with a slash at its end; "" for none. Raises :class:`SettingError`."""
    if not url:
        return ""
    try:
        parts = urlsplit(url.strip())
        host, port = host_name(parts.hostname or ""), parts.port
    except ValueError:
        raise _not_public() from None
    if parts.scheme not in ("http", "https") or parts.path not in ("", "/"):
        raise _not_public()
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise _not_public()
    name = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{name}:{port}/" if port else f"{parts.scheme}://{name}/"


def _not_public() -> SettingError:
    return SettingError(
        "public_url", "it must be an address such as https://api.example.org, with nothing after the host"
    )


def outgoing_hosts(hosts: Iterable[str]) -> frozenset[str]:
    """The hosts that the emulator may call, in the form in which they are compared. Raises :class:`SettingError`."""
    names = set()
    for host in hosts:
        try:
            names.add(host_name(host))
        except ValueError:
            message = f"{host!r} is no host: give a name or an address alone, without scheme, port or path"
            raise SettingError("allow_outgoing", message) from None
    return frozenset(names)
