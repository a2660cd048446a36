/** The portal: a grid of boxes with names, parts whose presses are answered at once, text that stays. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { field as fieldOf, newModel, newView } from "./form_page.mjs";
import { render } from "../../kaizala_nb/course/widgets/javascript/portal.mjs";

const SCRIPT = "<img src=x onerror=alert(1)>";
const CELLS = ["Group › Get", "Group › Add", "Media › Add"];
const QUIET = { words: "", is_problem: false };

let now = 10_000;
let ends = [];

mock.method(performance, "now", () => now);
beforeEach(() => {
  now += 1_000;
  sessionStorage.clear();
});
afterEach(() => {
  for (const end of ends) end();
  ends = [];
});

/** What the kernel knows of it; `more` are changes of fields, `notes` what is said beside buttons, `hidden` fields. */
function content(more = {}, notes = {}, hidden = []) {
  const field = (name, about) => fieldOf(name, { ...about, ...more[name] });
  const shown = (name) => ({ field: name, hidden: hidden.includes(name) });
  const pressed = (press, words) => ({ press, words, line: `portal.${press}()`, note: notes[press] ?? QUIET });
  return {
    key: "key",
    fields: [
      field("name", { raw: "My connector", required: true }),
      field("permissions", { type: "grid", label: "Permissions", choices: CELLS, raw: CELLS }),
      field("connector", { type: "choice", choices: [["a", "One"]], optional: false, raw: "a" }),
    ],
    parts: [
      {
        name: "register",
        title: "A new connector",
        items: [shown("name"), shown("permissions"), pressed("register", "Register")],
      },
      {
        name: "use",
        title: "A connector that is registered",
        items: [shown("connector"), pressed("use", "Use"), pressed("grant", "Grant")],
      },
    ],
  };
}

function show(state = content()) {
  const [el, model] = [newView(), newModel(state)];
  ends.push(render({ model, el, style: ".kz{}" }));
  return { el, model };
}

const button = (el, words) => el.all("button").find((one) => one.textContent === words);
const boxes = (el) => el.all("input").filter((one) => one.attributes.type === "checkbox");
const named = (el, box) => box.attributes["aria-labelledby"].split(" ").map((id) => el.by("id", id).textContent).join(" ");
/** What is said below a button: the element behind the one that holds it. */
const noteOf = (el, words) => {
  const part = el.children[0].children.find((one) => one.all("button").includes(button(el, words)));
  const place = part.children.findIndex((one) => one.children.includes(button(el, words)));
  return part.children[place + 1];
};
const last = (model) => model.sent.at(-1);

test("each box of the grid has the name of its row and its column", () => {
  const { el } = show();
  assert.deepEqual(boxes(el).map((box) => named(el, box)), ["Group Get", "Group Add", "Media Add"]);
  const [table] = el.all("table");
  assert.equal(table.attributes["aria-label"], "Permissions");
  assert.deepEqual(table.all("th").map((head) => head.attributes.scope), ["col", "col", "col", "row", "row"]);
  assert.deepEqual(table.all("td").map((cell) => cell.all("input").length), [1, 1, 0, 1]);
});

test("what is ticked is told, in the order of the grid", () => {
  const { el, model } = show(content({ permissions: { raw: [] } }));
  const [get, , media] = boxes(el);
  for (const box of [media, get]) {
    box.checked = true;
    box.leave();
  }
  assert.deepEqual(last(model).value, ["Group › Get", "Media › Add"]);
  button(el, "Tick none").click();
  assert.deepEqual(last(model).value, []);
  assert.equal(el.by("role", "status").textContent, "None is ticked.");
  button(el, "Tick all").click();
  assert.deepEqual(last(model).value, CELLS);
});

test("its parts have headings, and one place says what happens", () => {
  const { el } = show();
  assert.deepEqual(el.all("h3").map((heading) => heading.textContent), ["A new connector", "A connector that is registered"]);
  for (const heading of el.all("h3")) assert.equal(el.by("aria-labelledby", heading.id).attributes.role, "group");
  assert.equal(el.all("div").filter((one) => one.attributes.role === "status").length, 1);
});

test("a press is answered at once in its own part, and brings all that stands on the page", () => {
  const { el, model } = show();
  el.all("input")[0].value = "Reader";
  button(el, "Register").click();
  const { id, kind, what, values } = last(model);
  assert.deepEqual([kind, what], ["press", "register"]);
  assert.deepEqual(values, { name: "Reader", permissions: CELLS, connector: "a" });
  const live = el.by("role", "status");
  const [note, other] = [noteOf(el, "Register"), noteOf(el, "Use")];
  assert.deepEqual([live.textContent, note.textContent, other.textContent], ["Sending …", "Sending …", ""]);
  assert.equal(button(el, "Register").attributes["aria-disabled"], "true");
  now += 1_000;
  button(el, "Register").click();
  assert.equal(last(model).id, id); // no press is sent twice
  model.set("content", content({}, { register: { words: SCRIPT, is_problem: false } }));
  model.says({ kind: "answered", id, problem: "" });
  assert.deepEqual([live.textContent, note.textContent], [SCRIPT, SCRIPT]);
  assert.equal(note.className, "kz-note");
  assert.equal(button(el, "Register").attributes["aria-disabled"], undefined);
  assert.equal(el.all("img").length, 0);
});

test("a refusal is said as a problem, and the focus goes to the field that is wrong", () => {
  const { el, model } = show();
  button(el, "Register").click();
  const wrong = content({ name: { problems: { "": "Name is needed." } } }, { register: { words: "Nothing was registered.", is_problem: true } });
  model.set("content", wrong);
  model.says({ kind: "answered", id: last(model).id, problem: "" });
  const [name] = el.all("input");
  assert.equal(document.activeElement, name);
  assert.equal(name.attributes["aria-invalid"], "true");
  assert.equal(el.by("id", name.attributes["aria-describedby"].split(" ")[0]).textContent, "Name is needed.");
  assert.equal(noteOf(el, "Register").className, "kz-problem");
  now += 1_000;
  button(el, "Use").click();
  model.says({ kind: "answered", id: last(model).id, problem: "" });
  assert.equal(document.activeElement, button(el, "Use")); // what is wrong in another part is not what was pressed
});

test("a field that does not count is hidden, and a line of Python stands below each button", () => {
  const { el, model } = show();
  const row = el.children[0].children[1].children.find((one) => one.all("select").length);
  const lines = el.all("code").map((code) => code.textContent).filter((text) => text.startsWith("portal."));
  assert.deepEqual(lines, ["portal.register()", "portal.use()", "portal.grant()"]);
  assert.equal(row.hidden, false);
  model.set("content", content({}, {}, ["connector"]));
  assert.equal(row.hidden, true);
});

test("a connector that is new is chosen as it comes", () => {
  const { el, model } = show();
  const both = [["a", "One"], ["b", "Two"]];
  model.set("content", content({ connector: { choices: both, raw: "b", stamp: 1, cell: "d" } }));
  const [select] = el.all("select");
  assert.equal(select.value, "b");
  assert.deepEqual(select.children.map((option) => option.textContent), ["", "One", "Two"]);
});

test("what was typed is there again in a new page, and the kernel is told", () => {
  const first = show();
  const [name] = first.el.all("input");
  name.write("Reader");
  button(first.el, "Tick none").click();
  const { el, model } = show();
  assert.equal(el.all("input")[0].value, "Reader");
  assert.ok(boxes(el).every((box) => !box.checked));
  assert.deepEqual(model.sent.map(({ kind, name, value, kept }) => [kind, name, value, kept]), [
    ["edit", "name", "Reader", true],
    ["edit", "permissions", [], true],
  ]);
});
