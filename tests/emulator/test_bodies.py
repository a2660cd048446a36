"""Bodies of every kind: what Json.NET read is read, anything else is a 400 within a moment, and the next call works."""

import gzip
import json
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaizala_nb.emulator import Emulator, json_net
from kaizala_nb.emulator.bodies import parse
from kaizala_nb.emulator.doors import in_process
from kaizala_nb.emulator.errors import Refusal
from tests.emulator.conftest import ASHA, ME, Client

LAX = [
    ('{name:"x", members:["+91"], groupType:"Group"}\r\n', {"name": "x", "members": ["+91"], "groupType": "Group"}),
    ("{'mobileNumber':'+91', 'pin':1234}", {"mobileNumber": "+91", "pin": 1234}),
    ('{"mobileNumber":"+91", applicationId:"x"}', {"mobileNumber": "+91", "applicationId": "x"}),
    ('{"a":1,}', {"a": 1}),
    ('{"a":["x","y",]}', {"a": ["x", "y"]}),
    ('/* a */ {"a": // b\n 1}', {"a": 1}),
    (r"""{'a':'it\'s'}""", {"a": "it's"}),
    ("""{'a':"it's"}""", {"a": "it's"}),
    ("\ufeff{a:1}", {"a": 1}),
    ("{'Message':'host:\nmessage'}", {"Message": "host:\nmessage"}),
    ("{a:0x1F}", {"a": 31}),
    ("{a:.5}", {"a": 0.5}),
    ("{a:0123}", {"a": 83}),
    ("{1a:1}", {"1a": 1}),
    ("{$x_1:true,b:null,c:false}", {"$x_1": True, "b": None, "c": False}),
    (r'{a:"\u00e9\ud83d\ude00"}', {"a": "é😀"}),
    ("{a:-1.5e3}", {"a": -1500.0}),
    ('{"a":1,a:2}', {"a": 2}),
    ('{"Message":"x","message":"y"}', {"message": "y"}),
    ('{"message":"a"};', {"message": "a"}),
    ('{"message":"a"},', {"message": "a"}),
    ("{a:1}x", {"a": 1}),
    ("{a:1}{b:2}", {"a": 1}),
    ("{a:1}]}", {"a": 1}),
    ('{"a":1} /* never ends', {"a": 1}),
    ('{"a":1}\0', {"a": 1}),
    ('{"a":{"b":[1]}}' + "[" * 10_000, {"a": {"b": [1]}}),
]
REFUSED = [
    "",
    " ",
    "{",
    '{"a":1',
    '{"a" 1}',
    '{"a":1 "b":2}',
    "{a:b}",
    "{a:None}",
    "{a:True}",
    "{a:NaN}",
    '{"a":NaN}',
    '{"a":Infinity}',
    ";{a:1}",
    "}{a:1}",
    "{“a”:1}",
    "plain text",
    "a=1&b=2",
    "<xml/>",
    "{'a':'b}",
    "{a:1e999}",
    '{"a":1e999}',
    "{a:0189}",
    r"{a:'\x41'}",
    r"{a:'\u12'}",
    "[1,,2]",
    "{,}",
    "/* never ends",
]


@pytest.mark.parametrize(("text", "value"), LAX)
def test_what_the_service_read_is_read(text, value):
    assert parse(text.encode()) == value


@pytest.mark.parametrize("text", REFUSED)
def test_what_the_service_refused_is_refused(text):
    with pytest.raises(Refusal) as refused:
        parse(text.encode())
    assert refused.value.situation.status == 400


@pytest.mark.parametrize(
    ("charset", "raw"),
    [
        ("utf-16", "{a:'é😀'}".encode("utf-16-le")),
        ("utf-16", "{a:'é😀'}".encode("utf-16")),
        ("UTF-16", b"\xfe\xff" + "{a:'é😀'}".encode("utf-16-be")),
        ('"utf-16"', "{a:'é😀'}".encode("utf-16-le")),
        ("utf-16le", "{a:'é😀'}".encode("utf-16-le")),
        ("utf-16BE", "{a:'é😀'}".encode("utf-16-be")),
        ("utf-8", "{a:'é😀'}".encode()),
        ("utf8", "\ufeff{a:'é😀'}".encode()),
        ("nonsense", "{a:'é😀'}".encode()),
        ("", "{a:'é😀'}".encode()),
    ],
)
def test_a_body_is_read_by_its_charset(charset, raw):
    assert parse(raw, charset) == {"a": "é😀"}


@pytest.mark.parametrize(
    ("charset", "raw"),
    [
        ("utf-16", b"{a:1}"),
        ("utf-16", "{a:'\ud800'}".encode("utf-16-le", "surrogatepass")),
        ("utf-16", "{a:'\0'}".encode("utf-16-le")),
        ("utf-16be", "{a:1}".encode("utf-16-le")),
        ("utf-16", b"\xff"),
        ("utf-8", "{a:1}".encode("utf-16")),
        ("", "{a:1}".encode("utf-16")),
        ("iso-8859-1", "{a:'é'}".encode("latin-1")),
    ],
)
def test_a_body_of_another_charset_than_it_says_is_refused(charset, raw):
    with pytest.raises(Refusal) as refused:
        parse(raw, charset)
    assert refused.value.situation.status == 400


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda children: st.lists(children, max_size=4) | st.dictionaries(TEXT, children, max_size=4),
    max_leaves=12,
)


@given(JSON)
@settings(max_examples=400, deadline=None)
def test_the_lax_reader_reads_all_that_is_strict(value):
    folded = json.loads(json.dumps(value), object_pairs_hook=json_net.join)
    assert json_net.loads(json.dumps(value)) == folded
    assert json_net.loads(json.dumps(value, ensure_ascii=False, indent=1)) == folded


@given(st.text(alphabet="{}[]:,'\"\\/*# \n\tabnulltrue0.1eE+-xu\ufeff"))
@settings(max_examples=600, deadline=None)
def test_the_lax_reader_reads_or_says_why_not(text):
    try:
        json_net.loads(text)
    except ValueError as reason:
        assert str(reason)


LONG = [
    "{a:" * 9 + "'" + "x" * 400_000,
    "/*" * 300_000,
    "[" * 500_000,
    "\\" * 300_000,
    "'" + "\\'" * 300_000,
    "{" + "a" * 500_000,
    "//" * 300_000,
    "{a:" + "9" * 500_000 + "}",
]


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_a_long_body_that_leads_nowhere_is_refused_like_a_short_one(text):
    with pytest.raises(ValueError, match="character"):
        json_net.loads(text)


BAD = {
    "empty": b"",
    "truncated": b'{"message":"Hel',
    "null": b"null",
    "a list": b"[]",
    "a text": b'"x"',
    "a number": b"1",
    "wrong types": b'{"message":{"a":[1]}}',
    "deep lists": b"[" * 50_000,
    "deep objects": b'{"a":' * 50_000,
    "deep, closed": b'{"message":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "4,001 characters": b'{"message":"' + b"x" * 4_001 + b'"}',
    "NUL": b'{"message":"a\x00b"}',
    "escaped NUL": b'{"message":"a\\u0000b"}',
    "half a surrogate pair": b'{"message":"\\ud800"}',
    "invalid UTF-8": b'{"message":"\xff"}',
    "UTF-16": '{"message":"x"}'.encode("utf-16"),
    "10 MB": b'{"message":"' + b"x" * 10_000_000 + b'"}',
    "10 MB of brackets": b"[" * 10_000_000,
    "a huge number": b'{"message":' + b"9" * 100_000 + b"}",
    "a name of 1 MB": b"{" + b"a" * 900_000,
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD.keys())
def test_a_bad_body_is_a_4xx_and_the_next_call_works(me, body):
    group = me.group()
    for method, path in (
        ("POST", f"/v1/groups/{group}/messages"),
        ("POST", "/v1/groups"),
        ("PUT", f"/v1/groups/{group}/members"),
    ):
        assert 400 <= me.call(method, path, raw=body).status_code < 500
    for path in ("/v1/generatePin", "/v1/loginWithPinAndApplicationId"):
        assert 400 <= me.call("POST", path, raw=body).status_code < 500
    assert me.call("POST", f"/v1/groups/{group}/messages", {"message": "next"}).status_code == 200


@pytest.mark.parametrize(
    "kind", ["application/json; charset=UTF-8", "application/x-www-form-urlencoded", "nonsense", None]
)
def test_the_media_type_does_not_matter(me, kind):
    headers = {"Content-Type": kind} if kind else {}
    assert me.call("POST", "/v1/groups", {"name": "x"}, headers=headers).status_code == 200


def test_a_utf_16_body_arrives_letter_by_letter(me):
    raw, kind = '{name:"Zürich 😀"}\r\n'.encode("utf-16-le"), {"Content-Type": "application/json; charset=utf-16"}
    assert me.call("POST", "/v1/groups", raw=raw, headers=kind).json()["groupName"] == "Zürich 😀"
    path = "/v1/groups/{}/subscribers".format(
        me.call("POST", "/v1/groups", {"name": "x", "groupType": 1}).json()["groupId"]
    )
    assert me.call("POST", path, raw=" \r\n".encode("utf-16"), headers=kind).json() == {"subscribers": []}


@pytest.mark.parametrize(
    ("raw", "says", "named"),
    [
        (gzip.compress(b'{"name":"x"}', mtime=0), {"Content-Encoding": "gzip"}, "gzip"),
        (gzip.compress(b'{"name":"x"}', mtime=0), {"Content-Encoding": "GZip"}, "gzip"),
        (gzip.compress(b'{"name":"x"}', mtime=0), {}, "gzip"),
        (gzip.compress(b'{"name":"x"}', mtime=0), {"Content-Type": "application/json; charset=utf-16"}, "gzip"),
        (zlib.compress(b'{"name":"x"}'), {"Content-Encoding": "deflate"}, "deflate"),
        (b"\x0b\x02\x80{}\x03", {"Content-Encoding": "br"}, "br"),
    ],
)
def test_a_compressed_body_is_called_one(me, raw, says, named):
    reply = me.call("POST", "/v1/groups", raw=raw, headers=says)
    assert reply.status_code == 400
    assert named in reply.json()["message"]
    assert "Content-Encoding" in reply.json()["message"]


@pytest.mark.parametrize("encoding", ["gzip", "identity", ""])
def test_a_plain_body_is_read_whatever_its_encoding_is_said_to_be(me, encoding):
    assert me.call("POST", "/v1/groups", {"name": "x"}, headers={"Content-Encoding": encoding}).status_code == 200
    reply = me.call("POST", "/v1/groups", raw=b"{", headers={"Content-Encoding": "identity"})
    assert reply.json()["message"].startswith("The body is not JSON")


def test_names_of_fields_are_read_in_any_case(me):
    group = me.call("POST", "/v1/groups", {"NAME": "x", "Members": [ASHA], "WELCOMEMESSAGE": "w"}).json()
    assert group["groupName"] == "x"
    assert me.call("POST", f"/v1/groups/{group['groupId']}/messages", {"Message": "x"}).status_code == 200


def test_numbers_and_texts_stand_in_for_each_other(me):
    group = me.call("POST", "/v1/groups", {"name": 7}).json()
    assert group["groupName"] == "7"
    assert me.call("POST", f"/v1/groups/{group['groupId']}/messages", {"message": 1.5}).status_code == 200


def test_a_get_may_have_a_body_that_nobody_reads(me):
    assert me.call("GET", "/v1/groups", raw=b"{nonsense").status_code == 200


@pytest.fixture(scope="module")
def shared():
    """One Kaizala, in process, for many generated calls."""
    emulator = Emulator(throttle=False, pin="123456")
    client = Client("http://127.0.0.1", emulator.key, emulator.application_id, emulator.application_secret)
    client.http.mount("http://", in_process(emulator))
    yield client.signed_in()
    emulator.close()


ANY_TEXT = st.text(max_size=30) | st.sampled_from([ME, ASHA, "Group", "true", "", " "])
ANY_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda children: st.lists(children, max_size=3) | st.dictionaries(ANY_TEXT, children, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    [
        "name",
        "welcomeMessage",
        "members",
        "memberUserIds",
        "admins",
        "groupType",
        "groupPhoto",
        "message",
        "subscribers",
        "sendToAllSubscribers",
        "replyToReferenceId",
        "mobileNumber",
        "applicationId",
        "applicationSecret",
        "pin",
        "NAME",
        "x",
    ]
)
BODIES = st.dictionaries(FIELDS, ANY_VALUE, max_size=6).map(lambda body: json.dumps(body).encode()) | st.binary(
    max_size=60
)
PATHS = st.sampled_from(
    [
        ("POST", "/v1/generatePin"),
        ("POST", "/v1/loginWithPinAndApplicationId"),
        ("POST", "/v1/groups"),
        ("GET", "/v1/groups"),
        ("PUT", "/v1/groups/{}/members"),
        ("POST", "/v1/groups/{}/messages"),
        ("DELETE", "/v1/groups/{}/members/{}"),
        ("GET", "/v1/groups/{}"),
        ("GET", "/v1/groups/{}/members"),
        ("POST", "/_emulator/seed"),
        ("POST", "/_emulator/clock"),
    ]
)
IDS = st.text(max_size=12) | st.sampled_from(["members", "%", "..", "\0", "a@1"])


@given(call=PATHS, first=IDS, second=IDS, body=BODIES, with_key=st.booleans())
@settings(max_examples=700, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_generated_call_breaks_the_service(shared, call, first, second, body, with_key):
    from urllib.parse import quote

    method, path = call
    path = path.format(quote(first, errors="replace"), quote(second, errors="replace"))
    headers = {"X-Emulator-Key": shared.key} if with_key and "seed" in path else {}
    shared.call(method, path, raw=body, headers=headers)  # which looks at the shape of what comes back


@pytest.mark.parametrize("name", ['"message"', "message"], ids=["strict", "lax"])
@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ('{"a":', "}")], ids=["lists", "objects"])
def test_sixty_four_levels_are_read_and_not_one_more(name, opens, closes):
    def body(levels):
        return f"{{{name}:{opens * (levels - 1)}1{closes * (levels - 1)}}}".encode()

    assert set(parse(body(64))) == {"message"}
    with pytest.raises(Refusal, match="nests deeper than 64 levels"):
        parse(body(65))
