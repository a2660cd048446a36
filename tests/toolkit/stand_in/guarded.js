// Runs a collection by newman, whose connections can reach one port of this computer alone.
//
// In, as JSON on standard input: "port", and "run", the options of newman's run. Out, as JSON: "answered", for each request its name,
// the status and the header X-Stand-In; and "elsewhere", the hosts that it wanted to reach beside.
const fs = require("fs");
const http = require("http");
const https = require("https");
const net = require("net");

const newman = require("newman");

const { port, run } = JSON.parse(fs.readFileSync(0, "utf8"));
const answered = [];
const elsewhere = [];

function guarded(Agent) {
  const agent = new Agent({ keepAlive: false });
  agent.createConnection = (options) => {
    if (options.host !== "127.0.0.1" || Number(options.port) !== port) {
      elsewhere.push(`${options.host}:${options.port}`);
      return new net.Socket().destroy(new Error("not reached"));
    }
    return net.connect(port, "127.0.0.1");
  };
  return agent;
}

const requestAgents = { http: guarded(http.Agent), https: guarded(https.Agent) };
newman
  .run({ ...run, reporters: [], requestAgents }, (error) => {
    if (error) console.error(error);
    process.stdout.write(JSON.stringify({ answered, elsewhere }), () => process.exit(0));
  })
  .on("request", (error, { item, response }) => {
    const said = response ? [response.code, response.headers.get("X-Stand-In")] : [String(error), null];
    answered.push([item.name, ...said]);
  });
