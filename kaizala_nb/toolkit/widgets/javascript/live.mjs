/** What a screen reader says by itself: one place in a widget, there from the start, since one that is added later is not read out. */

import { element, write } from "./dom.mjs";

/** @typedef {{ node: HTMLElement, say: (text: string) => void }} Live */

/** @returns {Live} */
export function makeLive() {
  const node = element("div", { class: "kz-unseen", role: "status", "aria-live": "polite" });
  return { node, say: (text) => write(node, text) };
}
