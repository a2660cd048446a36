"""What scripts look up in a reply, and replies in which they find it."""

from typing import Any

import pytest

from kaizala_nb.toolkit.collection.scripts.outcome import Script
from kaizala_nb.toolkit.stand_in.memory.granting import granted
from kaizala_nb.toolkit.stand_in.memory.wanted import wishes_of


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ("const r = pm.response.json(); pm.globals.set('token', r.auth['access'])", {"auth": {"access": "practice-token"}}),
        ("var d = JSON.parse(responseBody); postman.setEnvironmentVariable('userId', d.user.no)", {"user": {"no": 1}}),
        ("const { id, name } = pm.response.json();", {"id": 1, "name": "practice-name"}),
        ("pm.expect(pm.response.json().result[0].status.code).to.be.oneOf([0, -2])", {"result": [{"status": {"code": 0}}]}),
        ("tests['x'] = responseBody.has('url')", {"url": "practice-url"}),
        ("tests['x'] = 'test' in JSON.parse(responseBody).args", {"args": {"test": "practice-test"}}),
        ("tests['x'] = JSON.parse(responseBody).stat === 'OK'", {"stat": "OK"}),
        ("pm.response.json().forEach(one => one)", None),
        ("const r = pm.response.json(); r.scope.split(' ')[0]; r.at.getTime()", {"scope": "practice-scope", "at": "practice-at"}),
        ("const r = pm.response.json(); r.a.slice(1); r.b.trim().slice(1); r.c.length", {"a": [], "b": "practice-b", "c": []}),
        ("const r = pm.response.json(); r.key.length; r.key?.trim(); r.price.toFixed(2)", {"key": "practice-key", "price": 1}),
        ("pm.response.json().hasOwnProperty('token')", {"token": "practice-token"}),
        ("const r = pm.response.json(); r.find.map(one => one.id); r.map", {"find": [], "map": "practice-map"}),
        ("pm.expect(pm.response.json()).to.have.property('stock', 5)", {"stock": 5}),
        ("pm.expect(pm.response.json().stock).to.not.eql(5)", {"stock": "practice-stock"}),
        ("if (pm.response.json().error) { throw 1 }", {}),
        ("this is no JavaScript (", {}),
        ("pm.response.json()[99999999].id", {}),
    ],
)  # fmt: skip
def test_it_has_what_a_script_looks_up(script: str, wanted: Any) -> None:
    wishes = wishes_of([Script("test", "", script)])
    assert granted({} if wanted is not None else None, wishes) == ([] if wanted is None else wanted)
