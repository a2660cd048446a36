/** Fields for the variables that are empty, and a button that keeps what was typed. */

import { element, hold, newId, paragraph, write } from "./dom.mjs";
import { makeFields } from "./fields.mjs";
import { makeStatus } from "./live.mjs";
import { makePresses } from "./press.mjs";
import { button } from "./row_buttons.mjs";
import { dress } from "./sheet.mjs";

/** @typedef {import("./types.d.mts").View} View */

/**
 * See `FillIn._draw` in Python.
 * @typedef {{ key: string, title: string, fields: import("./fields.mjs").FieldContent[], note: string, said: string }} Content
 */

/** @param {View} view */
export function render({ model, el, style }) {
  dress(el, style);
  /** @type {Content} */
  let content = model.get("content");
  let pressed = ""; // what the page itself says of a press
  const note = paragraph("", "kz-note");
  const unseen = element("span", { class: "kz-unseen" });
  const presses = makePresses(model, el);
  const fields = makeFields(model, {
    key: content.key,
    entered: press,
    typed: presses.typed,
    say(text) {
      write(unseen, text);
    },
  });
  const title = element("h3", { class: "kz-title", id: newId() }, content.title);
  const list = element("div");
  const keep = button("Keep", "kz-press kz-main");
  const form = element("div", { role: "group", class: "kz mathjax_ignore tex2jax_ignore", "aria-labelledby": title.id });
  form.append(title, list, element("div", { class: "kz-actions" }, keep), makeStatus(note, unseen));
  el.append(form);
  keep.addEventListener("click", press);

  function press() {
    presses.press(() => ({ what: "keep", ...fields.take() }), {
      say(text, isProblem) {
        pressed = text;
        if (text !== "" && !isProblem) keep.setAttribute("aria-disabled", "true");
        else keep.removeAttribute("aria-disabled");
        showNote();
        if (text === "" && form.contains(document.activeElement)) fields.firstWrong()?.focus();
      },
    });
  }

  function showNote() {
    write(note, pressed || content.note);
    write(unseen, pressed ? "" : content.said);
  }

  function show() {
    content = model.get("content");
    fields.show(content.fields);
    hold(list, content.fields.map((field) => fields.node(field.name)));
    showNote();
  }

  show();
  model.on("change:content", show);
  return () => {
    presses.stop();
    fields.stop();
    model.off("change:content", show);
  };
}
