"""Practice values of variables: of the kind that the name of a variable tells, and equal each time."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from kaizala_nb.toolkit.client.json_text import read_json
from kaizala_nb.toolkit.client.practice.keys import practice_key
from kaizala_nb.toolkit.client.practice.unquoted import Unquoted
from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.foreign.filling import VARIABLE, names_in
from kaizala_nb.toolkit.collection.foreign.signing.fields import fields_of
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.collection.written_address import written

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_KINDS = {
    "email mail": "sam@practice.example",
    "phone mobile tel telephone msisdn": "+447700900001",
    "uuid guid": "0b5a3c1e-7d42-4f7a-9c55-2f6b8e0d4a11",
    "offset skip start from startat": "0",
    "id ids no nr number num index count page quantity qty amount price age": "1",
    "limit size top per take pagesize": "10",
    "year": "2030",
    "month day week hour": "1",
    "date day until since due": "2030-01-15",
    "time datetime timestamp at": "2030-01-15T12:00:00Z",
    "lat latitude": "51.5",
    "lon lng longitude": "-0.1",
    "lang language locale langcode languagecode": "en",
    "country region countrycode": "GB",
    "currency currencycode": "EUR",
    "city town": "London",
    "zip postcode plz zipcode postalcode": "10115",
    "protocol scheme": "https",
    "port": "443",
    "host hostname domain server": "practice.example",
    "url uri link endpoint callback webhook": "https://practice.example/",
    "version": "v1",
    "environment env": "test",
    "dateformat": "YYYY-MM-DD",
    "format": "json",
    "enabled active flag is has": "true",
    "username user login": "sam",
    "firstname": "Sam",
    "lastname surname": "Reader",
    "name": "Sam Reader",
}
"""The value for the last word of a name, or for its last two words; of several kinds the first counts."""
_BY_WORD = {word: value for words, value in reversed(_KINDS.items()) for word in words.split()}
_PHONES, _BOUNDED = (
    ("phone", "mobile", "tel", "telephone"),
    ("date", "time", "datetime", "email", "mail", "phone", "price"),
)
_AFTER: dict[str, tuple[str, ...]] = {"address": ("email", "mail")}
_AFTER |= dict.fromkeys(("number", "no", "nr"), _PHONES) | dict.fromkeys(("from", "to", "start", "end"), _BOUNDED)
"""Words that say nothing of the kind where one of these stands before them: ``mobile-number``, ``dateFrom``."""
_FIRST = {"id", "is", "has"}
"""Words that tell the kind at the beginning of a name too: ``id_cliente``, ``isPaid``."""
_ID_MEMBERS = ("id", "_id", "uuid")
_DIGITS, _LETTERS = {"code", "totp"}, {"key", "jwt", "pwd"}


class PracticeValues:
    """Practice values for the variables of a collection.

    What a saved example has where the variable stands in the address of its request counts first. Then comes what holds a base
    address, and then what the name tells: ``user_email`` is an e-mail. Where a variable stands in JSON without
    quotes, its value is JSON.
    """

    def __init__(self, collection: Collection) -> None:
        self._steps = [step for step in collection if isinstance(step, ForeignStep) and not step.problem]

    def plain(self, name: str) -> str:
        """The value of a variable that is no secret."""
        if name in self._bases:
            return f"https://{_slug(name)}.practice.example"
        if name in self._saved:  # it stands in an address
            return self._saved[name]
        member = self._unquoted.member(name)
        value = _told(name)
        if not value and member is not None:
            value = self._unquoted.seen(member) or _told(member) or "1"
        return self._unquoted.fitting(name, value or f"practice-{_slug(name)}")

    def secret(self, name: str) -> str:
        """The value of a variable that is a secret. It opens nothing."""
        if name in self._keys:
            return practice_key(self._keys[name])
        return self._unquoted.fitting(name, practice_secret(name))

    @cached_property
    def _bases(self) -> set[str]:
        return {step.base for step in self._steps if "://" not in step.base}

    @cached_property
    def _keys(self) -> dict[str, str]:
        """The variables that hold private keys, with the algorithm."""
        found: dict[str, str] = {}
        for fields in (fields_of(step.item.auth) for step in self._steps):
            for name in names_in(text_of(fields.get("privateKey") or "")):
                found.setdefault(name, text_of(fields.get("algorithm") or fields.get("alg") or ""))
        return found

    @cached_property
    def _unquoted(self) -> Unquoted:
        return Unquoted(self._steps)

    @cached_property
    def _saved(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for step in self._steps:
            for name, value in _in_examples(step):
                found.setdefault(name, value)
        for step in self._steps:
            for name, value in _ids(step):
                found.setdefault(name, value)
        return found


def _told(name: str) -> str:
    """What a name tells of the value; "" if it tells nothing. Its last word decides: ``linkType`` is no link."""
    words = [word.lower() for word in _WORD.findall(name)]
    while len(words) > 1 and (words[-1].isdigit() or words[-2] in _AFTER.get(words[-1], ())):
        words.pop()
    first = [word for word in words[:1] if word in _FIRST]
    known = (word for word in ("".join(words[-2:]), *words[-1:], *first) if word in _BY_WORD)
    return _BY_WORD.get(next(known, ""), "")


def practice_secret(name: str) -> str:
    """The secret of this name that a practice service gets. It opens nothing."""
    words = [word.lower() for word in _WORD.findall(name)]
    last = words[-1] if words else ""
    is_number = last in _DIGITS or (len(last) == 3 and last not in _LETTERS)  # such as "otp"
    return "135790" if is_number else f"practice-{_slug(name)}"


def _in_examples(step: ForeignStep) -> Iterator[tuple[str, str]]:
    """The variables that are whole segments of the path, and what saved examples have in their places."""
    own = _segments(step.item.request)
    if not any(VARIABLE.fullmatch(one) for one in own):
        return
    responses = step.item.written.get("response")
    for response in responses if isinstance(responses, list) else []:
        asked = response.get("originalRequest") if isinstance(response, dict) else None
        saved = _segments(asked if isinstance(asked, dict) else {})
        for one, value in zip(own, saved, strict=False) if len(own) == len(saved) else ():
            match = VARIABLE.fullmatch(one)
            if match and value and "{{" not in value and not value.startswith(":"):
                yield match[1], value


def _ids(step: ForeignStep) -> Iterator[tuple[str, str]]:
    """The variable at the end of the path, and the id that saved successes show of what stands there."""
    last = VARIABLE.fullmatch((_segments(step.item.request) or [""])[-1])
    if last is None:
        return
    responses = step.item.written.get("response")
    for response in responses if isinstance(responses, list) else []:
        thing = _saved_thing(response)
        value = _id_in(thing, last[1]) or _id_in(thing.get("data"), last[1])
        if value:
            yield last[1], value


def _saved_thing(response: Any) -> dict[str, Any]:
    """The JSON object of a saved success; an empty one if it is something else."""
    code, body = (response.get(name) if isinstance(response, dict) else None for name in ("code", "body"))
    if not (isinstance(code, int) and 200 <= code < 300 and isinstance(body, str)):
        return {}
    try:
        value = read_json(body.encode("utf-8", "replace"))
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _id_in(thing: Any, name: str) -> str:
    """The id of a thing: the member of this name, or else one with a usual name; "" if it has none."""
    for member in (name, *_ID_MEMBERS) if isinstance(thing, dict) else ():
        value = thing.get(member)
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "" and "{{" not in str(value):
            return str(value)
    return ""


def _segments(request: dict[str, Any]) -> list[str]:
    """The segments of the path of a request."""
    address = written(request.get("url")).partition("#")[0].partition("?")[0]
    return address.partition("://")[2].split("/")[1:] if "://" in address else address.split("/")[1:]


def _slug(name: str) -> str:
    """A name as a part of an address."""
    return "-".join(word.lower() for word in _WORD.findall(name))[:40] or "value"
