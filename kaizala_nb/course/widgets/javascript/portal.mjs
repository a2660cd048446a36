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
/** @typedef {{ words: string, is_problem: boolean }} Note */
/** @typedef {{ field: string, hidden: boolean, press: undefined }} FieldItem */
/** @typedef {{ field: undefined, press: string, words: string, line: string, note: Note }} ButtonItem */
/** @typedef {FieldItem | ButtonItem} Item */

/**
 * See `portal_face.py`.
 * @typedef {{ name: string, title: string, items: Item[] }} Part
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
    const node = element("div", { role: "group", class: "kz-part", "aria-labelledby": heading.id }, heading);
    const rows = items.map((item) => (item.field === undefined ? makeButton(item, node) : makeField(item)));
    for (const row of rows) node.append(...row.nodes);

    function show() {
      content.parts[index].items.forEach((item, place) => rows[place].show(item));
    }

    show();
    return { node, show };
  }

  /** @param {FieldItem} item */
  function makeField({ field }) {
    const node = fields.node(field);
    /** @param {Item} item */
    const show = (item) => {
      if (item.field !== undefined) node.hidden = item.hidden;
    };
    return { nodes: [node], show };
  }

  /** A button, what came of it, and the line of Python that does the same. @param {ButtonItem} item @param {HTMLElement} part */
  function makeButton(item, part) {
    const made = button(item.words, "kz-press kz-main");
    const note = paragraph("");
    const line = element("code");
    const inPython = element("p", { class: "kz-help" }, "In Python: ", line);
    let pressed = { words: "", is_problem: false }; // what the page itself says of a press
    const presser = { say }; // one for all its presses, so that none is sent twice
    made.addEventListener("click", () => presses.press(() => ({ what: item.press, ...fields.take() }), presser));

    /** @param {string} words @param {boolean} isProblem */
    function say(words, isProblem) {
      pressed = { words, is_problem: isProblem };
      live.say(tell());
      if (words && !isProblem) made.setAttribute("aria-disabled", "true");
      else made.removeAttribute("aria-disabled");
      const wrong = fields.firstWrong();
      if (!words && wrong && part.contains(wrong) && part.contains(document.activeElement)) wrong.focus();
    }

    /** Show what the page or the kernel says; gives it. */
    function tell() {
      const { words, is_problem: isProblem } = pressed.words ? pressed : item.note;
      note.className = isProblem ? "kz-problem" : "kz-note";
      write(note, words);
      return words;
    }

    /** @param {Item} newest */
    function show(newest) {
      if (newest.field === undefined) item = newest;
      write(line, item.line);
      inPython.hidden = !item.line;
      tell();
    }

    return { nodes: [element("div", { class: "kz-actions" }, made), note, inPython], show };
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
