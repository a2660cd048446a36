"""What a call, a reply and an environment make of an outcome of scripts, whichever engine it comes from."""

import json
from dataclasses import replace

import pytest

from kaizala_nb import ApiError
from kaizala_nb.toolkit.client.errors import NotFound, Skipped, UntrustedHostError
from kaizala_nb.toolkit.collection.scripts.outcome import Change, Outcome, Result
from kaizala_nb.toolkit.widgets.form import Form
from tests.postman.engine import Told, checked, scripted, sets

SECRET = "s3cret-of-the-user"


@pytest.fixture
def api(opened):
    """Makes the Api of some items, whose scripts say what these turns say."""
    return lambda *items, engine=None, **more: opened(*items, engine=engine or Told(), **more)


def get(url, name="One", **more):
    return {"name": name, "request": {"method": "GET", "url": url} | more}


def paths(recorder):
    return [one.split(b" ")[1].decode() for one in recorder.sent]


# -- before the request is made ---------------------------------------------------------------------------------------


def test_a_variable_that_a_script_sets_before_is_in_the_request(api, recorder):
    engine = Told(prerequest=lambda scene: sets(day="monday", count=2, all={"a": [True]}))
    library = api(scripted(get(recorder.url + "/{{day}}/{{count}}?all={{all}}")), engine=engine)
    library["One"]()
    assert paths(recorder) == ["/monday/2?all={%22a%22:[true]}"]
    assert library.environment["count"] == "2"


def test_scripts_come_in_postmans_order_with_the_request_as_the_file_has_it(api, recorder):
    engine = Told()
    folder = scripted({"name": "Books", "item": [scripted(get(recorder.url + "/{{a}}"))]})
    library = api(folder, engine=engine, file=scripted({}, "test"), environment={"a": "1"})
    library["One"]()
    (before, first), (after, second) = engine.seen
    assert [script.place for script in before] == ["Books", ""]
    assert [script.place for script in after] == ["Library", "Books", ""]
    assert (first.name, first.said, first.request["url"]) == ("One", None, recorder.url + "/{{a}}")
    assert second.request["url"] == recorder.url + "/1"
    assert {"key": "Host", "value": f"127.0.0.1:{recorder.port}"} in second.request["header"]
    assert (second.said.status, second.said.body) == (200, b"{}")


def test_a_script_sees_the_values_of_the_call_and_gets_back_the_value_that_a_script_has_set(api, recorder):
    engine = Told(prerequest=lambda scene: Outcome(), test=lambda scene: sets(seen={"n": 1}))
    library = api(scripted(get(recorder.url + "/{{id}}")), engine=engine, environment={"id": "5"})
    library["One"](id=7)
    library.environment["id"] = "6"
    library["One"]()
    scenes = [scene for _, scene in engine.seen]
    assert [scene.variables["local"].get("id") for scene in scenes] == [7, 7, None, None]
    assert scenes[2].variables["environment"] == {"id": "6", "seen": {"n": 1}}
    library.environment["seen"] = "mine"
    library["One"]()
    assert engine.seen[-1][1].variables["environment"]["seen"] == "mine"


def test_a_changed_request_is_what_is_sent(api, recorder):
    def changed(scene):
        request = dict(scene.request) | {"method": "POST", "body": {"mode": "raw", "raw": "{{word}}"}}
        return Outcome(request=request | {"header": [{"key": "X-More", "value": "{{word}}"}]})

    library = api(scripted(get(recorder.url)), engine=Told(prerequest=changed), environment={"word": "yes"})
    library["One"]()
    (sent,) = recorder.sent
    assert sent.startswith(b"POST / ")
    assert b"\r\nX-More: yes\r\n" in sent
    assert sent.endswith(b"\r\n\r\nyes")


def test_a_script_can_leave_the_request_out(api, recorder):
    library = api(scripted(get(recorder.url)), engine=Told(prerequest=lambda scene: Outcome(skip=True)))
    with pytest.raises(Skipped, match="leaves this request out"):
        library["One"]()
    assert recorder.sent == []


def test_a_local_variable_of_a_script_counts_before_a_value_of_the_call(api, recorder):
    engine = Told(prerequest=lambda scene: sets("local", id="by the script"))
    library = api(scripted(get(recorder.url + "/?{{id}}")), engine=engine)
    library["One"](id="by the call")
    assert paths(recorder) == ["/?by%20the%20script"]


def test_a_form_does_not_ask_for_what_a_script_sets_before(api, recorder):
    item = get(recorder.url + "/{{day}}/{{more}}")
    item["event"] = [{"listen": "prerequest", "script": {"exec": ["pm.environment.set('day', 'x')"]}}]
    library = api(item, engine=Told(prerequest=lambda scene: sets(day="monday")))
    form = library["One"].form()
    assert isinstance(form, Form)
    assert {field["wire"]: field["required"] for field in form.content["fields"]} == {"day": False, "more": True}
    with pytest.raises(ApiError, match="More is needed"):
        form.send()
    library["One"].form(more="7").send()
    assert paths(recorder) == ["/monday/7"]


# -- after the answer -------------------------------------------------------------------------------------------------


def test_what_scripts_save_is_there_for_the_next_request_in_its_scope(api, recorder):
    changes = [Change("global", "a", 1), Change("collection", "b", "x"), Change("environment", "gone", unset=True)]
    library = api(
        scripted(get(recorder.url)),
        get(recorder.url + "/{{a}}/{{b}}", "Two"),
        engine=Told(test=lambda scene: Outcome(changes=changes)),
        environment={"gone": "1"},
    )
    reply = library["One"]()
    assert reply.saved == ("a", "b")
    assert "saved a, b" in reply.as_html()
    assert "gone" not in library.environment
    library["Two"]()
    assert paths(recorder)[1] == "/1/x"
    assert library.environment.in_scope("global") == {"a": "1"}


@pytest.mark.parametrize(
    ("status", "outcome", "refused"),
    [
        (404, checked(True, about_status=True), False),
        (404, checked(True), True),
        (404, checked(False, "it is otherwise"), True),
        (404, checked(False, "wanted 200, found 404", about_status=True), True),
        (404, checked(None, "not understood", about_status=True), True),
        (404, Outcome(), True),
        (404, checked(True, about_status=True).then(checked(False, "no text")), False),
        (404, checked(True, about_status=True).then(checked(False, about_status=True)), True),
        (200, checked(False, "wanted 404, found 200", about_status=True), False),
        (302, checked(True, about_status=True), False),
    ],
)
def test_a_status_that_a_check_wants_is_no_error_and_a_failed_check_never_is(api, recorder, status, outcome, refused):
    recorder.answers = {"/": {"status": status, "body": '{"message": "no such book"}'}}
    saves = sets(seen="yes")
    library = api(scripted(get(recorder.url)), engine=Told(test=lambda scene: saves.then(outcome)))
    if refused:
        with pytest.raises(ApiError) as raised:
            library["One"]()
        assert list(raised.value.checks) == outcome.results
        assert not outcome.results or raised.value.checks.summary in raised.value.as_text()
        assert not outcome.results or f"<summary>{raised.value.checks.summary}" in raised.value.as_html()
    else:
        reply = library["One"]()
        assert (reply.status, list(reply.checks)) == (status, outcome.results)
    assert library.environment["seen"] == "yes"  # Postman's scripts have their turn after any answer


def test_without_scripts_a_refusal_is_what_it_was(api, recorder):
    recorder.answers = {"/": {"status": 404}}
    engine = Told()
    with pytest.raises(NotFound) as raised:
        api(get(recorder.url), engine=engine)["One"]()
    assert engine.seen == []
    assert "No checks" not in raised.value.as_text()


def test_a_reply_shows_its_checks_below_the_status_line_escaped_and_masked(api, recorder):
    recorder.answers = {"/": {"body": json.dumps({"access_token": "tok-of-the-reply", "id": 7})}}
    results = [
        Result("<b>the status is 200</b>", True, "", True),
        Result("the token is short", False, f"found 'tok-of-the-reply' and {SECRET}"),
        Result("a picture", None, "pm.visualizer is not evaluated"),
    ]
    outcome = Outcome(results=results, notes=["Line 3 was not understood."], log=[f"printed {SECRET}"])
    library = api(
        scripted(get(recorder.url)), engine=Told(test=lambda scene: outcome), environment={"password": SECRET}
    )
    reply = library["One"]()
    html, text = reply.as_html(), reply.as_text()
    summary = "1 of 3 checks holds, 1 failed, 1 was not evaluated."
    assert html.index("200") < html.index(summary) < html.index("Table")
    assert "&lt;b&gt;the status is 200&lt;/b&gt;" in html
    assert f"{summary}\nholds: <b>the status is 200</b>\nfailed: the token is short: found '" in text
    assert "not evaluated: a picture: pm.visualizer is not evaluated" in text
    assert "Line 3 was not understood." in text
    for shown in (html, text, repr(reply.checks), str(list(reply.checks)), str(reply.log), str(reply.checks.df)):
        assert SECRET not in shown
        assert "tok-of-the-reply" not in shown
    assert reply.checks.df["passed"].tolist()[:2] == [True, False]
    for shown in (reply.df._repr_html_(), repr(reply.df)):  # below the table too: a lesson's cell shows it alone
        assert summary in shown
        assert "a picture" in shown
        assert SECRET not in shown
        assert "<b>" not in reply.df._repr_html_()
    form = library["One"].form()
    form.send()
    assert summary in form.content["reply"]["head"]
    assert summary in form.content["said"]


# -- secrets ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("access-token", "tok-of-the-reply"),  # by its name
        ("x", "tok-of-the-reply"),  # by its field in the reply
        ("x", {"inside": ["tok-of-the-reply"]}),
        ("x", f"Basic {SECRET}"),  # as it holds a known secret
    ],
)
def test_a_secret_that_a_script_saves_is_masked_under_any_name(api, recorder, name, value):
    recorder.answers = {"/": {"body": '{"access_token": "tok-of-the-reply"}'}}
    library = api(
        scripted(get(recorder.url)),
        get(recorder.url + "/?{{" + name + "}}", "Two"),
        engine=Told(test=lambda scene: sets(**{name.replace("-", "_"): value})),
        environment={"password": SECRET},
        allow_hosts=recorder.url,
    )
    library["One"]()
    assert "tok-of-the-reply" not in repr(library.environment)
    shown = library["Two"]().as_text()
    assert "tok-of-the-reply" not in shown
    assert SECRET not in shown


@pytest.mark.parametrize("value", [SECRET, f"a/{SECRET}", "dXNlcjpzM2NyZXQtb2YtdGhlLXVzZXI="])
def test_what_a_script_makes_of_a_secret_of_the_user_goes_only_to_named_hosts(api, recorder, value):
    library = api(
        scripted(get(recorder.url + "/?{{x}}")),
        engine=Told(prerequest=lambda scene: sets(x=value)),
        environment={"password": SECRET},
    )
    with pytest.raises(UntrustedHostError, match="holds a secret that you gave"):
        library["One"]()
    assert recorder.sent == []


def test_a_value_that_a_script_sets_again_stays_the_users(api, recorder):
    engine = Told(prerequest=lambda scene: sets(base=recorder.url))
    library = api(
        scripted(get("{{base}}", header=[{"key": "X", "value": "{{token}}"}])),
        engine=engine,
        environment={"base": recorder.url, "token": SECRET},
    )
    library["One"]()  # the user has named this host
    engine.turns["prerequest"] = lambda scene: sets(base=recorder.url.replace("127.0.0.1", "localhost"))
    with pytest.raises(UntrustedHostError):
        library["One"]()
    assert len(recorder.sent) == 1


def looking(names, outcome):
    """A turn whose scripts have looked at these variables."""
    return lambda scene: replace(outcome, looked_at=frozenset(names))


@pytest.mark.parametrize("event", ["prerequest", "test"])
@pytest.mark.parametrize(("names", "held"), [(["password"], True), (["other"], False), ([], False)])
def test_what_a_script_sets_after_a_look_at_a_secret_goes_only_where_that_may_go(api, recorder, event, names, held):
    library = api(
        scripted(get(recorder.url)),
        get(recorder.url + "/?{{x}}", "Two"),
        engine=Told(**{event: looking(names, sets(x="terces"))}),  # a script has reversed it
        environment={"password": SECRET, "other": "1"},
    )
    library["One"]()
    if held:
        with pytest.raises(UntrustedHostError, match="holds a secret that you gave"):
            library["Two"]()
    else:
        library["Two"]()
    assert len(recorder.sent) == 2 - held


@pytest.mark.parametrize("names", [["password"], []])
def test_a_request_that_a_script_changes_after_a_look_at_a_secret_is_one_with_a_secret(api, recorder, names):
    turn = looking(names, Outcome(request={"url": recorder.url + "/terces"}))
    library = api(scripted(get(recorder.url)), engine=Told(prerequest=turn), environment={"password": SECRET})
    if names:
        with pytest.raises(UntrustedHostError):
            library["One"]()
    else:
        library["One"]()
    assert len(recorder.sent) == 1 - len(names)


@pytest.mark.parametrize(
    ("value", "held"),
    [("Ada", False), (7, False), ({"name": "Ada", "n": [7]}, False), ("7", False), ("ad", True), ("true", True)],
)
def test_of_a_reply_to_a_secret_only_a_whole_value_may_go_anywhere(api, recorder, value, held):
    recorder.answers = {"/mine": {"body": '{"name": "Ada", "n": [7]}'}}
    library = api(
        scripted(get("{{base}}/mine?{{password}}"), "test"),
        get("http://localhost:" + str(recorder.port) + "/?{{x}}", "Two"),
        engine=Told(test=looking([], sets(x=value))),
        environment={"password": SECRET, "base": recorder.url},
    )
    library["One"]()
    if held:
        with pytest.raises(UntrustedHostError):
            library["Two"]()
    else:
        library["Two"]()


def test_scripts_that_are_read_see_the_name_of_a_secret_in_the_request_that_was_sent(api, recorder):
    engine = Told()
    library = api(
        scripted(get("{{base}}/x", header=[{"key": "X", "value": "a {{password}}"}]), "test"),
        engine=engine,
        environment={"password": SECRET, "base": recorder.url},
    )
    library["One"]()
    assert {"key": "X", "value": "a {{password}}"} in engine.seen[0][1].request["header"]
    library.session.scripting.way = "run"
    library["One"]()
    assert {"key": "X", "value": f"a {SECRET}"} in engine.seen[1][1].request["header"]


def test_who_misses_a_value_is_told_which_request_saves_it(api):
    login = get("http://h", "Log in")
    lines = ["const { data } = pm.response.json();", "if (data) {", '  pm.environment.set("token", data.token);', "}"]
    login["event"] = [{"listen": "test", "script": {"exec": lines}}]
    library = api(login, get("http://h/{{token}}", "Mine"))
    with pytest.raises(ApiError) as refused:
        library["Mine"]()
    assert "The reply of Log in fills {{token}}: api.log_in()" in refused.value.advice.todo


def test_a_value_of_the_user_counts_before_what_a_script_has_set_for_the_time_being(api, recorder):
    library = api(
        scripted(get(recorder.url + "/{{id}}")), engine=Told(test=lambda scene: sets("local", id="by the script"))
    )
    library.environment["id"] = "1"
    library["One"]()
    library.environment["id"] = "2"
    library["One"]()
    assert paths(recorder) == ["/1", "/2"]


def test_however_much_scripts_say_an_output_has_its_bound(api, recorder):
    long = "\"'<&>" * 10_000
    recorder.answers = {"/": {"status": 404, "body": json.dumps([{"a": long, "b": number} for number in range(50)])}}
    results = [Result(f"{number} {long}", passed, long, True) for number in range(500) for passed in (True, None)]
    outcome = Outcome(results=results, notes=[f"{number} {long}" for number in range(50)], log=[long] * 500)
    library = api(scripted(get(recorder.url)), engine=Told(test=lambda scene: outcome))
    reply = library["One"]()
    shown = reply._repr_mimebundle_()
    assert len(json.dumps(shown, ensure_ascii=False)) < 200_000
    outcome.results = [Result(long, False, long, True)] * 500
    with pytest.raises(NotFound) as refused:
        library["One"]()
    assert len(json.dumps(refused.value._repr_mimebundle_(), ensure_ascii=False)) < 200_000
    assert "… 470 more: .df has all of them." in refused.value.as_text()
