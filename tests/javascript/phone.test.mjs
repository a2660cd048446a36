/** A phone and its cards: what stands on the page, and what goes to the kernel. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Model, newView } from "./page.mjs";
import { render } from "../../kaizala_nb/course/widgets/javascript/phone.mjs";

const SCRIPT = "<img src=x onerror=alert(1)>";
const MASK = "Your PIN is ••••••.";
const DAY = 86_400_000;
const SMS = { key: "sms", title: "SMS from Kaizala", entries: [entry(0, { key: "0", kind: "sms", who: "Kaizala", text: MASK, waits: true })] };
const LINE = { notes: [], answers: null, results: null, open: true, answer: "Answer as Asha", again: "Change", whose: "Asha's" };
const POLL = { ...LINE, id: "poll", label: "Poll", title: "Lunch?", questions: [question("SingleOption", { title: "", options: ["Yes", "No"] })] };
const TYPES = ["Text", "Numeric", "DateTime", "SingleOption", "MultiOption", "Location"];
const SURVEY = { ...LINE, id: "survey", label: "Survey", title: "Ask", questions: TYPES.map((type) => question(type)) };
let now, model, el;

mock.timers.enable({ apis: ["setInterval"] });
mock.method(performance, "now", () => now);
process.env.TZ = "Asia/Kolkata";

beforeEach(() => {
  now = 10_000;
  model = new Model({ content: content() });
  el = newView();
  sessionStorage.removeItem("kaizala-nb /lab phone");
});

function question(type, more = {}) {
  return { title: `${type}?`, type, options: ["A", "B"], hint: type === "Numeric" ? "a number" : "", value: null, ...more };
}

function entry(number, more = {}) {
  const plain = { kind: "message", at: 0, new: false, who: "Ben", own: false, text: `Text ${number}`, note: "", likes: 0, comments: [] };
  return { key: `chat-${number}`, number, ...plain, files: [], place: "", card: null, ...more };
}

function part(entries, key = "g", title = "A group, 3 people") {
  return { key, title, entries };
}

function card(drawn, number = 1) {
  return entry(number, { kind: "card", who: "You (notebook)", text: "", card: drawn });
}

function content(...parts) {
  const head = { title: "Asha's phone …0002", owner: "Asha", initials: "A", ending: "…0002", empty: "Nothing yet.", before: "", key: "phone" };
  return { ...head, parts: parts.length ? parts : [SMS] };
}

function show(...parts) {
  model.state.content = content(...parts);
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

const log = () => el.by("role", "log");
const said = () => log().textContent;
const button = (words) => el.all("button").find((one) => one.textContent === words);
const seen = (tag) => el.all(tag).filter((one) => !one.hidden);
const texts = (kind) => seen("span").filter((one) => one.className === kind).map((one) => one.textContent);

test("a PIN that waits stands on the page alone, until it is used", () => {
  show();
  assert.deepEqual(model.sent, [{ kind: "here" }]);
  assert.match(said(), /••••••/);
  model.says({ kind: "open", texts: { 0: "Your PIN is 482913." } });
  assert.match(said(), /482913/);
  model.set("content", content());
  assert.match(said(), /482913/);
  model.set("content", content(part([entry(0, { key: "0", kind: "sms", text: MASK, note: "Used, or too old." })], "sms")));
  assert.doesNotMatch(said(), /482913/);
  assert.match(said(), /Used/);
  assert.doesNotMatch(JSON.stringify(model.state), /482913/);
});

test("the log and its entries are the same nodes for as long as the phone is shown", () => {
  show(part([entry(0)]));
  const node = log();
  const line = seen("li").at(-1);
  model.set("content", content(part([entry(0, { likes: 1, comments: [{ who: "Ben", text: "Good" }] }), entry(1, { new: true })])));
  assert.equal(log(), node);
  assert.ok(seen("li").includes(line));
  assert.match(said(), /Text 0.*1 like.*Ben: Good.*New.*Text 1/);
});

test("a group of messages has one name and one time, a day one line", () => {
  const late = [entry(2, { at: 400_000 }), entry(3, { at: 500_000, who: "Asha", own: true }), entry(4, { at: DAY })];
  show(part([entry(0), entry(1, { at: 60_000 }), ...late]));
  assert.deepEqual(texts("kz-who"), ["Ben", "Ben", "Asha", "Ben"]);
  assert.deepEqual(texts("kz-time"), ["05:31", "05:36", "05:38", "05:30"]);
  assert.deepEqual(seen("li").filter((one) => one.className === "kz-day").map((one) => one.textContent), ["Thu 1 Jan 1970", "Fri 2 Jan 1970"]);
  assert.equal(seen("li").filter((one) => one.className === "kz-own").length, 1);
});

test("another chat is a line that says what is new, and is turned to by a press", () => {
  show(part([entry(0)]), part([entry(1)], "news", "Town news"));
  assert.match(said(), /Town news.*Text 1/);
  el.by("role", "log").focus();
  const both = content(part([entry(1)], "news", "Town news"), part([entry(0), entry(2, { new: true }), entry(3, { new: true })]));
  model.set("content", both);
  assert.match(said(), /Text 1/); // somebody is busy with it
  assert.equal(el.by("role", "status").textContent, "A group, 3 people: 2 new");
  press(button("A group, 3 people2 new"));
  assert.match(said(), /Text 0.*New.*Text 3/);
  assert.equal(document.activeElement, log());
  assert.ok(button("Town news"));
});

test("the newest chat comes by itself while nobody is busy with another one", () => {
  show(part([entry(0)]));
  model.set("content", content(part([entry(0)]), part([entry(1, { new: true })], "news", "Town news")));
  assert.match(said(), /Town news.*New.*Text 1/);
  press(button("A group, 3 people"));
  newView().focus();
  model.set("content", content(part([entry(0)]), part([entry(1), entry(2, { new: true })], "news", "Town news")));
  assert.match(said(), /Text 0/); // it was chosen
  assert.ok(button("Town news1 new"));
});

test("whoever has scrolled up stays there, and is told what came; the end is a press away", () => {
  show(part([entry(0)]));
  Object.assign(log(), { scrollHeight: 1_000, clientHeight: 300, scrollTop: 400 });
  log().fire("scroll");
  model.set("content", content(part([entry(0), entry(1)])));
  assert.equal(log().scrollTop, 400);
  press(button("1 new message"));
  assert.equal(log().scrollTop, 1_000);
  log().scrollTop = 700;
  log().fire("scroll");
  assert.equal(button("1 new message").hidden, true);
});

test("a long chat begins with its newest part, and shows 40 earlier ones at a press", () => {
  const entries = Array.from({ length: 95 }, (_, number) => entry(number));
  show(part(entries));
  const count = () => seen("li").filter((one) => one.className === "kz-other").length;
  assert.equal(count(), 40);
  press(button("Show 40 earlier"));
  assert.equal(count(), 80);
  press(button("Show 15 earlier"));
  assert.equal(count(), 95);
  assert.equal(document.activeElement, log());
});

test("a picture is asked for once and drawn as it was sent; a document has its name and size", () => {
  const file = { id: "m", name: "sign.png", type: "image/png", size: "9 kB", kind: "picture", width: 240, height: 90, still: "data:small", whole: false };
  const plan = { id: "d", name: "plan.pdf", type: "application/pdf", size: "7 kB", kind: "document" };
  show(part([entry(0, { kind: "card", files: [file], text: "By the door" }), entry(1, { kind: "card", files: [file] }), entry(2, { files: [plan] })]));
  const [image] = el.all("img");
  assert.deepEqual([image.attributes.src, image.attributes.alt, image.attributes.height], ["data:small", "sign.png", "90"]);
  assert.deepEqual(model.sent.filter((one) => one.kind === "file"), [{ kind: "file", id: "m" }]);
  assert.match(said(), /plan\.pdf7 kB/);
});

test("a poll is answered by a choice and a press, and then shows what all chose", () => {
  show(part([card(POLL)]));
  const [yes] = el.all("input");
  yes.checked = true;
  const { id, ...sent } = press(button("Answer as Asha"));
  assert.deepEqual(sent, { card: "poll", answers: ["Yes"], kind: "press" });
  const results = [{ title: "Yes", count: 2, own: true }, { title: "No", count: 1, own: false }];
  const answered = { ...POLL, answers: [{ title: "Lunch?", text: "Yes" }], results, questions: [question("SingleOption", { title: "", options: ["Yes", "No"], value: "Yes" })] };
  model.set("content", content(part([card(answered)])));
  assert.match(said(), /YesAsha's2No1/);
  assert.equal(document.activeElement, button("Change"));
  press(button("Change"));
  const [again, no] = el.all("input");
  assert.equal(again.checked, true);
  [again.checked, no.checked] = [false, true];
  assert.deepEqual(press(button("Answer as Asha")).answers, ["No"]);
  assert.equal(el.all("input").length, 0);
});

test("a job is a tick", () => {
  show(part([card({ ...LINE, id: "job", label: "Job", title: "Sweep", questions: [question("Done", { title: "", value: false })] })]));
  el.all("input")[0].checked = true;
  assert.deepEqual(press(button("Answer as Asha")).answers, [true]);
});

test("a survey is a group of labelled fields, whose answers go together", () => {
  show(part([card(SURVEY)]));
  const node = el.by("aria-label", "Ask");
  assert.deepEqual(node.all("legend").map((one) => one.textContent), ["SingleOption?", "MultiOption?"]);
  const fields = node.all("input").filter((one) => !["checkbox", "radio"].includes(one.attributes.type));
  for (const field of fields) assert.ok(node.all("label").some((label) => label.attributes.for === field.id));
  assert.deepEqual(press(button("Answer as Asha"), "?").answers, [null, null, null, null, null, null]);
  const [text, number, time, place] = fields;
  [text.value, number.value, time.value, place.value] = ["Asha", "many", "2031-05-17T09:30", "51.5, -0.1"];
  const [, second, , , fourth] = node.all("input").filter((one) => ["checkbox", "radio"].includes(one.attributes.type));
  second.checked = fourth.checked = true;
  const answers = ["Asha", "many", Date.UTC(2031, 4, 17, 4), "B", ["B"], "51.5, -0.1"];
  assert.deepEqual(press(button("Answer as Asha"), "The answer 2 must be a number.").answers, answers);
  assert.equal(node.by("id", button("Answer as Asha").attributes["aria-describedby"]).textContent, "The answer 2 must be a number.");
  assert.equal(el.by("aria-live", "polite").textContent, "The answer 2 must be a number.");
  assert.equal(number.value, "many"); // what was typed is there to be mended
  assert.match(node.textContent, /In your browser's time zone, UTC\+05:30/);
  press(button("Answer as Asha"));
  model.set("content", content(part([card({ ...SURVEY, open: false, answers: [{ title: "When?", text: "", at: 0 }] })])));
  assert.match(said(), /Answered:When\? Thu 1 Jan 1970 05:30/);
  assert.equal(document.activeElement, node); // its buttons went
});

test("an answer to a survey is opened again with what was given, and closed again by Cancel", () => {
  const given = ["Asha", "3", Date.UTC(2031, 4, 17, 4), "B", ["B"], "51.5, -0.1"];
  const values = { Text: given[0], Numeric: given[1], DateTime: given[2], SingleOption: given[3], MultiOption: given[4], Location: given[5] };
  const questions = SURVEY.questions.map((one) => ({ ...one, value: values[one.type] }));
  show(part([card({ ...SURVEY, questions, answers: [{ title: "Text?", text: "Asha" }], again: "Change answer" })]));
  assert.equal(el.all("input").length, 0);
  assert.match(said(), /Answered:Text\? Asha/);
  button("Change answer").fire("click");
  assert.ok(el.all("input").some((field) => field.value === "2031-05-17T09:30:00.000"));
  assert.doesNotMatch(said(), /Answered:/);
  button("Cancel").fire("click");
  assert.equal(el.all("input").length, 0);
  button("Change answer").fire("click");
  assert.deepEqual(press(button("Answer as Asha")).answers, given);
  assert.equal(el.all("input").length, 0);
});

test("what is typed on a card is there again after a rerun of the cell, until it is sent", () => {
  show(part([card(SURVEY)]))();
  const [field] = el.all("input");
  field.value = "Half a na";
  field.parent.fire("input");
  const again = () => {
    [model, el] = [new Model({}), newView()];
    show(part([card(SURVEY)]));
    return el.all("input")[0].value;
  };
  assert.equal(again(), "Half a na");
  press(button("Answer as Asha"));
  assert.equal(again(), "");
});

test("what is being typed stays while others write, and the focus too", () => {
  show(part([card(SURVEY)]));
  const [field] = el.all("input");
  field.value = "Half a na";
  field.focus();
  model.set("content", content(part([entry(0), card(SURVEY), entry(2)]), part([entry(3)], "news")));
  assert.equal(el.all("input")[0], field);
  assert.equal(field.value, "Half a na");
  assert.equal(document.activeElement, field);
});

test("a script in what was sent is text", () => {
  const poll = { ...POLL, title: SCRIPT, questions: [question("SingleOption", { title: SCRIPT, options: [SCRIPT] })], notes: [{ text: SCRIPT }] };
  const file = { id: "", name: SCRIPT, type: "", size: "", kind: "document" };
  show(part([entry(0, { text: SCRIPT, who: SCRIPT, place: SCRIPT, files: [file], comments: [{ who: SCRIPT, text: SCRIPT }] }), card(poll)], "g", SCRIPT));
  assert.equal(el.all("img").length, 0);
  assert.equal(said().split(SCRIPT).length - 1, 11);
});

test("a view that is gone hears no more", () => {
  show()();
  model.says({ kind: "open", texts: { 0: "Your PIN is 482913." } });
  assert.doesNotMatch(said(), /482913/);
});
