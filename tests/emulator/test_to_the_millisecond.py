"""When things end, by a clock that stands still: good until the last millisecond, and not one longer. And times in either unit."""

from collections.abc import Iterator

import pytest

from kaizala_nb.emulator import Emulator
from tests.emulator.conftest import ASHA, ME, Client, opened
from tests.emulator.operations import POLL
from tests.emulator.receivers import receiver
from tests.patience import DEADLINE

NOON = 1_893_499_200_000
"""A whole second, in epoch milliseconds: noon on 1 January 2030."""
SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000
BOUND = 100_000_000_000
"""Below it a time is in seconds, from it on in milliseconds."""


class Standing:
    """An emulator's clock that goes on only where a test says so."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> int:
        """In place of the clock's own."""
        return self.at


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    made = Emulator(throttle=False)
    yield made
    made.close()


@pytest.fixture
def clock(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> Standing:
    made = Standing()
    monkeypatch.setattr(emulator.clock, "now", made.now)
    return made


@pytest.fixture
def client(emulator: Emulator, clock: Standing) -> Iterator[Client]:
    with opened(emulator, "in process") as made:
        yield made


def status_of_me(client: Client) -> int:
    return client.call("GET", "/v1/users/me").status_code


# -- tokens, PINs, codes ----------------------------------------------------------------------------------------------


def test_an_access_token_is_good_for_24_hours_to_the_millisecond(client, clock):
    refresh_token = client.log_in()
    given = client.access(refresh_token).json()
    client.token = given["accessToken"]
    assert given["accessTokenExpiry"] == NOON + DAY
    clock.at = NOON + DAY - 1
    assert status_of_me(client) == 200
    clock.at = NOON + DAY
    assert status_of_me(client) == 401


def test_a_refresh_token_is_good_for_365_days_to_the_millisecond(client, clock):
    refresh_token = client.log_in()
    clock.at = NOON + 365 * DAY - 1
    assert client.access(refresh_token).status_code == 200
    clock.at = NOON + 365 * DAY
    assert client.access(refresh_token).status_code == 401


def test_a_refresh_token_is_replaced_from_the_first_moment_of_day_328_on(client, clock):
    refresh_token = client.log_in()
    clock.at = NOON + 328 * DAY - 1
    assert "refreshToken" not in client.access(refresh_token).json()
    clock.at = NOON + 328 * DAY
    assert client.access(refresh_token).json()["refreshToken"]


@pytest.mark.parametrize(("later", "status"), [(10 * MINUTE - 1, 200), (10 * MINUTE, 401)])
def test_a_pin_is_good_for_ten_minutes_to_the_millisecond(client, clock, later, status):
    body = {"mobileNumber": ME, "applicationId": client.application_id, "pin": client.pin()}
    clock.at = NOON + later
    assert client.call("POST", "/v1/loginWithPinAndApplicationId", body).status_code == status


@pytest.mark.parametrize(("later", "status"), [(10 * MINUTE - 1, 200), (10 * MINUTE, 401)])
def test_a_code_is_good_for_ten_minutes_to_the_millisecond(client, clock, later, status):
    back = "http://127.0.0.1:9/back"
    made = client.control("POST", "connectors", {"name": "Mine", "redirectUrl": back})
    asked = {"client_id": made["applicationId"], "redirect_uri": back, "mobileNumber": ME}
    page = f"{client.url}/api/Oauth/Authorize"
    client.http.post(page, data=asked, timeout=DEADLINE)
    asked["pin"] = client.control("GET", f"phones/{ME}")["sms"][-1]["pin"]
    landed = client.http.post(page, data=asked, timeout=DEADLINE, allow_redirects=False).headers["Location"]
    form = {"client_id": made["applicationId"], "client_secret": made["applicationSecret"]}
    clock.at = NOON + later
    reply = client.http.post(
        f"{client.url}/api/oauth/token", data=form | {"code": landed.partition("code=")[2]}, timeout=DEADLINE
    )
    assert reply.status_code == status


@pytest.mark.parametrize(("later", "shown"), [(10 * MINUTE - 1, True), (10 * MINUTE, False)])
def test_a_pin_is_on_its_phone_and_in_a_snapshot_as_long_as_it_is_good(client, clock, later, shown):
    pin = client.pin()
    clock.at = NOON + later
    [on_phone] = client.control("GET", f"phones/{ME}")["sms"]
    [in_snapshot] = client.control("GET", "snapshot")["tables"]["sms"]
    assert [one["pin"] for one in (on_phone, in_snapshot)] == [pin if shown else "••••••"] * 2


# -- cards, webhooks --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("later", "status"), [(10 * HOUR - 1, 200), (10 * HOUR, 400)])
def test_a_poll_takes_answers_for_its_hours_to_the_millisecond(client, clock, later, status):
    me = client.signed_in()
    group = me.group()
    poll = me.call("POST", f"/v1/groups/{group}/actions", POLL).json()["actionId"]
    clock.at = NOON + later
    body = {"actionType": "Poll", "actionBody": {"answers": ["Yes"]}}
    assert me.call("POST", f"/v1/groups/{group}/actions/{poll}/responses", body).status_code == status


@pytest.mark.parametrize(("later", "heard"), [(HOUR - 1, 1), (HOUR, 0)])
def test_a_webhook_is_called_for_its_validity_to_the_millisecond(client, clock, later, heard):
    me = client.signed_in()
    group = me.group()
    with receiver() as hook:
        asked = {"objectId": group, "objectType": "Group", "eventTypes": ["TextMessageCreated"]}
        asked |= {"callBackUrl": hook.url, "validity": NOON + HOUR}
        assert me.call("POST", "/v1/webhook", asked).status_code == 200
        clock.at = NOON + later
        assert me.call("POST", f"/v1/groups/{group}/messages", {"message": "Hello"}).status_code == 200
        client.control("POST", "deliveries/settle", {"seconds": 5})
        assert len(hook.bodies) == heard


# -- a minute of calls ------------------------------------------------------------------------------------------------


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Client, Standing]]:
    """A client of a Kaizala that counts calls, which has used up its minute at its first moment; and the clock."""
    emulator, clock = Emulator(throttle=True), Standing()
    monkeypatch.setattr(emulator.clock, "now", clock.now)
    with opened(emulator, "in process") as client:
        me = client.signed_in()
        while status_of_me(me) == 200:
            pass
        yield me, clock
    emulator.close()


@pytest.mark.parametrize(
    ("later", "seconds"),
    [(0, 60), (1, 60), (SECOND, 59), (MINUTE - SECOND, 1), (MINUTE - SECOND + 1, 1), (MINUTE - 1, 1)],
)
def test_who_called_too_often_is_told_how_many_seconds_it_is_until_the_minute_is_over(counted, later, seconds):
    """Rounded up: who waits so long has waited long enough."""
    me, clock = counted
    clock.at = NOON + later
    refused = me.call("GET", "/v1/users/me")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, str(seconds))
    clock.at += seconds * SECOND
    assert status_of_me(me) == 200


def test_a_minute_of_calls_is_one_to_the_millisecond(counted):
    me, clock = counted
    clock.at = NOON + MINUTE - 1
    assert status_of_me(me) == 429
    clock.at = NOON + MINUTE
    assert status_of_me(me) == 200


# -- seconds or milliseconds ------------------------------------------------------------------------------------------


def test_cards_since_a_time_that_is_in_seconds_below_the_bound_and_in_milliseconds_from_it_on(client):
    me = client.signed_in()
    group = me.group()
    me.call("POST", f"/v1/groups/{group}/actions", POLL)
    asked = f"/v1/groups/{group}/actions?actionType=poll&fromDate="
    assert len(me.call("GET", f"{asked}{BOUND - 1}").json()["actions"]) == 0  # the year 5138
    assert len(me.call("GET", f"{asked}{BOUND}").json()["actions"]) == 1  # March 1973


@pytest.mark.parametrize(
    ("given", "kept"),
    [(BOUND - 1, (BOUND - 1) * 1000), (BOUND, BOUND), (1 - BOUND, (1 - BOUND) * 1000), (-BOUND, -BOUND)],
)
def test_an_answer_that_is_a_time_is_in_seconds_below_the_bound_and_in_milliseconds_from_it_on(client, given, kept):
    me = client.signed_in()
    group = me.group(ASHA)
    body = {"title": "Ask", "questions": [{"title": "When?", "type": "DateTime"}]}
    survey = me.call("POST", f"/v1/groups/{group}/actions", {"actionType": "Survey", "actionBody": body}).json()
    path = f"/v1/groups/{group}/actions/{survey['actionId']}"
    answer = {"actionType": "Survey", "actionBody": {"answers": [given]}}
    assert me.call("POST", f"{path}/responses", answer).status_code == 200
    [response] = me.call("GET", f"{path}?getDetails=true").json()["actionDetails"]["responses"]
    [answered] = response["responseDetails"]["responseWithQuestions"]
    assert answered["answer"] == kept
