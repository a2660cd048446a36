// Runs a collection by newman and writes down, byte for byte, what it sends. Nothing leaves: each connection, whatever its host and
// scheme, goes to a server in this process.
//
// In, as JSON on standard input: a list of runs, each with the options of newman's run, and "answers": for paths, a status and
// header lines. Out, a line of JSON a run: for each request its item's names from the outside in, what was sent (latin1, a text
// each), and newman's error.
const fs = require("fs");

const newman = require("newman");

const { agents, listen, namesOf } = require("./connections.js");

let last = null;
let answers = {};

function answer(request) {
  if (last) last.sent.push(request);
  const head = request.slice(0, request.indexOf("\r\n\r\n") + 2);
  const [, target] = head.split(" ");
  const path = target.split("?")[0];
  const given = answers[path];
  const done = given && given.unless && head.includes(given.unless);
  const [status, headers] = given && !done ? [given.status, given.headers] : [200, []];
  const body = head.startsWith("HEAD ") ? "" : "{}";
  const all = ["Content-Type: application/json", `Content-Length: ${body.length}`, ...headers];
  return `HTTP/1.1 ${status} Said\r\n${all.join("\r\n")}\r\n\r\n${body}`;
}

function record(run, port) {
  const requests = [];
  last = null;
  answers = run.answers || {};
  return new Promise((done) => {
    newman
      .run({ ...run, reporters: [], requestAgents: agents(port), timeoutRequest: 5000 }, (error) =>
        done({ error: error && String(error.message || error), requests }),
      )
      .on("beforeItem", (error, { item }) => {
        last = { names: namesOf(item), sent: [], error: null };
        requests.push(last);
      })
      .on("request", (error) => {
        if (error && last) last.error = String(error.message || error);
      });
  });
}

const runs = JSON.parse(fs.readFileSync(0, "utf8"));
listen(answer, async (port) => {
  for (const run of runs) {
    const done = await record(run, port).catch((error) => ({ error: String(error) }));
    process.stdout.write(`${JSON.stringify(done)}\n`);
  }
  process.stdout.end(() => process.exit(0));
});
