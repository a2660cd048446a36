/** What a screen reader says by itself: one place in a widget, there from the start, since one that is added later is not read out. */

import { element, write } from "./dom.mjs";

/** @typedef {{ node: HTMLElement, say: (text: string) => void }} Live */

/**
 * A place with several texts, of which those that change are read out.
 *
 * @param {...HTMLElement} parts
 */
export function makeStatus(...parts) {
  return element("div", { role: "status", "aria-live": "polite", "aria-atomic": "false" }, ...parts);
}

/** @returns {Live} */
export function makeLive() {
  const node = element("div", { class: "kz-unseen", role: "status", "aria-live": "polite" });
  return { node, say: (text) => write(node, text) };
}
