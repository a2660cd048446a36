"""What is shown: the same in HTML and in text, escaped, and never a secret."""

import json
import re
from html.parser import HTMLParser

import pytest

from kaizala_nb.course.steps import collection
from kaizala_nb.course.steps.folder import KAIZALA
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.masking import MASK, Secret
from kaizala_nb.toolkit.collection.snippets import LANGUAGES
from tests.toolkit.client.conftest import respond

EVIL = "<img src=x onerror=alert(1)>\"'&</pre></details><script>alert(2)</script>"
SEND = collection["Send message on a group"]
LOGIN = collection["Step2 - Login with pin and applicationId to get refreshToken"]
ACCESS_TOKEN = collection["Step3 - Retrieve the access token"]
FETCH = collection["Step3 - Fetch groups - direct"]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data):
        self.text += data


def parse(html: str) -> _Tags:
    parser = _Tags()
    parser.feed(html)
    return parser


def assert_is_text(html: str, evil: str = EVIL) -> None:
    page = parse(html)
    assert not {"img", "script"} & set(page.tags)
    assert not [name for name in page.attributes if name.startswith("on")]
    assert "onerror=alert(1)" in page.text


def test_a_name_from_outside_is_text_in_a_reply(session, scripted):
    body = json.dumps({"groups": [{"groupName": EVIL, "groupId": EVIL, EVIL: [EVIL], "welcomeMessage": EVIL}]}).encode()
    scripted.answer = lambda handler: respond(handler, 200, body)
    assert_is_text(session.send(FETCH, {}).as_html())


def test_a_question_and_its_answer_from_outside_are_text_in_a_reply(session, scripted):
    asked = {"title": EVIL, "type": "MultiOption", "answer": [EVIL, EVIL]}
    response = {"responderName": EVIL, "responseDetails": {"responseWithQuestions": [asked, {**asked, "type": EVIL}]}}
    body = json.dumps({"actionDetails": {"title": EVIL, "responses": [response]}}).encode()
    scripted.answer = lambda handler: respond(handler, 200, body)
    reply = session.send(collection["Fetching survey responses"], {"action_id": "a"})
    assert_is_text(reply.as_html())
    assert list(reply.df.columns).count(EVIL) == 1
    assert f"{EVIL} (2)" in reply.df


@pytest.mark.parametrize(("rows", "said"), [(20, False), (21, True), (1000, True)])
def test_a_long_table_shows_its_first_rows_and_says_so(session, scripted, rows, said):
    groups = [{"groupId": f"g-{number}", "groupName": f"Group {number}."} for number in range(rows)]
    scripted.answer = lambda handler: respond(handler, 200, json.dumps({"groups": groups}).encode())
    reply = session.send(FETCH, {})
    table = reply.as_html().split("<summary>JSON")[0], reply.as_text().split("JSON:")[0]
    for shown in table:
        assert "Group 19." in shown
        assert "Group 20." not in shown
        assert (f"The first 20 of {rows:,} rows; .df has them all." in shown) is said
    assert len(reply.df) == rows


def test_in_text_ids_are_shortened_where_there_are_many_columns(session, scripted):
    group = {"groupId": "5fe5b80a-52d1-4d8a-8086-cf8f34259de2@1", "groupName": "Field team"}
    for more, short in ({}, False), (dict.fromkeys("abcde", 1), True):
        body = json.dumps({"groups": [group | more]}).encode()
        scripted.answer = lambda handler, body=body: respond(handler, 200, body)
        reply = session.send(FETCH, {})
        shown = reply.as_text().split("JSON:")[0]
        assert ("5fe5b80a…9de2@1" in shown) is short
        assert (group["groupId"] in shown) is not short
        assert ("Ids are shortened; in code, they are whole." in shown) is short
        assert reply.df["groupId"].tolist() == [group["groupId"]]


def test_a_long_text_is_cut_short_in_the_table_and_nowhere_else(session, scripted):
    long = "x" * 5000
    groups = [{"groupId": "g", "groupName": long, "list": [long], "object": {"a": long}, long: "short", "n": 7}]
    scripted.answer = lambda handler: respond(handler, 200, json.dumps({"groups": groups}).encode())
    reply = session.send(FETCH, {})
    for shown in (reply.as_html().split("<summary>JSON")[0], reply.as_text().split("JSON:")[0]):
        assert "x" * 121 not in shown
        assert "…" in shown
        assert "short" in shown
    assert reply.df["groupName"].iloc[0] == reply.json["groups"][0]["groupName"] == long
    assert reply.df["list"].iloc[0] == [long]


def test_a_message_to_send_is_text_in_its_reply(session, scripted):
    scripted.answer = lambda handler: respond(handler, 200, b"{}")
    reply = session.send(SEND, {"message": EVIL})
    assert_is_text(reply.as_html())
    assert reply.json == {}
    assert len(reply.df) == 0
    assert "No rows." in reply.as_text()


def test_an_error_text_from_outside_is_text_in_its_panel(session, scripted):
    body = json.dumps({"message": EVIL, "errorCode": EVIL, "errorCategoryKey": EVIL}).encode()
    scripted.answer = lambda handler: respond(handler, 400, body)
    with pytest.raises(errors.BadRequest) as refused:
        session.send(SEND, {"message": EVIL})
    assert_is_text(refused.value.as_html())


def test_a_variable_from_outside_is_text_in_the_table(session):
    session.environment.update({"test-group-id": EVIL, EVIL: "x"})
    assert_is_text(session.environment._repr_mimebundle_()["text/html"])


def test_a_reply_has_a_status_line_and_folds_table_open(session, scripted):
    scripted.answer = lambda handler: respond(
        handler, 200, b'{"groupId":"g-9","groupName":"Field team","membersAdded":true}'
    )
    reply = session.send(collection["Step1 - Create a group"], {"name": "Field team"})
    html, text = reply.as_html(), reply.as_text()
    assert html.count("<details open>") == 1
    folds = ["Table", "JSON", "Request", "Python", "Other languages"]
    within = ["Python (requests)", "cURL", "C# (RestSharp)", "JavaScript (fetch)"]
    assert re.findall("<summary>(.*?)</summary>", html) == folds + within
    for word in (
        "200 OK",
        "POST",
        "saved test-group-id",
        "g-9",
        "Field team",
        "{{access-token}}",
        "kaizala.groups.create_group(",
    ):
        assert word in html or word.replace('"', "&quot;") in html
        assert word in text
    assert session.environment["test-group-id"] == "g-9"
    assert list(reply.df.columns) == ["groupId", "groupName", "membersAdded"]
    assert reply.df.dtypes["membersAdded"] == "boolean"


def test_tokens_are_in_no_face(session, scripted):
    tokens = {
        "accessToken": "SECRET-one",
        "endpointUrl": scripted.url + "/",
        "accessTokenExpiry": 1795520000000,
        "scope": "a,b",
    }
    scripted.answer = lambda handler: respond(handler, 200, json.dumps(tokens).encode())
    reply = session.send(ACCESS_TOKEN, {})
    assert reply.json["accessToken"] == "SECRET-one"
    shown = [
        reply.as_html(),
        reply.as_text(),
        repr(reply),
        repr(reply.json),
        str(reply.request),
        repr(reply.request),
        *map(reply.code, LANGUAGES),
        reply.df.to_string(),
        reply.df.to_csv(),
        repr(session.environment),
        session.environment._repr_mimebundle_()["text/html"],
        repr(dict(session.environment)),
        repr(session.environment["access-token"]),
        repr(session),
    ]
    assert not [face for face in shown if "SECRET" in face.replace("KAIZALA_APPLICATION_SECRET", "")]
    assert str(reply.df.dtypes["accessTokenExpiry"]).startswith("datetime64[")
    assert "UTC" in str(reply.df.dtypes["accessTokenExpiry"])


def test_a_pin_and_an_echoed_secret_are_in_no_face_of_an_error(session, scripted):
    body = b'{"message":"PIN 482913 of SECRET-connector with SECRET-refresh is wrong","errorCode":"Unauthenticated"}'
    scripted.answer = lambda handler: respond(handler, 401, body)
    with pytest.raises(errors.NotAuthenticated) as refused:
        session.send(LOGIN, {"pin": "482913"})
    error = refused.value
    for face in (
        error.as_html(),
        error.as_text(),
        str(error),
        repr(error),
        str(error.request),
        repr(vars(error)),
        error.message,
    ):
        assert "482913" not in face
        assert "SECRET" not in face
    assert f'"pin": "{MASK}"' in error.request.body
    assert "{{application-secret}}" in error.as_text()


def test_ipython_shows_a_mask_for_a_secret():
    from IPython.lib.pretty import pretty

    token = Secret("SECRET")
    assert "SECRET" not in pretty(token) + pretty({"a": [token]}) + repr([token]) + repr({"x": token})
    assert f"{token}" == "SECRET"
    assert token == "SECRET"


def test_the_panel_of_an_expired_token_reads_as_written(session, scripted):
    session.renew_tokens = False
    ran_out = 1795467600000  # Mon 23 Nov 2026 21:00 UTC
    expiries = {"access-token": ran_out, "refresh-token": ran_out + 364 * 86_400_000}
    session.environment.fill(
        {"access-token": "SECRET-access", "refresh-token": "SECRET-refresh"}, source="test", expiries=expiries
    )
    body = {
        "message": "Invalid token. Failure reason:Token validation failed due to unknown reason!",
        "errorCode": "InvalidToken",
        "errorCategoryKey": "AuthException",
    }

    def answer(handler):
        handler.date_time_string = lambda: "Mon, 23 Nov 2026 22:00:00 GMT"
        respond(handler, 401, json.dumps(body).encode())

    scripted.answer = answer
    with pytest.raises(errors.NotAuthenticated) as refused:
        session.send(SEND, {"message": "Too late?"})
    lines = refused.value.as_text().splitlines()
    assert lines[:7] == [
        "Refused: 401  Kaizala does not know who you are",
        "POST   Send message on a group",
        "The service said   InvalidToken: Invalid token. Failure reason:Token validation failed due to unknown reason!",
        "What it means      Your access token ran out 1 hour ago, by the service's clock. Access tokens last 24 hours."
        " The message was not sent.",
        "What to do         Get a new access token, then send again: kaizala.authentication.access_token()",
        "                   Or let this happen by itself: kaizala.session.renew_tokens = True",
        "What changed       Nothing. Your refresh token is good until Mon 22 Nov 2027.",
    ]


def test_the_headlines_are_always_the_same():
    def title(status):
        return errors.refusal_of(status)("no", status=status, service=KAIZALA).title

    statuses = (400, 401, 403, 404, 415, 429, 500, 503)
    assert {status: title(status).removeprefix(f"Refused: {status}  ") for status in statuses} == {
        400: "Kaizala could not read the request",
        401: "Kaizala does not know who you are",
        403: "Kaizala knows you, and you may not do this",
        404: "There is no such thing",
        415: "Wrong kind of file",
        429: "Too many requests",
        500: "Kaizala has a problem, not you",
        503: "Kaizala has a problem, not you",
    }
    assert errors.NoReplyError("no", service=KAIZALA).title == "No reply: Kaizala did not answer"


def test_method_and_status_are_badges_and_their_words_are_text(session, scripted):
    scripted.answer = lambda handler: respond(handler, 200, b"{}")
    reply = session.send(SEND, {"message": "Hello"})
    assert (
        '<span class="kz-badge kz-writes">POST</span> <span class="kz-badge kz-good">200 OK</span>' in reply.as_html()
    )
    assert reply.as_text().startswith("POST   200 OK   ")
    scripted.answer = lambda handler: respond(handler, 404, b"{}")
    with pytest.raises(errors.NotFound) as refused:
        session.send(SEND, {"message": "Hello"})
    assert 'Refused: <span class="kz-badge kz-failed">404</span>  There is' in refused.value.as_html()
    assert '<span class="kz-badge kz-writes">POST</span> Send message' in refused.value.as_html()
