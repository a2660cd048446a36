"""What scripts of collections commonly do, each with a request of its own."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Idiom:
    """A request with its scripts and its reply.

    Attributes:
        name: The name of the request.
        after: The script that looks at the reply.
        before: The script before the request.
        body: What is answered, as JSON or as text.
        status: The status of the answer.
        read: Whether all of it is understood when scripts are read.
        run: Whether all of it is done when scripts are run.
        url: The address of the request.
        sent: The body of the request, as the file has it.
    """

    name: str
    after: str = ""
    before: str = ""
    body: Any = None
    status: int = 200
    read: bool = True
    run: bool = True
    url: Any = "http://books.example/books?page=2"
    sent: Any = None


IDIOMS = (
    Idiom(
        "a token for the next request",
        """const d = pm.response.json().data;
pm.environment.set("token", d.token);
pm.collectionVariables.set("first id", d.items[0].id);
pm.globals.set("last", d.items[d.items.length - 1]["tag"]);
""",
    ),
    Idiom(
        "the old names",
        """tests["Status code is 200"] = responseCode.code === 200;
tests["Status is Created"] = responseCode.code == 201;
var jsonData = JSON.parse(responseBody);
postman.setEnvironmentVariable("old id", jsonData.data.items[0].id);
postman.setGlobalVariable("old tag", jsonData["data"].items[1].tag);
tests["Body has a token"] = responseBody.has("token");
tests["Body has more"] = responseBody.indexOf("nowhere") !== -1;
tests["In time"] = responseTime < 60000;
tests["Type"] = postman.getResponseHeader("Content-Type") && postman.getResponseHeader("Content-Type").has("json");
postman.clearEnvironmentVariable("token");
""",
    ),
    Idiom(
        "comments hold code",
        """// pm.environment.set("in a comment", "1");
/* pm.test("in a comment", () => pm.expect(1).to.eql(1));
   postman.setNextRequest("nowhere"); */
const text = "pm.environment.set('in a text', 1)"; // pm.environment.set("after", 2)
pm.environment.set("said", text.length);
""",
    ),
    Idiom(
        "conditions",
        """if (pm.response.code === 201) {
    pm.environment.set("under false", "1");
    pm.test("under false", () => {});
} else if (pm.response.json().ok) {
    pm.environment.set("under true", "2");
    pm.test("under true", () => pm.expect(pm.response.json().ok).to.be.true);
}
const body = pm.response.json();
body.none ? pm.environment.set("chosen", 1) : pm.environment.set("chosen", 2);
if (!body.nothing && body.data?.items?.length > 1) pm.environment.set("many", "yes");
body.empty || pm.environment.set("by or", body.missing ?? "default");
switch (body.data.items[0].tag) { case "a": pm.environment.set("case", "A"); break; default: pm.environment.set("case", "?"); }
""",
    ),
    Idiom(
        "taken from the request",
        """const asked = JSON.parse(pm.request.body.raw);
pm.environment.set("asked", asked.name);
pm.environment.set("method", pm.request.method);
pm.environment.set("its name", pm.info.requestName);
pm.environment.set("sent type", pm.request.headers.get("Content-Type"));
pm.test("echoed", () => pm.expect(pm.response.json().name).to.eql(asked.name));
""",
    ),
    Idiom(
        "taken apart",
        """const { name, data: { items: [first, second], token }, missing = "m" } = pm.response.json();
pm.environment.set("name", name);
pm.environment.set("both", `${first.id}-${second.tag}`);
pm.environment.set("text", String(first.id));
pm.environment.set("bearer", "Bearer " + token);
pm.environment.set("odd", pm.response.json()["meta:id"]);
pm.environment.set("left out", missing);
""",
    ),
    Idiom(
        "lists",
        """const { items } = pm.response.json().data;
items.forEach((item, at) => { pm.test(`item ${at} has an id`, () => pm.expect(item.id).to.be.a("number")); });
pm.environment.set("ids", items.map(one => one.id).join(","));
pm.environment.set("on", items.filter(function (one) { return one.on; }).length);
pm.environment.set("b", items.find(one => one.tag === "b").id);
let sum = 0;
for (const one of items) { sum += one.id; }
for (let i = 0; i < items.length; i++) pm.environment.set("item_" + i, items[i].tag);
pm.environment.set("sum", sum);
pm.test("some", () => { pm.expect(items.some(one => one.id > 11)).to.be.true; pm.expect(items.every(one => one.on)).to.be.true; });
""",
    ),
    Idiom(
        "expectations that hold",
        """const body = pm.response.json();
pm.test("property", () => pm.expect(body).to.have.property("name", "Zoë"));
pm.test("deep", () => pm.expect(body.data.items[0]).to.eql({ tag: "a", id: 11, on: true }));
pm.test("types", () => {
    pm.expect(body).to.be.an("object"); pm.expect(body.data.items).to.be.an("array").that.is.not.empty;
    pm.expect(body.price).to.be.a("number"); pm.expect(body.none).to.be.null; pm.expect(body.nothing).to.be.undefined;
});
pm.test("numbers", () => { pm.expect(body.id).to.be.above(6).and.to.be.at.most(7); pm.expect(body.price).to.be.within(12, 13); });
pm.test("texts", () => { pm.expect(body.name).to.include("Zo"); pm.expect(body.data.token).to.match(/^e\\d+\\./); });
pm.test("one of", () => pm.expect(pm.response.code).to.be.oneOf([200, 201]));
pm.test("count", () => pm.expect(body.data.items).to.have.lengthOf(2));
pm.test("keys", () => pm.expect(body.data).to.have.all.keys("token", "items"));
pm.test("not", () => pm.expect(body.name).to.not.equal("Ada"));
pm.test("there", () => { pm.expect(body.id).to.exist; pm.expect(body.name).to.be.ok; pm.expect(body.empty).to.be.empty; });
""",
    ),
    Idiom(
        "expectations that do not hold",
        """const body = pm.response.json();
pm.test("property", () => pm.expect(body).to.have.property("surname"));
pm.test("deep", () => pm.expect(body.data.items[0]).to.equal({ tag: "a", id: 11, on: true }));
pm.test("type", () => pm.expect(body.id).to.be.a("string"));
pm.test("number", () => pm.expect(body.id).to.eql("7"));
pm.test("below", () => pm.expect(body.price).to.be.below(12));
pm.test("text", () => pm.expect(body.name).to.include("zo"));
pm.test("one of", () => pm.expect(pm.response.code).to.be.oneOf([201, 204]));
pm.test("true", () => pm.expect(body.name).to.be.true);
pm.test("keys", () => pm.expect(body.data).to.have.keys("token"));
pm.test("of nothing", () => pm.expect(body.nothing.more).to.eql(1));
pm.test("after a failure", () => { pm.expect(1).to.eql(2); pm.environment.set("after a failure", 1); });
""",
    ),
    Idiom(
        "what the reply is",
        """pm.test("status", () => pm.response.to.have.status(200));
pm.test("status by its name", () => pm.response.to.have.status("OK"));
pm.test("ok", () => { pm.response.to.be.ok; pm.response.to.be.success; pm.response.to.be.json; pm.response.to.have.body; });
pm.test("header", () => { pm.response.to.have.header("x-sent"); pm.response.to.have.header("X-Sent", "yes"); });
pm.test("its value", () => pm.expect(pm.response.headers.get("content-type")).to.include("application/json"));
pm.test("no error", () => { pm.response.to.not.be.error; pm.response.to.not.have.jsonBody("error"); });
pm.test("a field", () => pm.response.to.have.jsonBody("data.token", "e30.x-Y"));
pm.test("text", () => pm.expect(pm.response.text()).to.include('"ok":true'));
pm.test("time", () => pm.expect(pm.response.responseTime).to.be.below(60000));
pm.test("a client's error", () => pm.response.to.be.clientError);
pm.test.skip("later", () => pm.expect(1).to.eql(2));
""",
    ),
    Idiom(
        "a refusal is wanted",
        """pm.test("not found", () => { pm.response.to.have.status(404); pm.response.to.be.notFound; });
pm.test("says why", () => pm.expect(pm.response.json().error).to.be.a("string").and.not.empty);
pm.test("is ok", () => pm.response.to.be.ok);
""",
        body={"error": "no such book"},
        status=404,
    ),
    Idiom(
        "a reply that is no JSON",
        """pm.environment.set("before the end", 1);
pm.test("in a test", () => pm.response.json());
let body = null;
try { body = JSON.parse(responseBody); tests["is JSON"] = true; } catch (e) { tests["is JSON"] = false; body = {}; }
pm.environment.set("rescued", typeof body);
const d = pm.response.json();
pm.environment.set("after the end", 2);
pm.test("after the end", () => {});
""",
        body="<html>not <b>JSON</b></html>",
    ),
    Idiom(
        "values of all kinds",
        """pm.environment.set("a number", 0.1 + 0.2);
pm.environment.set("a large number", 1e21);
pm.environment.set("true", true);
pm.environment.set("null", null);
pm.environment.set("an object", { a: [1, "2"], b: null });
pm.environment.set("its JSON", JSON.stringify({ a: [1, "2"], b: undefined }));
pm.environment.set("with blanks", JSON.stringify(pm.response.json().data.items[0], null, 2));
pm.environment.set("in a text", "n=" + 1.0 + [1, [2, 3]] + {} + null + undefined);
pm.environment.set("whole", parseInt("12px") + Number("0x10") + Math.round(2.5) + (7).toString(2));
""",
    ),
    Idiom(
        "which variable counts",
        """pm.environment.set("got", pm.variables.get("same"));
pm.environment.set("of the collection", pm.collectionVariables.get("same"));
pm.environment.set("not there", pm.environment.get("nowhere") === undefined);
pm.environment.set("has", pm.environment.has("token") + "/" + pm.globals.has("last"));
pm.environment.set("filled in", pm.variables.replaceIn("{{same}}/{{nowhere}}"));
pm.variables.set("same", "local");
pm.environment.set("got now", pm.variables.get("same"));
pm.globals.unset("last");
pm.environment.set("counter", parseInt(pm.environment.get("counter") || "0") + 1);
""",
        before='pm.environment.set("same", "environment"); pm.globals.set("same", "global");',
    ),
    Idiom(
        "dates and random values",
        before="""
pm.environment.set("now", new Date().toISOString());
pm.environment.set("seconds", Math.floor(Date.now() / 1000));
pm.environment.set("die", Math.floor(Math.random() * 9));
pm.environment.set("day", new Date(0).toISOString().slice(0, 10));
pm.environment.set("guid", pm.variables.replaceIn("{{$guid}}"));
""",
    ),
    Idiom(
        "functions",
        """function nameOf(one) { if (!one) { return "nobody"; } return one.name.toUpperCase(); }
const check = (title, wanted) => pm.test(title, function () { pm.expect(wanted).to.be.true; });
check("by a function", nameOf(pm.response.json()) === "ZOË");
check("by a function, false", nameOf(null) !== "nobody");
pm.environment.set("by a function", nameOf(pm.response.json()));
(function () { pm.environment.set("at once", "yes"); })();
""",
    ),
    Idiom(
        "texts",
        r"""const { token, items } = pm.response.json().data;
pm.environment.set("split", token.split(".")[0]);
pm.environment.set("replaced", token.replace(/[.-]/g, "_"));
pm.environment.set("matched", "id=42;x=1".match(/id=(\d+)/)[1]);
pm.environment.set("tested", /^e\d{2}/.test(token));
pm.environment.set("cut", token.substring(1, 3) + token.slice(-1) + token.charAt(0) + "a".padStart(3, "0") + " b ".trim());
pm.environment.set("order", ["b", "a", 10, 9].sort().join());
pm.environment.set("coded", encodeURIComponent("a b&ü") + btoa("user:pass"));
""",
    ),
    Idiom(
        "loose comparisons",
        """const body = pm.response.json();
tests["loose"] = body.id == "7" && body.none == undefined && body.empty == 0;
tests["strict"] = body.id === "7";
tests["not null"] = body.none != null;
tests["in"] = "token" in body.data && !("other" in body.data);
tests["of a type"] = typeof body.name === "string" && Array.isArray(body.data.items);
tests["truthy text"] = body.name;
""",
    ),
    Idiom(
        "a mistake in the middle",
        """pm.environment.set("first", 1);
pm.test("first", () => {});
pm.environment.set("second", pm.response.json().nothing.here);
pm.test("third", () => {});
""",
    ),
    Idiom("no JavaScript at all", 'pm.environment.set("x", 1);\npm.test("x", () => { pm.expect(1).to.eql(1); '),
    Idiom(
        "names of prototypes",
        """const body = pm.response.json();
pm.test("inherited", () => pm.expect(body.toString).to.be.a("function"));
pm.environment.set("its constructor", body.constructor === Object);
pm.environment.set("own", body.hasOwnProperty("id") + "," + body.hasOwnProperty("toString"));
pm.test("own property", () => pm.expect(body).to.have.property("__proto__"));
""",
        read=False,
    ),
    Idiom(
        "another request, sent by the script",
        """pm.sendRequest("http://elsewhere/token", (error, reply) => {
    pm.test("sent", () => { pm.expect(error).to.be.null; pm.expect(reply.code).to.eql(200); });
    pm.environment.set("from elsewhere", reply.json().token);
});
pm.environment.set("meanwhile", 1);
""",
        read=False,
    ),
    Idiom("the next one by its name", 'postman.setNextRequest("functions");'),
    Idiom(
        "the end",
        'if (pm.response.code == 200) { pm.execution.setNextRequest(null); } else { postman.setNextRequest("lists"); }',
    ),
    Idiom(
        "not sent",
        'pm.test("never", () => {});',
        before='pm.environment.set("before it", 1); pm.execution.skipRequest();',
    ),
)
