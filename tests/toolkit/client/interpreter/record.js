// Runs scripts in the sandbox that newman runs them in, and writes down what they make of a reply.
//
// In, as JSON on standard input: a list of {name, event, text, context}. Out, as JSON: for each name the results (name, passed,
// problem), the changes of variables, the next request, the request afterwards, and the error.
const fs = require("fs");

const sandbox = require("postman-sandbox");

const SCOPES = { global: "globals", collection: "collectionVariables", environment: "environment", local: "_variables" };

function changesOf(execution) {
  const changes = {};
  for (const [scope, name] of Object.entries(SCOPES)) {
    const { mutations } = execution[name];
    const all = mutations ? [...Object.values(mutations.compacted), ...mutations.stream] : [];
    changes[scope] = {};
    for (const [key, ...value] of all) changes[scope][key] = value;
  }
  return changes;
}

function carriedOut(context, { name, event, text, context: scene }) {
  const results = [];
  const note = (cursor, assertions) => {
    for (const { name: title, passed, skipped, error } of assertions) {
      const problem = error && error.name !== "AssertionError" ? `${error.name}: ${error.message}` : error && error.message;
      results.push([title, skipped ? null : passed, typeof error === "string" ? error : problem || ""]);
    }
  };
  context.on("execution.assertion", note);
  const stream = Buffer.from(scene.body);
  const given = { ...scene, response: event === "test" ? { ...scene.response, stream } : undefined };
  const options = { cursor: { iteration: 0, cycles: 1 }, legacy: { _itemName: "Item", _itemId: "1" } };
  return new Promise((done) => {
    context.execute({ listen: event, script: text }, { context: given, ...options }, (error, execution) => {
      context.removeListener("execution.assertion", note);
      const { request, return: back } = execution;
      const after = request && request.toJSON ? request.toJSON() : request;
      done([name, { results, changes: changesOf(execution), next: back.nextRequest, request: after, error: error ? `${error.name}: ${error.message}` : "" }]);
    });
  });
}

sandbox.createContext({}, async (error, context) => {
  const all = {};
  for (const one of JSON.parse(fs.readFileSync(0, "utf8"))) {
    const [name, outcome] = await carriedOut(context, one);
    all[name] = outcome;
  }
  process.stdout.write(JSON.stringify(all), () => process.exit(0));
});
