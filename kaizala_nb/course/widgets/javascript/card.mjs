/** A card in a chat: what it asks is answered there; then it shows what was answered, and what others chose. */

import { element, hold, newId, paragraph, write } from "../../../toolkit/widgets/javascript/dom.mjs";
import { moment } from "../../../toolkit/widgets/javascript/times.mjs";
import { makeQuestion } from "./question.mjs";

/** @typedef {ReturnType<typeof import("../../../toolkit/widgets/javascript/press.mjs").makePresses>} Presses */
/** @typedef {ReturnType<typeof import("../../../toolkit/widgets/javascript/kept_text.mjs").makeKeptText>} Kept */
/** @typedef {import("../../../toolkit/widgets/javascript/live.mjs").Live} Live */
/** @typedef {import("./question.mjs").Question} Question */
/** @typedef {import("./question.mjs").QuestionContent} QuestionContent */
/** @typedef {{ title?: string, text: string, at?: number }} Line */
/** @typedef {{ title: string, count: number, own: boolean }} Result */

/**
 * See `card.content` in Python.
 * @typedef {{ id: string, label: string, title: string, notes: Line[], questions: QuestionContent[], open: boolean,
 *   answers: Line[] | null, results: Result[] | null, answer: string, again: string, whose: string }} CardContent
 */

/** @typedef {{ node: HTMLElement, show: (content: CardContent) => void }} Card */

/**
 * @param {CardContent} content
 * @param {{ presses: Presses, live: Live, kept: Kept }} tools
 * @returns {Card}
 */
export function makeCard(content, { presses, live, kept }) {
  const note = element("p", { id: newId(), class: "kz-note" });
  const notes = element("div");
  const asked = element("div");
  const answered = element("div");
  const send = element("button", { type: "button", class: "kz-press", "aria-describedby": note.id });
  const again = element("button", { type: "button", class: "kz-press", "aria-describedby": note.id });
  const buttons = element("div", { class: "kz-buttons" });
  const title = element("p", { class: "kz-title", dir: "auto" }, content.title);
  const node = element("div", { class: "kz-card", role: "group", "aria-label": content.title || content.label, tabindex: "-1" });
  node.append(element("span", { class: "kz-label" }, content.label), title, notes, asked, answered, buttons, note);
  const presser = { say };
  /** @type {Question[]} */
  let questions = [];
  let toldNow = "";
  let isChanging = Boolean(content.answers) && content.questions.some((_, index) => keptName(index) in kept.all());
  send.addEventListener("click", () => {
    presses.press(() => ({ card: content.id, answers: questions.map((question) => question.answer()) }), presser);
  });
  again.addEventListener("click", () => {
    isChanging = !isChanging;
    if (!isChanging) forget();
    draw();
  });

  return {
    node,
    show(now) {
      content = now;
      draw();
    },
  };

  function draw() {
    const asks = content.open && (!content.answers || isChanging);
    const hadFocus = buttons.contains(node.ownerDocument.activeElement);
    hold(notes, lines(notes, content.notes));
    if (asks && !questions.length) ask();
    if (!asks) questions = [];
    hold(asked, questions.map((question) => question.node));
    tell(content.answers && !isChanging ? content.answers : null);
    write(send, content.answer);
    write(again, isChanging ? "Cancel" : content.again);
    hold(buttons, [...(asks ? [send] : []), ...(content.open && content.answers ? [again] : [])]);
    if (hadFocus && !buttons.contains(node.ownerDocument.activeElement)) /** @type {HTMLElement} */ (buttons.firstElementChild ?? node).focus();
  }

  /** Make the fields, with what was typed into them before. */
  function ask() {
    const typed = kept.all();
    questions = content.questions.map((one, index) => {
      const question = makeQuestion(one, content.title);
      question.put(typed[keptName(index)]?.raw ?? one.value);
      const keep = () => kept.keep(keptName(index), { raw: question.raw(), cell: "", stamp: 0, view: "" });
      for (const event of ["input", "change"]) question.node.addEventListener(event, keep);
      question.node.addEventListener("input", presses.typed);
      return question;
    });
  }

  /** @param {number} index */
  function keptName(index) {
    return `${content.id} ${index}`;
  }

  function forget() {
    for (const index of content.questions.keys()) kept.drop(keptName(index));
    questions = [];
  }

  /**
   * Show what others chose, or else what was answered. What stands there already is left alone: it would be read out again.
   *
   * @param {Line[] | null} answers
   */
  function tell(answers) {
    const now = JSON.stringify([content.results, answers]);
    if (now === toldNow) return;
    toldNow = now;
    const bars = (content.results ?? []).map((one, _, all) => result(one, all, content.whose));
    const words = answers ? [paragraph("Answered:", "kz-note"), ...answers.map(line)] : [];
    answered.replaceChildren(...(content.results ? bars : words));
  }

  /** @param {string} text @param {boolean} isProblem */
  function say(text, isProblem) {
    note.className = isProblem ? "kz-problem" : "kz-note";
    write(note, text);
    live.say(text);
    if (text !== "") return;
    isChanging = false;
    forget();
    draw();
  }
}

/** @param {HTMLElement} parent @param {Line[]} all */
function lines(parent, all) {
  const there = /** @type {HTMLElement[]} */ ([...parent.children]);
  return all.map((one, index) => {
    const node = there[index] ?? line(one);
    write(node, words(one));
    return node;
  });
}

/** @param {Line} one */
function line(one) {
  return element("p", { class: "kz-line", dir: "auto" }, words(one));
}

/** @param {Line} line */
function words({ title, text, at }) {
  const time = at === undefined ? "" : moment(at);
  const asked = title && !/[?!.:]$/.test(title) ? `${title}:` : title;
  return [asked, text, time].filter(Boolean).join(" ");
}

/** @param {Result} one @param {Result[]} all @param {string} whose */
function result({ title, count, own }, all, whose) {
  const sum = all.reduce((total, other) => total + other.count, 0);
  const bar = element("progress", { max: String(Math.max(1, sum)), value: String(count), "aria-hidden": "true" });
  const mine = own ? element("strong", {}, whose) : null;
  return element("div", { class: "kz-result" }, element("span", { dir: "auto" }, title), mine, bar, element("span", {}, String(count)));
}
