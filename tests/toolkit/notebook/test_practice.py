"""A collection on its practice service: nothing goes anywhere else, no secret of the user's is there, and faces say so."""

import base64
import gc
import json
import re
import threading

import pytest

from kaizala_nb import Api, ApiError
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.masking import Secret
from kaizala_nb.toolkit.notebook import practising
from tests.patience import wait_until

LIBRARY = "notebooks/library.postman_collection.json"
REAL = "s3cret-of-the-user-1234"


@pytest.fixture
def library():
    api = Api.from_postman(LIBRARY, stand_in=True)
    yield api
    api.close()


def write(folder, *items, **more):
    path = folder / "collection.json"
    path.write_text(json.dumps({"info": {"name": "Shop"}, "item": list(items), **more}))
    return path


def get(url, name="One", **request):
    return {"name": name, "request": {"method": "GET", "url": url, **request}}


def test_the_library_answers_from_its_examples_and_says_so(library):
    log_in = library.start.log_in.form()
    assert "practice" in log_in.send_once().status_line
    reply = library.books.list_books()
    assert reply.df["title"].tolist() == ["The Glass Harbour", "Winter Ferries"]
    assert ">practice</span>" in reply.head()
    assert reply.labels == ("practice",)
    assert "Practice service. Nothing leaves this computer. 12 of 12 can be sent." in str(library._repr_mimebundle_())
    assert "api.library.example" in reply.code("curl")


def test_what_is_given_for_one_request_goes_with_it_and_no_host_has_to_be_named(library):
    reply = library.start.log_in(pin=Secret("2468"))
    assert reply.status == 200
    assert "2468" not in reply.as_html()


def test_what_may_change_something_needs_no_press(library):
    assert library.start.tell_us_something.form().send_once().status == 202


@pytest.mark.parametrize(
    "url", ["https://a.example/x?y=1", "http://b.example:81/x?y=1", "{{base}}/x?y=1", "{{h}}:{{port}}/x?y=1"]
)
def test_every_address_leads_to_it_with_its_path(tmp_path, recorder, url):
    api = Api.from_postman(write(tmp_path, get(url)), stand_in=recorder.url)
    reply = api["One"]()
    assert recorder.sent[0].startswith(b"GET /x?y=1 HTTP/1.1\r\n")
    assert f"\r\nHost: 127.0.0.1:{recorder.port}\r\n".encode() in recorder.sent[0]
    assert reply.labels == ("practice",)
    assert "127.0.0.1" not in reply.request.url


def test_redirects_next_pages_and_scripts_lead_to_it_too(tmp_path, recorder):
    recorder.answers |= {
        "/moved": {"status": 307, "headers": ["Location: https://elsewhere.example/there"]},
        "/home": {"status": 302, "headers": [f"Location: {recorder.url}/at-home"]},
        "/list": {"headers": [f'Link: <{recorder.url}/list?page=2>; rel="next"']},
        "/body": {"body": f'{{"next": "{recorder.url}/body?page=2", "data": [{{"id": 1}}]}}'},
    }
    bearer = {"type": "bearer", "bearer": [{"key": "token", "value": "{{key}}"}]}
    names = ("moved", "home", "list", "body")
    path = write(tmp_path, *(get(f"https://a.example/{name}", name.capitalize(), auth=bearer) for name in names))
    api = Api.from_postman(path, stand_in=recorder.url)
    api["Moved"]()
    assert recorder.sent[-1].startswith(b"GET /there ")
    for ask, path in (
        (lambda: api["Home"](), b"/at-home"),
        (lambda: api["List"]().next(), b"/list?page=2"),
        (lambda: api["Body"]().next(), b"/body?page=2"),
    ):
        ask()
        assert recorder.sent[-1].startswith(b"GET " + path + b" ")
        assert b"Authorization: Bearer practice-key\r\n" in recorder.sent[-1]


def test_no_secret_of_the_users_reaches_it(tmp_path, recorder, monkeypatch):
    monkeypatch.setenv("ENV_KEY", REAL)
    basic = {"type": "basic", "basic": [{"key": "username", "value": "me"}, {"key": "password", "value": REAL}]}
    headers = [{"key": "X-Api-Key", "value": REAL}, {"key": "X-Plain", "value": "kept"}]
    headers += [{"key": f"X-{name}", "value": f"{{{{{name}}}}}"} for name in ("marked", "env_key", "token", "typed")]
    headers += [{"key": "X-Other-Secret", "value": "{{chain}}"}]
    path = write(
        tmp_path,
        get("https://a.example/x?user={{user}}", header=headers, auth=basic),
        variable=[{"key": "token", "value": REAL}, {"key": "chain", "value": "{{mine}}"}],
    )
    values = [("marked", REAL, "secret"), ("user", "jo", "default"), ("mine", REAL, "default")]
    given = {"values": [{"key": name, "value": value, "type": kind} for name, value, kind in values]}
    api = Api.from_postman(path, stand_in=recorder.url, environment=given, use_environ="env_key=ENV_KEY")
    api.environment["typed"] = Secret(REAL)
    api["One"]()
    sent = recorder.sent[0].decode()
    assert REAL not in sent
    assert base64.b64encode(f"me:{REAL}".encode()).decode() not in sent
    assert REAL not in {*map(str, api.environment.values())}
    assert "X-Plain: kept" in sent
    assert "user=jo" in sent
    assert f"Basic {base64.b64encode(b'me:practice-password').decode()}" in sent
    api.use(given)
    api["One"]()
    assert REAL not in recorder.sent[1].decode()


def test_empty_variables_have_values_of_their_kind_and_what_was_given_stays(tmp_path, recorder):
    body = {
        "mode": "raw",
        "raw": '{"email": "{{user_email}}", "copies": {{copies}}, "title": "{{title}}", "by": "{{by}}"}',
    }
    saved = [{"originalRequest": {"method": "POST", "url": "https://a.example/books/b-77"}, "code": 200}]
    item = {
        "name": "One",
        "request": {"method": "POST", "url": "{{base}}/books/{{book}}", "body": body},
        "response": saved,
    }
    api = Api.from_postman(write(tmp_path, item), stand_in=recorder.url, environment={"by": "Ann"})
    api["One"]()
    assert recorder.sent[0].startswith(b"POST /books/b-77 ")
    sent = json.loads(recorder.sent[0].partition(b"\r\n\r\n")[2])
    assert sent == {"email": "sam@practice.example", "copies": 1, "title": "practice-title", "by": "Ann"}
    assert "the practice service" in repr(api.environment)


KINDS = {
    "linkType": "practice-link-type",
    "urlEncoded": "practice-url-encoded",
    "emailType": "practice-email-type",
    "phone_number_id": "1",
    "user_email": "sam@practice.example",
    "emailAddress2": "sam@practice.example",
    "mobile-number": "+447700900001",
    "dateFrom": "2030-01-15",
    "country_code": "GB",
    "id_cliente": "1",
    "isPaid": "true",
    "environment": "test",
    "response_format": "json",
}


def test_the_last_word_of_a_name_tells_the_kind_of_a_value(tmp_path, recorder):
    body = {"mode": "raw", "raw": json.dumps({name: f"{{{{{name}}}}}" for name in KINDS})}
    item = {"name": "One", "request": {"method": "POST", "url": "https://a.example/books", "body": body}}
    Api.from_postman(write(tmp_path, item), stand_in=recorder.url)["One"]()
    assert json.loads(recorder.sent[0].partition(b"\r\n\r\n")[2]) == KINDS


def test_what_stands_in_json_without_quotes_gets_json(tmp_path, recorder):
    raw = """{
        "price": {{price}}, "limit": {{most}}, "latitude": {{lat}}, "place": [{{lon}}, {{n}}], "enabled": {{x}},
        "version": {{api_version}}, "from": {{start_date}}, "paid": {{paid}}, "tags": {{tags}}, "by": {{author}},
        "note": "a: {{note}}, b", "isbn": {{isbn}}, "owner": {{owner_email}}, "times": "{{owner_email}} {{count}}",
        "odd\\"": {{odd}}, "pin": {{pin}}, "password": {{password}}, "none": {{none}}
    }"""
    book = {"paid": True, "tags": ["sea"], "by": "Ann", "isbn": "{{other}}", "none": None}
    first = {"method": "POST", "url": "https://a.example/books", "body": {"mode": "raw", "raw": raw}}
    whole = {"mode": "raw", "raw": "{{payload}}", "options": {"raw": {"language": "json"}}}
    second = {"method": "POST", "url": "https://a.example/all", "body": whole}
    saved = [{"originalRequest": first, "code": 200, "body": json.dumps({"books": [book]})}]
    path = write(tmp_path, {"name": "One", "request": first, "response": saved}, {"name": "Two", "request": second})
    api = Api.from_postman(path, stand_in=recorder.url)
    api["One"]()
    api["Two"]()
    bodies = [json.loads(one.partition(b"\r\n\r\n")[2]) for one in recorder.sent]
    assert bodies == [
        {
            **{
                "price": 1,
                "limit": 10,
                "latitude": 51.5,
                "place": [-0.1, 1],
                "enabled": True,
                "version": 1,
                "from": "2030-01-15",
            },
            **{
                "paid": True,
                "tags": ["sea"],
                "by": "Ann",
                "note": "a: practice-note, b",
                "isbn": 1,
                "owner": 1,
                "times": "1 1",
            },
            **{'odd"': 1, "pin": 135790, "password": "practice-password", "none": 1},
        },
        {},
    ]


OAUTH2 = {
    "grant_type": "client_credentials",
    "accessTokenUrl": "https://login.example/token",
    "clientId": "{{client_id}}",
}
AUTHS = {
    "oauth2": OAUTH2,
    "oauth2 by a person": {"grant_type": "authorization_code", "authUrl": "https://login.example/authorize"},
    "oauth1": {"consumerKey": "{{ck}}", "consumerSecret": "{{cs}}", "signatureMethod": "HMAC-SHA1"},
    "awsv4": {"accessKey": "{{access_key}}", "secretKey": "{{secret_key}}", "region": "eu", "service": "s3"},
    "jwt": {"algorithm": "RS256", "privateKey": "{{key}}", "payload": "{}", "addTokenTo": "header"},
    "asap": {"alg": "ES256", "privateKey": "not a key at all", "kid": "k", "iss": "i", "aud": "a"},
    "hawk": {"authId": "{{id}}", "authKey": "{{auth_key}}", "algorithm": "sha256"},
    "digest": {"username": "{{user}}", "password": "{{password}}"},
    "edgegrid": {"accessToken": "{{at}}", "clientToken": "{{ct}}", "clientSecret": "{{cs}}"},
}


@pytest.mark.parametrize("name", AUTHS)
def test_authorisation_of_every_kind_can_be_sent(tmp_path, recorder, name):
    kind = name.partition(" ")[0]
    recorder.answers |= {"/token": {"status": 404}}
    auth = {"type": kind, kind: [{"key": key, "value": value} for key, value in AUTHS[name].items()]}
    api = Api.from_postman(write(tmp_path, get("https://a.example/x", auth=auth)), stand_in=recorder.url)
    assert api["One"]().status == 200
    assert kind == "digest" or re.search(b"\r\nAuthorization: |oauth_signature=", recorder.sent[-1])


@pytest.mark.parametrize(
    ("said", "labels"),
    [
        ("made up", ("practice", "made up")),
        ('example; name="200 OK"', ("practice",)),
        ("memory; invented", ("practice", "made up")),
    ],
)
def test_a_badge_says_that_a_reply_is_made_up(tmp_path, recorder, said, labels):
    recorder.answers |= {
        "/x": {"headers": [f"X-Stand-In: {said}"]},
        "/no": {"status": 404, "headers": [f"X-Stand-In: {said}"]},
    }
    path = write(tmp_path, get("https://a.example/x"), get("https://a.example/no", "No"))
    api = Api.from_postman(path, stand_in=recorder.url)
    reply = api["One"]()
    assert reply.labels == labels
    assert all(f">{one}</span>" in reply.as_html() for one in labels)
    with pytest.raises(errors.RefusedError) as refused:
        api["No"]()
    assert all(f">{one}</span>" in refused.value.as_html() for one in labels)


def test_a_real_service_is_no_practice_service_whatever_it_says(tmp_path, recorder):
    recorder.answers |= {"/x": {"headers": ["X-Stand-In: made up"]}}
    assert Api.from_postman(write(tmp_path, get(f"{recorder.url}/x")))["One"]().labels == ()


def test_in_process_it_needs_no_socket_and_no_thread(monkeypatch):
    monkeypatch.setattr(practising.sys, "platform", "emscripten")
    monkeypatch.setattr(threading, "Thread", None)
    api = Api.from_postman(LIBRARY, stand_in=True)
    assert api.start.log_in().status == 200
    assert api.books.list_books().labels == ("practice",)
    api.close()


def servers():
    return {one for one in threading.enumerate() if "stand-in" in one.name}


def test_its_thread_ends_when_it_is_closed_or_when_nobody_has_it():
    others = servers()
    first, second = (Api.from_postman(LIBRARY, stand_in=True) for _ in range(2))
    assert first.start.opening_hours().status == second.start.opening_hours().status == 200
    assert len(servers() - others) == 2
    first.close()
    first.close()
    form = second.start.opening_hours.form()  # a widget lives as long as the kernel
    del second
    gc.collect()
    wait_until(lambda: servers() <= others)
    assert form is not None


@pytest.mark.parametrize("wrong", [5, "no address"])
def test_what_is_no_stand_in_is_refused_in_words(wrong):
    with pytest.raises(ApiError) as refused:
        Api.from_postman(LIBRARY, stand_in=wrong)
    assert "stand_in=True" in refused.value.as_text()


def test_a_practice_value_gives_way_to_what_a_script_sets(tmp_path, recorder):
    script = [
        {"listen": "prerequest", "script": {"exec": ["pm.collectionVariables.set('set', 'by-script');", "'not_set';"]}}
    ]
    one = get("https://a.example/x?a={{set}}&b={{not_set}}") | {"event": script}
    Api.from_postman(write(tmp_path, one), stand_in=recorder.url)["One"]()
    assert recorder.sent[0].startswith(b"GET /x?a=by-script&b=practice-not-set ")


def test_what_only_a_made_up_reply_would_fill_has_a_value_at_once(tmp_path):
    script = [{"listen": "test", "script": {"exec": ["pm.environment.set('token', pm.response.json().token);"]}}]
    log_in = get("https://a.example/in", "Log in") | {"event": script}
    use = get("https://a.example/x?t={{token}}&phone={{mobile-number}}")
    api = Api.from_postman(write(tmp_path, use, log_in), stand_in=True)
    assert api.environment["token"] == "practice-token"
    assert api.environment["mobile-number"].startswith("+44")
    saved = log_in | {"response": [{"name": "OK", "code": 200, "body": '{"token": "of-the-example"}'}]}
    other = Api.from_postman(write(tmp_path, use, saved), stand_in=True)
    assert "token" not in other.environment
    other["Log in"]()
    assert other.environment["token"] == "of-the-example"
    api.close()
    other.close()


def test_a_practice_value_is_what_an_example_shows_and_leaves_nothing_out(tmp_path):
    saved = [
        {"name": "Broken", "code": 500, "body": '{"id": "e-1"}'},
        {"name": "OK", "code": 200, "body": '{"id": "h-7"}'},
    ]
    url = {"raw": "https://a.example/hooks/:id", "host": ["https://a.example"], "path": ["hooks", ":id"]}
    url |= {"variable": [{"key": "id", "value": "{{webhookId}}"}]}
    hooks = get("https://a.example/hooks?offset={{offset}}&page={{page}}", "Hooks")
    api = Api.from_postman(write(tmp_path, get(url) | {"response": saved}, hooks), stand_in=True)
    assert [api.environment[name] for name in ("webhookId", "offset", "page")] == ["h-7", "0", "1"]
    api.close()


def test_the_report_says_where_nothing_is_remembered(tmp_path):
    def report_of(*paths):
        items = [
            {"name": path, "request": {"method": path.split()[0], "url": f"https://a.example/{path.split()[1]}"}}
            for path in paths
        ]
        api = Api.from_postman(write(tmp_path, *items), stand_in=True)
        table = api.report
        api.close()
        return table["problem"][table["what"] == "memory"].tolist()

    said = "These requests are answered one by one; nothing of them is remembered: POST login, GET hours."
    assert report_of("POST login", "GET hours") == [said]
    assert report_of("POST login", "POST league", "GET leagues") == []
    assert report_of("GET hours", "GET days") == []


def test_the_report_says_which_request_adds_nothing(tmp_path):
    books = [{"name": "OK", "code": 200, "body": '[{"id": 1}]'}]
    added = [{"name": "Added", "code": 201, "body": '{"done": true}'}]
    adding = {"name": "Add", "request": {"method": "POST", "url": "https://a.example/books"}, "response": added}
    listing = get("https://a.example/books", "Books") | {"response": books}
    api = Api.from_postman(write(tmp_path, listing, adding), stand_in=True)
    report = api.report
    api.close()
    assert report[["request", "what"]].to_numpy().tolist() == [["Add", "memory"]]
    assert "nothing is remembered" in report["problem"][0]


def test_the_report_names_the_requests_whose_reply_is_made_up(tmp_path):
    saved = [{"name": "200 OK", "code": 200, "body": "{}"}]
    path = write(
        tmp_path, get("https://a.example/x", "Saved") | {"response": saved}, get("https://a.example/y", "Not saved")
    )
    practised, real = Api.from_postman(path, stand_in=True), Api.from_postman(path)
    report = practised.report
    assert report[["request", "what"]].to_numpy().tolist() == [["Not saved", "reply"]]
    assert "made up" in report["problem"][0]
    assert "made up" in practised["Not saved"]().labels
    assert real.report.empty
    practised.close()


def test_a_request_without_its_token_says_which_line_gets_one_and_a_wrong_pin_is_named(library):
    with pytest.raises(errors.NotAuthenticated) as refused:
        library.books.add_a_book(title="Emma")
    assert refused.value.advice.todo == "Send Log in first: api.start.log_in()"
    library.sandbox.choose("Log in", "401 Wrong PIN")
    with pytest.raises(errors.NotAuthenticated) as refused:
        library.start.log_in(pin=Secret("9999"))
    assert refused.value.advice.todo == "Give a good value, then send again: pin=..."
