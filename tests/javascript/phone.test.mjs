/** A phone and its cards: what stands on the page, and what goes to the kernel. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Model, newView } from "./page.mjs";
import { render } from "../../kaizala_nb/course/widgets/javascript/phone.mjs";

const SCRIPT = "<img src=x onerror=alert(1)>";
const MASK = "Your PIN is ••••••.";
const SMS = { key: "sms", title: "SMS from Kaizala", entries: [{ key: "0", at: 0, text: MASK, waits: true }] };
const POLL = { id: "poll", title: "Lunch?", buttons: [choice("Yes"), choice("No")], questions: [] };
const TYPES = ["Text", "Numeric", "DateTime", "SingleOption", "MultiOption", "Location"];
const SURVEY = {
  id: "survey",
  title: "Ask",
  buttons: [],
  questions: TYPES.map((type) => ({ title: `${type}?`, type, options: ["A", "B"], hint: type === "Numeric" ? "a number" : "" })),
};
let now, model, el;

mock.timers.enable({ apis: ["setInterval"] });
mock.method(performance, "now", () => now);
process.env.TZ = "Asia/Kolkata";

beforeEach(() => {
  now = 10_000;
  model = new Model({ content: content() });
  el = newView();
});

function choice(words, title = words) {
  return { words, answers: [title] };
}

function content(...cards) {
  return { title: "Asha's phone …0002", before: "", parts: [SMS], cards };
}

function show(...cards) {
  model.state.content = content(...cards);
  return render({ model, el, style: "" });
}

/** A press after a while, which is answered by the kernel. */
function press(button, problem = "") {
  now += 1_000;
  button.click();
  const sent = model.sent.at(-1);
  model.says({ kind: "received", id: sent.id });
  model.says({ kind: "answered", id: sent.id, problem });
  return sent;
}

const said = () => el.by("role", "log").textContent;
const button = (words) => el.all("button").find((one) => one.textContent === words);

test("a PIN that waits stands on the page alone, until it is used", () => {
  show();
  assert.deepEqual(model.sent, [{ kind: "here" }]);
  assert.match(said(), /••••••/);
  model.says({ kind: "open", texts: { 0: "Your PIN is 482913." } });
  assert.match(said(), /482913/);
  model.set("content", content());
  assert.match(said(), /482913/);
  model.set("content", { ...content(), parts: [{ ...SMS, entries: [{ key: "0", at: 0, text: MASK }] }] });
  assert.doesNotMatch(said(), /482913/);
  assert.doesNotMatch(JSON.stringify(model.state), /482913/);
});

test("the log is the same node for as long as the phone is shown", () => {
  show();
  const log = el.by("role", "log");
  const [line] = log.all("li");
  model.set("content", { ...content(), parts: [SMS, { key: "g", title: "A group", entries: [{ key: "0", at: 0, text: "you: Hello" }] }] });
  assert.equal(el.by("role", "log"), log);
  assert.equal(log.all("li")[0], line);
  assert.match(said(), /A group.*you: Hello/);
});

test("a poll is answered by a press, and its buttons stay the same nodes", () => {
  show(POLL);
  const yes = button("Yes");
  const { id, ...sent } = press(yes);
  assert.deepEqual(sent, { card: "poll", answers: ["Yes"], kind: "press" });
  model.set("content", content({ ...POLL, buttons: [choice("✓ Yes", "Yes"), choice("No")] }));
  assert.equal(button("✓ Yes"), yes);
  assert.equal(document.activeElement, yes);
  assert.deepEqual(press(yes).answers, ["Yes"]);
});

test("a survey is a group of labelled fields, whose answers go together", () => {
  show(SURVEY);
  const [card, many] = el.all("fieldset");
  assert.equal(card.all("legend")[0].textContent, "Ask");
  assert.equal(many.all("legend")[0].textContent, "MultiOption?");
  const fields = [...card.all("input"), ...card.all("select")].filter((one) => one.attributes.type !== "checkbox");
  for (const field of fields) assert.ok(card.all("label").some((label) => label.attributes.for === field.id));
  assert.deepEqual(press(button("Answer")).answers, [null, null, null, null, null, null]);
  const [text, number, time, , second, place] = card.all("input");
  [text.value, number.value, time.value, place.value] = ["Asha", "many", "2031-05-17T09:30", "51.5, -0.1"];
  second.checked = true;
  card.all("select")[0].selectedIndex = 2;
  const answers = ["Asha", "many", Date.UTC(2031, 4, 17, 4), "B", ["B"], "51.5, -0.1"];
  assert.deepEqual(press(button("Answer"), "The answer 2 must be a number.").answers, answers);
  assert.equal(card.by("id", card.attributes["aria-describedby"]).textContent, "The answer 2 must be a number.");
  assert.equal(el.by("aria-live", "polite").textContent, "The answer 2 must be a number.");
  assert.equal(number.value, "many"); // what was typed is there to be mended
  press(button("Answer"));
  assert.equal(number.value, "");
  assert.match(card.textContent, /In your browser's time zone, UTC\+05:30/);
});

test("what is being typed stays while others write, and the focus too", () => {
  show(SURVEY);
  const [field] = el.all("input");
  field.value = "Half a na";
  field.focus();
  model.set("content", { ...content(POLL, SURVEY), before: "And 3 before these." });
  assert.equal(el.all("input")[0], field);
  assert.equal(field.value, "Half a na");
  assert.equal(document.activeElement, field);
});

test("the focus of a card that goes is on the log, and not lost", () => {
  show(SURVEY);
  button("Answer").focus();
  model.set("content", content());
  assert.equal(document.activeElement, el.by("role", "log"));
  assert.equal(button("Answer"), undefined);
});

test("a script in a card is text", () => {
  show({ ...POLL, title: SCRIPT, buttons: [choice(SCRIPT)] }, { ...SURVEY, questions: [{ ...SURVEY.questions[0], title: SCRIPT }] });
  assert.equal(el.all("img").length, 0);
  assert.equal(button(SCRIPT).textContent, SCRIPT);
});

test("a view that is gone hears no more", () => {
  show()();
  model.says({ kind: "open", texts: { 0: "Your PIN is 482913." } });
  assert.doesNotMatch(said(), /482913/);
});
