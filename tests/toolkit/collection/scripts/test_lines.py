"""What is told of scripts, line by line."""

from kaizala_nb.toolkit.collection.scripts.lines import understood_of
from tests.toolkit.collection.scripts.scenes import script

TEXT = """const reply = pm.response.json();
pm.test("An id came", function () {
    pm.response.to.have.status(200);
    pm.expect(reply.data.id).to.not.be.a("number");
});
pm.environment.set("id", reply.data.id);
const hash = CryptoJS.MD5("a").toString();
pm.environment.set("hash", hash);
tests["quick"] = responseTime < 500;
postman.setNextRequest(null);"""


def test_each_line_is_told_in_words_and_as_python():
    lines = understood_of([script(TEXT)])
    assert [(line.first, line.kind, line.test, line.words, line.python) for line in lines if not line.problem] == [
        (1, "other", "", "reply is the JSON", ""),
        (3, "check", "An id came", "the reply has the status 200", "assert reply.status == 200"),
        (
            4,
            "check",
            "An id came",
            "data.id is not a number",
            'assert not (isinstance(reply.json["data"]["id"], int | float))',
        ),
        (6, "save", "", "saves data.id as id, in the environment", 'api.environment["id"] = reply.json["data"]["id"]'),
        (9, "check", "quick", "the time in milliseconds is below 500", "assert reply.seconds * 1000 < 500"),
        (10, "flow", "", "no request comes next", ""),
    ]
    assert [(line.first, line.kind, line.problem) for line in lines if line.problem] == [
        (7, "other", "CryptoJS is not there."),
        (8, "save", "It needs line 7, which is not understood: CryptoJS is not there."),
    ]


def test_a_script_that_is_no_javascript_is_told_as_a_whole():
    (line,) = understood_of([script("pm.test('a'\n(", place="All")])
    assert (line.place, line.first, line.last) == ("All", 1, 2)
    assert "no JavaScript" in line.problem
