"""What is secret by its name: the value of a variable, a header, a part of a query, a field.

A name is read word by word. It is secret if one word is (``accessToken``, ``X-Api-Key``, ``db_password``). It is not if the last
word says something about the secret (``token_type``, ``accessTokenExpiry``), if it counts secrets, or if it is a yes or no
(``showPassword``). In a name with blanks, such as a question, only the last words count: "API key" is secret, "Token of which
group" is not.
In doubt a name is secret. A mask too many hides a harmless value; a mask too few shows a token.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import NoneType
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote_plus

MASK = "••••••"

_TOKENS = "token tokens secret secrets jwt bearer cookie cookies signature sig sas otp totp pin pins sessionid sessid csrf xsrf"
_PASSWORDS = "password passwords passwd pwd pw pass passphrase passcode passkey passwort kennwort authkey apikey apikeys accesskey"
_KEYS = "secretkey privatekey encryptionkey hmac psk skey dbpass userpass cvv cvc"
_WORDS = frozenset(f"{_TOKENS} {_PASSWORDS} {_KEYS} auth authorization authorisation credential credentials".split())
_ENDINGS = (
    "token",
    "secret",
    "password",
    "passwd",
    "pwd",
    "apikey",
    "accesskey",
    "secretkey",
    "privatekey",
    "sessionid",
    "sessid",
    "jwt",
)
"""A word with such an ending is secret too: ``accesstoken``, ``PHPSESSIONID``."""
_PAIRS = frozenset(
    f"{before} {after}"
    for before, afters in {
        "api": "key keys",
        "access": "key",
        "private": "key",
        "secret": "key",
        "shared": "key",
        "signing": "key",
        "encryption": "key",
        "auth": "key",
        "master": "key",
        "webhook": "key",
        "connection": "string",
        "mfa": "code",
        "session": "id key",
        "subscription": "key",
        "account": "key",
        "functions": "key",
        "application": "key",
        "app": "key",
        "server": "key",
        "admin": "key",
        "license": "key",
        "licence": "key",
        "developer": "key",
        "integration": "key",
        "listen": "key",
        "aes": "key",
        "sas": "url uri",
        "security": "code",
        "verification": "code",
        "recovery": "code",
        "emulator": "key",
        "sess": "id",
        "code": "verifier",
        "client": "assertion key",
        "pass": "word phrase code",
    }.items()
    for after in afters.split()
)
_KINDS = "type types kind format version algorithm algo standard method mode scope scopes issuer audience permissions status state"
_PLACES = "url uri endpoint host server service provider page path to name names username user users email label title hint help"
_TIMES = "expiry expires expiration expire expired at in from until date time timestamp created updated lifetime ttl age days hours"
_COUNTS = "minutes seconds period length size amount limit limits count counts number left used remaining total"
_ABOUT = frozenset(
    f"{_KINDS} {_PLACES} {_TIMES} {_COUNTS} error errors policy rules enabled disabled required valid needed validity".split()
)
"""As the last word of a name, they say something about a secret."""
_FLAGS = frozenset(("show", "has", "is", "allow", "allows", "require", "requires"))
"""With one of these words, a name asks for yes or no."""
_NAMES = frozenset(("authorization id", "authorisation id", "credential id", "credentials id"))
"""As the last words of a name, they name the thing that has the secret."""
_COUNTED = "max min total prompt completion input output used remaining num number count cached"
_HOW_MANY = frozenset(_COUNTED.split())
"""With one of these words, ``tokens`` are counted and not secret."""
_EUROPE = "пароль токен contraseña contrasena senha wachtwoord hasło şifre lösenord salasana motdepasse mot_de_passe mot-de-passe"
_ASIA = "密码 密碼 密钥 密鑰 令牌 口令 パスワード トークン 비밀번호 토큰 पासवर्ड كلمة_المرور סיסמה"
_IN_OTHER_LANGUAGES = tuple(f"{_EUROPE} {_ASIA}".split())
"""A name with such a word in it is secret."""
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\dA-Za-z_]+")
_KEY = re.compile(r"(?=[^0-9]*[0-9])(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9_~=-]+")
_SHORTEST_KEYS = {"key": 12, "appid": 12, "code": 16}
"""Characters of a value that looks like a key, by names that are often those of other things."""


def is_secret_pair(name: str, value: str) -> bool:
    """Whether a pair of a query or a form is secret: by its name, or because its name is ``key`` and its value looks like one."""
    if is_secret(name):
        return True
    shortest = _SHORTEST_KEYS.get(name.lower())
    return shortest is not None and len(value) >= shortest and _KEY.fullmatch(value) is not None


@lru_cache(maxsize=10_000)
def is_secret(name: object) -> bool:
    """Whether a value with this name is secret: a token, a password, a PIN, a key, a cookie."""
    text = normalize("NFKC", str(name)).strip()
    words = [word.lower() for word in _WORD.findall(text)]
    if any(sign.isspace() for sign in text):
        words = words[-2:]
        if not _pair(words):
            words = words[-1:]
    elif words == ["session"] or any(word in text.casefold() for word in _IN_OTHER_LANGUAGES):
        return True
    if not words or (words[-1] in _ABOUT and not _pair(words[-2:])):
        return False
    if _FLAGS.intersection(words) or " ".join(words[-2:]) in _NAMES:
        return False
    if words[-1] == "tokens" and _HOW_MANY.intersection(words):
        return False
    return any(word in _WORDS or word.endswith(_ENDINGS) for word in words) or any(
        _pair(words[first : first + 2]) for first in range(len(words) - 1)
    )


def _pair(words: list[str]) -> bool:
    return " ".join(words) in _PAIRS


# -- where secret values stand ------------------------------------------------------------------------------------------

_PLAIN = frozenset((str, int, float, bool, NoneType))  # most values of a reply; a closer look at each takes time

Hide = Callable[[str, str], str]
"""Gives what to show in place of a secret, from its name and its value."""

_NAMED = re.compile(rf"(?:{{{{[^{{}}]+}}}}|{MASK})+")
_SCHEMES = (
    "basic|bearer|digest|token|apikey|jwt|oauth|negotiate|ntlm|hawk|sharedkey|sharedaccesssignature|aws4-hmac-sha256"
)
_SCHEME = re.compile(rf"(?P<scheme>(?:{_SCHEMES}) +)(?P<rest>\S.*)", re.I | re.S)
_USER = re.compile(r"(?<=[a-z0-9+.-])(?P<before>://[^/?#@:]*+:)(?P<password>[^/?#@]++)(?=@)", re.I)
_JWT = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]*")
_FIELD = re.compile(
    r"""(?<![\w.-])(?:(?P<name>[\w.-]++)\\*["']?\s*+(?::|={1,3}+)\s*+|bearer[ ]+(?P<literal>(?=[^\s"']*\d)[\w.~+/-]{12,}+=*))"""
    r"|<(?P<tag>[\w.:-]++)(?:\s[^<>]*+)?>",
    re.I,
)
_VALUE = re.compile(
    r"""(?P<mark>\\{0,8}["'])(?P<quoted>(?:(?!(?P=mark))(?:\\.|[^\\]))*+)"""
    rf"""|(?P<bare>(?:(?:{_SCHEMES})[ ]+)?(?:{{{{[^{{}}]+}}}}|[^\s,;&<>"'(){{}}\[\]\\])++)""",
    re.I | re.S,
)
_INSIDE = re.compile("(?P<inside>[^<]+)")
_NOTHING = ("null", "true", "false")


def unless_named(text: str) -> str:
    """What to show of a secret text in which names, such as ``{{access-token}}``, replace known secrets. If it holds nothing but
    names it is shown as it is; otherwise as a mask."""
    scheme = _SCHEME.fullmatch(text)
    if scheme:
        return scheme["scheme"] + unless_named(scheme["rest"])
    return text if not text or _NAMED.fullmatch(text) else MASK


def _mask(name: str, value: str) -> str:
    return unless_named(value)


def in_header(name: str, value: str, hide: Hide = _mask) -> str:
    """The value of a header without its secret. The word for the scheme stays: ``Bearer ••••••``."""
    scheme = _SCHEME.fullmatch(value)
    if scheme and (is_secret(name) or scheme["scheme"].strip().lower() == "bearer"):
        return scheme["scheme"] + hide(name, scheme["rest"])
    return hide(name, value) if value and is_secret(name) else value


def in_query(text: str, hide: Hide = _mask) -> str:
    """The pairs of a query or a form, without their secrets."""
    pairs = (pair.partition("=") for pair in text.split("&"))
    return "&".join(
        name
        + mark
        + (hide(unquote_plus(name), value) if value and is_secret_pair(unquote_plus(name), value) else value)
        for name, mark, value in pairs
    )


def in_address(address: str, hide: Hide = _mask) -> str:
    """An address, or a path with its query, without the secrets in the query and without the password of a user."""
    path, mark, query = address.partition("?")
    path = _USER.sub(lambda match: match["before"] + hide("password", match["password"]), path)
    return path + mark + in_query(query, hide)


def in_journal(address: str) -> str:
    """An address as a journal of a service keeps it: as :func:`in_address` gives it, and without any JWT, wherever that stands."""
    return _JWT.sub(MASK, in_address(address))


def in_text(text: str, hide: Hide = _mask) -> str:
    """A text of any kind, such as JSON, without the values that follow names of secrets in it."""
    pieces, at, start = [], 0, 0
    while match := _FIELD.search(text, start):
        name, start = match["name"] or match["tag"] or "bearer", match.end()
        value: re.Match[str] | None = match
        if match["tag"]:
            value, part = _INSIDE.match(text, start) if is_secret(name) else None, "inside"
            start = start if value else match.end("tag")
        elif match["literal"]:
            part = "literal"
        else:
            value = _VALUE.match(text, start) if is_secret(name) else None
            part = "quoted" if value and value["mark"] else "bare"
        if value and value[part].lower() not in _NOTHING:
            pieces += [text[at : value.start(part)], in_header(name, value[part], hide)]
            at = start = value.end(part)
    return "".join([*pieces, text[at:]])


_QUOTED = r"""\s*(?P<mark>["'`])(?P<value>[^"'`\n]+)(?P=mark)"""
_SET = re.compile(rf"""(?P<quote>["'`])(?P<name>[\w.-]+)(?P=quote)\s*,{_QUOTED}""")
"""``set("token", "...")``"""
_COMPARED = re.compile(rf"(?<!\w)(?P<name>\w++)(?:\s*[=!]?==?|\)?(?:\.\w+){{1,8}}\(){_QUOTED}")
"""``token === "..."`` and ``expect(reply.token).to.eql("...")``"""


def in_script(text: str, hide: Hide = _mask) -> str:
    """A script without the texts that it gives to secret names or compares with them, and without what :func:`in_text` hides."""

    def change(match: re.Match[str]) -> str:
        if not is_secret(match["name"]):
            return match[0]
        before, after = match[0][: match.start("value") - match.start()], match["mark"]
        return before + in_header(match["name"], match["value"], hide) + after

    return in_text(_COMPARED.sub(change, _SET.sub(change, text)), hide)


_TELLING = re.compile(r"(?=[^0-9]*[0-9])(?=[^A-Za-z]*[A-Za-z])[^\s{}<>]{8,}")


def is_telling(text: str) -> bool:
    """Whether a text is so much like no other that it can be looked for in any text: it is long, with letters and digits."""
    return _TELLING.fullmatch(text) is not None


def in_json(value: Any, change: Callable[[str, Any], Any]) -> Any:
    """JSON with ``change(name, value)`` in place of the value of each secret field. Empty values, True and False stay.

    A field ``value`` is secret too if a field beside it gives it a secret name: ``{"name": "password", "value": "..."}``.
    """
    if isinstance(value, dict | Mapping):  # a dict first: that check is fast
        has_secret_value = "value" in value and _names_a_secret(value)
        changed = {}
        for name, entry in value.items():
            if (is_secret(name) or (has_secret_value and name == "value")) and not _is_harmless(entry):
                changed[name] = change(name, entry)
            else:
                changed[name] = entry if type(entry) in _PLAIN else in_json(entry, change)
        return changed
    if isinstance(value, list):
        return [entry if type(entry) in _PLAIN else in_json(entry, change) for entry in value]
    return value


def _is_harmless(value: Any) -> bool:
    return value is None or value is True or value is False or value == ""


def _names_a_secret(value: Mapping[str, Any]) -> bool:
    """Whether an object has a name that makes its ``value`` secret."""
    names = (value.get(field) for field in ("name", "key"))
    return any(isinstance(name, str) and len(name) <= 100 and is_secret(name) for name in names)


def held_in(value: Any) -> list[str]:
    """The texts and numbers in the secret fields of some JSON."""
    secrets: list[str] = []
    in_json(value, lambda name, secret: secrets.extend(texts_of(secret)))
    return secrets


def texts_of(value: Any) -> Iterator[str]:
    """The texts and numbers in some JSON."""
    if isinstance(value, dict | list):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from texts_of(entry)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield str(value)
