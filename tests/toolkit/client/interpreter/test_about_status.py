"""Which checks look at the status of the reply: a refusal that such a check wants is no error."""

import pytest

from kaizala_nb.toolkit.collection.foreign.dynamic import value_of
from kaizala_nb.toolkit.collection.scripts.reading import ReadScripts
from tests.toolkit.client.interpreter.stage import outcome_of, said

CHECKS = {
    'pm.test("a", () => pm.response.to.have.status(404));': True,
    'pm.test("a", () => { pm.response.to.be.notFound; });': True,
    'pm.test("a", () => { pm.response.to.be.clientError; });': True,
    'pm.test("a", () => pm.expect(pm.response.code).to.be.oneOf([404, 410]));': True,
    'pm.test("a", () => pm.expect(pm.response).to.have.property("code", 404));': True,
    'pm.test("a", () => pm.expect(pm.response.status).to.eql("Not Found"));': True,
    'tests["a"] = responseCode.code === 404;': True,
    'pm.test("a", () => pm.expect(pm.response.json().id).to.eql(7));': False,
    'pm.test("a", () => { const id = pm.response.json().id; pm.expect(id).to.eql(7); });': False,
    'tests["b"] = responseCode.code === 404;\ntests["a"] = responseTime < 60000;': False,
}


@pytest.mark.parametrize("script", CHECKS)
@pytest.mark.parametrize("way", ["read", "run"])
def test_a_check_of_the_status_is_known_as_one(interpreter, way, script):
    engine = ReadScripts(value_of) if way == "read" else interpreter
    outcome = outcome_of(engine, script, said=said(status=404, reason="Not Found"))
    found = {result.name: (result.passed, result.about_status) for result in outcome.results}
    assert found["a"] == (True, CHECKS[script])
