"""A known secret is found wherever it stands in a reply, however JSON would write it."""

import html
import json
import re
from base64 import b64encode, urlsafe_b64encode
from urllib.parse import quote, urlencode

import pytest
import requests

from kaizala_nb.toolkit.client import masking
from kaizala_nb.toolkit.client.masking import MASK, Masker, masked, secretive
from tests.patience import DEADLINE

SECRETS = ["SECRET-plain", 'SEC"RET', "SEC\\RET", "SEC\nRET", "SÉCRET", "SEC/RET", "💡💡💡💡", "\ud83dlone"]


PLACES = {
    "value": lambda text: {"a": text},
    "name": lambda text: {text: 1},
    "inside": lambda text: {"a": {"b": text}},
    "list": lambda text: ["x", text, 2],
    "deep": lambda text: {"a": [[{"b": [text]}]]},
}


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("place", PLACES)
def test_a_known_secret_is_masked_wherever_it_stands(secret, place):
    masker = Masker()
    masker.learn(secret, "{{its-name}}")
    put = PLACES[place]
    assert masker.json(put(f"before {secret} after")) == put("before {{its-name}} after")


def test_what_holds_no_secret_is_as_it_was():
    masker = Masker()
    masker.learn("SECRET-1", "{{its-name}}")
    value = {"a": [1, 2.5, None, True, "text", {"b": "accessToken"}], "accessToken": "", "pin": None}
    assert masker.json(value) == value


def test_secret_fields_are_masked_in_any_case_and_at_any_depth():
    value = {"list": [{"AccessToken": "SECRET"}], "callbacktoken": "SECRET", "PIN": 123456, "inner": {"pin": "SECRET"}}
    assert "SECRET" not in json.dumps(masked(value))
    assert masked(value)["PIN"] == MASK
    assert "SECRET" not in repr(secretive(value))
    assert secretive(value)["list"][0]["AccessToken"] == "SECRET"
    assert secretive(value)["PIN"] == 123456


def test_what_json_cannot_hold_is_looked_through_all_the_same():
    masker = Masker()
    masker.learn("SECRET-1", "{{its-name}}")
    assert masker.json({"a": ["SECRET-1", {1, 2}]}) == {"a": ["{{its-name}}", {1, 2}]}


# -- several secrets, and secrets in disguise -------------------------------------------------------------------------

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJ1aWQiOiI0MiJ9.c2lnbmF0dXJl"
ODD = "pa\"ss\\wo+rd/=<é'>&1234 \n💡"


@pytest.mark.parametrize("order", [1, -1])
def test_the_longest_is_hidden_first_in_whatever_order_they_were_learned(order):
    masker = Masker()
    for secret in [TOKEN[:20], TOKEN, TOKEN[10:]][::order]:
        masker.learn(secret, "{{half}}" if secret != TOKEN else "{{token}}")
    assert masker(f"a {TOKEN} b {TOKEN[:20]} c") == "a {{token}} b {{half}} c"
    assert masker.json({"a": TOKEN}) == {"a": "{{token}}"}


def test_secrets_that_overlap_leave_nothing_of_each_other():
    masker = Masker()
    masker.learn("abcdefgh", "{{one}}")
    masker.learn("fghijk", "{{two}}")
    masker.learn("1111", "{{ones}}")
    assert masker("<abcdefghijk>") == "<{{one}}>"
    assert masker("<1111111>") == "<{{ones}}>"
    assert masker("fghijk abcdefgh") == "{{two}} {{one}}"


def test_a_name_is_not_looked_through_again():
    masker = Masker()
    masker.learn("first-secret", "{{name-of-second}}")
    masker.learn("name-of-second", "{{x}}")
    assert masker("first-secret") == "{{name-of-second}}"


WAYS = {
    "as it is": str,
    "JSON": lambda text: json.dumps(text, ensure_ascii=False),
    "JSON in ASCII": json.dumps,
    "JSON with its slashes escaped": lambda text: json.dumps(text).replace("/", "\\/"),
    "JSON in JSON": lambda text: json.dumps(json.dumps(text, ensure_ascii=False), ensure_ascii=False),
    "JSON of .NET": lambda text: re.sub(
        "[\"&'+<>`\x7f-\U0010ffff]", _units, text.replace("\\", "\\\\").replace("\n", "\\n")
    ),
    "a query": lambda text: urlencode({"a": text}),
    "a query in small letters": lambda text: re.sub("%..", lambda found: found[0].lower(), quote(text, safe="")),
    "a path": lambda text: quote(text, safe="@"),
    "an address that requests made": lambda text: requests.Request("GET", "http://x/?a=" + quote(text)).prepare().url,
    "encodeURIComponent": lambda text: quote(text, safe="!~*'()"),
    "a query in a query": lambda text: quote(quote(text, safe=""), safe=""),
    "a page": html.escape,
    "base64": lambda text: b64encode(text.encode()).decode(),
    "base64 for addresses": lambda text: urlsafe_b64encode(text.encode()).decode(),
    "Basic, of one letter": lambda text: b64encode(f"u:{text}".encode()).decode(),
    "Basic, of two": lambda text: b64encode(f"us:{text}".encode()).decode(),
    "Basic, of three": lambda text: b64encode(f"use:{text}".encode()).decode(),
    "JSON in base64": lambda text: b64encode(json.dumps({"a": text, "b": 1}, ensure_ascii=False).encode()).decode(),
}


def _units(found):
    units = found[0].encode("utf-16-be").hex().upper()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("secret", [TOKEN, ODD, "plain-secret"])
def test_a_secret_is_known_in_its_encodings(way, secret):
    masker = Masker()
    masker.learn(secret, "{{name}}")
    written = WAYS[way](secret)
    for shown in (masker(f"before {written} after"), masker.json({"a": [f"before {written} after"]})["a"][0]):
        assert shown.startswith("before ")
        assert shown.endswith(" after")
        assert "{{name}}" in shown
        # what stands around it is left, and of base64 the characters that are half of that
        assert len(shown.replace("{{name}}", "")) <= len("before  after") + len(WAYS[way]("")) + 4


def test_base64_of_something_else_is_left_alone():
    masker = Masker()
    masker.learn("1234", "{{pin}}")
    text = b64encode(b"a picture that holds no secret at all").decode()
    assert masker(text) == text


def test_what_is_learned_later_is_hidden_by_a_masker_for_one_request():
    masker = Masker()
    one = masker.also({"482913": MASK})
    masker.learn("token-of-later", "{{access-token}}")
    assert one("482913 token-of-later") == f"{MASK} {{{{access-token}}}}"
    assert masker("482913") == "482913"


def test_a_session_keeps_its_secrets_known_however_many_others_come(monkeypatch):
    """A table may hold one as a plain text, and is masked by what is known."""
    monkeypatch.setattr(masking, "_KNOWN", {})
    monkeypatch.setattr(masking, "_MOST_KNOWN", 10)
    masker = Masker()
    masker.learn("token-of-a-session", "{{access-token}}")
    others = [masking.Secret(f"pin-{number}") for number in range(20)]
    assert masking.is_known("token-of-a-session")
    assert [other for other in others if masking.is_known(str(other))] == others[10:]


def test_a_property_that_is_called_a_secret_is_one():
    card = {
        "properties": [{"name": "Password", "value": "hunter2", "type": "Text"}, {"name": "Colour", "value": "red"}]
    }
    assert masked(card)["properties"] == [
        {"name": "Password", "value": MASK, "type": "Text"},
        {"name": "Colour", "value": "red"},
    ]


def test_yes_and_no_are_no_secrets_and_what_has_parts_is_one_in_all_of_them():
    assert masked({"password": True, "token": False, "secret": None}) == {
        "password": True,
        "token": False,
        "secret": None,
    }
    assert masked({"credentials": {"user": "a", "key": ["b"]}}) == {"credentials": MASK}
    held = secretive({"credentials": {"user": "abcdef", "key": ["ghijkl"]}})
    assert "abcdef" not in repr(held)
    assert held["credentials"]["key"] == ["ghijkl"]


def test_a_token_in_an_address_stands_nowhere_in_the_journal():
    from kaizala_nb import Kaizala

    kaizala = Kaizala()
    try:
        kaizala.authentication.generate_pin(mobile_number="+447700900001")
        pin = str(kaizala.phone().pin)
        url = f"{kaizala.sandbox.url}/v1/groups?pin={pin}&x=1"
        assert requests.get(url, timeout=DEADLINE).status_code == 401
        assert pin not in kaizala.sandbox.journal.to_csv()
        assert kaizala.sandbox.journal["path"].iloc[-1] == f"/v1/groups?pin={MASK}&x=1"
    finally:
        kaizala.close()


@pytest.mark.parametrize("inner", ["abcd", "cdef", "efgh", "bcdefg"])
@pytest.mark.parametrize("order", [1, -1])
def test_a_secret_inside_of_another_leaves_nothing_of_it(inner, order):
    masker = Masker()
    for secret, name in [("abcdefgh", "{{outer}}"), (inner, "{{inner}}")][::order]:
        masker.learn(secret, name)
    assert masker("<abcdefgh>") == "<{{outer}}>"
    assert masker(f"<{inner}>") == "<{{inner}}>"
    assert masker.json({"a": ["<abcdefgh>"]}) == {"a": ["<{{outer}}>"]}
