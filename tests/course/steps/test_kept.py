"""What a reply fills is kept under the name that the collection has for it; a new refresh token takes the place of the old one."""

import pytest

from kaizala_nb import Kaizala
from kaizala_nb.course.steps import collection
from tests.course.steps.examples import ME
from tests.emulator.collection import REQUESTS


@pytest.mark.parametrize(("name", "saves"), [(name, saves) for name, *_, saves in REQUESTS if saves])
def test_what_the_collections_scripts_keep_is_kept(name, saves):
    kept = collection[name].saves
    assert {variable: kept.get(variable) for variable in saves} == saves


def test_a_replacement_refresh_token_is_kept_and_is_the_one_that_is_used():
    kaizala = Kaizala()
    try:
        kaizala.sign_in(ME).send_once()
        first = str(kaizala.environment["refresh-token"])
        kaizala.sandbox.advance(days=329)
        assert "replacement refresh token" in " ".join(kaizala.authentication.access_token().notes)
        second = str(kaizala.environment["refresh-token"])
        assert second != first
        kaizala.sandbox.advance(days=100)  # the first one has run out by now
        assert kaizala.authentication.access_token().status == 200
        assert kaizala.authentication.me().json["mobileNumber"] == ME
    finally:
        kaizala.close()
