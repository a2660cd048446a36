/** A question: a button for each choice, and what is said of the newest one in a place that is read out. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { newModel, newView } from "./form_page.mjs";
import { render } from "../../kaizala_nb/course/widgets/javascript/ask.mjs";

let ends = [];
afterEach(() => {
  for (const end of ends) end();
  ends = [];
});

function show(choices, verdict = "") {
  const model = newModel({ sentence: "Which status?", choices, verdict });
  const el = newView();
  ends.push(render({ model, el, style: ".kz{}" }));
  return { el, model };
}

const choice = (text, said = "") => ({ text, said });

test("a press tells which choice it was, and each choice can be tried", () => {
  const { el, model } = show([choice("401"), choice("<b>403</b>")]);
  assert.deepEqual(el.all("button").map((one) => one.textContent), ["401", "<b>403</b>"]);
  assert.equal(el.all("h3")[0].textContent, "Which status?");
  el.all("button")[1].click();
  assert.equal(model.sent.at(-1).choice, 1);
  model.says({ kind: "answered", id: model.sent.at(-1).id, problem: "" });
  el.all("button")[0].click();
  assert.equal(model.sent.at(-1).choice, 0);
});

test("what is said stands beside the choice, and is read out with the reason", () => {
  const { el, model } = show([choice("401"), choice("403")]);
  const status = el.by("role", "status");
  assert.equal(status.textContent, "");
  model.set("content", { sentence: "Which status?", choices: [choice("401"), choice("403", "Right.")], verdict: "403 Right. It knows you." });
  assert.equal(status.textContent, "403 Right. It knows you.");
  assert.deepEqual(el.all("strong").map((one) => one.textContent), ["", "Right."]);
});
