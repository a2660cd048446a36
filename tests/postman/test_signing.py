"""Signed requests: a signature is new each time, its keys stay secret, and what cannot be signed is said. What newman sends is
compared in test_bytes."""

import json
import re
import sys
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives import serialization

from kaizala_nb import Api, ApiError
from kaizala_nb.cli import main
from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.foreign import CannotSend
from tests.postman.newman import COLLECTIONS
from tests.postman.recorder import Recorder

SECRET = "s3cret-of-the-user"
KEYS = {
    one["key"]: one["value"]
    for path in COLLECTIONS
    if path.stem == "jwt"
    for one in json.loads(path.read_text(encoding="utf-8"))["variable"]
}
WHOLE = {
    "oauth1": {"consumerKey": "c", "consumerSecret": SECRET, "addParamsToHeader": True},
    "awsv4": {"accessKey": "AKIDEXAMPLE", "secretKey": SECRET, "sessionToken": "passing-token"},
    "jwt": {"algorithm": "HS256", "secret": SECRET, "payload": "{}"},
    "asap": {"alg": "RS256", "kid": "k", "iss": "i", "aud": "a", "privateKey": KEYS["rsa"]},
    "hawk": {"authId": "i", "authKey": SECRET},
    "edgegrid": {"accessToken": "at-of-akamai", "clientToken": "ct-of-akamai", "clientSecret": SECRET},
}
SECRETS = [SECRET, KEYS["rsa"], KEYS["rsa"][40:80], "passing-token", "at-of-akamai", "ct-of-akamai"]


@pytest.fixture
def recorders():
    made = Recorder({}), Recorder({})
    yield made
    for one in made:
        one.close()


@pytest.fixture
def written(tmp_path):
    """Writes a file with requests."""

    def write(*items, **more):
        path = tmp_path / "library.json"
        path.write_text(json.dumps({"info": {"name": "Library"}, "item": items, **more}), encoding="utf-8")
        return path

    return write


def signed(kind, url="http://h/x", name="One", **fields):
    return {"name": name, "request": {"method": "GET", "url": url, "auth": {"type": kind, kind: fields}}}


def message(path, **values):
    (step,) = Collection.from_postman(path)
    return step.call({}, values).message


# -- a new signature each time ----------------------------------------------------------------------------------------

MOMENT = {
    "oauth1": {"timestamp": r'oauth_timestamp="(\d+)"', "nonce": 'oauth_nonce="(.+?)"'},
    "hawk": {"timestamp": r'ts="(\d+)"', "nonce": 'nonce="(.+?)"'},
    "edgegrid": {"timestamp": "timestamp=(.+?);", "nonce": "nonce=(.+?);"},
}


@pytest.mark.parametrize("kind", MOMENT)
def test_a_signature_has_its_own_time_and_nonce(written, kind):
    path = written(signed(kind, **WHOLE[kind]))
    first, second = (message(path).header("Authorization") for _ in range(2))
    assert first != second
    held = {name: re.search(pattern, first)[1] for name, pattern in MOMENT[kind].items()}
    again = message(written(signed(kind, **WHOLE[kind] | held)))
    assert again.header("Authorization") == first


def test_an_amazon_signature_has_its_own_time(written):
    made = message(written(signed("awsv4", **WHOLE["awsv4"])))
    assert re.fullmatch(r"20\d{6}T\d{6}Z", made.header("X-Amz-Date"))
    assert made.header("X-Amz-Date")[:8] in made.header("Authorization")


@pytest.mark.parametrize(
    ("algorithm", "key"),
    [("RS256", "rsa"), ("PS256", "rsa"), ("PS512", "rsa"), ("ES256", "p256"), ("ES384", "p384"), ("ES512", "p521")],
)
def test_a_token_is_signed_by_its_key(written, algorithm, key):
    fields = {"algorithm": algorithm, "privateKey": "{{key}}", "payload": '{"who": "{{who}}"}'}
    token = message(written(signed("jwt", **fields)), key=KEYS[key], who="Ann").header("Authorization").split(" ")[1]
    public = serialization.load_pem_private_key(KEYS[key].encode(), None).public_key()
    assert jwt.decode(token, public, [algorithm]) == {"who": "Ann"}


def test_a_token_of_asap_holds_what_the_service_asks_for(written):
    token = message(written(signed("asap", **WHOLE["asap"]))).header("Authorization").split(" ")[1]
    public = serialization.load_pem_private_key(KEYS["rsa"].encode(), None).public_key()
    claims = jwt.decode(token, public, ["RS256"], audience="a", issuer="i")
    assert (claims["sub"], claims["exp"] - claims["iat"]) == ("i", 3600)
    assert claims["jti"]


def test_what_is_signed_is_what_is_sent(written):
    item = signed("awsv4", **WHOLE["awsv4"])
    item["request"] |= {"method": "POST", "body": {"mode": "formdata", "formdata": [{"key": "a", "value": "b"}]}}
    assert len(message(written(item)).header("X-Amz-Content-Sha256")) == 64


# -- what cannot be signed --------------------------------------------------------------------------------------------

BAD = [
    ("oauth1", {"signatureMethod": "MD5"}, "signs by OAuth 1 with 'MD5'"),
    ("oauth1", {"signatureMethod": "RSA-SHA1", "privateKey": "none"}, "private key cannot be used"),
    ("oauth1", {"signatureMethod": "RSA-SHA1", "privateKey": KEYS["p256"]}, "private key cannot be used"),
    ("awsv4", {"secretKey": ""}, "needs an access key and a secret key"),
    ("jwt", {"algorithm": "none"}, "signed with 'none'"),
    ("jwt", {"algorithm": None}, "signed with ''"),
    ("jwt", {"secret": ""}, "needs a secret"),
    ("jwt", {"secret": "a", "isSecretBase64Encoded": True}, "not in base64"),
    ("jwt", {"payload": "{"}, "payload of its token is no object"),
    ("jwt", {"payload": "[" * 100_000}, "payload of its token is no object"),
    ("jwt", {"header": "[1]"}, "header of its token is no object"),
    ("jwt", {"algorithm": "RS256"}, "private key cannot be used"),
    ("jwt", {"algorithm": "ES256", "privateKey": KEYS["rsa"]}, "private key cannot be used"),
    ("jwt", {"algorithm": "ES256", "privateKey": KEYS["p384"]}, "private key cannot be used"),
    ("asap", {"aud": ""}, "needs an issuer, an audience"),
    ("asap", {"alg": "HS256"}, "signed with 'HS256'"),
    ("asap", {"claims": "x"}, "claims of its token is no object"),
    ("asap", {"privateKey": "data:application/pkcs8;kid=x;base64,AAAA"}, "another key id"),
    ("hawk", {"algorithm": "md5"}, "signs by Hawk with 'md5'"),
]


@pytest.mark.parametrize(("kind", "fields", "said"), BAD)
def test_what_cannot_be_signed_is_said_in_a_sentence(written, kind, fields, said):
    with pytest.raises(CannotSend, match=said) as refused:
        message(written(signed(kind, **WHOLE[kind] | fields)))
    assert not any(secret in f"{refused.value} {refused.value.todo}" for secret in SECRETS)


def test_a_header_date_that_is_none_is_said(written):
    item = signed("awsv4", **WHOLE["awsv4"])
    item["request"]["header"] = [{"key": "Date", "value": "soon"}]
    with pytest.raises(CannotSend, match="'soon', holds no date"):
        message(written(item))


LIBRARIES = {"oauth1": "oauthlib", "awsv4": "botocore", "asap": "cryptography", "edgegrid": "akamai", "ntlm": "spnego"}


@pytest.mark.parametrize("kind", LIBRARIES)
def test_without_its_library_one_is_told_what_to_install_and_the_others_are_sent(written, recorders, monkeypatch, kind):
    monkeypatch.setitem(sys.modules, LIBRARIES[kind], None)
    recorder, _ = recorders
    fields = WHOLE.get(kind, {})
    hs, rs = ({"algorithm": algorithm, "secret": "x", "payload": "{}"} for algorithm in ("HS256", "RS256"))
    others = [signed("jwt", recorder.url, **hs), *([signed("jwt", recorder.url, **rs)] if kind == "asap" else [])]
    path = written(signed(kind, recorder.url, **fields), *others)
    done = CliRunner().invoke(main, ["collection", "run", str(path)])
    assert done.output.count('pip install "kaizala-nb[auth]"') == len(others), done.output
    assert len(recorder.sent) == 1
    said = CliRunner().invoke(main, ["collection", "check", str(path)])
    assert said.output.startswith(f"1 of {1 + len(others)} requests can be sent.")
    assert said.output.count('Install what signs: pip install "kaizala-nb[auth]"') == len(others)


# -- secrets ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize("in_query", [False, True])
def test_nothing_shows_what_signs(written, recorders, caplog, kind, in_query):
    caplog.set_level("DEBUG")
    ways = {"oauth1": {"addParamsToHeader": not in_query, "signatureMethod": "PLAINTEXT"}}
    ways |= {"awsv4": {"addAuthDataToQuery": in_query}, "jwt": {"addTokenTo": "queryParam" if in_query else "header"}}
    fields = WHOLE[kind] | ways.get(kind, {})
    recorder, _ = recorders
    step = Api.from_postman(written(signed(kind, recorder.url, **fields)))["One"]
    reply = step()
    programs = [reply.code(language) for language in ("python", "requests", "curl", "csharp", "javascript")]
    shown = "\n".join([repr(step), repr(step.step), repr(reply), str(reply.request), *programs])
    if kind == "edgegrid":  # its library logs the key that it signs with; urllib3 logs each address
        shown += caplog.text
    assert not [secret for secret in SECRETS if secret in shown]
    sent = recorder.sent[0].decode()
    signature = re.search(r"(?:[Ss]ignature=\"?|mac=\"|token=|Bearer )([^\s\",&]{8,})", sent)[1]
    assert signature not in shown


@pytest.mark.parametrize(
    ("kind", "field", "secret"),
    [
        ("oauth1", "consumerSecret", SECRET),
        ("awsv4", "secretKey", SECRET),
        ("jwt", "secret", SECRET),
        ("hawk", "authKey", SECRET),
        ("asap", "privateKey", KEYS["rsa"]),
    ],
)
def test_a_key_that_only_signs_goes_to_no_host_that_the_user_has_not_named(written, recorders, kind, field, secret):
    recorder, _ = recorders
    path = written(signed(kind, recorder.url, **WHOLE[kind] | {field: "{{mine}}"}))
    library = Api.from_postman(path, environment={"mine": secret})
    assert secret[:30] not in repr(library.environment)
    with pytest.raises(ApiError, match="holds a secret that you gave"):
        library["One"]()
    assert recorder.sent == []
    reply = Api.from_postman(path, environment={"mine": secret}, allow_hosts=[recorder.url])["One"]()
    assert len(recorder.sent) == 1
    program = reply.code("requests")
    assert "API_AUTHORIZATION" in program
    assert secret[:30] not in program


@pytest.mark.parametrize("in_query", [False, True])
@pytest.mark.parametrize("kind", ["oauth1", "awsv4", "jwt"])
def test_a_redirect_to_another_host_carries_no_signature(written, recorders, kind, in_query):
    first, second = recorders
    there = second.url.replace("127.0.0.1", "localhost") + "/there"
    first.answers = {"/x": {"status": 307, "headers": [f"Location: {there}"]}}
    ways = {
        "oauth1": {"addParamsToHeader": not in_query},
        "awsv4": {"addAuthDataToQuery": in_query},
        "jwt": {"addTokenTo": "queryParam" if in_query else "header"},
    }
    path = written(signed(kind, first.url + "/x?a=1", **WHOLE[kind] | ways[kind]))
    Api.from_postman(path)["One"]()
    assert dict(parse_qsl(urlsplit(first.sent[0].split(b" ")[1].decode()).query))["a"] == "1"
    (head,) = second.sent
    assert head.startswith(b"GET /there HTTP/1.1\r\n")
    assert not re.search(rb"(?i)signature|authorization|security-token|passing-token|token=|eyJ", head)
    assert (b"Referer: " in head) and (b"a=1" in head) != in_query
