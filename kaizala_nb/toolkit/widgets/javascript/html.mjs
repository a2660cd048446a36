/** The one place where HTML becomes nodes: HTML that Python has made, in which everything from outside is escaped already. */

/** @type {WeakMap<HTMLElement, string>} */
const shown = new WeakMap();

/**
 * Let a node hold this HTML. No script in it runs, since a parsed document has none that runs. A node that holds it already is left
 * alone, so that what is unfolded in it stays so.
 *
 * @param {HTMLElement} node
 * @param {string} html
 */
export function holdHtml(node, html) {
  if ((shown.get(node) ?? "") === html) return;
  shown.set(node, html);
  const parsed = new DOMParser().parseFromString(html, "text/html");
  node.replaceChildren(...[...parsed.body.childNodes].map((child) => document.importNode(child, true)));
}
