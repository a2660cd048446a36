/** A question on a card, with the field that its type asks for. What is put in is told, so that it can be kept. */

import { element, newId } from "../../../toolkit/widgets/javascript/dom.mjs";
import { localTime, millisecondsOf, zone } from "../../../toolkit/widgets/javascript/times.mjs";

/** @typedef {{ title: string, type: string, options: string[], hint: string, value: unknown }} QuestionContent */

/**
 * `answer()` gives what was put in, null if nothing was; `put` puts in what `raw` gave, or what the question begins with.
 * @typedef {{ node: HTMLElement, answer: () => unknown, raw: () => unknown, put: (raw: unknown) => void }} Question
 */

const NO_ANSWER = "No answer";

/**
 * @param {QuestionContent} content
 * @param {string} card the title of the card: it names a question that has no title of its own
 * @returns {Question}
 */
export function makeQuestion(content, card) {
  if (content.type === "Done") return makeDone();
  if (content.type === "SingleOption") return makeChoice(content, card);
  if (content.type === "MultiOption") return makeTicks(content, card);
  return content.type === "DateTime" ? makeTime(content) : makeText(content);
}

/** @param {QuestionContent} content @returns {Question} */
function makeText({ title, hint }) {
  const input = element("input", { type: "text", placeholder: hint || undefined, dir: "auto" });
  return line(title, input, () => input.value || null);
}

/** @param {QuestionContent} content @returns {Question} */
function makeTime({ title }) {
  const help = element("span", { id: newId(), class: "kz-help" }, `In ${zone()}.`);
  const input = element("input", { type: "datetime-local", "aria-describedby": help.id });
  const made = line(title, input, () => millisecondsOf(input.value), help);
  return { ...made, put: (raw) => made.put(typeof raw === "number" ? localTime(raw) : raw) };
}

/**
 * @param {string} title
 * @param {HTMLInputElement} input
 * @param {() => unknown} answer
 * @param {...HTMLElement} rest
 * @returns {Question}
 */
function line(title, input, answer, ...rest) {
  input.id = newId();
  return {
    node: element("div", { class: "kz-question" }, element("label", { for: input.id, dir: "auto" }, title), input, ...rest),
    answer,
    raw: () => input.value,
    put: (raw) => (input.value = String(raw ?? "")),
  };
}

/** @returns {Question} */
function makeDone() {
  const tick = element("input", { type: "checkbox" });
  return {
    node: element("div", { class: "kz-question" }, element("label", { class: "kz-tick" }, tick, "Done")),
    answer: () => tick.checked,
    raw: () => tick.checked,
    put: (raw) => (tick.checked = raw === true),
  };
}

/** @param {QuestionContent} content @param {string} card @returns {Question} */
function makeChoice({ title, options }, card) {
  const name = newId();
  const offered = title ? [...options, NO_ANSWER] : options; // the one question of a poll is not left out
  const rounds = offered.map(() => element("input", { type: "radio", name }));
  const chosen = () => options.findIndex((_, index) => rounds[index].checked);
  return {
    node: group(title, card, offered, rounds),
    answer: () => options[chosen()] ?? null,
    raw: () => options[chosen()] ?? null,
    put: (raw) => rounds.forEach((round, index) => (round.checked = offered[index] === raw && index < options.length)),
  };
}

/** @param {QuestionContent} content @param {string} card @returns {Question} */
function makeTicks({ title, options }, card) {
  const ticks = options.map(() => element("input", { type: "checkbox" }));
  const ticked = () => options.filter((_, index) => ticks[index].checked);
  return {
    node: group(title, card, options, ticks),
    answer: () => (ticked().length ? ticked() : null),
    raw: ticked,
    put: (raw) => ticks.forEach((tick, index) => (tick.checked = Array.isArray(raw) && raw.includes(options[index]))),
  };
}

/** @param {string} title @param {string} card @param {string[]} options @param {HTMLInputElement[]} inputs */
function group(title, card, options, inputs) {
  const labels = options.map((option, index) =>
    element("label", { class: "kz-tick" }, inputs[index], element("span", { dir: "auto" }, option)),
  );
  const legend = element("legend", { class: title ? undefined : "kz-unseen", dir: "auto" }, title || card);
  return element("fieldset", { class: "kz-question" }, legend, ...labels);
}
