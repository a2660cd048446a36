/** A question on a card, with the field that its type asks for. */

import { element, newId } from "../../../toolkit/widgets/javascript/dom.mjs";
import { millisecondsOf, zone } from "../../../toolkit/widgets/javascript/times.mjs";

/** @typedef {{ title: string, type: string, options: string[], hint: string }} QuestionContent */

/**
 * `answer()` gives what was put in, null if nothing was.
 * @typedef {{ node: HTMLElement, answer: () => unknown, clear: () => void }} Question
 */

/**
 * @param {QuestionContent} content
 * @returns {Question}
 */
export function makeQuestion(content) {
  if (content.type === "SingleOption") return makeChoice(content);
  if (content.type === "MultiOption") return makeTicks(content);
  return content.type === "DateTime" ? makeTime(content) : makeText(content);
}

/** @param {QuestionContent} content @returns {Question} */
function makeText({ title, hint }) {
  const input = element("input", { type: "text", placeholder: hint || undefined });
  return { node: labelled(title, input), answer: () => input.value || null, clear: () => (input.value = "") };
}

/** @param {QuestionContent} content @returns {Question} */
function makeTime({ title }) {
  const help = element("span", { id: newId(), class: "kz-help" }, `In ${zone()}.`);
  const input = element("input", { type: "datetime-local", "aria-describedby": help.id });
  return { node: labelled(title, input, help), answer: () => millisecondsOf(input.value), clear: () => (input.value = "") };
}

/** @param {QuestionContent} content @returns {Question} */
function makeChoice({ title, options }) {
  const none = element("option", { value: "" }, "(no answer)");
  const select = element("select", {}, none, ...options.map((option) => element("option", {}, option)));
  return {
    node: labelled(title, select),
    answer: () => (select.selectedIndex > 0 ? options[select.selectedIndex - 1] : null),
    clear: () => (select.selectedIndex = 0),
  };
}

/** @param {QuestionContent} content @returns {Question} */
function makeTicks({ title, options }) {
  const ticks = options.map(() => element("input", { type: "checkbox" }));
  const labels = options.map((option, index) => element("label", { class: "kz-tick" }, ticks[index], option));
  return {
    node: element("fieldset", { class: "kz-question" }, element("legend", {}, title), ...labels),
    answer() {
      const ticked = options.filter((_, index) => ticks[index].checked);
      return ticked.length ? ticked : null;
    },
    clear() {
      for (const tick of ticks) tick.checked = false;
    },
  };
}

/** @param {string} title @param {HTMLElement} field @param {...HTMLElement} rest */
function labelled(title, field, ...rest) {
  field.id = newId();
  return element("div", { class: "kz-question" }, element("label", { for: field.id }, title), field, ...rest);
}
