/** What stands still: a reply or a table, as HTML that Python has made. */

import { element } from "./dom.mjs";
import { holdHtml } from "./html.mjs";
import { dress } from "./sheet.mjs";

/** @typedef {import("./types.d.mts").View} View */

/** @param {View} view */
export function render({ model, el, style }) {
  dress(el, style);
  const shown = element("div");
  el.append(shown);
  const show = () => holdHtml(shown, model.get("content").html);
  show();
  model.on("change:content", show);
  return () => model.off("change:content", show);
}
