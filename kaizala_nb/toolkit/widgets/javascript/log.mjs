/** A log: one node, which a screen reader reads out as it grows. It lives on while the widget does; an entry that stays is the same node. */

import { element, hold, paragraph, write } from "./dom.mjs";
import { moment } from "./times.mjs";

/** @typedef {{ key: string, at: number, text: string, waits?: boolean }} Entry */
/** @typedef {{ key: string, title: string, entries: Entry[], empty?: string }} Part */
/** @typedef {{ node: HTMLElement, heading: HTMLElement, note: HTMLElement, list: HTMLOListElement, lines: Map<string, HTMLLIElement> }} Shown */

/** @param {string} label its name for a screen reader */
export function makeLog(label) {
  const node = element("div", { role: "log", "aria-label": label });
  const earlier = paragraph("", "kz-quiet");
  /** @type {Map<string, Shown>} */
  const shown = new Map();

  return {
    node,

    /**
     * Show these parts, each with its entries, oldest first.
     *
     * @param {string} before what to say of the entries that are too many to show
     * @param {Part[]} parts
     */
    show(before, parts) {
      write(earlier, before);
      for (const part of parts) showPart(part);
      for (const key of [...shown.keys()]) if (!parts.some((part) => part.key === key)) shown.delete(key);
      hold(node, [...(before ? [earlier] : []), ...parts.map((part) => /** @type {Shown} */ (shown.get(part.key)).node)]);
    },
  };

  /** @param {Part} part */
  function showPart(part) {
    let there = shown.get(part.key);
    if (!there) {
      const heading = element("h4", { class: "kz-title" });
      const note = paragraph("", "kz-note kz-quiet");
      const list = element("ol", { class: "kz-chat" });
      there = { node: element("div"), heading, note, list, lines: new Map() };
      shown.set(part.key, there);
    }
    const { node, heading, note, list, lines } = there;
    write(heading, part.title);
    write(note, part.empty ?? "");
    for (const { key, at, text } of part.entries) {
      const line = lines.get(key) ?? newLine();
      lines.set(key, line);
      write(line.children[0], moment(at));
      write(line.children[2], text);
    }
    const keys = new Set(part.entries.map((entry) => entry.key));
    for (const key of [...lines.keys()]) if (!keys.has(key)) lines.delete(key);
    hold(list, part.entries.map((entry) => /** @type {HTMLLIElement} */ (lines.get(entry.key))));
    hold(node, [...(part.title ? [heading] : []), ...(part.entries.length ? [list] : [note])]);
  }
}

function newLine() {
  return element("li", {}, element("span", { class: "kz-quiet" }), element("br"), element("span"));
}
