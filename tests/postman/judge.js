// Runs a collection by newman and writes down what its scripts make of the replies. Nothing leaves: each connection, whatever its
// host and scheme, goes to a server in this process.
//
// In, as JSON on standard input: a list of runs, each with the options of newman's run, and "answers": for the id of an item, the
// status, reason, headers and body that it gets, and "sent": the JSON that requests of its scripts get. All requests are sent once, in order,
// whatever `setNextRequest` says. Out, a line of JSON a run; what is in it is told in judging.py. A run that takes longer than
// "seconds" is cut off, and the program ends with it.
const fs = require("fs");

const newman = require("newman");

const { agents, listen, namesOf } = require("./connections.js");

const SCOPES = { global: "globals", collection: "collectionVariables", environment: "environment", local: "_variables" };

let answers = {};
let item = null;
let inScript = false;

function bytes(text) {
  return Buffer.from(text, "utf8").toString("latin1");
}

function answer(request) {
  const given = answers[item.id];
  const isOwn = given && !inScript;
  const [status, reason] = isOwn ? [given.status, given.reason] : [200, "OK"];
  const headers = isOwn ? given.headers : [["Content-Type", "application/json"]];
  const hasBody = !request.startsWith("HEAD ") && status !== 204 && status !== 304;
  const body = hasBody && given ? bytes(isOwn ? given.body : given.sent) : "";
  const lines = headers.map(([name, value]) => bytes(`${name}: ${value}`.replace(/[\r\n]/g, " ")));
  const length = hasBody ? [`Content-Length: ${body.length}`] : [];
  return `HTTP/1.1 ${status} ${bytes(reason)}\r\n${[...lines, ...length].join("\r\n")}\r\n\r\n${body}`;
}

function valuesOf(scope) {
  const values = {};
  for (const one of scope ? scope.values.all() : []) if (!one.disabled) values[one.key] = one.valueOf() ?? null;
  return values;
}

function placeOf(script) {
  if (item.events.all().some((event) => event.script === script)) return "";
  for (let one = item.parent(); one; one = one.parent()) {
    if (one.events.all().some((event) => event.script === script)) return one.name;
  }
  return "";
}

function changesOf(result) {
  const changes = [];
  for (const [scope, name] of Object.entries(SCOPES)) {
    const { mutations } = (result && result[name]) || {};
    const all = mutations ? [...Object.values(mutations.compacted), ...mutations.stream] : [];
    for (const [key, ...value] of all) changes.push([scope, Array.isArray(key) ? key.join(".") : key, ...value]);
  }
  return changes;
}

function judge(run, port) {
  const requests = [];
  const state = { global: {}, collection: {}, environment: {}, local: {} };
  let request = null;
  let event = null;
  let script = null;
  answers = run.answers;

  function begin(name) {
    event = { event: name, before: JSON.parse(JSON.stringify(state)), scripts: [], request: item.request.toJSON(), reply: null };
    request.events.push(event);
  }

  return new Promise((done) => {
    const end = (error) => done({ error: error ? String(error.message || error) : null, requests });
    setTimeout(() => done({ error: "cut", requests }), run.seconds * 1000).unref();
    newman
      .run({ ...run, reporters: [], requestAgents: agents(port), timeoutRequest: 5000, timeoutScript: 5000 }, end)
      .on("start", (error, { run: begun }) => {
        for (const [scope, name] of Object.entries(SCOPES)) state[scope] = valuesOf(begun.state[name]);
      })
      .on("beforeItem", (error, cursor) => {
        item = cursor.item;
        request = { id: item.id, names: namesOf(item), events: [], error: null, skipped: true };
        requests.push(request);
      })
      .on("beforePrerequest", () => begin("prerequest"))
      .on("request", (error, { request: sent, response }) => {
        if (inScript) return;
        request.error = error ? String(error.message || error) : null;
        request.sent = sent && sent.toJSON();
        request.reply = response && {
          status: response.code,
          reason: response.status,
          headers: response.headers.all().map((one) => [one.key, one.value]),
          body: response.text(),
          seconds: response.responseTime / 1000,
        };
      })
      .on("beforeTest", () => {
        begin("test");
        request.skipped = false;
        event.request = request.sent || event.request;
        event.reply = request.reply;
      })
      .on("beforeScript", (error, { script: about }) => {
        inScript = true;
        script = { place: placeOf(about), text: about.toSource() || "", results: [], log: 0, error: null, changes: [] };
        event.scripts.push(script);
      })
      .on("assertion", (error, { assertion, skipped }) => {
        script.results.push([assertion, skipped ? null : !error, error ? String(error.message) : ""]);
      })
      .on("console", () => {
        if (inScript) script.log += 1;
      })
      .on("exception", (error, { error: thrown }) => {
        script.error = script.error || `${thrown.name}: ${thrown.message}`;
      })
      .on("script", (error, { execution }) => {
        inScript = false;
        if (error) script.error = `${error.name}: ${error.message}`;
        script.changes = changesOf(execution);
        const back = (execution && execution.return) || {};
        if (back.nextRequest !== undefined) script.next = back.nextRequest;
        delete back.nextRequest; // so that newman goes on with the next one
        for (const [scope, name] of Object.entries(SCOPES)) {
          if (execution && execution[name]) state[scope] = valuesOf(execution[name]);
        }
        if (event.event === "prerequest" && execution && execution.request) event.after = execution.request.toJSON();
      });
  });
}

process.on("unhandledRejection", () => {}); // of a script; it is none of newman's
const runs = JSON.parse(fs.readFileSync(0, "utf8"));
listen(answer, async (port) => {
  for (const run of runs) {
    const done = await judge(run, port).catch((error) => ({ error: String(error), requests: [] }));
    process.stdout.write(`${JSON.stringify(done)}\n`);
    if (done.error === "cut") break;
  }
  process.stdout.end(() => process.exit(0));
});
