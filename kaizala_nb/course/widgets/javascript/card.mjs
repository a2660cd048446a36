/** A card that waits for an answer: buttons that answer at once, or questions with a field each. What is typed stays while others come. */

import { element, hold, newId, write } from "../../../toolkit/widgets/javascript/dom.mjs";
import { makeQuestion } from "./question.mjs";

/** @typedef {ReturnType<typeof import("../../../toolkit/widgets/javascript/press.mjs").makePresses>} Presses */
/** @typedef {import("../../../toolkit/widgets/javascript/live.mjs").Live} Live */
/** @typedef {import("./question.mjs").Question} Question */
/** @typedef {import("./question.mjs").QuestionContent} QuestionContent */
/** @typedef {{ words: string, answers: unknown[] }} Button */
/** @typedef {{ id: string, title: string, buttons: Button[], questions: QuestionContent[] }} CardContent */
/** @typedef {{ node: HTMLElement, show: (content: CardContent) => void }} Card */

/**
 * @param {CardContent} content
 * @param {Presses} presses
 * @param {Live} live
 * @returns {Card}
 */
export function makeCard(content, presses, live) {
  const note = element("p", { id: newId(), class: "kz-note" });
  const buttons = element("div", { class: "kz-buttons" });
  const questions = content.questions.map(makeQuestion);
  const node = element("fieldset", { class: "kz-card", "aria-describedby": note.id });
  node.append(element("legend", { class: "kz-title" }, content.title), ...questions.map((one) => one.node), buttons, note);
  const presser = { say };
  let shown = content.buttons;
  if (questions.length) addButton("Answer", () => questions.map((question) => question.answer()));

  return {
    node,
    show(now) {
      if (questions.length) return;
      shown = now.buttons;
      while (buttons.children.length < shown.length) addChoice(buttons.children.length);
      hold(buttons, [...buttons.children].slice(0, shown.length));
      shown.forEach(({ words }, index) => write(buttons.children[index], words));
    },
  };

  /** @param {number} index */
  function addChoice(index) {
    addButton(shown[index].words, () => shown[index].answers);
  }

  /** @param {string} words @param {() => unknown[]} answers */
  function addButton(words, answers) {
    const button = element("button", { type: "button", class: "kz-press", "aria-describedby": note.id }, words);
    button.addEventListener("click", () => presses.press({ card: content.id, answers: answers() }, presser));
    buttons.append(button);
  }

  /** @param {string} text @param {boolean} isProblem */
  function say(text, isProblem) {
    note.className = isProblem ? "kz-problem" : "kz-note";
    write(note, text);
    live.say(text);
    if (text === "") for (const question of questions) question.clear();
  }
}
