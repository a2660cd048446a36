"""OAuth 2: tokens that are fetched for requests of anybody's file, and what is said where a person has to get one."""

import json
import sys
import threading

import pytest
from click.testing import CliRunner
from flask import Response

from kaizala_nb import Api, ApiError
from kaizala_nb.cli import main
from kaizala_nb.toolkit.client import oauth2
from kaizala_nb.toolkit.client.errors import (
    InputError,
    RefusedError,
    TimedOut,
    UnreadableReplyError,
    UntrustedHostError,
)
from tests.postman.oauth_server import CLIENT, PASSWORD, SECRET, USER, OAuthServer


@pytest.fixture
def server():
    made = OAuthServer()
    yield made
    made.close()


@pytest.fixture
def other():
    made = OAuthServer()
    yield made
    made.close()


def auth(server, **more):
    fields = {"grant_type": "client_credentials", "accessTokenUrl": f"{server.url}/token", "addTokenTo": "header"}
    fields |= {"clientId": CLIENT, "clientSecret": "{{client_secret}}"} | more
    return {"type": "oauth2", "oauth2": [{"key": name, "value": value} for name, value in fields.items()]}


def file_of(server, url="", **more):
    items = [
        {"name": name, "request": {"method": "GET", "url": url or f"{server.url}/books"}} for name in ("One", "Two")
    ]
    return {"info": {"name": "Library"}, "item": items, "auth": auth(server, **more)}


@pytest.fixture
def api(tmp_path, server):
    """Makes the Api of two requests with OAuth 2; its hosts are allowed unless others are given."""

    def make(file=None, *, secret=SECRET, hosts=None, environment=None, **more):
        path = tmp_path / "library.json"
        path.write_text(json.dumps(file or file_of(server, **more)), encoding="utf-8")
        values = {"client_secret": secret} | (environment or {})
        return Api.from_postman(path, environment=values, allow_hosts=[server.url] if hosts is None else hosts)

    return make


def test_a_token_is_fetched_once_for_equal_settings_and_the_reply_says_so(api, server):
    library = api()
    first, second = library["One"](), library["Two"]()
    assert first.json == {"books": ["Emma"]}
    assert first.notes == [f"A token was fetched from {server.url}: good for 1 hour."]
    assert second.notes == []
    assert server.called == server.given * 2
    ((header, form, headers, _),) = server.asked
    assert header.startswith("Basic ")
    assert form == {"grant_type": ["client_credentials"]}
    assert (headers["Content-Type"], headers["Accept"]) == ("application/x-www-form-urlencoded", "application/json")
    library.environment["client_secret"] = "another"
    with pytest.raises(RefusedError):
        library["One"]()


def test_what_postman_adds_to_the_request_for_a_token_is_added(api, server):
    more = [
        {"key": "tenant", "value": "{{tenant}}", "enabled": True, "send_as": "request_body"},
        {"key": "X-Tenant", "value": "7", "enabled": True, "send_as": "request_header"},
        {"key": "version", "value": "a b", "enabled": True, "send_as": "request_url"},
        {"key": "off", "value": "x", "enabled": False, "send_as": "request_body"},
    ]
    resources = ["https://a.example", "https://b.example"]
    fields = {"client_authentication": "body", "scope": "read write", "audience": "books", "resource": resources}
    api(tokenRequestParams=more, environment={"tenant": "ö&x"}, **fields)["One"]()
    ((header, form, headers, query),) = server.asked
    assert header == ""
    assert form == {
        "grant_type": ["client_credentials"],
        "client_id": [CLIENT],
        "client_secret": [SECRET],
        "scope": ["read write"],
        "audience": ["books"],
        "resource": resources,
        "tenant": ["ö&x"],
    }
    assert (headers["X-Tenant"], query) == ("7", "version=a+b")


def test_a_token_for_a_user_and_in_the_query(api, server):
    library = api(grant_type="password_credentials", username=USER, password="{{pw}}", addTokenTo="queryParams")
    reply = library["One"](pw=PASSWORD)
    assert server.called == server.given
    assert server.asked[0][1] == {"grant_type": ["password"], "username": [USER], "password": [PASSWORD]}
    for text in (reply.as_text(), reply.as_html(), repr(reply), str(vars(reply)), repr(library.environment)):
        assert not any(secret in text for secret in (*server.given, PASSWORD, SECRET))
    with pytest.raises(ApiError) as refused:
        library["One"](pw="wrong-password")
    assert "{{pw}}" in refused.value.advice.todo
    assert "the password is wrong" in refused.value.advice.meaning


def test_a_token_that_has_run_out_is_renewed_with_the_refresh_token_if_there_is_one(api, server, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(oauth2.time, "monotonic", lambda: now[0])
    server.adds |= {"refresh_token": "refresh-1"}
    server.refresh_tokens.add("refresh-1")
    library = api()
    for seconds in (0, 3599, 3601):
        now[0] = seconds
        reply = library["One"]()
    assert server.grants() == ["client_credentials", "refresh_token"]
    assert reply.notes == [f"A token was fetched from {server.url} with the refresh token: good for 1 hour."]
    server.refresh_tokens.clear()
    now[0] = 8000.0
    library["One"]()
    assert server.grants()[2:] == ["refresh_token", "client_credentials"]
    assert "refresh-1" not in reply.as_text() + repr(vars(library.session._authorisation.get()))


def test_after_a_refusal_a_new_token_is_fetched_once(api, server):
    library = api()
    library["One"]()
    server.good.clear()
    reply = library["One"]()
    assert reply.notes[0].startswith(f"{oauth2._REFUSED} A token was fetched from {server.url}")
    assert server.called == [server.given[0], *server.given]
    server.good.clear()
    server.adds["access_token"] = "never-good"
    with pytest.raises(ApiError) as refused:
        library["One"]()
    assert refused.value.status == 401
    assert len(server.asked) == 3
    with pytest.raises(ApiError):  # a token that was new is one no more: so that is one more, and no circle
        library["One"]()
    assert len(server.asked) == 4
    with pytest.raises(ApiError):  # a token that is refused at once is not made better by another one
        api()["One"]()
    assert len(server.asked) == 5


def test_two_requests_at_the_same_time_fetch_one_token(api, server):
    server.seconds = 0.2
    library = api()
    threads = [threading.Thread(target=library[name]) for name in ("One", "Two")]
    [one.start() for one in threads]
    [one.join() for one in threads]
    assert (len(server.asked), len(server.called)) == (1, 2)
    server.good.clear()
    replies = []
    threads = [threading.Thread(target=lambda name=name: replies.append(library[name]())) for name in ("One", "Two")]
    [one.start() for one in threads]
    [one.join() for one in threads]
    assert (len(replies), len(server.asked)) == (2, 2)


def test_nothing_is_fetched_before_a_request_is_sent_and_what_is_shown_names_the_variable(api, server):
    library = api(accessToken="{{token}}")
    preview = str(library.session.preview(library["One"].step, {}))
    assert "Authorization: Bearer {{token}}" in preview
    assert 'Bearer \'"$API_TOKEN"' in library["One"].code("curl")
    form = library["One"].form()
    assert [one.optional for one in library["One"].step.parameters] == [True, True]
    assert server.asked == []
    form.send()
    state = json.dumps(form.get_state(), default=str)
    assert not any(secret in state for secret in (*server.given, SECRET))
    assert server.called == server.given


@pytest.mark.parametrize("given", [{"accessToken": "{{token}}"}, {}])
def test_a_token_that_is_given_is_sent_and_nothing_else_is_needed(api, server, given):
    name = "token" if given else "oauth2_access_token"
    server.good.add("mine-by-hand")
    library = api(clientId="{{nobody}}", scope="{{nothing}}", authUrl="{{nowhere}}", **given)
    assert library["One"](**{name: "mine-by-hand"}).status == 200
    library.environment[name] = "mine-by-hand"
    assert library["Two"]().status == 200
    assert server.asked == []
    with pytest.raises(InputError, match=r"{{nobody}} is not set"):
        api(clientId="{{nobody}}", **given)["One"]()


# -- when it goes wrong ------------------------------------------------------------------------------------------------


def test_a_wrong_secret_is_said_in_plain_words(api, server):
    with pytest.raises(RefusedError) as refused:
        api(secret="wrong-secret-of-mine")["One"]()
    error = refused.value
    assert (error.status, error.code) == (401, "invalid_client")
    assert error.advice.said == "invalid_client: Client authentication failed."
    assert "the client secret" in error.advice.meaning
    assert "{{client_secret}}" in error.advice.todo
    assert "clientSecret" in error.advice.todo
    assert "wrong-secret-of-mine" not in error.as_text() + error.as_html() + repr(error)
    assert server.called == []


DEEP = '{"a":' * 100_000
ODD_ANSWERS = {
    "an error with 200": (
        '{"error": "invalid_scope", "error_description": "No such scope."}',
        "invalid_scope: No such",
    ),
    "no token": ('{"expires_in": 5}', "holds no access token"),
    "garbage": ("<html>Sign in</html>", "holds no access token"),
    "a list": ("[1]", "not what a token service answers"),
    "too deep": (DEEP, "not what a token service answers"),
    "an object for a token": ('{"access_token": {"a": 1}}', "none that a request can carry"),
    "a line break in a token": ('{"access_token": "a\\nb"}', "none that a request can carry"),
    "a time that is none": ('{"access_token": "abcdef", "expires_in": "soon"}', "not what a token service answers"),
    "for ever": ('{"access_token": "abcdef", "expires_in": Infinity}', "not what a token service answers"),
    "another type": ('{"access_token": "abcdef", "token_type": "DPoP"}', "of the type 'DPoP'"),
}


@pytest.mark.parametrize("odd", ODD_ANSWERS)
def test_an_answer_without_a_token_that_can_be_used_is_said(api, server, odd):
    body, words = ODD_ANSWERS[odd]
    server.says = Response(body, 200, mimetype="text/html" if body.startswith("<") else "application/json")
    with pytest.raises(UnreadableReplyError, match=words) as refused:
        api()["One"]()
    assert "your own request was not sent" in refused.value.as_text()
    assert server.called == []


@pytest.mark.parametrize(
    "more",
    ['"expires_in": -5', '"expires_in": "60"', f'"expires_in": {10**30}', '"token_type": "JWT"', '"scope": "less"'],
)
def test_an_answer_that_is_only_unusual_is_taken(api, server, more):
    server.good.add("abcdef-token")
    server.says = Response(f'{{"access_token": "abcdef-token", {more}}}', 200, mimetype="application/json")
    assert api(scope="more")["One"]().status == 200


def test_a_token_as_a_form_is_read_too(api, server):
    server.good.add("abcdef-token")
    server.says = Response("access_token=abcdef-token&expires_in=60", 200, mimetype="application/x-www-form-urlencoded")
    assert api()["One"]().notes == [f"A token was fetched from {server.url}: good for 1 minute."]


def test_a_slow_token_service_has_no_more_time_than_any_other(api, server):
    server.seconds = 1.5
    library = api()
    library.session.timeout = 0.3
    with pytest.raises(TimedOut) as late:
        library["One"]()
    assert "It is safe to send it again." in late.value.advice.changed


def test_without_the_library_the_request_says_what_to_install(api, server, monkeypatch):
    monkeypatch.setitem(sys.modules, "oauthlib.oauth2", None)
    with pytest.raises(InputError) as refused:
        api()["One"]()
    assert 'pip install "kaizala-nb[auth]"' in refused.value.advice.todo


@pytest.mark.parametrize(
    "wrong", [{"scope": "\ud83d"}, {"accessTokenUrl": "http://[::1"}, {"accessTokenUrl": "ftp://h/"}]
)
def test_what_cannot_be_sent_is_said(api, server, wrong):
    with pytest.raises(InputError, match=r"half a character|has the host|begins with 'ftp'"):
        api(**wrong)["One"]()
    assert server.asked == []


# -- hosts -------------------------------------------------------------------------------------------------------------


def test_a_secret_does_not_go_to_a_token_service_that_the_user_has_not_named(api, server):
    for given, arguments in ((SECRET, {}), ("", {"client_secret": SECRET})):
        with pytest.raises(UntrustedHostError, match=server.url) as refused:
            api(hosts=[], secret=given)["One"](**arguments)
        assert f"--allow-host {server.url}" in refused.value.advice.todo
        assert SECRET not in refused.value.as_text()
    assert server.asked == []


def test_a_token_does_not_go_to_an_api_that_the_user_has_not_named(api, server, other):
    other.good = server.good
    file = file_of(server, url=f"{other.url}/books")
    for given, arguments in ((SECRET, {}), ("", {"client_secret": SECRET})):
        with pytest.raises(UntrustedHostError, match=other.url):
            api(file, secret=given)["One"](**arguments)
    assert other.called == []
    assert api(file, hosts=[server.url, other.url])["One"]().status == 200


def test_a_token_service_that_is_elsewhere_gets_nothing_by_a_redirect(api, server, other):
    server.moved_to = f"{other.url}/token"
    with pytest.raises(UntrustedHostError, match=other.url):
        api()["One"]()
    assert other.asked == []


def test_a_secret_of_the_file_goes_where_the_file_says(api, server):
    assert api(hosts=[], clientSecret=SECRET, environment={"client_secret": ""})["One"]().status == 200


# -- what a person gets elsewhere --------------------------------------------------------------------------------------

BY_HAND = {
    "authorization_code_with_pkce": "A person gets one at https://auth.example/a in a browser",
    "authorization_code": "A person gets one at https://auth.example/a in a browser",
    "implicit": "Open https://auth.example/a?response_type=token&client_id=library-client&scope=read in a browser",
}


@pytest.mark.parametrize("grant", BY_HAND)
@pytest.mark.parametrize("token", ["", "{{token}}"])
def test_for_other_grants_a_sentence_says_how_to_get_a_token_and_where_it_goes(api, server, grant, token, monkeypatch):
    library = api(grant_type=grant, authUrl="https://auth.example/a", scope="read", accessToken=token)
    name = "token" if token else "oauth2_access_token"
    with pytest.raises(InputError) as refused:
        library["One"]()
    assert BY_HAND[grant] in str(refused.value)
    assert f"{{{{{name}}}}} is not set." in str(refused.value)
    assert "api.one.form()" in refused.value.advice.todo
    line = refused.value.advice.todo.splitlines()[-1]
    monkeypatch.setattr("getpass.getpass", lambda: "pasted-elsewhere")
    exec(line, {"api": library})  # noqa: S102  (what is said works)
    assert library.environment[name] == "pasted-elsewhere"
    (field,) = [one for one in library["One"].step.parameters if one.name == name]
    assert field.secret
    assert BY_HAND[grant] in field.help
    assert library["One"].form().content["fields"]
    server.good.add("got-it-elsewhere")
    assert library["One"](**{name: "got-it-elsewhere"}).status == 200
    with pytest.raises(ApiError) as refused:
        library["One"](**{name: "has-run-out"})
    assert f'api.environment["{name}"]' in refused.value.advice.todo


def test_inside_using_a_request_carries_the_token_of_the_variable_and_fetches_none(api, server):
    server.good.add("token-of-another")
    library = api(environment={"another_token": "token-of-another"})
    with library.session.using("another_token"):
        assert library["One"]().status == 200
    assert server.asked == []


def test_a_token_that_no_header_can_carry_is_said(api, server):
    library = api(headerPrefix="Bea\nrer", environment={"another_token": "a\nb"})
    with pytest.raises(InputError, match="The header Authorization cannot be sent"):
        library["One"]()
    with library.session.using("another_token"), pytest.raises(InputError, match="The header Authorization"):
        library["One"]()
    assert server.called == []


def test_a_request_with_a_header_of_its_own_goes_out_as_newman_sends_it(api, server):
    file = file_of(server, grant_type="authorization_code")
    file["item"][0]["request"]["header"] = [{"key": "authorization", "value": "Bearer its-own"}]
    server.good.add("its-own")
    assert api(file)["One"]().status == 200


# -- in a terminal -----------------------------------------------------------------------------------------------------


def test_a_run_fetches_once_and_says_the_hosts_in_one_sentence(tmp_path, server, other):
    other.good = server.good
    path, given = tmp_path / "library.json", tmp_path / "given.json"
    path.write_text(json.dumps(file_of(server, url=f"{other.url}/books")))
    given.write_text(json.dumps({"values": [{"key": "client_secret", "value": SECRET}]}))
    run = ["collection", "run", str(path), "--environment", str(given)]
    done = CliRunner().invoke(main, run)
    allow = f"--allow-host {server.url},{other.url}"
    assert allow in done.stderr
    assert (server.asked, other.called) == ([], [])
    done = CliRunner().invoke(main, [*run, *allow.split(" ")])
    assert done.exit_code == 0, done.output
    assert (len(server.asked), len(other.called)) == (1, 2)
    assert not any(secret in done.output for secret in (SECRET, *server.given))
