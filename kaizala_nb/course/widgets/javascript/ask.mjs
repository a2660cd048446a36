/** A question: a button for each choice, and beneath them what is said of the newest one. */

import { element, newId, paragraph, write } from "../../../toolkit/widgets/javascript/dom.mjs";
import { makeStatus } from "../../../toolkit/widgets/javascript/live.mjs";
import { makePresses } from "../../../toolkit/widgets/javascript/press.mjs";
import { button } from "../../../toolkit/widgets/javascript/row_buttons.mjs";
import { dress } from "../../../toolkit/widgets/javascript/sheet.mjs";

/** @typedef {import("../../../toolkit/widgets/javascript/types.d.mts").View} View */
/** @typedef {{ sentence: string, choices: { text: string, said: string }[], verdict: string }} Content */

/** @param {View} view */
export function render({ model, el, style }) {
  dress(el, style);
  /** @type {Content} */
  const first = model.get("content");
  const presses = makePresses(model, el);
  const title = element("h3", { class: "kz-title", id: newId() }, first.sentence);
  const verdict = paragraph("", "kz-note");
  let words = ""; // what the page itself says of a press
  const presser = {
    /** @param {string} text */
    say(text) {
      words = text;
      show();
    },
  };
  const rows = first.choices.map(({ text }, index) => {
    const choice = button(text, "kz-press");
    const said = element("strong", {});
    choice.addEventListener("click", () => {
      presses.typed(); // another choice is never the second click of a double click
      presses.press({ choice: index }, presser);
    });
    return { node: element("div", { class: "kz-actions" }, choice, said), said };
  });
  const box = element("div", { class: "kz-box", role: "group", "aria-labelledby": title.id });
  box.append(title, ...rows.map((row) => row.node), makeStatus(verdict));
  el.append(element("div", { class: "kz mathjax_ignore tex2jax_ignore" }, box));

  function show() {
    /** @type {Content} */
    const content = model.get("content");
    rows.forEach((row, index) => write(row.said, content.choices[index].said));
    write(verdict, words || content.verdict);
  }

  show();
  model.on("change:content", show);
  return () => {
    presses.stop();
    model.off("change:content", show);
  };
}
