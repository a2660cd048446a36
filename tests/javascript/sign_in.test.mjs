/** The sign-in: each step has its field and its buttons, the PIN leaves the page as it is sent, the focus goes on. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Model, newView } from "./page.mjs";
import { render } from "../../kaizala_nb/course/widgets/javascript/sign_in.mjs";

const SCRIPT = "<img src=x onerror=alert(1)>";
const FIELD = { wire: "", hint: "", help: "", required: false, longest: 0, problems: {}, notes: {}, raw: "", stamp: 0, by: "", cell: "c" };
const PIN = "482913";

let now = 10_000;
let ends = [];

mock.method(performance, "now", () => now);
beforeEach(() => {
  now += 1_000;
  sessionStorage.removeItem("kaizala-nb /lab key");
});
afterEach(() => {
  for (const end of ends) end();
  ends = [];
});

/** What the kernel knows of it; `number` and `pin` are changes of the fields. */
function content({ number, pin, ...more } = {}) {
  const step = (title) => ({ title, request: "POST /v1", state: "", waits: false, reply: "", problem: "" });
  return {
    key: "key",
    title: "Sign in",
    fields: [
      { ...FIELD, name: "mobile_number", label: "Mobile number", type: "text", raw: "+44", ...number },
      { ...FIELD, name: "pin", label: "PIN", type: "secret", ...pin },
    ],
    steps: ["1 Ask", "2 Log in", "3 Get"].map(step),
    step: 0,
    round: 7,
    busy: false,
    done: false,
    kept: "",
    result: "",
    note: "",
    said: "",
    ...more,
  };
}

function show(more) {
  const [el, model] = [newView(), new Model({ content: content(more) })];
  ends.push(render({ model, el, style: ".kz{}" }));
  return { el, model, inputs: el.all("input"), status: el.by("role", "status") };
}

const shown = (node) => node.children.filter((child) => !child.hidden);
const visible = (node, tag) => shown(node).flatMap((child) => [...(child.tag === tag ? [child] : []), ...visible(child, tag)]);
const buttons = (el) => visible(el, "button").map((one) => one.textContent);
const button = (el, words) => visible(el, "button").find((one) => one.textContent === words);
const last = (model) => model.sent.at(-1);
const answer = (model, problem = "") => {
  for (const kind of ["received", "answered"]) model.says({ kind, id: last(model).id, problem });
};
const key = (input, name, more = {}) => input.fire("keydown", { key: name, preventDefault() {}, ...more });

test("each step has its buttons, and its field alone can be filled in", () => {
  const words = [["Send PIN"], ["Sign in", "Send a new PIN"], ["Get the access token"], ["Sign in as someone else"]];
  words.forEach((expected, step) => {
    const { el, inputs } = show({ step });
    assert.deepEqual(buttons(el), expected);
    assert.deepEqual(inputs.map((input) => input.disabled), [step !== 0, step !== 1]);
    assert.deepEqual(el.all("div").filter((one) => one.attributes["aria-current"]).map((one) => one.all("h4")[0].textContent), [
      ["1 Ask"], ["2 Log in"], ["3 Get"], [],
    ][step]);
  });
});

test("a form and its steps are named by headings", () => {
  const { el } = show();
  const groups = el.all("div").filter((one) => one.attributes.role === "group");
  assert.deepEqual(groups.map((one) => el.by("id", one.attributes["aria-labelledby"]).textContent), ["Sign in", "1 Ask", "2 Log in", "3 Get"]);
  assert.equal(el.all("h3").length, 1);
  assert.equal(el.all("h4").length, 3);
});

test("a field has its label, and says what is wrong with it", () => {
  const { inputs, el } = show({ number: { problems: { "": "Too short." }, help: "With country code." } });
  const [number, pin] = inputs;
  assert.equal(el.by("for", number.id).textContent, "Mobile number");
  assert.equal(el.by("for", pin.id).textContent, "PIN");
  assert.equal(number.attributes["aria-invalid"], "true");
  assert.equal(pin.attributes["aria-invalid"], undefined);
  const said = number.attributes["aria-describedby"].split(" ").map((id) => el.by("id", id).textContent);
  assert.deepEqual(said, ["Too short.", "With country code."]);
});

test("a press is answered at once, and brings the number, the round, and no more", () => {
  const { el, model, inputs, status } = show();
  inputs[0].value = "+44 7700 900003";
  button(el, "Send PIN").click();
  const { id, view, ...rest } = last(model);
  assert.deepEqual(rest, { kind: "press", what: "ask for PIN", round: 7, values: { mobile_number: "+44 7700 900003" }, secrets: {} });
  assert.match(status.textContent, /Sending …/);
  assert.equal(button(el, "Send PIN").attributes["aria-disabled"], "true");
  assert.ok(inputs[0].readOnly);
  assert.equal(document.activeElement, button(el, "Send PIN"));
});

test("Enter does what the main button of the step does", () => {
  for (const [step, what] of [[0, "ask for PIN"], [1, "log in"]]) {
    const { model, inputs } = show({ step });
    key(inputs[step], "Enter", { shiftKey: true });
    assert.equal(model.sent.length, 0);
    key(inputs[step], "Enter");
    assert.equal(last(model).what, what);
    answer(model);
    now += 1_000;
  }
});

test("the PIN leaves the page as it is sent, and is kept nowhere", () => {
  const { el, model, inputs } = show({ step: 1 });
  const [, pin] = inputs;
  assert.equal(pin.attributes.type, "password");
  pin.value = PIN;
  pin.fire("input");
  assert.equal(sessionStorage.getItem("kaizala-nb /lab key"), null);
  key(pin, "Enter");
  assert.deepEqual(last(model).secrets, { pin: PIN });
  assert.deepEqual(last(model).values, { mobile_number: "+44" });
  assert.equal(pin.value, "");
  answer(model);
  assert.ok(!JSON.stringify(el.all("input").map((one) => [one.value, one.attributes])).includes(PIN));
  assert.ok(!el.textContent.includes(PIN));
});

test("a PIN whose field was left stands there until the kernel has it", () => {
  const { model, inputs } = show({ step: 1 });
  const [, pin] = inputs;
  pin.value = PIN;
  pin.fire("change");
  assert.deepEqual(model.sent, [{ kind: "secret", name: "pin", value: PIN }]);
  model.says({ kind: "kept", name: "pin", value: 6 });
  assert.equal(pin.value, "");
});

test("after the kernel has restarted the PIN stays, and it is said what to do", () => {
  const { el, model, inputs, status } = show({ step: 1 });
  el.className = "jupyter-widgets-disconnected";
  inputs[1].value = PIN;
  key(inputs[1], "Enter");
  assert.equal(model.sent.length, 0);
  assert.equal(inputs[1].value, PIN);
  assert.match(status.textContent, /^The kernel has restarted/);
  assert.ok(!inputs[1].readOnly);
});

test("a double click asks for one PIN", () => {
  const { el, model } = show();
  button(el, "Send PIN").click();
  answer(model);
  model.set("content", content({ step: 1, round: 8 }));
  now += 200;
  button(el, "Send a new PIN").click();
  assert.equal(model.sent.length, 1);
  now += 600;
  button(el, "Send a new PIN").click();
  assert.equal(last(model).what, "ask for PIN");
  assert.equal(last(model).round, 8);
});

test("the focus goes to what has to be done next", () => {
  const { el, model, inputs } = show();
  inputs[0].focus();
  key(inputs[0], "Enter");
  model.set("content", content({ busy: true, note: "Sending …" }));
  assert.equal(document.activeElement, inputs[0]);
  model.set("content", content({ step: 1, round: 8 }));
  answer(model);
  assert.equal(document.activeElement, inputs[1]);
  now += 1_000;
  key(inputs[1], "Enter");
  model.set("content", content({ step: 2, round: 9 }));
  answer(model);
  assert.equal(document.activeElement, button(el, "Get the access token"));
  now += 1_000;
  button(el, "Get the access token").click();
  model.set("content", content({ step: 3, round: 10 }));
  answer(model);
  assert.equal(document.activeElement, button(el, "Sign in as someone else"));
  now += 1_000;
  button(el, "Sign in as someone else").click();
  model.set("content", content({ round: 11 }));
  answer(model);
  assert.equal(document.activeElement, inputs[0]);
});

test("a refusal brings the focus to the field, whatever was pressed", () => {
  const { el, model, inputs } = show({ step: 1 });
  button(el, "Sign in").click();
  model.set("content", content({ step: 1, round: 8, pin: { problems: { "": "PIN is needed." } } }));
  answer(model);
  assert.equal(document.activeElement, inputs[1]);
});

test("the focus goes on too when a cell sends what the form would have sent", () => {
  const { model, inputs } = show();
  inputs[0].focus();
  model.set("content", content({ step: 1 }));
  assert.equal(document.activeElement, inputs[1]);
});

test("a view that is gone follows nothing", () => {
  const [el, model] = [newView(), new Model({ content: content() })];
  render({ model, el, style: "" })();
  model.set("content", content({ step: 3 }));
  assert.deepEqual(buttons(el), ["Send PIN"]);
});

test("whoever has gone elsewhere stays there", () => {
  const { model, inputs } = show();
  key(inputs[0], "Enter");
  document.body.focus();
  model.set("content", content({ step: 1, round: 8 }));
  answer(model);
  assert.equal(document.activeElement, document.body);
});

test("what a cell sends is said beside the buttons, and what came of it at the end", () => {
  const { el, model, status } = show();
  model.set("content", content({ busy: true, note: "Sending again in 3 seconds.", said: "" }));
  assert.match(button(el, "Send PIN").parent.textContent, /Sending again in 3 seconds/);
  assert.equal(button(el, "Send PIN").attributes["aria-disabled"], "true");
  assert.match(status.textContent, /Sending again in 3 seconds/);
  model.set("content", content({ step: 3, note: "Sent by the cell below.", result: "Signed in as you." }));
  assert.equal(status.textContent, "Signed in as you.Sent by the cell below.");
  assert.equal(button(el, "Sign in as someone else").parent.textContent, "Sign in as someone else");
});

test("there is one live region, the same node from the start", () => {
  const { el, model, status } = show();
  assert.equal(status.attributes["aria-live"], "polite");
  for (const step of [1, 2, 3, 0]) model.set("content", content({ step, said: `step ${step}` }));
  assert.equal(el.by("role", "status"), status);
  assert.equal(status.textContent, "step 0");
  assert.equal(el.all("div").filter((one) => one.attributes["aria-live"]).length, 1);
});

test("a number that is typed is kept in the tab, and is there again", () => {
  const first = show();
  first.inputs[0].value = "+44 7700";
  first.inputs[0].fire("input");
  const again = show();
  assert.equal(again.inputs[0].value, "+44 7700");
  const { view, ...told } = again.model.sent[0];
  assert.deepEqual(told, { kind: "edit", name: "mobile_number", value: "+44 7700", kept: true });
  again.model.set("content", content({ step: 3, done: true, number: { raw: "+44 7700" } }));
  assert.equal(sessionStorage.getItem("kaizala-nb /lab key"), null);
});

test("the notice of kept text has a button, and leaves the focus in the form as it goes", () => {
  const { el, model, inputs } = show({ kept: "Your text from before." });
  assert.deepEqual(buttons(el), ["As in the cell", "Send PIN"]);
  button(el, "As in the cell").click();
  assert.equal(last(model).what, "as in cell");
  model.set("content", content());
  assert.equal(document.activeElement, inputs[0]);
  assert.deepEqual(buttons(el), ["Send PIN"]);
});

test("what comes from outside is text", () => {
  const { el } = show({ note: SCRIPT, result: SCRIPT, said: SCRIPT, kept: SCRIPT, number: { raw: SCRIPT, help: SCRIPT, problems: { "": SCRIPT } } });
  assert.equal(el.all("img").length, 0);
});
