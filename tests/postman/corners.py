"""What scripts seldom do, where a reader is easily wrong. Each has a request of its own."""

from tests.postman.idioms import IDIOMS, Idiom

_PARTS = {
    "raw": "http://books.example:8080/:kind/a b/{{leaf}}?page=2&q=x y&off=1",
    "protocol": "http",
    "host": ["books", "example"],
    "port": "8080",
    "path": [":kind", "a b", "{{leaf}}"],
    "query": [
        {"key": "page", "value": "2"},
        {"key": "q", "value": "x y"},
        {"key": "off", "value": "1", "disabled": True},
    ],
    "variable": [{"key": "kind", "value": "books"}],
}
_ADDRESS = """const to = pm.request.url;
const set = (name, value) => pm.environment.set(pm.info.eventName + " " + name, value);
set("old", request.url); set("old name", request.name); set("old method", request.method); set("old data", request.data);
set("old header", request.headers["content-type"]); set("other case", request.headers["Content-Type"] === undefined);
set("whole", to.toString()); set("in a text", `${to}`); set("host", to.getHost()); set("hosts", to.host.join("-"));
set("path", to.getPath()); set("segments", to.path.join("-")); set("protocol", to.protocol); set("port", to.port);
set("query", to.getQueryString()); set("page", to.query.get("page")); set("has", to.query.has("q") && !to.query.has("z"));
set("keys", to.query.map(one => one.key).join()); set("count", to.query.count()); set("both", to.getPathWithQuery());
let found = ""; to.query.each(one => { found += one.key + "=" + one.value + ";"; }); set("each", found);
if (request.url.indexOf("books") > 0 && pm.request.method === "POST") { set("condition", 1); }
pm.test("address", () => { pm.expect(to.protocol).to.eql("http"); pm.expect(to.toString()).to.include("books.example"); });
"""
CORNERS = (
    Idiom("the address as a text", _ADDRESS, _ADDRESS, url="http://books.example:8080/books/a?page=2&q=x&more=1#top"),
    Idiom("the address in parts", _ADDRESS, 'pm.environment.set("leaf", "7");' + _ADDRESS, url=_PARTS),
    Idiom(
        "fields of the request",
        """const body = pm.request.body;
pm.environment.set("mode", body.mode); pm.environment.set("one", body.urlencoded.get("one"));
pm.environment.set("object", JSON.stringify(body.urlencoded.toObject())); pm.environment.set("old", JSON.stringify(request.data));
""",
        sent={"mode": "urlencoded", "urlencoded": [{"key": "one", "value": "1"}, {"key": "two", "value": "b c"}]},
    ),
    Idiom(
        "the request changed in ways of its own",
        "pm.environment.set('after', 1);",
        """pm.request.forEachHeader(header => { if (header.value.startsWith("{{")) pm.request.headers.remove(header.key); });
pm.request.url.host = ["elsewhere"];
pm.request.body.raw = "changed";
pm.environment.set("before", pm.request.method);
""",
        read=False,
    ),
    Idiom(
        "lists of properties",
        """const names = []; pm.response.headers.each(one => { names.push(one.key); });
pm.environment.set("names", names.join());
pm.environment.set("lower case", pm.response.headers.toObject()["x-sent"] + pm.response.headers.toObject()["X-Sent"]);
pm.environment.set("one", pm.response.headers.one("x-sent").key + pm.response.headers.one("X-SENT").value);
pm.environment.set("found", pm.response.headers.filter(one => one.key === "X-Sent").map(one => one.value).join());
pm.environment.set("variables", pm.globals.values.map(one => one.key + "=" + one.value).join());
pm.environment.values.filter(one => one.key.startsWith("odd ")).each(one => { pm.environment.unset(one.key); });
pm.environment.set("body", String(pm.request.body) + pm.response.responseSize + "/" + pm.response.size().body);
""",
        'pm.environment.set("odd one", 1); pm.globals.set("wide", 2);',
    ),
    Idiom(
        "set to nothing",
        """pm.environment.set("none", undefined);
pm.environment.set("seen", pm.environment.has("none") + "/" + pm.environment.get("none"));
pm.environment.set("before", pm.environment.has("early") + "/" + pm.environment.get("early"));
pm.environment.set("filled", pm.variables.replaceIn("{{early}}"));
""",
        'pm.environment.set("early", pm.iterationData.get("nowhere"));',
    ),
    Idiom(
        "objects as variables",
        """const o = { a: 1 }; pm.environment.set("o", o); o.a = 2;
pm.environment.set("same", pm.environment.get("o").a);
pm.environment.set("early", pm.environment.get("early").list.length);
""",
        'pm.environment.set("early", { list: [1, 2] });',
    ),
    Idiom(
        "variables taken away in turn",
        """pm.environment.values.each(one => { if (one.key.startsWith("odd ")) pm.environment.unset(one.key); });
pm.environment.set("after", 1);
""",
        'pm.environment.set("odd one", 1); pm.environment.set("odd two", 1); pm.environment.set("even", 1);',
    ),
    Idiom(
        "later",
        """setTimeout(() => pm.environment.set("last", "late"), 1000);
setTimeout(() => pm.environment.set("last", "soon"), 5);
pm.environment.set("last", "now");
setTimeout(() => pm.test("later", () => pm.expect(pm.environment.get("last")).to.eql("soon")), 10);
""",
    ),
    Idiom(
        "old objects as they were",
        """pm.environment.set("new", 1); pm.environment.set("seen", environment.new === undefined);
postman.setEnvironmentVariable("old", 2); pm.environment.set("followed", environment.old);
postman.clearEnvironmentVariable("early"); pm.environment.set("gone", environment.early === undefined);
pm.environment.unset("other"); pm.environment.set("still there", environment.other);
""",
        """pm.environment.set("early", 1); pm.environment.set("other", 1);
pm.request.headers.add({ key: "X-New", value: "1" }); pm.environment.set("added", request.headers["x-new"] === undefined);
""",
    ),
    Idiom(
        "without its object",
        """const set = pm.environment.set;
try { set("x", 1); } catch (e) { pm.environment.set("caught", e.name); }
""",
    ),
    Idiom(
        "small functions",
        r"""pm.environment.set("replaced", "ab".replace("b", (found, at, whole) => found + at + whole));
pm.environment.set("numbers", ["1", "2", "3"].map(parseInt).join());
pm.environment.set("keys", Object.keys("ab").join() + "A" + (1e-7).toFixed(10) + ((a, b = 1, ...c) => 1).length);
const found = /b(?<c>.)/.exec("abc"); pm.environment.set("exec", found.index + found.groups.c + found.input);
pm.environment.set("lists", [[3, 1].last(), [3, 1].first(), [].isEmpty()].join());
const circle = {}; circle.own = circle;
try { JSON.stringify(circle); } catch (e) { pm.environment.set("circle", typeof e.name); }
pm.test("loose length", () => pm.expect([1, 2, 3]).to.have.lengthOf("3"));
pm.test("zeros", () => pm.expect(-0).to.eql(0));
""",
    ),
    Idiom(
        "in hands that are not known",
        """pm.environment.set("before", 1);
const o = { a: 1 }; _.set(o, "a", 2); pm.environment.set("a", o.a);
pm.environment.set("own text", "" + { toString() { return "mine"; } });
pm.environment.set("reviver", JSON.parse("[1]", (key, value) => value * 2)[0]);
""",
        read=False,
        run=False,
    ),
    Idiom(
        "a name that is not known",
        """pm.test("hash " + CryptoJS.MD5("a"), () => pm.expect(1).to.eql(1));
pm.environment.set("after", 1);
""",
        read=False,
    ),
    Idiom("a console that has no table", 'console.table([1]); pm.environment.set("after", 1);'),
)
ALL = (*IDIOMS, *CORNERS)
"""All that newman's words are on record for."""
