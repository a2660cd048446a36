"""The whole collection, request after request as it was published, against the local Kaizala: all of it answers 200."""

import re

import pytest

from tests.course.steps.contract import COLLECTION
from tests.emulator.collection import AUTHENTICATION, REQUESTS, UPLOAD
from tests.emulator.conftest import ME
from tests.emulator.receivers import receiver
from tests.patience import DEADLINE

MEMBER = "364388bc-5b7f-4857-a58c-31eba18e962e"


@pytest.fixture
def hook():
    """A receiver that shakes hands."""
    with receiver() as made:
        yield made


def test_they_are_those_on_record_by_name_method_and_place():
    on_record = [one for requests in COLLECTION.values() for one in requests]
    assert [name for name, *_ in REQUESTS] == [name for name, _ in on_record]
    for (name, method, path, *_), (_, request) in zip(REQUESTS, on_record, strict=True):
        wanted = request.replace("{{test-member-id}}", MEMBER)  # the published request names one member
        assert f"{method} {path.partition('}}')[2]}" == wanted, name


def test_each_answers_200_in_the_collections_order(client, hook):
    variables = {
        "api-root": client.url,
        "mobile-number": ME,
        "mobile-number-2": "+911199999999",
        "mobile-number-3": "+91109999999",
        "application-id": client.application_id,
        "application-secret": client.application_secret,
        "callback-url": hook.url,
    }
    client.control("POST", "seed", {"users": [{"id": MEMBER, "mobileNumber": variables["mobile-number-2"]}]})

    def fill(text):
        return re.sub(r"{{([\w-]+)}}", lambda name: variables[name[1]], text)

    statuses = {}
    for name, method, path, body, saves in REQUESTS:
        if "{{pin}}" in (body if isinstance(body, str) else ""):
            variables["pin"] = client.control("GET", f"phones/{ME}")["sms"][-1]["pin"]
        headers = {"accessToken": variables.get("access-token", "")}
        if (name, method, path, body, saves) in AUTHENTICATION:
            names = ("application-id", "application-secret", "refresh-token")
            given = [variables.get(one, "") for one in names]
            headers = dict(zip(("applicationId", "applicationSecret", "refreshToken"), given, strict=True))
        url = fill(path)
        if body is UPLOAD:
            files = {"FileName": ("test.png", b"\x89PNG\r\n\x1a\n" + bytes(100), "image/png")}
            reply = client.http.request(method, url, files=files, headers=headers, timeout=DEADLINE)
        else:
            headers |= {"Content-Type": "application/json"} if body else {}
            data = fill(body).encode() if body else None
            reply = client.http.request(method, url, data=data, headers=headers, timeout=DEADLINE)
        statuses[name] = reply.status_code
        assert reply.status_code == 200, f"{name}: {reply.text}"
        assert not {"message", "errorCode"} & set(reply.json())
        variables |= {variable: str(reply.json()[field]) for variable, field in saves.items()}
    assert list(statuses) == [name for name, *_ in REQUESTS]
