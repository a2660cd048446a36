/** The loader: it links the shared modules once a page, and draws with the one that a widget names. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Element, Model } from "./page.mjs";
import loader from "../../kaizala_nb/toolkit/widgets/javascript/loader.mjs";

let made = 0;
globalThis.Blob = class {
  constructor([text]) {
    this.text = text;
  }
};
URL.createObjectURL = (blob) => {
  made += 1;
  return `data:text/javascript,${encodeURIComponent(blob.text)}`; // node imports no blob
};

const MODULES = {
  "a/below/words.mjs": 'export const word = "drawn";\n',
  "a/more.mjs": 'import { word } from "./below/words.mjs";\nexport { word };\n',
  "b/draws.mjs":
    'import { word } from "../a/below/words.mjs";\nimport { word as other } from "../a/more.mjs";\n' +
    "export function render({ el, style }) { el.textContent = `${word} ${other} ${style}`; return () => 'ended'; }\n",
};
const shared = new Model({ version: "1", modules: MODULES, style: "look" });

function model(state = {}) {
  const one = new Model({ _library: "IPY_MODEL_lib", _module: "b/draws.mjs", ...state });
  one.widget_manager = { create_view() {}, get_model: async (id) => (id === "lib" ? shared : Promise.reject(new Error("no such model"))) };
  return one;
}

test("a widget is drawn by its module, and gives what ends it", async () => {
  const el = new Element("div");
  const end = await loader.render({ model: model(), el });
  assert.equal(el.textContent, "drawn drawn look");
  assert.equal(end(), "ended");
});

test("two hundred widgets link each module once", async () => {
  await Promise.all(Array.from({ length: 200 }, () => loader.render({ model: model(), el: new Element("div") })));
  assert.equal(made, 3);
});

test("where other models cannot be reached, it asks the kernel, and says what it waits for", async (context) => {
  const [el, asks] = [new Element("div"), model()];
  asks.widget_manager = { get_model: async () => Promise.reject(new Error("closed")) }; // as in marimo
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const drawn = loader.render({ model: asks, el });
  await new Promise((later) => setImmediate(later));
  assert.deepEqual(asks.sent, [{ kind: "library" }]);
  context.mock.timers.tick(3_000);
  assert.equal(el.textContent, "This waits for its kernel. If it stays so, run its cell again.");
  asks.says({ kind: "something else" });
  asks.says({ kind: "library", version: "1", modules: MODULES, style: "look" });
  await drawn;
  assert.equal(el.textContent, "drawn drawn look");
});

test("outside Jupyter a view gets its classes, and the kernel hears how many views there are", async () => {
  const [el, alone] = [new Element("div"), model({ _dom_classes: ["kz-form"] })];
  delete alone.widget_manager.create_view;
  const end = await loader.render({ model: alone, el });
  assert.equal(el.className, "kz-form");
  end();
  assert.deepEqual(alone.sent, [{ kind: "view", more: 1 }, { kind: "view", more: -1 }]);
});

test("in Jupyter that is not said", async () => {
  const one = model({ _dom_classes: ["kz-form"] });
  await loader.render({ model: one, el: new Element("div") });
  assert.deepEqual(one.sent, []);
});

test("what cannot be loaded says so", async () => {
  const el = new Element("div");
  await assert.rejects(loader.render({ model: model({ _library: "IPY_MODEL_gone" }), el }));
  assert.equal(el.textContent, "This cannot be shown. Run its cell again.");
});
