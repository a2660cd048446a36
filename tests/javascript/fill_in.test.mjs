/** The form for empty variables: what is typed is pressed once, and what came of it is said. */

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { field, newModel, newView } from "./form_page.mjs";
import { render } from "../../kaizala_nb/toolkit/widgets/javascript/fill_in.mjs";

mock.timers.enable({ apis: ["setInterval"] });
mock.method(performance, "now", () => 10_000);

const content = (note = "") => ({ key: "", title: "Fill in", fields: [field("email")], note, said: "" });

test("a press brings what was typed, and the note says what came of it", () => {
  const model = newModel(content());
  const el = newView();
  const end = render({ model, el, style: "" });
  el.all("input")[0].write("ada@example.org");
  const keep = el.all("button").find((one) => one.textContent === "Keep");
  keep.click();
  const press = model.sent.find((message) => message.kind === "press");
  assert.equal(press.what, "keep");
  assert.equal(press.values.email, "ada@example.org");
  assert.equal(keep.getAttribute("aria-disabled"), "true");
  model.set("content", content("1 value kept."));
  model.says({ kind: "received", id: press.id });
  model.says({ kind: "answered", id: press.id, problem: "" });
  assert.equal(keep.getAttribute("aria-disabled"), null);
  assert.match(el.by("role", "status").textContent, /1 value kept/);
  end();
});
