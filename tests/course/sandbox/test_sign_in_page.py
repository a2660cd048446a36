"""Signing in on Kaizala's own page: what a browser would send, the code that comes of it, and where no PIN is typed."""

from collections.abc import Iterator

import pytest
import requests

from kaizala_nb import Kaizala
from kaizala_nb.toolkit.client import errors
from tests.patience import DEADLINE

ME = "+447700900001"
BACK = "http://localhost:5000/signed-in"


@pytest.fixture
def kaizala() -> Iterator[Kaizala]:
    """A local Kaizala, nobody signed in."""
    made = Kaizala()
    yield made
    made.close()


@pytest.fixture
def app(kaizala) -> dict:
    """A connector that people sign in to on the page."""
    return kaizala.sandbox.new_connector("Web app", redirect_url=BACK)


def page(kaizala: Kaizala) -> str:
    """The page's address."""
    return f"{kaizala.sandbox.url}/api/Oauth/Authorize"


def exchange(kaizala: Kaizala, app: dict, code: str) -> requests.Response:
    """A code for tokens, as the connector does it."""
    form = {"client_id": app["applicationId"], "client_secret": str(app["applicationSecret"]), "code": str(code)}
    return requests.post(f"{kaizala.sandbox.url}/api/oauth/token", data=form, timeout=DEADLINE)


def test_a_person_signs_in_and_the_connector_gets_a_token(kaizala, app):
    visit = kaizala.phone(ME).sign_in_on(page(kaizala), client_id=app["applicationId"], redirect_uri=BACK)
    assert list(visit.df["status"]) == [200, 200, 302]
    assert list(visit.df["sent"]) == ["client_id, redirect_uri", "mobileNumber", "mobileNumber, pin"]
    answer = exchange(kaizala, app, visit.code)
    assert answer.status_code == 200
    kaizala.environment["access-token"] = answer.json()["accessToken"]
    assert kaizala.authentication.me().json["mobileNumber"] == ME


def test_what_is_shown_holds_no_secret(kaizala, app):
    visit = kaizala.phone(ME).sign_in_on(page(kaizala), client_id=app["applicationId"], redirect_uri=BACK, state="so")
    faces = "".join(map(str, (visit, visit.df.to_string(), visit._repr_mimebundle_(), repr(visit.code))))
    assert str(visit.code) not in faces
    assert f"{BACK}?code=••••••&state=so" in faces
    assert ME not in faces


def test_a_code_works_once(kaizala, app):
    visit = kaizala.phone(ME).sign_in_on(page(kaizala), client_id=app["applicationId"], redirect_uri=BACK)
    assert [exchange(kaizala, app, visit.code).status_code for _ in range(2)] == [200, 401]


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ({"client_id": "nobody", "redirect_uri": BACK}, 401, "applicationId"),
        ({"redirect_uri": "http://localhost:5000/elsewhere"}, 400, "redirect_uri"),
        ({}, 400, "redirect_uri"),
    ],
)
def test_a_page_that_is_not_shown_is_said(kaizala, app, query, status, said):
    with pytest.raises(errors.RefusedError, match=said) as refused:
        kaizala.phone(ME).sign_in_on(page(kaizala), **({"client_id": app["applicationId"]} | query))
    assert refused.value.status == status


@pytest.mark.parametrize(
    "other", ["https://ds.kaiza.la/api/Oauth/Authorize", "http://127.0.0.1:1/api/Oauth/Authorize", "no page"]
)
def test_a_pin_is_typed_on_no_other_page(kaizala, app, other):
    calls = kaizala.sandbox.calls
    with pytest.raises(errors.InputError, match="This is not a page of the Kaizala at"):
        kaizala.phone(ME).sign_in_on(other, client_id=app["applicationId"], redirect_uri=BACK)
    assert kaizala.sandbox.calls == calls


def test_a_page_that_asks_for_something_else_gets_nothing(kaizala):
    with pytest.raises(errors.RefusedError):
        kaizala.phone(ME).sign_in_on(f"{kaizala.sandbox.url}/v1/groups")
    assert kaizala.phone(ME).read()["sms"] == []


def test_what_the_page_says_is_wrong_is_said(kaizala, app, monkeypatch):
    phone = kaizala.phone(ME)
    monkeypatch.setattr(type(phone), "pin", "000000")
    with pytest.raises(errors.RefusedError, match="The mobile number or the PIN is not valid"):
        phone.sign_in_on(page(kaizala), client_id=app["applicationId"], redirect_uri=BACK)
