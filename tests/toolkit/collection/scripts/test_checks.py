"""What checks of scripts want, and whether it holds. What chai and Postman say was looked up by running them."""

import pytest

from tests.toolkit.collection.scripts.scenes import after, passed


@pytest.mark.parametrize(
    ("check", "holds"),
    [
        ("pm.response.to.have.status(200)", True),
        ("pm.response.to.have.status('OK')", True),
        ("pm.response.to.not.be.error", True),
        ("pm.response.to.be.ok", True),
        ("pm.response.to.be.clientError", False),
        ("pm.response.to.be.json; pm.response.to.have.jsonBody('data.items[0].id', 1)", True),
        ("pm.response.to.have.header('content-type', 'text/plain')", False),
        ("pm.response.to.not.have.property('errors')", True),
        (
            "pm.response.to.have.jsonSchema({type: 'object', required: ['id'], properties: {id: {type: 'string'}}})",
            False,
        ),
        ("pm.response.to.have.jsonSchema({$ref: 'https://elsewhere.test/schema'})", None),
        ("pm.expect(j).to.be.an('object').that.has.property('id', 7)", True),
        ("pm.expect(j.id).to.equal('7')", False),
        ("pm.expect(j.data).to.deep.include({id: 'd1'})", True),
        ("pm.expect(j.data.items).to.have.lengthOf.above(1)", True),
        ("pm.expect(j.data.items.map(one => one.id)).to.have.members([2, 1])", True),
        ("pm.expect(j).to.have.nested.property('data.items[1].on').that.is.false", True),
        ("pm.expect(j).to.have.all.keys('id', 'name', 'data', 'none')", True),
        ("pm.expect(j.none).to.be.null; pm.expect(j.nothing).to.be.undefined; pm.expect(j.none).to.not.exist", True),
        ("pm.expect(pm.response.responseTime).to.be.below(500)", True),
        ("pm.expect(pm.response.headers.get('Not-There')).to.not.include('x')", False),  # chai refuses undefined here
        ("pm.expect(j.name).to.match(/^a.a$/i)", True),
        ("pm.expect(j.id).to.be.oneOf([1, 7])", True),
        ("pm.expect(j.name).to.be.a('string').and.to.have.length.within(1, 3)", True),
        ("pm.expect([]).to.be.empty; pm.expect({a: undefined}).to.eql({a: undefined})", True),
        ("pm.expect({a: 1}).to.eql({a: 1, b: undefined})", False),
        ("pm.expect(j.a.b).to.eql(1)", False),
        ("pm.expect(moment(j.name)).to.eql(1)", None),
        ("pm.expect('a'.repeat(40) + '!').to.match(/^(a|aa)+$/)", None),  # it would take for ever
        ("pm.expect('a').to.match(/\\p{L}/u)", None),
        ("pm.expect([1, 2, 3]).to.have.lengthOf('3')", True),
        ("pm.expect(-0).to.equal(0); pm.expect(-0).to.not.eql(0)", True),
    ],
)
def test_a_check_holds_or_not_or_is_not_evaluated(check, holds):
    outcome = after(f"pm.test('t', function () {{ const j = pm.response.json(); {check} }})")
    assert passed(outcome) == [holds]
    assert bool(outcome.results[0].problem) is (holds is not True)


def test_old_checks_are_evaluated():
    outcome = after(
        "tests['right'] = responseCode.code === 200; tests['wrong'] = responseBody.has('nobody'); tests.odd = tv4.x()"
    )
    assert [(one.name, one.passed) for one in outcome.results] == [("right", True), ("wrong", False), ("odd", None)]


def test_a_check_is_told_once_however_uncertain():
    outcome = after(
        "pm.test('a', () => {}); somebody.knows(); pm.test('b', () => {}); if (1) { pm.test('c', () => {}) }"
    )
    assert [(one.name, one.passed) for one in outcome.results] == [("a", True), ("b", None), ("c", None)]


def test_a_check_whose_name_is_not_known_is_not_evaluated_under_another():
    outcome = after("pm.test('a' + tv4.b, () => { pm.environment.set('x', 1) })")
    assert passed(outcome) == [None] and "name is not known" in outcome.results[0].problem
    assert [change.value for change in outcome.changes] == [1]


def test_an_error_ends_a_script_and_its_checks():
    outcome = after("pm.test('a', () => {}); pm.response.json().a.b; pm.test('b', () => {})", reply="{}")
    assert passed(outcome) == [True]
    assert "Cannot read properties of undefined (reading 'b')" in outcome.error


def test_a_test_that_waits_is_not_evaluated():
    assert (
        passed(after("pm.test('a', done => { done() }); pm.test('b', async () => {}); pm.test.skip('c', () => {})"))
        == [None] * 3
    )


def test_a_check_says_whether_it_looks_at_the_status():
    text = (
        "pm.test('a', () => pm.response.to.have.status(200)); pm.test('b', () => pm.expect(pm.response.json().id).to.eql(7));"
        "tests.c = responseCode.code == 200; tests.d = responseBody.has('Ada'); const code = pm.response.code;"
        "pm.test('e', () => pm.expect(code).to.eql(200))"
    )
    about = {one.name: one.about_status for one in after(text).results}
    assert about == {"a": True, "b": False, "c": True, "d": False, "e": True}
