"""Where following a service ends, where a reply is too large, and where a secret is too short to look for."""

import json

import pytest

from kaizala_nb.course.steps import collection
from kaizala_nb.toolkit.client import errors
from tests.toolkit.client.conftest import respond

SEND = collection["Send message on a group"]


@pytest.mark.parametrize("status", [301, 302, 303])
def test_a_move_that_may_change_the_request_is_not_followed(session, scripted, status):
    """Browsers make a GET of it: what was to be sent would be lost, or sent twice."""
    scripted.answer = lambda handler: respond(handler, status, b"", Location="/v1/elsewhere")
    with pytest.raises(errors.UnreadableReplyError, match="in a way that changes it"):
        session.send(SEND, {"message": "Hello"})
    assert [(method, path) for method, path, *_ in scripted.seen] == [("POST", "/v1/groups/group-1/messages")]


@pytest.mark.parametrize("status", [307, 308])
def test_a_move_that_keeps_the_request_is_followed(session, scripted, status):
    def answer(handler):
        if handler.path.endswith("/elsewhere"):
            respond(handler, 200, b'{"referenceId": "r-1"}')
        else:
            respond(handler, status, b"", Location="/v1/elsewhere")

    scripted.answer = answer
    assert session.send(SEND, {"message": "Hello"}).json == {"referenceId": "r-1"}
    assert {(method, body) for method, _, _, body in scripted.seen} == {("POST", b'{"message": "Hello"}')}


@pytest.mark.parametrize(("more", "taken"), [(-1, True), (0, True), (1, False)])
def test_a_reply_may_have_just_as_many_bytes_as_are_taken(session, scripted, more, taken):
    content = json.dumps({"referenceId": "r" * 5_000}).encode()
    session.max_reply_bytes = len(content) - more
    scripted.answer = lambda handler: respond(handler, 200, content)
    if taken:
        assert session.send(SEND, {"message": "Hello"}).content == content
    else:
        with pytest.raises(errors.ReplyTooLarge):
            session.send(SEND, {"message": "Hello"})


@pytest.mark.parametrize("value", ["q7z", "badge-of-today"])
def test_a_variable_that_holds_a_secret_is_not_shown_however_short_it_is(environment, value):
    """Its name says nothing, and three characters are too few to look for in a text."""
    environment.keep_secret(["badge"])
    environment["badge"] = value
    for shown in (repr(environment), environment._repr_mimebundle_()["text/html"]):
        assert value not in shown
        assert "badge" in shown
    assert ["badge", "set", "you"] in [line.split() for line in repr(environment).splitlines()]
