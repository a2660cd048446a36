"""The request that was sent, as scripts that are read see it."""

import pytest

from tests.postman.engine import Told, scripted
from tests.postman.test_turns import SECRET, api, get

__all__ = ["api"]


@pytest.mark.parametrize("query", ["q=a b", "q=a%20b", "q={{words}}"])
def test_the_address_is_not_encoded_and_a_secret_in_it_is_named_as_hidden(api, recorder, query):
    engine = Told()
    url = f"{{{{base}}}}/x?{query}&key={{{{token}}}}"
    values = {"base": recorder.url, "words": "a b", "token": SECRET}
    library = api(scripted(get(url)), engine=engine, environment=values)
    library["One"]()
    scene = engine.seen[-1][1]
    seen = query.replace("{{words}}", "a b")
    assert scene.request["url"] == f"{recorder.url}/x?{seen}&key={{{{token}}}}"
    assert "{{token}}" in scene.hidden and SECRET not in str(scene.request)
    assert b"a%20b" in recorder.sent[0]
