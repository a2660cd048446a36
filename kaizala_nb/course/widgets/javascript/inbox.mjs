/** The inbox: how it answers, and the events as they arrive, newest last. */

import { element, paragraph, write } from "../../../toolkit/widgets/javascript/dom.mjs";
import { makeLog } from "../../../toolkit/widgets/javascript/log.mjs";
import { dress } from "../../../toolkit/widgets/javascript/sheet.mjs";
import { zone } from "../../../toolkit/widgets/javascript/times.mjs";

/** @typedef {import("../../../toolkit/widgets/javascript/types.d.mts").View} View */
/** @typedef {import("../../../toolkit/widgets/javascript/log.mjs").Entry} Entry */
/** @typedef {{ state: string, before: string, entries: Entry[] }} Content */

/** @param {View} view */
export function render({ model, el, style }) {
  dress(el, style);
  const state = paragraph("", "kz-quiet kz-note");
  const log = makeLog("Inbox");
  const times = paragraph("", "kz-quiet kz-note");
  const box = element("div", { class: "kz-box", role: "group", "aria-label": "Inbox" });
  box.append(element("h3", { class: "kz-title" }, "Inbox"), state, log.node, times);
  el.append(element("div", { class: "kz mathjax_ignore tex2jax_ignore" }, box));

  function show() {
    /** @type {Content} */
    const content = model.get("content");
    write(state, content.state);
    log.show(content.before, [{ key: "events", title: "", entries: content.entries, empty: "Nothing yet." }]);
    write(times, content.entries.length ? `Times: ${zone()}.` : "");
  }

  show();
  model.on("change:content", show);
  return () => model.off("change:content", show);
}
