/** Rows, groups, times and files on the page. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { content, field, newModel, newView } from "./form_page.mjs";
import { render } from "../../kaizala_nb/toolkit/widgets/javascript/form.mjs";

process.env.TZ = "Europe/Berlin";
let now = 0;
let model, el, end;
mock.timers.enable({ apis: ["setInterval"] });
mock.method(performance, "now", () => now);

beforeEach(() => {
  now += 10_000;
});

function show(...fields) {
  end?.();
  model = newModel(content(fields, { key: "" }));
  el = newView();
  end = render({ model, el, style: "" });
}

const inputs = () => el.all("input").filter((one) => one.attributes.type !== "file");
const button = (words) => el.all("button").find((one) => one.attributes["aria-label"] === words || one.textContent === words);
const value = () => model.sent.filter((message) => message.kind === "edit").at(-1)?.value;
const status = () => el.by("role", "status").textContent;
const names = (...raw) => field("names", { type: "rows", noun: "Name", flat: true, row: { type: "text", blank: "" }, raw });

test("a row is added at the end, and the keyboard goes on in it", () => {
  show(names("one", "two"));
  button("Add a name").click();
  assert.equal(document.activeElement, inputs()[2]);
  assert.deepEqual(value(), ["one", "two", ""]);
});

test("Enter in a row goes on to the next: an empty one, or a new one", () => {
  show(names("one", "two"));
  inputs()[0].enter();
  assert.deepEqual(value(), ["one", "", "two"]);
  assert.equal(document.activeElement, inputs()[1]);
  inputs()[0].enter();
  assert.equal(inputs().length, 3);
  assert.equal(document.activeElement, inputs()[1]);
  inputs()[1].enter(); // an empty row makes no other one
  assert.equal(inputs().length, 3);
  assert.deepEqual(model.sent.filter(({ kind }) => kind === "press"), []);
});

test("a row moves, and the keyboard stays on the button that moves it", () => {
  show(names("one", "two", "three"));
  button("Move name 1 down").click();
  assert.deepEqual(value(), ["two", "one", "three"]);
  assert.equal(document.activeElement, button("Move name 2 down"));
  assert.equal(status(), "Name 1 is name 2 of 3 now.");
  document.activeElement.click();
  assert.deepEqual(value(), ["two", "three", "one"]);
  assert.equal(document.activeElement, button("Move name 3 up"), "it cannot go further down");
  assert.deepEqual([1, 2, 3].map((number) => button(`Move name ${number} up`).disabled), [true, false, false]);
  assert.deepEqual([1, 2, 3].map((number) => button(`Move name ${number} down`).disabled), [false, false, true]);
});

test("a row is removed, and the keyboard goes on with the one in its place", () => {
  show(names("one", "two", "three"));
  button("Remove name 2").click();
  assert.deepEqual(value(), ["one", "three"]);
  assert.equal(document.activeElement, button("Remove name 2"));
  document.activeElement.click();
  assert.equal(document.activeElement, button("Remove name 1"));
  document.activeElement.click();
  assert.deepEqual(value(), []);
  assert.equal(document.activeElement, button("Add a name"));
});

test("the second click of a double click is none", () => {
  show(names("one", "two", "three"));
  button("Remove name 1").click();
  document.activeElement.hears("click", { detail: 2 });
  assert.deepEqual(value(), ["two", "three"]);
});

test("labels and legends say which row they belong to, also after a row went", () => {
  show(names("one", "two"));
  assert.deepEqual(el.all("label").map((label) => label.textContent), ["Name 1", "Name 2"]);
  button("Remove name 1").click();
  assert.deepEqual(el.all("label").map((label) => label.textContent), ["Name 1"]);
  assert.equal(inputs()[0].value, "two");
});

const question = {
  type: "group",
  blank: { title: "", type: "Text", options: ["", ""] },
  parts: [
    { type: "text", name: "title", label: "Title" },
    { type: "choice", name: "type", label: "Type", optional: false, choices: [["Text", "Text"], ["One", "One of"]] },
    { type: "rows", name: "options", label: "Options", noun: "Option", flat: true, only: { part: "type", values: ["One"] },
      row: { type: "text", blank: "" } },
  ],
};

test("rows inside a row are shown as another part says, and keep what was typed", () => {
  const raw = [{ title: "Which?", type: "One", options: ["Soup", "Salad"] }];
  show(field("questions", { type: "rows", noun: "Question", row: question, raw }));
  const [, , options] = el.all("fieldset");
  const [type] = el.all("select");
  assert.equal(options.all("legend")[0].textContent, "Options");
  assert.ok(!options.hidden);
  type.value = "Text";
  type.leave();
  assert.ok(options.hidden);
  assert.deepEqual(value()[0].options, ["Soup", "Salad"]);
  button("Add a question").click();
  assert.deepEqual(value()[1], question.blank);
});

test("a time is in the browser's zone as it is at that time, and says what is sent", () => {
  const due = field("due", { type: "time", raw: { when: "", zone: "browser" }, here: "this computer's: UTC" });
  show(due);
  const [picker] = inputs();
  const [zone] = el.all("select");
  assert.equal(zone.value, "browser");
  for (const [when, offset] of [["2030-07-01T12:00", 120], ["2030-01-01T12:00", 60]]) {
    picker.write(when);
    picker.leave();
    assert.deepEqual(value(), { when, zone: "browser", offset });
  }
  zone.value = "330";
  zone.leave();
  assert.deepEqual(value(), { when: "2030-01-01T12:00", zone: 330 });
  const notes = { "": { at: Date.UTC(2030, 0, 1, 6, 30), sent: "2030-01-01T06:30:00Z" } };
  model.set("content", content([{ ...due, notes }], { key: "" }));
  assert.match(el.textContent, /Tue 1 Jan 2030 07:30 in your browser's time zone\. Sent as 2030-01-01T06:30:00Z\./);
});

test("a zone that few have can stand there too", () => {
  show(field("due", { type: "time", raw: { when: "2030-01-01T12:00", zone: 337 }, here: "here" }));
  assert.equal(el.all("select")[0].value, "337");
  assert.ok(el.all("option").some((one) => one.textContent === "UTC+05:37"));
});

test("ticks are told in the order of the choices", () => {
  show(field("events", { type: "ticks", choices: ["a", "b", "c"], raw: ["c"] }));
  const [first] = inputs();
  first.checked = true;
  first.leave();
  assert.deepEqual(value(), ["a", "c"]);
});

/** A file of so many bytes. */
function file(name, size) {
  return { name, size, type: "", slice: (from, to) => ({ arrayBuffer: async () => new ArrayBuffer(Math.min(to, size) - from) }) };
}

const soon = () => new Promise((then) => setImmediate(then));
const pieces = () => model.sent.filter((message) => message.kind === "file");

function choose(...files) {
  show(field("files", { type: "files", noun: "File", raw: [] }));
  const chooser = el.all("input").find((one) => one.attributes.type === "file");
  chooser.files = files;
  chooser.leave();
  return soon();
}

test("a file goes in pieces, each when the one before has come", async () => {
  await choose(file("film.mp4", 2_500_000));
  for (const [at, bytes] of [[0, 1_000_000], [1_000_000, 1_000_000], [2_000_000, 500_000]]) {
    assert.deepEqual([pieces().at(-1).at, pieces().at(-1).bytes], [at, bytes]);
    await soon();
    assert.equal(pieces().at(-1).at, at, "it waits");
    model.says({ kind: "piece", id: pieces().at(-1).id, at });
    await soon();
  }
  assert.equal(pieces().length, 3);
  assert.equal(el.all("progress").filter((bar) => bar.attributes["aria-label"] === "film.mp4").length, 0);
});

test("while a file is on its way, nothing is sent, which is said", async () => {
  await choose(file("film.mp4", 2_500_000));
  button("Send").click();
  assert.match(status(), /A file is on its way/);
  assert.deepEqual(model.sent.filter(({ kind }) => kind === "press"), []);
});

test("a file can be cancelled", async () => {
  await choose(file("film.mp4", 2_500_000), file("other.png", 0));
  el.all("button").find((one) => one.attributes["aria-label"] === "Cancel film.mp4").click();
  assert.equal(pieces().at(-1).cancel, true);
  assert.equal(document.activeElement, button("Choose files"));
  await soon();
  const last = pieces().at(-1);
  assert.deepEqual([last.file, last.bytes], ["other.png", 0], "the next one goes on");
});

test("files that the kernel has are moved and removed by their ids", () => {
  const raw = [{ id: "1", text: "one.png" }, { id: "2", text: "two.png" }];
  show(field("files", { type: "files", noun: "File", raw, problems: { "/1": "File 2: It cannot be read." } }));
  assert.match(el.textContent, /File 2: It cannot be read\./);
  button("Move file 2 up").click();
  assert.deepEqual(value().map(({ id }) => id), ["2", "1"]);
  button("Remove file 1").click();
  assert.deepEqual(value().map(({ id }) => id), ["1"]);
});
