/** Presses: answered at once, sent once, never lost in silence. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Model, newView } from "./page.mjs";
import { makePresses, RESTARTED, SENDING, SILENT, WAITS } from "../../kaizala_nb/toolkit/widgets/javascript/press.mjs";

let now, model, el, presses, said, presser;

mock.timers.enable({ apis: ["setInterval"] });
mock.method(performance, "now", () => now);

beforeEach(() => {
  now = 10_000;
  model = new Model({});
  el = newView();
  presses = makePresses(model, el);
  said = [];
  presser = { say: (text, isProblem) => said.push([text, isProblem]) };
});

afterEach(() => presses.stop());

/** Some milliseconds go by, in small steps. */
function goesBy(milliseconds) {
  for (const end = now + milliseconds; now < end; ) {
    now += 50;
    mock.timers.tick(50);
  }
}

test("a press is answered at once, and sent", () => {
  presses.press({ card: "a" }, presser);
  assert.deepEqual(said, [[SENDING, false]]);
  const [{ id, ...rest }] = model.sent;
  assert.deepEqual(rest, { card: "a", kind: "press" });
  model.says({ kind: "received", id });
  goesBy(60_000);
  assert.deepEqual(new Set(said.map(([text]) => text)), new Set([SENDING]));
  model.says({ kind: "answered", id, problem: "" });
  assert.deepEqual(said.at(-1), ["", false]);
});

test("a problem is said as one", () => {
  presses.press({}, presser);
  model.says({ kind: "answered", id: model.sent[0].id, problem: "It must be a number." });
  assert.deepEqual(said.at(-1), ["It must be a number.", true]);
});

test("a kernel that works makes it wait, which is said, and it goes through", () => {
  model.widget_manager = { kernel: { status: "busy" } };
  presses.press({}, presser);
  goesBy(900);
  assert.deepEqual(said, [[SENDING, false]]);
  goesBy(20_000);
  assert.deepEqual(said.at(-1), [WAITS, false]);
  goesBy(10_000);
  assert.deepEqual(said.at(-1), [SILENT, false]);
  model.says({ kind: "received", id: model.sent[0].id });
  assert.deepEqual(said.at(-1), [SENDING, false]);
  model.says({ kind: "answered", id: model.sent[0].id, problem: "" });
  assert.equal(model.sent.length, 1);
});

test("a second press of the same is not sent twice, and one of another is sent", () => {
  presses.press({ card: "a" }, presser);
  goesBy(200);
  presses.press({ card: "b" }, { say() {} }); // a double click, whose second click hit what came in its place
  goesBy(800);
  presses.press({ card: "a" }, presser);
  goesBy(800);
  presses.press({ card: "b" }, { say() {} });
  assert.deepEqual(model.sent.map((sent) => sent.card), ["a", "b"]);
  assert.notEqual(model.sent[0].id, model.sent[1].id);
});

for (const [when, restarts] of Object.entries({
  "after the kernel has restarted": () => model.dies(),
  "in a notebook that was opened without a kernel": () => (el.className = "jupyter-widgets-disconnected"),
}))
  test(`${when} a press is not sent, and says so`, () => {
    restarts();
    presses.press({}, presser);
    assert.deepEqual(said, [[RESTARTED, true]]);
    assert.deepEqual(model.sent, []);
  });

test("a press that was on its way when the kernel restarted says so", () => {
  presses.press({}, presser);
  model.says({ kind: "received", id: model.sent[0].id });
  model.dies();
  assert.deepEqual(said.at(-1), [RESTARTED, true]);
});

test("a kernel that is idle and has not received it never will", () => {
  model.widget_manager = { kernel: { status: "idle" } };
  presses.press({}, presser);
  goesBy(1_000);
  model.widget_manager.kernel.status = "busy";
  goesBy(300);
  assert.deepEqual(said.at(-1), [WAITS, false]);
  model.widget_manager.kernel.status = "idle";
  goesBy(1_600);
  assert.deepEqual(said.at(-1), [RESTARTED, true]);
});

test("a view that is gone looks no more", () => {
  presses.press({}, presser);
  presses.stop();
  goesBy(5_000);
  model.says({ kind: "answered", id: model.sent[0].id, problem: "late" });
  assert.equal(said.length, 1);
});
