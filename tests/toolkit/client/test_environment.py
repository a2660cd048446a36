"""Postman's variables: a mapping that shows who filled what, and no secret."""

import pytest

from kaizala_nb import KaizalaError
from kaizala_nb.course.environment import PUBLISHED, KaizalaEnvironment
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.collection import Collection


def test_it_begins_with_the_published_names_and_sends_nothing_to_the_dead_service():
    environment = KaizalaEnvironment()
    assert list(environment) == list(PUBLISHED)
    assert len(environment) == 15
    assert environment["api-root"] == "http://127.0.0.1:8600"


def test_it_is_a_mapping(environment):
    environment.update({"mine": "1", "test-group-id": "g"})
    assert environment["mine"] == "1"
    assert "mine" in environment
    del environment["mine"]
    assert "mine" not in environment
    del environment["test-group-id"]
    assert environment["test-group-id"] == ""


def test_an_unknown_name_gets_a_suggestion(environment):
    with pytest.raises(KeyError) as unknown:
        environment["test-grup-id"]
    assert isinstance(unknown.value, KaizalaError)
    assert "Did you mean 'test-group-id'?" in str(unknown.value)
    assert environment.get("test-grup-id") is None


def test_it_shows_who_filled_what_and_counts(environment):
    environment.fill({"test-group-id": "5fe5b80a"}, source="Step1 - Create a group")
    text = repr(environment)
    lines = text.splitlines()
    assert lines[0] == "Variables, under Postman's names: 9 of 15 set"
    assert any(line.split() == ["mobile-number", "+44", "••••", "••0001", "you"] for line in lines)
    assert any(
        line.split() == ["test-group-id", "5fe5b80a", "new", "Step1", "-", "Create", "a", "group"] for line in lines
    )
    assert "6 not set yet: each with the request that fills it" in text
    assert "+447700900001" not in text


def test_what_replies_filled_is_new_until_the_variables_are_shown_and_a_reply_comes(environment):
    def new():
        return {line.split()[0] for line in repr(environment).splitlines() if " new " in line}

    environment.fill({"refresh-token": "R"}, source="Step2 - Login with pin and applicationId to get refreshToken")
    environment.fill({"access-token": "A"}, source="Step3 - Retrieve the access token")
    assert new() == new() == {"refresh-token", "access-token"}
    environment.fill({"test-group-id": "5fe5b80a"}, source="Step1 - Create a group")
    assert new() == {"test-group-id"}


def test_an_expiry_is_shown(environment):
    environment.fill(
        {"access-token": "SECRET"}, source="Step3 - Retrieve the access token", expiries={"access-token": 1795438800000}
    )
    assert "set, until " in repr(environment)


def test_both_faces_say_the_same(environment):
    bundle = environment._repr_mimebundle_()
    for word in ("+44 •••• ••0001", "connector-1", "of 15 set", "not set yet", "test-webhook-id"):
        assert word in bundle["text/html"]
        assert word in bundle["text/plain"]


def test_of_several_values_that_of_the_narrowest_scope_counts_until_it_is_removed():
    environment = Environment(Collection("Library", []))
    for scope in ("local", "global", "environment", "collection"):
        environment.fill({"shelf": scope}, source="a test", scope=scope)
    environment.use_row({"shelf": "row"})
    seen = []
    while "shelf" in environment:
        seen.append(environment["shelf"])
        del environment["shelf"]
    assert seen == ["local", "row", "environment", "collection", "global"]


def test_what_the_user_gave_is_told_from_what_a_file_or_a_reply_gave():
    environment = Environment(Collection("Library", []))
    environment["token"] = "mine"
    environment["base"] = "https://library.example"
    environment.fill({"other-token": "of the file", "host": "of the file"}, source="the file", scope="collection")
    environment.fill({"access-token": "for mine"}, source="a request", derived=True)
    assert environment.given_secrets == {"token": "mine", "access-token": "for mine"}
    assert environment.given_values == {"base": "https://library.example"}
    environment.fill({"base": "https://elsewhere.example"}, source="a request")
    assert environment.given_values == {}
