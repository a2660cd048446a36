/** The form of a step: its request, its fields, what sends it, and the reply. */

import { element, hold, newId, paragraph, write } from "./dom.mjs";
import { makeFields } from "./fields.mjs";
import { holdHtml } from "./html.mjs";
import { makeStatus } from "./live.mjs";
import { makePresses } from "./press.mjs";
import { makeReply } from "./reply.mjs";
import { button } from "./row_buttons.mjs";
import { dress } from "./sheet.mjs";

/** @typedef {import("./types.d.mts").View} View */
/** @typedef {import("./fields.mjs").FieldContent} FieldContent */

/**
 * See `Form._draw` in Python.
 * @typedef {{ key: string, title: string, method: string, base: string, path: string, varied: string, kept: string, fields: FieldContent[],
 *   first: number, request: { text: string, missing: string[] } | null, round: number, sent: boolean, done: boolean, hint: string,
 *   progress: { percent: number, words: string } | null, note: string, said: string, folded: boolean, problem: string,
 *   reply: import("./reply.mjs").ReplyContent | null }} Content
 */

/** @param {View} view */
export function render({ model, el, style }) {
  dress(el, style);
  /** @type {Content} */
  let content = model.get("content");
  let pressed = ""; // what the page itself says of a press
  let told = ""; // what a screen reader was told of the rows and files of a field
  let isOnItsWay = false;
  let isFolded = false;
  let round = 0;
  const note = paragraph("", "kz-note");
  const unseen = element("span", { class: "kz-unseen" });
  const status = makeStatus(note, unseen);
  const presses = makePresses(model, el);
  const fields = makeFields(model, {
    key: content.key,
    entered: () => press("enter"),
    typed: presses.typed,
    say(text) {
      told = text;
      showNote();
    },
  });

  const title = element("h3", { class: "kz-title", id: newId() }, content.title);
  const base = element("span", { class: "kz-whole" }, content.base);
  const request = element("div", { class: "kz-status" }, `${content.method}  `, base, content.path);
  const varied = paragraph("", "kz-note");
  const keptWords = element("span", { class: "kz-note" });
  const asInCell = button("As in the cell", "kz-link");
  const kept = element("div", {}, keptWords, asInCell);
  const first = element("div");
  const folded = makeFold(`Fields (${content.fields.length})`);
  const more = makeFold(`More fields (${content.fields.length - content.first})`);
  const shown = makeFold("Request, before it is sent", (isOpen) => model.send({ kind: "preview", open: isOpen }));
  shown.inside.className = "kz-request";
  const send = button("Send", "kz-press kz-main");
  const hint = element("span", { class: "kz-quiet" });
  const actions = element("div", { class: "kz-actions" }, send, hint);
  const bar = element("progress", { max: "100", "aria-label": "Upload" });
  const barWords = element("span", { class: "kz-quiet" });
  const progress = element("div", { class: "kz-progress" }, bar, barWords);
  const problem = element("div");
  const reply = makeReply((isOpen) => model.send({ kind: "languages", open: isOpen }));
  const form = element("div", { role: "group", class: "kz mathjax_ignore tex2jax_ignore", "aria-labelledby": title.id });
  folded.inside.append(first, more.node, shown.node);
  form.append(title, request, varied, kept, folded.node, actions, progress, status, problem, reply.node);
  el.append(form);
  send.addEventListener("click", () => press("send"));
  asInCell.addEventListener("click", () => press("as in cell"));

  /** @param {string} what */
  function press(what) {
    if (fields.waits()) {
      sayOfPress("A file is on its way. Wait for it, or cancel it.", true);
      return;
    }
    presses.press(() => ({ what, round: content.round, ...fields.take() }), presser);
  }

  const presser = {
    /** @param {string} text @param {boolean} isProblem */
    say(text, isProblem) {
      sayOfPress(text, isProblem);
      if (text === "" && form.contains(document.activeElement)) goToWrong();
    },
  };

  /** The focus goes to what is wrong. If nothing is, it stays where it is. */
  function goToWrong() {
    const wrong = fields.firstWrong();
    if (!wrong) return;
    folded.open();
    if (more.inside.contains(wrong)) more.open();
    wrong.focus();
  }

  /** @param {string} text @param {boolean} isProblem */
  function sayOfPress(text, isProblem) {
    [pressed, told] = [text, ""];
    isOnItsWay = text !== "" && !isProblem;
    showNote();
  }

  /** What is on its way stands beside the button, so that nothing moves; what came of it stands below. */
  function showNote() {
    const words = pressed || content.note;
    write(hint, isOnItsWay ? words : content.hint);
    write(note, isOnItsWay ? "" : words);
    write(unseen, isOnItsWay ? words : pressed ? "" : told || content.said);
    if (isOnItsWay) send.setAttribute("aria-disabled", "true");
    else send.removeAttribute("aria-disabled");
  }

  function show() {
    content = model.get("content");
    const wasFolded = isFolded;
    isFolded = content.folded && content.fields.length > 0;
    const filled = fields.show(content.fields);
    const nodes = content.fields.map((field) => fields.node(field.name));
    hold(first, nodes.slice(0, content.first));
    hold(more.inside, nodes.slice(content.first));
    more.node.hidden = content.first === nodes.length;
    if (content.fields.slice(content.first).some((field) => filled.includes(field.name))) more.open();
    write(varied, content.varied);
    varied.hidden = !content.varied;
    write(keptWords, content.kept);
    if (!content.kept && kept.contains(document.activeElement)) send.focus();
    kept.hidden = !content.kept;
    showRequest();
    write(send, content.sent ? "Send again" : "Send");
    send.className = content.sent ? "kz-press" : "kz-press kz-main";
    progress.hidden = !content.progress;
    bar.value = content.progress?.percent ?? 0;
    write(barWords, content.progress?.words ?? "");
    showNote();
    holdHtml(problem, content.problem);
    reply.show(content.reply, content.round);
    fold(wasFolded);
    if (content.done) fields.forget();
  }

  /**
   * The fields are folded away when the cell below has sent them: not under somebody's hands, and not with a problem.
   *
   * @param {boolean} wasFolded
   */
  function fold(wasFolded) {
    folded.toggle.hidden = !isFolded;
    const isWrong = content.fields.some((field) => Object.keys(field.problems).length > 0);
    if (!isFolded || isWrong || content.kept) folded.open();
    else if (!wasFolded) folded.set(folded.inside.contains(document.activeElement));
  }

  /** Once there is a reply, which has the request that was sent, this fold is about the next one, and it is closed. */
  function showRequest() {
    shown.name(content.sent ? "Request, before it is sent again" : "Request, before it is sent");
    if (round !== content.round && content.reply) shown.set(false);
    round = content.round;
    if (!content.request) return;
    const { text, missing } = content.request;
    if (text) {
      if (shown.inside.textContent !== text) shown.inside.replaceChildren(element("pre", { tabindex: "0" }, text));
    } else {
      const items = missing.map((sentence) => element("li", {}, sentence));
      shown.inside.replaceChildren(paragraph("It cannot be sent yet:", "kz-note"), element("ul", {}, ...items));
    }
    shown.set(true);
  }

  show();
  model.on("change:content", show);
  return () => {
    presses.stop();
    fields.stop();
    model.off("change:content", show);
  };
}

/**
 * A button that shows and hides what is in it.
 *
 * @param {string} words
 * @param {(isOpen: boolean) => void} [toggled]
 */
function makeFold(words, toggled = () => {}) {
  const inside = element("div", { id: newId(), hidden: true });
  const sign = element("span", { "aria-hidden": "true" }, "▸ ");
  const label = element("span", {}, words);
  const toggle = element("button", { type: "button", class: "kz-plain", "aria-controls": inside.id, "aria-expanded": "false" }, sign, label);
  toggle.addEventListener("click", () => {
    set(inside.hidden);
    toggled(!inside.hidden);
  });

  /** @param {boolean} isOpen */
  function set(isOpen) {
    inside.hidden = !isOpen;
    write(sign, isOpen ? "▾ " : "▸ ");
    toggle.setAttribute("aria-expanded", String(isOpen));
  }

  /** @param {string} words */
  const name = (words) => write(label, words);
  return { node: element("div", {}, toggle, inside), toggle, inside, set, name, open: () => set(true) };
}
