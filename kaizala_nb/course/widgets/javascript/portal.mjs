/** The portal: its parts one below the other, each with fields, the buttons that send them, and what came of it. */

import { element, newId, paragraph, write } from "../../../toolkit/widgets/javascript/dom.mjs";
import { makeControl } from "../../../toolkit/widgets/javascript/controls.mjs";
import { makeFields } from "../../../toolkit/widgets/javascript/fields.mjs";
import { makeLive } from "../../../toolkit/widgets/javascript/live.mjs";
import { makePresses } from "../../../toolkit/widgets/javascript/press.mjs";
import { button } from "../../../toolkit/widgets/javascript/row_buttons.mjs";
import { dress } from "../../../toolkit/widgets/javascript/sheet.mjs";
import { makeGrid } from "./grid.mjs";

/** @typedef {import("../../../toolkit/widgets/javascript/types.d.mts").View} View */
/** @typedef {import("../../../toolkit/widgets/javascript/fields.mjs").FieldContent} FieldContent */
/** @typedef {{ field: string, press: undefined } | { field: undefined, press: string, words: string, is_main: boolean }} Item */
/** @typedef {{ words: string, is_problem: boolean }} Note */

/**
 * See `portal_face.py`.
 * @typedef {{ name: string, title: string, items: Item[], note: Note }} Part
 * @typedef {{ key: string, fields: FieldContent[], parts: Part[] }} Content
 */

/** @param {View} view */
export function render({ model, el, style }) {
  dress(el, style);
  /** @type {Content} */
  let content = model.get("content");
  const live = makeLive();
  const presses = makePresses(model, el);
  const fields = makeFields(model, {
    key: content.key,
    entered() {}, // of the buttons, none is the one that Enter means
    typed: presses.typed,
    say: live.say,
    make: (description, context) => (description.type === "grid" ? makeGrid : makeControl)(description, context),
  });
  fields.show(content.fields);
  const parts = content.parts.map(makePart);
  const box = element("div", { role: "group", class: "kz mathjax_ignore tex2jax_ignore", "aria-label": "The portal" });
  box.append(...parts.map((part) => part.node), live.node);
  el.append(box);

  /** @param {Part} part @param {number} index */
  function makePart({ title, items }, index) {
    const heading = element("h3", { class: "kz-title", id: newId() }, title);
    const note = paragraph("");
    const node = element("div", { role: "group", class: "kz-part", "aria-labelledby": heading.id }, heading);
    /** @type {HTMLElement[]} */
    const buttons = [];
    let pressed = { words: "", is_problem: false }; // what the page itself says of a press
    const presser = { say };
    for (const item of items) {
      if (item.field !== undefined) {
        node.append(fields.node(item.field));
        continue;
      }
      const made = button(item.words, item.is_main ? "kz-press kz-main" : "kz-press");
      made.addEventListener("click", () => presses.press(() => ({ what: item.press, ...fields.take() }), presser));
      buttons.push(made);
      node.append(element("div", { class: "kz-actions" }, made));
    }
    node.append(note);

    /** @param {string} words @param {boolean} isProblem */
    function say(words, isProblem) {
      pressed = { words, is_problem: isProblem };
      live.say(show());
      for (const one of buttons) {
        if (words && !isProblem) one.setAttribute("aria-disabled", "true");
        else one.removeAttribute("aria-disabled");
      }
      const wrong = fields.firstWrong();
      if (!words && wrong && node.contains(wrong) && node.contains(document.activeElement)) wrong.focus();
    }

    /** Show what the page or the kernel says; gives it. */
    function show() {
      const { words, is_problem: isProblem } = pressed.words ? pressed : content.parts[index].note;
      note.className = isProblem ? "kz-problem" : "kz-note";
      write(note, words);
      return words;
    }

    show();
    return { node, show };
  }

  function show() {
    content = model.get("content");
    fields.show(content.fields);
    for (const part of parts) part.show();
  }

  model.on("change:content", show);
  return () => {
    presses.stop();
    fields.stop();
    model.off("change:content", show);
  };
}
