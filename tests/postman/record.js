// Runs a collection by newman and writes down, byte for byte, what it sends. Nothing leaves: each connection, whatever its host and
// scheme, goes to a server in this process.
//
// In, as JSON on standard input: a list of runs, each with the options of newman's run, and "answers": for paths, a status and
// header lines. Out, a line of JSON a run: for each request its item's names from the outside in, what was sent (latin1, a text
// each), and newman's error.
const fs = require("fs");
const http = require("http");
const https = require("https");
const net = require("net");

const newman = require("newman");

let last = null;
let answers = {};

function lengthOfBody(head, rest) {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head);
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
    const end = rest.indexOf("0\r\n\r\n");
    return end < 0 ? -1 : end + 5;
  }
  return length ? Number(length[1]) : 0;
}

function answer(head) {
  const [, target] = head.split(" ");
  const path = target.split("?")[0];
  const given = answers[path];
  const done = given && given.unless && head.includes(given.unless);
  const [status, headers] = given && !done ? [given.status, given.headers] : [200, []];
  const body = head.startsWith("HEAD ") ? "" : "{}";
  const all = ["Content-Type: application/json", `Content-Length: ${body.length}`, ...headers];
  return `HTTP/1.1 ${status} Said\r\n${all.join("\r\n")}\r\n\r\n${body}`;
}

const server = net.createServer((socket) => {
  let text = "";
  socket.on("error", () => {});
  socket.on("data", (piece) => {
    text += piece.toString("latin1");
    for (;;) {
      const end = text.indexOf("\r\n\r\n");
      if (end < 0) return;
      const head = text.slice(0, end + 2);
      const size = lengthOfBody(head, text.slice(end + 4));
      if (size < 0 || text.length < end + 4 + size) return;
      if (last) last.sent.push(text.slice(0, end + 4 + size));
      text = text.slice(end + 4 + size);
      socket.write(answer(head), "latin1");
    }
  });
});

function namesOf(item) {
  const names = [];
  for (let one = item; one; one = one.parent()) names.unshift(one.name);
  return names.slice(1);
}

function options(run) {
  const connect = () => net.connect(server.address().port, "127.0.0.1");
  const plain = new http.Agent({ keepAlive: false });
  const secure = new https.Agent({ keepAlive: false });
  plain.createConnection = connect;
  secure.createConnection = connect;
  return { ...run, reporters: [], requestAgents: { http: plain, https: secure }, timeoutRequest: 5000 };
}

function record(run) {
  const requests = [];
  last = null;
  answers = run.answers || {};
  return new Promise((done) => {
    newman
      .run(options(run), (error) => done({ error: error && String(error.message || error), requests }))
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
server.listen(0, "127.0.0.1", async () => {
  for (const run of runs) process.stdout.write(`${JSON.stringify(await record(run).catch((error) => ({ error: String(error) })))}\n`);
  process.stdout.end(() => process.exit(0));
});
