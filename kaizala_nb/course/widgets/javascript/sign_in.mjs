/** The sign-in: three requests in a row, each with its state, its buttons and its reply. Two of them have a field. */

import { element, newId, paragraph, write } from "../../../toolkit/widgets/javascript/dom.mjs";
import { makeFields } from "../../../toolkit/widgets/javascript/fields.mjs";
import { holdHtml } from "../../../toolkit/widgets/javascript/html.mjs";
import { makeStatus } from "../../../toolkit/widgets/javascript/live.mjs";
import { makePresses } from "../../../toolkit/widgets/javascript/press.mjs";
import { button } from "../../../toolkit/widgets/javascript/row_buttons.mjs";
import { dress } from "../../../toolkit/widgets/javascript/sheet.mjs";

/** @typedef {import("../../../toolkit/widgets/javascript/types.d.mts").View} View */
/** @typedef {import("../../../toolkit/widgets/javascript/fields.mjs").FieldContent} FieldContent */

/** @typedef {{ title: string, request: string, state: string, waits: boolean, reply: string, problem: string }} StepContent */

/**
 * See `SignInForm._draw` in Python. `step` is the one that a person has to do next, from 0; 3 if all are done.
 * @typedef {{ key: string, title: string, fields: FieldContent[], steps: StepContent[], step: number, round: number, busy: boolean,
 *   done: boolean, kept: string, result: string, note: string, said: string }} Content
 */

/** What can be pressed at each step, the main one first: what the kernel is told, and the words on the button. */
const BUTTONS = [
  [["ask for PIN", "Send PIN"]],
  [["log in", "Sign in"], ["ask for PIN", "Send a new PIN"]],
  [["fetch", "Get the access token"]],
  [["begin again", "Sign in as someone else"]],
];

/** @param {View} view */
export function render({ model, el, style }) {
  dress(el, style);
  /** @type {Content} */
  let content = model.get("content");
  let pressed = ""; // what the page itself says of a press
  let isOnItsWay = false;
  const presses = makePresses(model, el);
  const enter = () => press(BUTTONS[content.step][0][0]);
  const fields = makeFields(model, { key: content.key, entered: enter, typed: presses.typed, say: (text) => write(unseen, text) });

  const title = element("h3", { class: "kz-title", id: newId() }, content.title);
  const keptWords = element("span", { class: "kz-note" });
  const asInCell = button("As in the cell", "kz-link");
  const kept = element("div", {}, keptWords, asInCell);
  const steps = content.steps.map(makeStep);
  const rows = BUTTONS.map(makeButtons);
  const result = paragraph("", "kz-note");
  const note = paragraph("", "kz-note");
  const unseen = element("span", { class: "kz-unseen" });
  const status = makeStatus(result, note, unseen);
  const form = element("div", { role: "group", class: "kz mathjax_ignore tex2jax_ignore", "aria-labelledby": title.id });
  fields.show(content.fields);
  content.fields.forEach((field, index) => steps[index].body.append(fields.node(field.name)));
  steps[0].body.insertBefore(kept, steps[0].body.children[0]);
  steps.forEach((step, index) => step.body.append(rows[index].node));
  form.append(title, ...steps.map((step) => step.node), status, rows[3].node);
  el.append(form);
  asInCell.addEventListener("click", () => press("as in cell"));

  /** @param {string[][]} buttons @param {number} step */
  function makeButtons(buttons, step) {
    const kinds = step < 3 ? ["kz-press kz-main", "kz-link"] : ["kz-press"];
    const pressable = buttons.map(([what, words], index) => {
      const one = button(words, kinds[index]);
      one.addEventListener("click", () => press(what));
      return one;
    });
    const words = element("span", { class: "kz-quiet" });
    return { node: element("div", { class: "kz-actions" }, ...pressable, words), buttons: pressable, words };
  }

  /** @param {string} what */
  function press(what) {
    presses.press(() => ({ what, round: content.round, ...fields.take() }), presser);
  }

  const presser = {
    /** @param {string} text @param {boolean} isProblem */
    say(text, isProblem) {
      pressed = text;
      isOnItsWay = text !== "" && !isProblem;
      showPress();
      if (text === "" && form.contains(document.activeElement)) goOn();
    },
  };

  /** The focus goes to what has to be done next: a field, or else the button. */
  function goOn() {
    const field = content.fields[content.step];
    (field ? fields.find(field.name) : rows[content.step].buttons[0]).focus();
  }

  /** What is on its way stands beside the buttons, and what came of it at the end. The fields wait as they are, and keep the focus. */
  function showPress() {
    const isBusy = isOnItsWay || content.busy;
    const words = pressed || (content.busy ? content.note : "");
    rows.forEach((row, index) => {
      write(row.words, index === content.step ? words : "");
      for (const one of row.buttons) one.setAttribute("aria-disabled", String(isBusy));
    });
    content.fields.forEach((field, index) => {
      const input = /** @type {HTMLInputElement} */ (fields.find(field.name));
      input.readOnly = isBusy;
      input.disabled = index !== content.step;
    });
    write(note, content.busy ? "" : content.note);
    write(unseen, words || content.said);
  }

  function show() {
    const [before, hadFocus] = [content.step, form.contains(document.activeElement)];
    content = model.get("content");
    fields.show(content.fields);
    steps.forEach((step, index) => step.show(content.steps[index], index === content.step));
    rows.forEach((row, index) => {
      row.node.hidden = index !== content.step;
    });
    const isKeptLeft = !content.kept && kept.contains(document.activeElement);
    write(keptWords, content.kept);
    kept.hidden = !content.kept;
    write(result, content.result);
    showPress();
    if (isKeptLeft || (hadFocus && content.step !== before)) goOn();
    if (content.done) fields.forget();
  }

  show();
  model.on("change:content", show);
  return () => {
    presses.stop();
    fields.stop();
    model.off("change:content", show);
  };
}

/** One of the three requests. `body` has its field and its buttons. @param {StepContent} first */
function makeStep(first) {
  const title = element("h4", { class: "kz-title", id: newId() }, first.title);
  const state = element("span", { class: "kz-quiet kz-whole" });
  const request = element("div", { class: "kz-status" }, element("code", {}, first.request), " ", state);
  const [body, problem, reply] = [element("div"), element("div"), element("div")];
  const node = element("div", { role: "group", class: "kz-step", "aria-labelledby": title.id });
  node.append(title, request, body, problem, reply);

  return {
    node,
    body,

    /** @param {StepContent} now @param {boolean} isCurrent */
    show(now, isCurrent) {
      write(state, now.state);
      state.className = now.reply ? "kz-badge kz-good" : "kz-quiet kz-whole";
      holdHtml(problem, now.problem);
      holdHtml(reply, now.reply);
      node.className = now.waits ? "kz-step kz-step-waits" : "kz-step";
      if (isCurrent) node.setAttribute("aria-current", "step");
      else node.removeAttribute("aria-current");
    },
  };
}
