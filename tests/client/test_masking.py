"""A known secret is found wherever it stands in a reply, however JSON would write it."""

import json

import pytest

from kaizala_nb.client.masking import MASK, Masker, masked, secretive

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
