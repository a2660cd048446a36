"""Whatever a text holds, it stays one text in every language; and a secret is in none."""

import ast
import json
import re
import subprocess

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kaizala_nb.course.steps import collection
from kaizala_nb.toolkit.collection import Upload, Variable
from kaizala_nb.toolkit.collection.snippets import LANGUAGES, OTHERS, csharp, curl, snippet
from kaizala_nb.toolkit.collection.snippets.message import Message
from kaizala_nb.toolkit.collection.snippets.quoting import csharp_text, javascript_text
from tests import node
from tests.course.postman import mono
from tests.toolkit.collection.csharp import calls, text_at

MESSAGE = collection["Send message on a group"]
LOGIN = collection["Step2 - Login with pin and applicationId to get refreshToken"]
GROUP = {"test-group-id": "g-1"}
HOSTILE = [
    "'); import os; os.system('x') #",
    "'\"'; rm -rf / #$(id)`id`\\",
    '"); Process.Start("x"); //',
    "${process.exit()} `x` \\u0022",
    "</script><script>alert(1)</script><!--",
    "{{access-token}} {0} {name}",
    "\u2028\u2029\u0085\x00\x07\x1b[2J\x7f\ufeff\u202e",
    "line\r\none\ttwo\n",
    "हिन्दी 🙂",
    "@file",
    "-o/tmp/x",
    "\\",
    "",
]
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(HOSTILE)


def call_of(text):
    return MESSAGE.request(
        {parameter.name: None for parameter in MESSAGE.parameters} | {"message": text, "group_id": text or "g"}
    )


@settings(max_examples=150, deadline=None)
@given(text=texts)
@example(text=HOSTILE[0])
@example(text=HOSTILE[6])
def test_python_sends_the_text(text):
    code = snippet(call_of(text), "requests", "http://127.0.0.1:1")
    *imports, answer, show = ast.parse(code).body
    assert [type(one) for one in imports] == [ast.Import, ast.Import]
    assert ast.unparse(show) == "print(response.status_code, response.text)"
    sent = {word.arg: word.value for word in answer.value.keywords}
    assert list(sent) == ["headers", "json", "allow_redirects", "timeout"]
    assert ast.literal_eval(sent["json"]) == {"message": text}


@settings(max_examples=60, deadline=None)
@given(text=texts)
@example(text=HOSTILE[1])
def test_the_shell_gives_curl_the_text(text):
    code = snippet(call_of(text), "curl", "http://127.0.0.1:1")
    shell = 'curl() { printf "%s\\0" "$@"; }\n' + code
    done = subprocess.run(
        ["sh", "-c", shell], capture_output=True, check=True, env={"KAIZALA_ACCESS_TOKEN": "to'k \"en"}
    )
    words = done.stdout.decode().split("\0")[:-1]
    assert words[:2] == ["--request", "POST"]
    assert "accessToken: to'k \"en" in words
    assert json.loads(words[words.index("--data-raw") + 1]) == {"message": text}
    assert len(words) == 9 + ("--globoff" in words)


@settings(max_examples=3, deadline=None)
@given(several=st.lists(texts, min_size=40, max_size=80))
@example(several=HOSTILE)
def test_javascript_reads_the_text(several):
    program = f"process.stdout.write(JSON.stringify([{','.join(map(javascript_text, several))}]))"
    done = subprocess.run([node.node(), "--input-type=module"], input=program.encode(), capture_output=True, check=True)
    assert json.loads(done.stdout) == several


def test_javascript_can_stand_in_a_page():
    for text in HOSTILE:
        quoted = javascript_text(text)
        assert not {"</", "<!--", "\u2028", "\u2029", "\n", "\r"} & {
            quoted[i : i + n] for i in range(len(quoted)) for n in (1, 2, 4)
        }


@settings(max_examples=300, deadline=None)
@given(text=texts)
@example(text=HOSTILE[2])
def test_csharp_holds_the_text(text):
    quoted = csharp_text(text)
    assert text_at(quoted, 1) == (text, len(quoted))
    made = dict(calls(snippet(call_of(text), "csharp", "http://127.0.0.1:1"), {"KAIZALA_ACCESS_TOKEN": "t"}))
    kind, body, where = made["request.AddParameter"]
    assert (kind, where) == ("application/json", "ParameterType.RequestBody")
    assert json.loads(body) == {"message": text}


def message(method, **parts):
    none = {"json": None, "text": None, "files": (), "fields": []}
    return Message(method=method, url=["http://x/"], headers=[], **(none | parts))


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "PURGE"])
def test_csharp_calls_what_restsharp_has(method):
    """It names seven methods, sends a form with three of them, and no body with GET and HEAD."""
    for parts in ({}, {"text": ["x"]}, {"fields": [("a", ["b"])]}, {"files": (("a", Upload("b.png", b"x")),)}):
        code = csharp.write(message(method, **parts))
        assert code.startswith("using System;\nusing RestSharp;\n\n")
        made = dict(calls(code, {}))
        if method == "PURGE" or (method in ("DELETE", "OPTIONS") and parts and "text" not in parts):
            assert made["RestRequest"] == []
            assert made[f"client.ExecuteAs{'Post' if parts else 'Get'}"] == ["request", method]
        else:
            assert made["RestRequest"] == [f"Method.{method}"]
            assert made["client.Execute"] == ["request"]
        left_out = parts and method in ("GET", "HEAD")
        assert ("// RestSharp sends no body" in code) == bool(left_out)
        assert ("request.AddParameter" in made or "request.AddFile" in made) == bool(parts and not left_out)


def test_a_name_in_a_form_ends_where_it_ends():
    """RestSharp writes the names in a form as they are, so the code gives them as they stand there."""
    files = (('the "file"', Upload('of "us"\r\n.png', b"x")), ("plain", Upload("plain.png", b"x")))
    code = csharp.write(message("POST", fields=[('a "part"', ['a "text"'])], files=files))
    assert code.startswith("using System;\nusing System.IO;\nusing RestSharp;\n")
    sent = [arguments for name, arguments in calls(code, {}) if name in ("request.AddParameter", "request.AddFile")]
    assert sent == [
        ["a %22part%22", 'a "text"'],
        ["the %22file%22", 'the content of of "us"\r\n.png', "of %22us%22%0D%0A.png", "image/png"],
        ["plain", "plain.png", "image/png"],
    ]


@mono.needed
def test_the_compiler_reads_the_texts_of_csharp_as_we_do():
    several = [
        *HOSTILE,
        "".join(map(chr, range(0x250))),
        "\ud800 \udfff",
        *(f"a{chr(point)}b" for point in range(0x2000, 0x2070)),
    ]
    shown = (
        f'foreach (var unit in {csharp_text(text)}) Console.Write("{{0:x4}}", (int)unit); Console.WriteLine();'
        for text in several
    )
    printed = mono.run("using System;\n" + "\n".join(shown)).splitlines()
    assert [bytes.fromhex(line).decode("utf-16-be", "surrogatepass") for line in printed] == several


@mono.needed
@pytest.mark.parametrize("wrong", ['request.AddJson("x");', 'request.AddHeader("a");', "client.Execute(request, 1);"])
def test_csharp_that_restsharp_does_not_have_is_no_program(wrong):
    mono.compiled(csharp.write(message("GET")))
    with pytest.raises(AssertionError, match="error CS"):
        mono.compiled(csharp.write(message("GET")) + "\n" + wrong)


def test_curl_waits_for_no_body_after_head():
    assert snippet(call_of("x"), "curl", "http://x").startswith("curl --request POST ")
    assert curl.write(message("HEAD")) == "curl --head \\\n  http://x/"


def test_numbers_that_javascript_cannot_hold_and_names_that_mean_something_travel_as_they_are():
    step = collection["Posting a response to an action"]
    answers = [{"__proto__": {"a": 1}, "constructor": None}, 2**60, 1.5, True]
    call = step.call({"answers": answers, "action_id": "a", "group_id": "g"}, {})
    (small,) = [step.call({"answers": answers[:1], "action_id": "a", "group_id": "g"}, {})]
    for one in (call, small):
        code = snippet(one, "javascript", "http://x")
        body = code[code.index("  body: ") + 8 : code.rindex(",\n});")]
        program = f"process.stdout.write({body})"
        done = subprocess.run(
            [node.node(), "--input-type=module"], input=program.encode(), capture_output=True, check=True
        )
        assert json.loads(done.stdout) == one.body


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_no_secret_is_in_the_code(language):
    variables = {"mobile-number": "+447700900001", "application-id": "a", "application-secret": "S3CRET-secret"}
    call = LOGIN.call({"pin": 482913}, variables)
    code = snippet(call, language, "http://x", lambda text: text.replace("S3CRET-token", "{{access-token}}"))
    assert "482913" not in code
    assert "S3CRET" not in code
    if language != "python":
        assert {"KAIZALA_PIN", "KAIZALA_APPLICATION_SECRET"} <= set(re.findall(r"KAIZALA_\w+", code))
    hidden = MESSAGE.call({"message": "my S3CRET-token here"}, GROUP)
    assert "S3CRET" not in snippet(hidden, language, "http://x", lambda text: text.replace("S3CRET-token", "{{x}}"))


def test_a_text_cannot_name_an_environment_variable():
    """Somebody who knows how secrets are marked still cannot have one sent."""
    for language in OTHERS:
        code = snippet(MESSAGE.call({"message": "s0n0s {{pin}} KAIZALA $HOME"}, GROUP), language, "http://x")
        assert code.count("KAIZALA_") == 1


def test_a_language_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(ValueError, match="The languages are: python, requests, curl, csharp, javascript"):
        snippet(MESSAGE.call({"message": "x"}, GROUP), "cobol")


def test_the_line_of_python_names_variables_and_files():
    upload = collection["(a) Upload media (image / document / audio / album/ video)"]
    call = upload.call({"files": [Upload("a'b.png", b"x")]}, {})
    assert snippet(call, "python") == 'kaizala.content.upload_media(files=["a\'b.png"])'
    call = MESSAGE.call({"message": "x", "group_id": Variable("test-group-id")}, GROUP)
    assert (
        snippet(call, "python")
        == "kaizala.content.send_message(message='x', group_id=kaizala.environment['test-group-id'])"
    )


READS = {
    "requests": """\
import os

import requests

response = requests.post(
    'http://127.0.0.1:8600/v1/groups',
    headers={
        'accessToken': os.environ["KAIZALA_ACCESS_TOKEN"],
        'Content-Type': 'application/json',
    },
    json={
        'name': 'Field team',
        'welcomeMessage': '',
        'members': ['+447700900002'],
        'groupType': 'Group',
    },
    # No redirect is followed: another host must not get your secrets.
    allow_redirects=False,
    timeout=60,
)
print(response.status_code, response.text)""",
    "curl": """\
curl --request POST \\
  http://127.0.0.1:8600/v1/groups \\
  --header 'accessToken: '"$KAIZALA_ACCESS_TOKEN" \\
  --header 'Content-Type: application/json' \\
  --data-raw '{"name": "Field team", "welcomeMessage": "", "members": ["+447700900002"], "groupType": "Group"}'""",
    "csharp": r"""
using System;
using RestSharp;

var client = new RestClient("http://127.0.0.1:8600/v1/groups");
// No redirect is followed: another host must not get your secrets.
client.FollowRedirects = false;
var request = new RestRequest(Method.POST);
request.AddHeader("accessToken", Environment.GetEnvironmentVariable("KAIZALA_ACCESS_TOKEN"));
request.AddHeader("Content-Type", "application/json");
request.AddParameter("application/json", "{\"name\": \"Field team\", \"welcomeMessage\": \"\", \"members\": """
    r"""[\"+447700900002\"], \"groupType\": \"Group\"}", ParameterType.RequestBody);
IRestResponse response = client.Execute(request);
Console.WriteLine(response.Content);""",
    "javascript": """\
const response = await fetch("http://127.0.0.1:8600/v1/groups", {
  method: "POST",
  // No redirect is followed: another host must not get your secrets.
  redirect: "manual",
  headers: {
    "accessToken": process.env.KAIZALA_ACCESS_TOKEN,
    "Content-Type": "application/json",
  },
  body: JSON.stringify({
      "name": "Field team",
      "welcomeMessage": "",
      "members": ["+447700900002"],
      "groupType": "Group",
  }),
});
console.log(response.status, await response.text());""",
}


@pytest.mark.parametrize("language", OTHERS)
def test_the_code_reads_as_people_write_it(language):
    call = collection["Step1 - Create a group"].call({"name": "Field team", "members": ["+447700900002"]}, {})
    assert snippet(call, language, "http://127.0.0.1:8600/") == READS[language].strip()
