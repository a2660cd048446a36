/** What the package brings to JupyterLab's page: its commands, and what they say of the server's answers. */

import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.window = globalThis;
await import("../../kaizala_nb/course/teaching/jupyter/labextensions/kaizala-nb/static/remoteEntry.js");
const container = globalThis._JUPYTERLAB["kaizala-nb"];

const said = [];
const packages = (answer, writes = "true") => ({
  apputils: {
    Dialog: { okButton: () => "ok" },
    Notification: { success: (text, { actions }) => said.push(text, actions) },
    showDialog: ({ body }) => said.push(body),
    showErrorMessage: async (title, text) => said.push(title, text),
  },
  coreutils: { PageConfig: { getOption: () => writes }, URLExt: { join: (...parts) => parts.join("/") } },
  docmanager: {},
  filebrowser: { FileDialog: { getOpenFiles: async () => ({ button: { accept: false }, value: null }) } },
  launcher: {},
  services: { ServerConnection: { makeRequest: async (...given) => ({ json: async () => answer(...given) }) } },
  "ui-components": { LabIcon: class {} },
});

/** The plugins of a page that shares these packages. */
async function plugins(shared, use = () => undefined) {
  const share = ([name, one]) => [`@jupyterlab/${name}`, { "4.6.6": { get: async () => (use(name), () => one) } }];
  container.init(Object.fromEntries(Object.entries(shared).map(share)));
  const module = (await container.get("./extension"))();
  assert.ok(Object.hasOwn(module, "__esModule")); // else JupyterLab takes the module itself for a plugin, and does not start
  return module.default;
}

/** What is done and said when a file is opened from the file browser. */
async function opened(path, answer) {
  said.length = 0;
  const commands = {};
  const done = [];
  const app = {
    commands: {
      addCommand: (id, command) => (commands[id] = command),
      execute: async (id, values) => done.push(id, values),
    },
    contextMenu: { addItem() {} },
    serviceManager: {
      serverSettings: { baseUrl: "/user/a" },
      contents: { localPath: (whole) => whole.replace(/^RTC:/, ""), driveName: (whole) => whole.match(/^(.*):/)?.[1] ?? "" },
    },
  };
  const items = [{ name: path, path, type: "file" }];
  const browsers = { tracker: { currentWidget: { selectedItems: () => items, model: { refresh: async () => undefined } } } };
  const [plugin] = await plugins(packages(answer));
  plugin.activate(app, {}, browsers, null, null);
  const command = commands["kaizala-nb:open-selected"];
  if (command.isVisible()) await command.execute();
  return done;
}

test("where no server writes notebooks, nothing is offered and nothing more is loaded", async () => {
  const used = [];
  assert.deepEqual(await plugins(packages(undefined, ""), (name) => used.push(name)), []);
  assert.deepEqual(used, ["coreutils"]);
});

test("the notebook is opened on the drive of its collection, and the sentences are shown", async () => {
  const done = await opened("RTC:class/a.json", (address, { method, body }) => {
    assert.deepEqual([address, method, body], ["/user/a/kaizala-nb/notebook", "POST", '{"path":"class/a.json"}']);
    return { notebook: "class/a.ipynb", lines: ["A: 1 request.", "Wrote a.ipynb."] };
  });
  assert.deepEqual(done, ["docmanager:open", { path: "RTC:class/a.ipynb" }]);
  assert.deepEqual(said, ["A: 1 request.\nWrote a.ipynb.", []]);
});

test("sentences that JupyterLab would cut can be read whole", async () => {
  const lines = ["a".repeat(100), "b".repeat(100)];
  await opened("a.json", () => ({ notebook: "a.ipynb", lines }));
  said[1][0].callback();
  assert.equal(said[2], lines.join(" "));
});

test("a refusal is shown, and so is a server that does not answer", async () => {
  assert.deepEqual(await opened("a.json", () => ({ message: "'a.json' is no Postman collection." })), []);
  assert.equal(said[1], "'a.json' is no Postman collection.");
  await opened("a.json", () => {
    throw new SyntaxError("no JSON");
  });
  assert.match(said[1], /did not answer/);
  await opened("a.json", () => ({}));
  assert.match(said[1], /did not say why/);
});

test("the command is shown for what may be a collection", async () => {
  const answer = () => ({ notebook: "a.ipynb" });
  assert.equal((await opened("Library.JSON", answer)).length, 2);
  for (const name of ["a.csv", "a.postman_environment.json", "a.postman_globals.json"]) assert.deepEqual(await opened(name, answer), []);
});
