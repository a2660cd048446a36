"""The journal holds addresses, and none of the secrets in them."""

import pytest

from kaizala_nb.emulator.journal import Journal
from kaizala_nb.serving.secrecy import MASK

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJ1aWQiOiI0MiJ9." + "c2lnbmF0dXJl" * 60


@pytest.mark.parametrize(
    ("path", "noted"),
    [
        (f"/v1/groups?token={TOKEN}", f"/v1/groups?token={MASK}"),
        (f"/v1/groups?a=1&accessToken={TOKEN}&b=2", f"/v1/groups?a=1&accessToken={MASK}&b=2"),
        ("/v1/groups?api%5Fkey=abc&client_secret=d+e%2Ff", f"/v1/groups?api%5Fkey={MASK}&client_secret={MASK}"),
        (f"/v1/groups/{TOKEN}/members?q={TOKEN}", f"/v1/groups/{MASK}/members?q={MASK}"),
        ("/v1/groups?fetchAllGroups=true&tokens_left=3", "/v1/groups?fetchAllGroups=true&tokens_left=3"),
        ("/v1/" + "x" * 600 + "/messages?token=" + TOKEN, "/v1/" + "x" * 100 + f"…/messages?token={MASK}"),
        ("/v1" + "/x" * 600, "/v1" + "/x" * 248 + "/"),
    ],
)
def test_an_address_is_noted_without_its_secrets(path, noted):
    journal = Journal()
    journal.note(at=0, method="GET", path=path, status=200, milliseconds=1.0, error_code=None)
    assert journal.calls[0]["path"] == noted
