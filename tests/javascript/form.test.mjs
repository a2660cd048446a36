/** A form on the page: what is typed, kept, told, pressed, and where the focus goes. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { content, Element, field, newModel, newView } from "./form_page.mjs";
import { render } from "../../kaizala_nb/toolkit/widgets/javascript/form.mjs";

let now = 0;
let model, el, end;
mock.timers.enable({ apis: ["setInterval"] });
mock.method(performance, "now", () => now);

beforeEach(() => {
  sessionStorage.clear();
  now += 10_000;
});

function show(fields, more) {
  end?.();
  model = newModel(content(fields, more));
  el = newView();
  end = render({ model, el, style: "" });
}

const said = (fields, more) => model.set("content", content(fields, more));
const inputs = () => [...el.all("input"), ...el.all("select")];
const button = (words) => el.all("button").find((one) => one.textContent === words);
const sent = (kind) => model.sent.filter((message) => message.kind === kind);
const status = () => el.by("role", "status").textContent;

function press(words) {
  now += 1_000;
  button(words).click();
  return sent("press").at(-1);
}

function answer(id, problem = "") {
  model.says({ kind: "received", id });
  model.says({ kind: "answered", id, problem });
}

test("a text is kept as it is typed, and told when its field is left, once", () => {
  show([field("message")]);
  const [message] = inputs();
  message.write("Hello");
  assert.match(sessionStorage.all(), /Hello/);
  assert.deepEqual(sent("edit"), []);
  message.leave();
  message.leave();
  assert.equal(sent("edit").length, 1);
  assert.equal(sent("edit")[0].value, "Hello");
});

test("before a cell can run by keys, the field that has the cursor is told", () => {
  show([field("message")]);
  inputs()[0].write("Never left");
  window.press({ key: "a", shiftKey: true });
  assert.deepEqual(sent("edit"), []);
  window.press({ key: "Enter", shiftKey: true });
  assert.equal(sent("edit")[0].value, "Never left");
});

test("what the kernel says of an edit does not replace what is typed meanwhile", () => {
  show([field("message")]);
  const [message] = inputs();
  message.write("Hello");
  message.leave();
  const { view } = sent("edit")[0];
  message.write("Hello and more");
  said([field("message", { raw: "Hello", stamp: 1, by: view })]);
  assert.equal(message.value, "Hello and more");
  said([field("message", { raw: "From code", stamp: 2 })]);
  assert.equal(message.value, "From code");
  assert.equal(sessionStorage.all(), "", "it was replaced, so it is kept no more");
});

test("another page of the form replaces what was left, and not what is being typed, which is told when it is left", () => {
  show([field("message")]);
  const [message] = inputs();
  said([field("message", { raw: "From there", stamp: 1, by: "another" })]);
  assert.equal(message.value, "From there");
  message.write("Typed here");
  said([field("message", { raw: "From there again", stamp: 2, by: "another" })], { done: true });
  assert.equal(message.value, "Typed here");
  assert.match(sessionStorage.all(), /Typed here/);
  message.write("From there");
  message.leave();
  assert.equal(sent("edit")[0].value, "From there", "as it was before, and not as the kernel knows it now");
});

test("typed text is there again in the next view, and the kernel is told that it was kept", () => {
  show([field("message", { raw: "From the cell" })]);
  inputs()[0].write("Typed");
  show([field("message", { raw: "From the cell" })]);
  assert.equal(inputs()[0].value, "Typed");
  const { value, kept } = sent("edit")[0];
  assert.deepEqual([value, kept], ["Typed", true]);
});

test("where the cell says something else, or code has filled it in, that counts", () => {
  show([field("message"), field("other")]);
  for (const input of inputs()) input.write("Typed");
  show([field("message", { raw: "New", cell: "another" }), field("other", { raw: "Code", stamp: 4 })]);
  assert.deepEqual(inputs().map((input) => input.value), ["New", "Code"]);
  assert.equal(sessionStorage.all(), "");
});

test("what was sent and read is kept no more", () => {
  show([field("message")]);
  inputs()[0].write("Typed");
  inputs()[0].leave();
  said([field("message")], { done: true });
  assert.equal(sessionStorage.all(), "");
});

test("a form outside a cell keeps nothing", () => {
  show([field("message")], { key: "" });
  inputs()[0].write("Typed");
  assert.equal(sessionStorage.all(), "");
});

test("a secret is told when its field is left, is in no store, and leaves the page when the kernel has it", () => {
  show([field("pin", { type: "secret" }), field("message", { raw: "Hello" })]);
  const [pin] = inputs();
  pin.value = "482913";
  pin.hears("input");
  assert.equal(sessionStorage.all(), "");
  pin.leave();
  assert.deepEqual(sent("secret").map(({ name, value }) => [name, value]), [["pin", "482913"]]);
  assert.equal(pin.value, "482913", "as long as the kernel has not heard");
  model.says({ kind: "kept", name: "pin", value: 6 });
  assert.equal(pin.value, "");
  pin.value = "111111";
  const { values, secrets } = press("Send");
  assert.deepEqual([values, secrets], [{ message: "Hello" }, { pin: "111111" }]);
  assert.equal(pin.value, "");
});

test("a second click is no press, and takes no secret", () => {
  show([field("pin", { type: "secret" })]);
  press("Send");
  inputs()[0].value = "482913";
  button("Send").click();
  assert.equal(sent("press").length, 1);
  assert.equal(inputs()[0].value, "482913");
});

test("a press says its round, and Enter in a line is one", () => {
  show([field("message")], { round: 3 });
  inputs()[0].write("Hello");
  inputs()[0].enter();
  const { what, round, values } = sent("press")[0];
  assert.deepEqual([what, round, values], ["enter", 3, { message: "Hello" }]);
  assert.equal(status(), "Sending …");
  inputs()[0].hears("keydown", { key: "Enter", isComposing: true });
  assert.equal(sent("press").length, 1);
});

test("the focus goes to the deepest part of the first field that is wrong, and opens the fold", () => {
  const parts = [field("lat", { label: "Latitude" }), field("name", { label: "Name" })];
  const row = { type: "group", parts, blank: { lat: "", name: "" } };
  const places = field("places", { type: "rows", noun: "Place", row, raw: [{ lat: "1", name: "a" }, { lat: "x", name: "b" }] });
  show([field("message"), places], { first: 1 });
  const pressed = press("Send");
  const problems = { "/1": "Place 2: It is wrong.", "/1/name": "It is no name." };
  said([field("message"), { ...places, problems }], { first: 1, note: "Nothing was sent." });
  answer(pressed.id);
  assert.equal(document.activeElement, inputs()[4]);
  assert.equal(document.activeElement.attributes["aria-invalid"], "true");
  assert.equal(inputs()[3].attributes["aria-invalid"], undefined, "the other part of the row is right");
  assert.doesNotMatch(el.textContent, /Place 2: It is wrong/, "the part says it");
  assert.equal(el.all("button").find((one) => one.textContent.includes("More fields")).attributes["aria-expanded"], "true");
  assert.equal(status(), "Nothing was sent.");
});

test("the focus stays where it is, in the form and elsewhere", () => {
  show([field("message")]);
  inputs()[0].enter();
  said([field("message")], { sent: true, said: "Sent. The reply is 200." });
  answer(sent("press")[0].id);
  assert.equal(document.activeElement, inputs()[0]);
  assert.equal(status(), "Sent. The reply is 200.");
  const { id } = press("Send again");
  const cell = new Element("textarea");
  cell.focus();
  answer(id);
  assert.equal(document.activeElement, cell);
});

test("Enter is a new press if something was typed since the last one, however soon", () => {
  show([field("message")]);
  inputs()[0].enter();
  answer(sent("press")[0].id);
  inputs()[0].enter();
  assert.equal(sent("press").length, 1, "the key stays down");
  inputs()[0].write("Hello");
  inputs()[0].enter();
  assert.equal(sent("press").length, 2);
});

test("problem and help describe the input", () => {
  show([field("message", { help: "Say it.", required: true })]);
  const [input] = inputs();
  const described = () => input.attributes["aria-describedby"].split(" ").map((id) => el.by("id", id).textContent);
  assert.deepEqual(described(), ["Say it."]);
  assert.ok(input.required);
  said([field("message", { help: "Say it.", problems: { "": "It is needed." } })]);
  assert.deepEqual(described(), ["It is needed.", "Say it."]);
  assert.equal(input.attributes["aria-invalid"], "true");
  assert.equal(el.all("label")[0].attributes.for, input.id);
  said([field("message", { help: "Say it." })]);
  assert.equal(input.attributes["aria-invalid"], undefined);
});

test("a problem goes while its field is edited, and comes back where it is as wrong as before", () => {
  const row = { type: "group", parts: [field("title", { label: "Title" })], blank: { title: "" } };
  const rows = field("rows", { type: "rows", noun: "Row", row, raw: [{ title: "" }, { title: "" }] });
  const wrong = [
    field("name", { problems: { "": "Name is needed." } }),
    { ...rows, problems: { "/0/title": "Row 1: a title.", "/1/title": "Row 2: a title." } },
    field("pin", { type: "secret", problems: { "": "Six digits." } }),
  ];
  show(wrong);
  const [name, first, , pin] = inputs();
  name.write("Team");
  first.write("Soup");
  pin.write("123");
  said(wrong, { note: "something else" });
  const problems = () => el.all("p").filter((one) => one.className === "kz-problem" && one.textContent).map((one) => one.textContent);
  assert.deepEqual(problems(), ["Row 2: a title."]);
  assert.equal(name.attributes["aria-invalid"], undefined);
  name.write("");
  assert.deepEqual(problems(), ["Name is needed.", "Row 2: a title."]);
  answer(press("Send").id); // the kernel has found the same again: it says nothing anew
  assert.equal(problems().length, 4);
});

test("characters are counted as they are typed, as Python counts them", () => {
  show([field("message", { longest: 4000, raw: "Hi" })]);
  assert.match(el.textContent, /2 of 4,000 characters\./);
  inputs()[0].write("😀😀😀");
  assert.match(el.textContent, /3 of 4,000 characters\./);
});

test("a reply is the only HTML", () => {
  const script = "<img src=x>";
  const request = { text: script, missing: [] };
  const reply = { head: "<p>200</p>", folds: "", table: script, languages: "" };
  const texts = { title: script, note: script, kept: script, hint: script, request, reply };
  show([field("message", { label: script, help: script, raw: script, problems: { "": script } })], texts);
  assert.equal(el.textContent.split("HTML: ").length, 2);
  assert.match(el.textContent, /HTML: <p>200<\/p>/);
});

const fold = (words) => el.all("button").find((one) => one.textContent.includes(words));
const isOpen = (words) => fold(words).attributes["aria-expanded"] === "true";
const REPLY = { head: "200", folds: "", table: "", languages: "" };

test("after a press the fields stay; what is on its way stands beside the button", () => {
  show([field("message")]);
  const { id } = press("Send");
  assert.equal(el.all("span").find((one) => one.attributes.class === "kz-quiet").textContent, "Sending …");
  assert.equal(status(), "Sending …", "for a screen reader");
  said([field("message")], { sent: true, round: 1, said: "Sent. The reply is 200.", reply: REPLY });
  answer(id);
  assert.ok(fold("Fields (1)").hidden);
  assert.ok(isOpen("Fields (1)"));
});

test("the fields fold where the cell below has sent them, and not with a problem or under somebody's hands", () => {
  show([field("message")]);
  said([field("message")], { folded: true, reply: REPLY });
  assert.ok(!fold("Fields (1)").hidden);
  assert.ok(!isOpen("Fields (1)"));
  fold("Fields (1)").click();
  said([field("message")], { folded: true, reply: REPLY, note: "More" });
  assert.ok(isOpen("Fields (1)"), "it stays as somebody left it");
  fold("Fields (1)").click();
  said([field("message", { problems: { "": "It is needed." } })], { folded: true });
  assert.ok(isOpen("Fields (1)"));
  show([field("message")]);
  inputs()[0].write("Typing");
  said([field("message")], { folded: true, reply: REPLY });
  assert.ok(isOpen("Fields (1)"));
});

test("other languages are asked for when their fold is opened, which a new reply closes", () => {
  show([field("message")], { reply: REPLY });
  const [languages] = el.all("details");
  languages.open = true;
  languages.hears("toggle");
  assert.deepEqual(sent("languages"), [{ kind: "languages", open: true }]);
  said([field("message")], { reply: { ...REPLY, languages: "cURL" } });
  assert.match(languages.textContent, /HTML: cURL/);
  said([field("message")], { reply: REPLY, round: 1 });
  assert.equal(languages.open, false);
});

test("the request is asked for when its fold is opened", () => {
  show([field("message")]);
  fold("Request, before").click();
  assert.deepEqual(sent("preview"), [{ kind: "preview", open: true }]);
  said([field("message")], { request: { text: "", missing: ["Message is needed."] } });
  assert.match(el.textContent, /It cannot be sent yet:Message is needed\./);
});

test("as in the cell is a press too", () => {
  show([field("message", { raw: "Typed" })], { kept: "Your text from before." });
  assert.equal(press("As in the cell").what, "as in cell");
});

test("the request is shown before it is sent; once the reply is there, it is the next one, and folded", () => {
  const request = { text: "POST /books", missing: [] };
  const reply = { head: "200 OK", folds: "", table: "", languages: "" };
  const fold = () => el.all("button").find((one) => one.textContent.includes("Request, before it is sent"));
  show([field("message")], { request });
  assert.equal(fold().getAttribute("aria-expanded"), "true");
  said([field("message")], { request: null, round: 1, sent: true, reply });
  assert.equal(fold().getAttribute("aria-expanded"), "false");
  assert.match(fold().textContent, /before it is sent again$/);
  said([field("message")], { request, round: 1, sent: true, reply });
  assert.equal(fold().getAttribute("aria-expanded"), "true");
});
