/** The inbox: what stands on the page. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Model, newView } from "./page.mjs";
import { render } from "../../kaizala_nb/course/widgets/javascript/inbox.mjs";

const SCRIPT = "<img src=x onerror=alert(1)>";

test("the inbox says how it answers, and what has come", () => {
  const [model, el] = [new Model({ content: { state: "Listens", before: "", entries: [] } }), newView()];
  const end = render({ model, el, style: "" });
  assert.match(el.textContent, /Listens.*Nothing yet\./);
  model.set("content", { state: "Paused", before: "And 1 before these.", entries: [{ key: "2", at: 0, text: SCRIPT }] });
  assert.match(el.textContent, /Paused.*And 1 before these\..*<img src=x.*Times: your browser's/);
  end();
  assert.deepEqual(model.heard["change:content"], []);
});
